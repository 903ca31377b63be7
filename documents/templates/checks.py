"""Checks that a cell makes while somebody types: numbers within their range, choices from a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from documents.templates.prompts import LONGEST_ALERT, LONGEST_PROMPT, LONGEST_TITLE, alert, cut, prompt
from indicators.words import visible
from scoring.sheet import TOO_LARGE

if TYPE_CHECKING:
    from documents.intake.asked import Asked
    from indicators.words import Language

#: The largest number that is taken at all.
_LARGEST = TOO_LARGE - 1


def check_of(asked: Asked, choices: str | None, language: Language) -> dict[str, Any]:
    """The check of a field as XlsxWriter's options.

    Args:
        asked: The field.
        choices: Where its choices stand, as a reference; None where it is a number.
        language: Of what the cell says.
    """
    # XlsxWriter writes these as they are, be they what XML cannot hold.
    said = {
        "input_title": cut(visible(asked.field.name or asked.indicator.name), LONGEST_TITLE),
        "input_message": cut(visible(prompt(asked).in_(language)), LONGEST_PROMPT),
        "error_title": {"zh": "不能这样填", "en": "This cannot be taken"}[language],
        "error_message": cut(visible(alert(asked).in_(language)), LONGEST_ALERT),
    }
    if choices is not None:
        return {"validate": "list", "source": f"={choices}", **said}
    low, high = asked.field.lowest, asked.field.highest
    whole = asked.field.whole or asked.indicator.decimals == 0
    return {
        "validate": "integer" if whole else "decimal",
        "criteria": "between",
        # As text, so that no bound passes through a float.
        "minimum": format(-_LARGEST if low is None else low, "f"),
        "maximum": format(_LARGEST if high is None else high, "f"),
        **said,
    }
