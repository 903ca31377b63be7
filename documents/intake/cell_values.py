"""What one typed cell means: a value, missing, not applicable, or refused with the reason."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from documents.intake import value_problems
from indicators.decimals import parse_decimal
from indicators.words import listed, same
from scoring.sheet import TOO_LARGE

if TYPE_CHECKING:
    from decimal import Decimal

    from documents.grid import Cell
    from documents.intake.asked import Asked
    from indicators.parts import Indicator
    from indicators.problems import Place, Problem, ProblemKind
    from indicators.rules import RawField

#: Typed where there is nothing to report; never 0 and never a way to be excused.
MISSING_MARKS = frozenset({"", "—", "——", "–", "-", "－", "×", "未统计"})
#: Typed to say that an indicator does not apply, which only the scheme or the office can say.
NOT_APPLICABLE_MARKS = frozenset({"/", "／", "不适用", "N/A", "n/a"})
#: What is quoted of a cell; the rest is cut.
LONGEST_SHOWN = 40


class CellState(StrEnum):
    """The five states of a reported cell."""

    VALUE = "value"
    ZERO = "zero"
    NOT_APPLICABLE = "not applicable"
    MISSING = "missing"
    REJECTED = "rejected"


class Finding:
    """What is to be said of a cell, whatever its place."""

    def __init__(self, kind: ProblemKind, **said: object) -> None:
        self._kind = kind
        self._said = said

    def at(self, place: Place) -> Problem:
        """The problem at a place."""
        return self._kind.at(place, **self._said)


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
    if cell.is_merged:
        return _refused(Finding(value_problems.MERGED_CELL, range=cell.merged_range))
    if cell.text in MISSING_MARKS and not cell.is_uncalculated:
        return Understood(CellState.MISSING if applies else CellState.NOT_APPLICABLE)
    if cell.text in NOT_APPLICABLE_MARKS:
        if not applies:
            return Understood(CellState.NOT_APPLICABLE)
        return _refused(Finding(value_problems.TYPED_NOT_APPLICABLE, value=cell.text))
    if not applies:
        shown = cell.text or "=…"
        return Understood(
            CellState.NOT_APPLICABLE, finding=Finding(value_problems.VALUE_NOT_USED, value=shown)
        )
    return _value(cell, asked)


def _value(cell: Cell, asked: Asked) -> Understood:
    """What a cell with content holds, for an indicator that applies."""
    choices = dict(asked.field.choices)
    if cell.text in choices:
        return _number(choices[cell.text])
    trouble = unusable(cell, asked.indicator.unit)
    if trouble is not None:
        return _refused(trouble)
    number = cell.number if cell.number is not None else parse_decimal(cell.text)
    if choices and number not in choices.values():
        value = shown(cell.text)
        return _refused(
            Finding(
                value_problems.NOT_A_CHOICE, value=value, choices=listed([same(name) for name in choices])
            )
        )
    if number is None:
        return _refused(Finding(value_problems.NOT_A_NUMBER, value=shown(cell.text)))
    trouble = None if choices else _outside(number, asked.indicator, asked.field)
    if trouble is not None:
        return _refused(trouble)
    as_text = cell.number is None
    return _number(number, Finding(value_problems.NUMBER_AS_TEXT, value=number) if as_text else None)


def _number(number: Decimal, note: Finding | None = None) -> Understood:
    return Understood(CellState.VALUE if number else CellState.ZERO, number, note)


def _refused(finding: Finding) -> Understood:
    return Understood(CellState.REJECTED, finding=finding)


def shown(text: str) -> str:
    """A text as it is quoted."""
    return text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…"


def unusable(cell: Cell, unit: str) -> Finding | None:
    """What keeps the content of a cell from being read as the number it shows; `unit` is its unit of measure."""
    if cell.is_uncalculated:
        return Finding(value_problems.FORMULA_NOT_CALCULATED)
    if cell.is_error:
        return Finding(value_problems.ERROR_CELL, value=cell.text)
    if cell.text == "无":
        return Finding(value_problems.AMBIGUOUS_NONE)
    if cell.is_percent and cell.number is not None:
        hundredfold = f"{(cell.number * 100).normalize():f}"
        return Finding(
            value_problems.PERCENT_CELL,
            value=f"{hundredfold}%",
            number=cell.text,
            hundredfold=hundredfold,
            unit=unit or "数",
        )
    return None


def fits(number: Decimal, indicator: Indicator, field: RawField) -> bool:
    """Whether a number can be a value of a field."""
    if field.choices:
        return number in dict(field.choices).values()
    return _outside(number, indicator, field) is None


def _outside(number: Decimal, indicator: Indicator, field: RawField) -> Finding | None:
    """Why a number cannot be a value of this field."""
    lowest, highest = field.lowest, field.highest
    too_low, too_high = lowest is not None and number < lowest, highest is not None and number > highest
    if too_low or too_high or abs(number) >= TOO_LARGE:
        return Finding(value_problems.OUT_OF_RANGE, value=number, range=_range(field))
    if field.whole and number % 1:
        return Finding(value_problems.NOT_WHOLE, value=number)
    decimals = max(0, -int(number.normalize().as_tuple().exponent))
    if decimals > indicator.decimals:
        limit = indicator.decimals
        return Finding(value_problems.TOO_MANY_DECIMALS, value=number, count=decimals, limit=limit)
    return None


def _range(field: RawField) -> str:
    if field.lowest is not None and field.highest is not None:
        return f"{field.lowest}—{field.highest}"
    if field.highest is not None:
        return f"≤ {field.highest}"
    return f"≥ {field.lowest}" if field.lowest is not None else f"< {TOO_LARGE:,}"
