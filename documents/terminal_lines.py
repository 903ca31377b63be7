"""Lines for a terminal: what others wrote in them is one line each, and does nothing there."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, ParamSpec

from indicators.words import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Given = ParamSpec("Given")


def for_a_terminal(write: Callable[Given, Iterator[str]]) -> Callable[Given, Iterator[str]]:
    """The lines a function gives, with what would steer a terminal or turn the direction of reading made visible."""

    @wraps(write)
    def lines(*given: Given.args, **named: Given.kwargs) -> Iterator[str]:
        return map(visible, write(*given, **named))

    return lines
