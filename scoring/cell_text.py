"""The words and numbers of a spreadsheet's formulas: literals, texts, rounding, and what holds at an edge.

Spreadsheets count in floats. So whatever is compared is rounded to `GUARD` decimals first, and where that could decide
otherwise than exact arithmetic does, the formula says at which number it does (`Edge`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from indicators.decimals import written

if TYPE_CHECKING:
    from fractions import Fraction

#: Decimals to which numbers are rounded before they are compared, or rounded to fewer.
GUARD = 9
#: Excel keeps no more digits of a number in a formula.
_DIGITS = 15

#: Every function a formula may use; all of them are in Excel 2007.
FUNCTIONS = frozenset(
    {
        *(
            "ABS",
            "AND",
            "AVERAGE",
            "COUNT",
            "COUNTIF",
            "EXP",
            "IF",
            "IFERROR",
            "INDEX",
            "INT",
            "ISNUMBER",
            "LN",
            "LOG",
            "MAX",
        ),
        *("MIN", "N", "NORMSINV", "OR", "POWER", "RANK", "ROUND", "ROWS", "SUM", "SUMIF", "VAR", "VARP"),
    }
)


class Edge(NamedTuple):
    """Where floats would decide wrongly: within so much of a number, what exact arithmetic gives."""

    at: Fraction
    within: float
    gives: Fraction | bool


def literal(value: Fraction) -> str:
    """A number as it stands in a formula; one of more digits than Excel keeps as a quotient."""
    decimal = written(value, _DIGITS)
    if decimal is not None and len(decimal.strip("-0").replace(".", "")) <= _DIGITS:
        return f"({decimal})" if value < 0 else decimal
    if max(abs(value.numerator), value.denominator) < 10**_DIGITS:
        return f"({value.numerator}/{value.denominator})"
    return f"({float(value)!r})".upper()


def quoted(text: str) -> str:
    """A text as it stands in a formula."""
    return '"' + text.replace('"', '""') + '"'


def guarded(number: str) -> str:
    """A number without the digits in which floats differ from exact arithmetic."""
    return f"ROUND({number},{GUARD})"


def rounded(number: str, decimals: int) -> str:
    """A number rounded half up."""
    return f"ROUND({guarded(number)},{decimals})"


def at_edge(edge: Edge, number: str, plain: str) -> str:
    """The formula as it is, but for the number at which exact arithmetic decides otherwise."""
    given = str(edge.gives).upper() if isinstance(edge.gives, bool) else literal(edge.gives)
    return f"IF(ABS({number}-{_near(edge.at)})<{edge.within:.1E},{given},{plain})"


def _near(value: Fraction) -> str:
    text = f"{float(value):.15G}"
    return f"({text})" if value < 0 else text
