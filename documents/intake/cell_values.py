"""What one typed cell means: a value, missing, not applicable, or refused with the reason."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from documents.intake import value_problems
from documents.intake.cell_number import is_percent, number_of
from documents.intake.finding import Finding, shown
from documents.intake.normal_form import compact
from indicators.words import Words, listed, same
from scoring.sheet import TOO_LARGE

if TYPE_CHECKING:
    from documents.grid import Cell
    from documents.intake.asked import Asked
    from indicators.parts import Indicator
    from indicators.rules import RawField

_DASHES = "-－﹣−‐‑‒–—―─━"
#: Typed where there is nothing to report; never 0 and never a way to be excused.
MISSING_MARKS = frozenset({"", "×", "未统计", *(dash * count for dash in _DASHES for count in (1, 2, 3))})
#: Typed to say that an indicator does not apply, which only the scheme or the office can say; in normal form.
NOT_APPLICABLE_MARKS = frozenset({"/", "\\", "不适用", "n/a", "na"})
#: One unit of the last decimal, by the number of decimals.
_LAST_DECIMALS = tuple(Decimal(1).scaleb(-count) for count in range(7))
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
        number, finding = number_of(cell, unit_of(asked), is_count=_is_count(asked))
    if number is None:
        return _refused(finding)
    trouble = _outside(number, asked.indicator, asked.field)
    return _number(number, finding) if trouble is None else _refused(trouble)


def unit_of(asked: Asked) -> str | None:
    """The unit of measure of a field; None where it is not known: the indicator's need not be that of its fields."""
    unit, field = asked.indicator.unit, asked.field
    if asked.indicator.measure is not None or (field.name and is_percent(unit)):
        return None
    # Without a stated unit of measure only marks are points: they have a highest, and are no counts.
    if not unit and (field.whole or (field.name and field.highest is None)):
        return None
    return unit


def _is_count(asked: Asked) -> bool:
    """Whether a field holds numbers of things, which the scheme gives no unit of measure."""
    indicator = asked.indicator
    is_whole = asked.field.whole or (indicator.measure is not None and not indicator.decimals)
    return is_whole and unit_of(asked) is None


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
    return _refused(Finding(value_problems.NOT_A_CHOICE, value=shown(cell.text), choices=names))


def _number(number: Decimal, note: Finding | None = None) -> Understood:
    # Zero has no sign, however it was typed.
    return Understood(CellState.VALUE if number else CellState.ZERO, number or abs(number), note)


def _refused(finding: Finding | None) -> Understood:
    return Understood(CellState.REJECTED, None, finding)


def fits(number: Decimal, indicator: Indicator, field: RawField) -> bool:
    """Whether a number can be a value of a field."""
    if field.choices:
        return number in dict(field.choices).values()
    return _outside(number, indicator, field) is None


def _outside(number: Decimal, indicator: Indicator, field: RawField) -> Finding | None:
    """Why a number cannot be a value of this field."""
    lowest, highest = field.lowest, field.highest
    if (
        (lowest is not None and number < lowest)
        or (highest is not None and number > highest)
        or not -TOO_LARGE < number < TOO_LARGE
    ):
        return Finding(value_problems.OUT_OF_RANGE, value=number, range=_range(indicator, field))
    if field.whole and number % 1:
        return Finding(value_problems.NOT_WHOLE, value=number)
    limit = indicator.decimals
    if number.quantize(_LAST_DECIMALS[limit]) != number:
        count = -int(number.normalize().as_tuple().exponent)
        return Finding(value_problems.TOO_MANY_DECIMALS, value=number, count=count, limit=limit)
    return None


def _range(indicator: Indicator, field: RawField) -> Words:
    """The numbers a field may hold, with their unit of measure."""
    if field.lowest is not None and field.highest is not None:
        span = f"{field.lowest}—{field.highest}"
    elif field.highest is not None:
        span = f"≤ {field.highest}"
    else:
        span = f"≥ {field.lowest}" if field.lowest is not None else f"< {TOO_LARGE:,}"
    if not indicator.unit or indicator.measure is not None:
        return same(span)
    return Words(f"{span}，计量单位 {indicator.unit}", f"{span}, in {indicator.unit}")
