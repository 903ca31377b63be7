"""A problem of a scheme with its path in the file."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from indicators.problems import Place
from indicators.words import Words
from indicators.written import Path

if TYPE_CHECKING:
    from indicators.problems import Problem, ProblemKind


Found = tuple[Path, "Problem"]


def found(path: Path, kind: ProblemKind, indicator: str | None = None, **values: object) -> Found:
    """One problem of a kind, at a path."""
    return path, kind.at(Place(indicator=indicator), **values)


#: More unknown codes than these are no slips of the pen and not looked up for a likely one.
MOST_HINTS = 20


def hint(wrong: str, known: list[str]) -> Words:
    """The nearest known code, to be proposed, never to be taken."""
    close = get_close_matches(wrong, known, 1)
    return Words(f"（是否为“{close[0]}”）", f" (is it “{close[0]}”?)") if close else Words("", "")
