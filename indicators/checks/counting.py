"""Whether work is judged by its effect, not by how much was held, issued or written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.checks import wording_problems as kinds
from indicators.counting.words import FORM_WORDS
from indicators.problems import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indicators.checks.case import Case
    from indicators.problems import Problem


def counts_only(case: Case) -> Iterator[Problem]:
    """No indicator only counts what was held, issued or written; one of the province's is noted, since it must stay."""
    for indicator, found in case.counting:
        kind = kinds.COUNTS_ONLY_AS_LISTED if indicator.covers else kinds.COUNTS_ONLY
        yield kind.about(
            indicator.code,
            name=indicator.name,
            passage=found.passage,
            noun=found.noun,
            form=FORM_WORDS[found.form],
            effect=found.effect,
        )


def counting_share(case: Case) -> Iterator[Problem]:
    """How much of the points goes to such indicators."""
    codes = [indicator.code for indicator, _ in case.counting]
    if codes and case.shares.node is not None:
        share = case.shares.told(codes)
        yield kinds.COUNTING_SHARE.at(Place(), count=len(codes), node=case.shares.node_name, share=share)
