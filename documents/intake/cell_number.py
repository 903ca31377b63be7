"""The number a cell holds: what is unambiguous is read, and said; everything else is refused with its reason."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from documents.intake import value_problems
from documents.intake.counters import counts_alike, is_counter
from documents.intake.finding import Finding, shown
from documents.intake.typed_number import bare, read_typed_number
from indicators.normal_form import compact
from indicators.unit_of_measure import PERCENT, is_percent, unit_form
from indicators.words import Words

if TYPE_CHECKING:
    from documents.grid import Cell

IN_POINTS = "分"
_NONE = "无"
#: What spreadsheets say in place of a number; in a CSV file it is text like any other.
ERRORS = frozenset(
    {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!", "#GETTING_DATA"}
)
_SIGNS_OF_UNITS = "%％‰°℃"
_TRUE_OR_FALSE = frozenset({"TRUE", "FALSE"})
_DAY = r"[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?|[0-9]{1,2}月[0-9]{1,2}日"
_TIME = r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?"
_DATE = re.compile(rf"(?:{_DAY})(?:[ T]{_TIME})?|{_TIME}")


#: What makes a number a guess.
_VAGUE = frozenset({"左右", "上下", "以上", "以下", "以内", "多", "余"})


class Read(NamedTuple):
    """A number with what is to be said of how it was read; or no number and the reason."""

    number: Decimal | None
    finding: Finding | None = None


def number_of(cell: Cell, unit: str | None, *, is_count: bool = False) -> Read:
    """The number of a cell with content.

    Args:
        cell: As it stands in the file.
        unit: The unit of measure of the number, "" where none is stated, so that points are as good as any;
            None where a number with a unit of measure cannot be told right from wrong.
        is_count: Whether the number is one of things, so that a plain counter behind it says nothing more.
    """
    if cell.is_uncalculated:
        return _refused(Finding(value_problems.FORMULA_NOT_CALCULATED))
    if cell.is_error:
        return _refused(Finding(value_problems.ERROR_CELL, value=shown(cell.text)))
    if cell.is_date:
        return _refused(Finding(value_problems.DATE_CELL, value=shown(cell.text)))
    if cell.number is None:
        return _typed(cell.text, unit, is_count=is_count)
    if cell.shown is not None:
        return _refused(_seen_otherwise(cell.number, cell.shown))
    if cell.unit and not _agrees(unit_form(cell.unit), unit, is_count=is_count):
        return _refused(_other_unit(f"{cell.text}{cell.unit}", cell.unit, unit))
    return _percentage(cell.number, unit) if cell.is_percent else Read(cell.number)


def _refused(why: Finding) -> Read:
    return Read(None, why)


def _seen_otherwise(stored: Decimal, seen: str) -> Finding:
    """A cell whose format shows another number than it holds, or none."""
    if any(map(str.isdigit, seen)):
        return Finding(value_problems.SHOWN_OTHERWISE, value=plain(stored), shown=shown(seen))
    what = Words(f"“{shown(seen)}”", f"“{shown(seen)}”") if seen else Words("空白", "nothing")
    return Finding(value_problems.NUMBER_HIDDEN, value=plain(stored), shown=what)


def _percentage(stored: Decimal, unit: str | None) -> Read:
    """A cell shown as a percentage: 0.97 there reads 97% to everybody who sees it."""
    number, hundredfold = f"{stored:f}", plain(stored * 100)
    if is_percent(unit):
        return Read(
            Decimal(hundredfold), Finding(value_problems.PERCENT_CELL, number=number, value=hundredfold)
        )
    asked = Words(f"按“{unit}”", f" in {unit}") if unit else Words("", "")
    said = {"value": f"{hundredfold}%", "number": number, "hundredfold": hundredfold, "asked": asked}
    return _refused(Finding(value_problems.PERCENT_AMBIGUOUS, **said))


def plain(number: Decimal) -> str:
    """A number as people write it, without zeros at its end."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _typed(text: str, unit: str | None, *, is_count: bool) -> Read:
    """A number as somebody typed it into text."""
    typed = read_typed_number(text)
    if typed is None:
        return _refused(_no_number(text))
    said = {"text": shown(text), "value": typed.number}
    if not typed.unit:
        kind = value_problems.THOUSANDS if typed.is_grouped else value_problems.NUMBER_AS_TEXT
        return Read(typed.number, Finding(kind, **said))
    behind = unit_form(typed.unit)
    if not _agrees(behind, unit, is_count=is_count):
        return _refused(_other_unit(text, typed.unit, unit))
    kind = value_problems.PERCENT_TEXT if behind == PERCENT else value_problems.UNIT_TYPED
    return Read(typed.number, Finding(kind, **said))


def _agrees(behind: str, unit: str | None, *, is_count: bool) -> bool:
    """Whether what stands behind a number is what it is measured in."""
    if is_count and is_counter(behind):
        return True
    return unit is not None and (behind == unit_form(unit or IN_POINTS) or counts_alike(behind, unit))


def _other_unit(text: str, behind: str, unit: str | None) -> Finding:
    """A number with something behind it that is not its unit of measure, or not a unit at all."""
    if (
        behind in _VAGUE
        or any(map(str.isdigit, behind))
        or not (behind[0].isalpha() or behind[0] in _SIGNS_OF_UNITS)
    ):
        return _no_number(text)
    said = {"value": shown(text), "typed": shown(behind)}
    if unit:
        return Finding(value_problems.UNIT_DIFFERS, unit=unit, **said)
    return Finding(value_problems.UNIT_UNKNOWN, **said)


def _no_number(text: str) -> Finding:
    """Why a text is no number."""
    what = bare(text)
    if compact(what) == _NONE:
        return Finding(value_problems.AMBIGUOUS_NONE)
    if what in ERRORS:
        kind = value_problems.ERROR_CELL
    elif what.upper() in _TRUE_OR_FALSE:
        kind = value_problems.TRUE_OR_FALSE
    elif _DATE.fullmatch(what):
        kind = value_problems.DATE_CELL
    else:
        kind = value_problems.NOT_A_NUMBER
    return Finding(kind, value=shown(text))
