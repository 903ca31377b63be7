"""Whose form it is: the unit that is named above a table of its indicators."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from documents.intake import layout_problems
from documents.intake.finding import shown
from documents.intake.heading_words import UNIT, UNIT_CODE, fixed
from documents.intake.row_log import of_unit
from documents.intake.said_beside import IN_FORM
from documents.intake.typed_number import bare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from documents.intake.headings import Headings
    from documents.intake.register import Register
    from documents.intake.table import Table
    from indicators.problems import Place, Problem
    from indicators.units import Unit

#: Where the seal goes, and the line somebody writes on.
_SEAL = re.compile(r"[（(][^（）()]*章[^（）()]*[）)]|_+")
_WIDE_BLANK = re.compile(r"\s{2,}")


class _Named(NamedTuple):
    """What a form says of its unit, and where."""

    text: str
    place: Place


def unit_of(table: Table, register: Register, headings: Headings) -> tuple[Unit | None, list[Problem]]:
    """The unit a form is of, if it names just one, and what is to be said of how it does.

    It is named above the headings, behind a label or alone in a cell, or by the name of the sheet, which must not
    name another; a form below another table is of whomever it names itself. The unit may be used if none of the
    problems is blocking.
    """
    sheet = table.grid.sheet or ""
    named = list(_labelled(table, register, headings)) or list(_unlabelled(table, register))
    is_topmost = table.above.start == 0
    if is_topmost and register.knows(sheet):
        named.append(_Named(sheet, table.grid.whole))
    units: dict[str, Unit] = {}
    problems: list[Problem] = []
    for text, place in named:
        unit = register.find(text)
        if unit is None:
            hint = register.hint(text, (one.text for one in named), IN_FORM)
            problems.append(layout_problems.FORM_UNIT_UNKNOWN.at(place, name=shown(text), hint=hint))
        else:
            problems += register.liberties(text, place)
            units[unit.code] = unit
    if len(units) > 1:
        one, other = [unit.name for unit in units.values()][:2]
        problems.append(layout_problems.FORM_OF_TWO_UNITS.at(named[-1].place, name=one, other=other))
    if not named:
        problems.append(layout_problems.FORM_WITHOUT_UNIT.at(_where_it_belongs(table)))
    if len(units) != 1:
        return None, problems
    [unit] = units.values()
    return unit, of_unit(problems, unit)


def _labelled(table: Table, register: Register, headings: Headings) -> Iterator[_Named]:
    """What stands behind 单位： or 单位代码, in the same cell or in the next one with a text."""
    for row, position, text in table.texts_above():
        label, _, rest = _SEAL.sub("", text).replace("：", ":").partition(":")
        # 单位：万元 says what the values are measured in.
        if fixed(label) not in {UNIT, UNIT_CODE} or headings.titles.is_unit_of_measure(rest):
            continue
        if bare(rest):
            yield _Named(_name(rest, register), table.grid.place(row, position))
            continue
        beside = [
            (at, cell.text) for at, cell in enumerate(table.grid.rows[row]) if at > position and cell.text
        ]
        for at, said in beside[:1]:
            if not headings.titles.is_unit_of_measure(said):
                yield _Named(_name(said, register), table.grid.place(row, at))


def _where_it_belongs(table: Table) -> Place:
    """The label that nobody filled in, or the headings below which there is nothing to go by."""
    for row, position, text in table.texts_above():
        if fixed(_SEAL.sub("", text).replace("：", ":").partition(":")[0]) in {UNIT, UNIT_CODE}:
            return table.grid.place(row, position)
    return table.grid.place(table.headings.start, table.columns[0].position)


def _unlabelled(table: Table, register: Register) -> Iterator[_Named]:
    """The texts above the headings that are names of units and nothing else."""
    for row, position, text in table.texts_above():
        if register.knows(text):
            yield _Named(text, table.grid.place(row, position))


def _name(text: str, register: Register) -> str:
    """The name at the start of a text: all of it, or what stands before a wide blank and something else."""
    whole = bare(_SEAL.sub("", text))
    return whole if register.knows(whole) else _WIDE_BLANK.split(whole)[0]
