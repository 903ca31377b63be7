"""The names of published figures, as they are told to a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.result_report import GRADE, GROUP_RANK
from indicators.words import Words, same
from scoring.certificate import GRADE as GRADE_FIGURE
from scoring.certificate import OVERALL_PLACE, PLACE

if TYPE_CHECKING:
    from indicators.scheme import Scheme

OVERALL_RANK = Words("总名次", "Overall rank")
_NAMES = {PLACE: GROUP_RANK, OVERALL_PLACE: OVERALL_RANK, GRADE_FIGURE: GRADE}


def figure_words(scheme: Scheme, figure: str) -> Words:
    """What a figure is called: a place, a grade, or the part of the tree with that code."""
    if figure in _NAMES:
        return _NAMES[figure]
    part = scheme.by_code.get(figure)
    return same(figure if part is None else f"{figure} {part.name}")
