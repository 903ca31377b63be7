"""What one typed cell means: a value, missing, not applicable, or refused with the reason."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from documents.intake import value_problems
from documents.intake.cell_number import number_of
from documents.intake.finding import Finding, shown
from indicators.normal_form import compact
from indicators.unit_of_measure import unit_of
from indicators.words import listed, same
from scoring import reported_problems
from scoring.field_values import objection

if TYPE_CHECKING:
    from decimal import Decimal

    from documents.grid import Cell
    from documents.intake.asked import Asked
    from indicators.rules import RawField

_DASHES = "-－﹣−‐‑‒–—―─━"
#: Typed where there is nothing to report; never 0 and never a way to be excused.
MISSING_MARKS = frozenset({"", "×", "未统计", *(dash * count for dash in _DASHES for count in (1, 2, 3))})
#: Typed to say that an indicator does not apply, which only the scheme or the office can say; in normal form.
NOT_APPLICABLE_MARKS = frozenset({"/", "\\", "不适用", "n/a", "na"})
#: What a cell of choices is refused for before anybody looks for its content among them.
_NO_ANSWER = (
    value_problems.FORMULA_NOT_CALCULATED,
    value_problems.ERROR_CELL,
    value_problems.PERCENT_AMBIGUOUS,
    value_problems.AMBIGUOUS_NONE,
)


class CellState(StrEnum):
    """The five states of a reported cell."""

    VALUE = "value"
    ZERO = "zero"
    NOT_APPLICABLE = "not applicable"
    MISSING = "missing"
    REJECTED = "rejected"


class Understood(NamedTuple):
    """What a cell holds, and what is to be said about it."""

    state: CellState
    value: Decimal | None = None
    finding: Finding | None = None


def understand(cell: Cell, asked: Asked, *, applies: bool) -> Understood:
    """The meaning of one cell.

    Args:
        cell: As it stands in the file.
        asked: The field it is for.
        applies: Whether scheme and exemptions let the indicator apply to the unit.
    """
    if cell.merged_range:
        return _refused(Finding(value_problems.MERGED_CELL, range=cell.merged_range))
    text = cell.text
    if cell.number is None or not applies:
        mark = compact(text) if text else text
        if mark in MISSING_MARKS and not cell.is_uncalculated:
            return Understood(CellState.MISSING if applies else CellState.NOT_APPLICABLE)
        if mark in NOT_APPLICABLE_MARKS:
            if not applies:
                return Understood(CellState.NOT_APPLICABLE)
            return _refused(Finding(value_problems.TYPED_NOT_APPLICABLE, value=shown(text)))
        if not applies:
            finding = Finding(value_problems.VALUE_NOT_USED, value=shown(text) or "=…")
            return Understood(CellState.NOT_APPLICABLE, finding=finding)
    return _choice(cell, asked.field) if asked.field.choices else _value(cell, asked)


def _value(cell: Cell, asked: Asked) -> Understood:
    """What a cell with content holds, for a field of numbers."""
    number, finding = cell.number, None
    # Most cells hold a plain number; the unit of measure is worked out for the others only.
    if number is None or cell.is_percent or cell.is_date or cell.unit or cell.shown is not None:
        number, finding = number_of(cell, unit_of(asked.indicator, asked.field), is_count=_is_count(asked))
    if number is None:
        return _refused(finding)
    trouble = objection(number, asked.indicator, asked.field)
    return _number(number, finding) if trouble is None else _refused(Finding(trouble.kind, **trouble.said))


def _is_count(asked: Asked) -> bool:
    """Whether a field holds numbers of things, which the scheme gives no unit of measure."""
    indicator = asked.indicator
    is_whole = asked.field.whole or (indicator.measure is not None and not indicator.decimals)
    return is_whole and unit_of(asked.indicator, asked.field) is None


def _choice(cell: Cell, field: RawField) -> Understood:
    """What a cell with content holds, for a field of choices: one of them, or the number it stands for."""
    choices = dict(field.choices)
    if cell.shown is not None:
        return _refused(number_of(cell, None).finding)
    if cell.text in choices:
        return _number(choices[cell.text])
    likeness = compact(cell.text)
    alike = [name for name in choices if compact(name) == likeness]
    if len(alike) == 1:
        finding = Finding(value_problems.CHOICE_READ, text=shown(cell.text), choice=alike[0])
        return _number(choices[alike[0]], finding)
    read = number_of(cell, None)
    if read.number is not None and read.number in choices.values():
        return _number(read.number, read.finding)
    if read.finding is not None and read.finding.kind in _NO_ANSWER:
        return _refused(read.finding)
    names = listed([same(name) for name in choices])
    return _refused(Finding(reported_problems.NOT_A_CHOICE, value=shown(cell.text), choices=names))


def _number(number: Decimal, note: Finding | None = None) -> Understood:
    # Zero has no sign, however it was typed.
    return Understood(CellState.VALUE if number else CellState.ZERO, number or abs(number), note)


def _refused(finding: Finding | None) -> Understood:
    return Understood(CellState.REJECTED, None, finding)
