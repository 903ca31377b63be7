"""What the cells of figures and settings take while somebody types: a number within its limits, or a state in its word."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from indicators.words import Words
from scoring.explanation import STATE_WORDS
from scoring.sheet import TOO_LARGE, State

if TYPE_CHECKING:
    from documents.intake.asked import Asked
    from indicators.rules import RawField
    from indicators.words import Language

_TITLE = Words("不能这样填", "This cannot be taken")
_FIGURE = Words(
    "请填{range}的{number}，或“{missing}”“{absent}”。", "Type {number} {range}, or “{missing}” or “{absent}”."
)
_SETTING = Words("请填数。", "Type a number.")
_NUMBER = {False: Words("数", "a number"), True: Words("整数", "a whole number")}


@dataclass(frozen=True)
class Check:
    """A check of figures: its formula and what any other text is told by, both with `{cell}`, and what is said."""

    formula: str
    other_text: str
    message: str
    title: str

    def at(self, cell: str) -> dict[str, Any]:
        """The check as XlsxWriter's options; a range of cells is told by its first."""
        formula = self.formula.format(cell=cell)
        return {
            "validate": "custom",
            "value": f"={formula}",
            "error_title": self.title,
            "error_message": self.message,
        }


def check_of_figure(asked: Asked | None, language: Language) -> Check:
    """The check of what units report in a field, or of what is granted or taken off where none asks for it."""
    low, high, whole = (Decimal(0), TOO_LARGE, False) if asked is None else _limits(asked.field)
    missing, absent = (STATE_WORDS[state].in_(language) for state in (State.MISSING, State.NOT_APPLICABLE))
    limits = [f"{{cell}}>={low:f}", f"{{cell}}<={high:f}", *(["{cell}=INT({cell})"] if whole else [])]
    is_state = f'OR({{cell}}="{missing}",{{cell}}="{absent}")'
    said = _FIGURE.fill(range=_range(low, high), number=_NUMBER[whole], missing=missing, absent=absent)
    return Check(
        f"IF(ISNUMBER({{cell}}),AND({','.join(limits)}),{is_state})",
        f"AND(ISTEXT({{cell}}),NOT({is_state}))",
        said.in_(language),
        _TITLE.in_(language),
    )


def check_of_setting(language: Language) -> dict[str, Any]:
    """The check of a number of the scheme's, as XlsxWriter's options."""
    return {
        "validate": "decimal",
        "criteria": "between",
        "minimum": -TOO_LARGE,
        "maximum": TOO_LARGE,
        "error_title": _TITLE.in_(language),
        "error_message": _SETTING.in_(language),
    }


def _limits(field: RawField) -> tuple[Decimal, Decimal, bool]:
    """The least and the most a figure may be, and whether it must be whole."""
    low = -TOO_LARGE if field.lowest is None else field.lowest
    return low, TOO_LARGE if field.highest is None else field.highest, field.whole


def _range(low: Decimal, high: Decimal) -> Words:
    if high < TOO_LARGE:
        return Words(f"{low:f} 到 {high:f} 之间", f"from {low:f} to {high:f}")
    return (
        Words(f"不小于 {low:f}", f"of at least {low:f}")
        if low > -TOO_LARGE
        else Words("范围以内", "within range")
    )
