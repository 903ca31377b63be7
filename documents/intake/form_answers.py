"""Which form of a unit answers for a cell: a blank is an answer too, so only one form can hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from documents.intake.cell_values import CellState, understand
from documents.intake.finding import shown
from indicators.words import Words, listed, same

if TYPE_CHECKING:
    from collections.abc import Sequence

    from documents.grid import Cell
    from documents.intake.asked import Asked
    from documents.intake.by_cell import Key
    from indicators.problems import Place
    from indicators.units import Unit

#: Differences between two forms that are quoted; their number is always complete.
_MOST_QUOTED = 3
_BLANK = Words("空", "blank")


class _First(NamedTuple):
    """The form that answered first for a cell, and what stands there."""

    form: Place
    cell: Cell


class Conflict(NamedTuple):
    """The form that answered before, and in what this one differs."""

    other: Place
    differing: Words


class FormAnswers:
    """The answers of all forms, by unit and column."""

    def __init__(self) -> None:
        self._first: dict[Key, _First] = {}

    def conflict(self, unit: Unit, form: Place, answers: Sequence[tuple[Asked, Cell]]) -> Conflict | None:
        """Another form that answers for the same cells; if there is none, these answers are kept.

        A form is known by where it starts: one file, and even one sheet, may hold several.
        """
        same_cells = [
            (asked, first, cell)
            for asked, cell in answers
            for first in [self._first.get((unit.code, asked.name))]
            if first is not None and first.form != form
        ]
        if not same_cells:
            self._first.update({(unit.code, asked.name): _First(form, cell) for asked, cell in answers})
            return None
        other = same_cells[0][1].form
        return Conflict(
            other, _said([_difference(asked, first.cell, cell) for asked, first, cell in same_cells])
        )


def _difference(asked: Asked, first: Cell, second: Cell) -> Words | None:
    """What two cells hold, where it is not the same."""
    one, two = (_meaning(cell, asked) for cell in (first, second))
    if one == two:
        return None
    name = asked.name.code + (f"|{asked.name.field}" if asked.name.field else "")
    return Words("{name} {one} / {two}", "{name} {one} / {two}").fill(
        name=name, one=_quoted(first), two=_quoted(second)
    )


def _meaning(cell: Cell, asked: Asked) -> object:
    understood = understand(cell, asked, applies=True)
    return cell.text if understood.state is CellState.REJECTED else understood.value


def _quoted(cell: Cell) -> Words:
    return same(shown(cell.text)) if cell.text else _BLANK


def _said(differences: Sequence[Words | None]) -> Words:
    """How many differences there are, and the first of them."""
    found = [one for one in differences if one is not None]
    if not found:
        return Words("填报的数据相同", "with the same values")
    quoted = listed(found[:_MOST_QUOTED])
    if len(found) > _MOST_QUOTED:
        return Words(
            f"有 {len(found)} 处不同，如 {quoted.zh}",
            f"which differ in {len(found)} values, such as {quoted.en}",
        )
    return Words(f"有 {len(found)} 处不同：{quoted.zh}", f"which differ in {len(found)} values: {quoted.en}")
