"""Weights on trial: what the same data would come to if other weights were decided on."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from indicators.periods import AT
from indicators.words import Words
from scoring.balance import Balance
from scoring.plan import Sum
from scoring.tuning_fit import misfits
from scoring.weights import with_weights

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from indicators import Language
    from office.reading import Reading
    from scoring import Results

_MARK = Words("（调权试算）", " (trial weights)")
#: What a slider can be set to; a number box takes what is typed.
_SLIDER_STEP = Decimal("0.01")


def rescored(current: Reading, weights: Mapping[str, Decimal], language: Language) -> Results | None:
    """The same data with other weights, under a title which says so.

    None where there are no scores yet, or where the weights do not fit the scheme, as after a change of it.
    """
    scheme, rescoring = current.scheme, current.rescoring
    if scheme is None or rescoring is None or misfits(scheme, Balance(weights)):
        return None
    marked = scheme.model_copy(update={"title": scheme.title + _MARK.in_(language)})
    return rescoring.results(with_weights(marked, weights))


def slid(value: float) -> Decimal:
    """Where a slider stands, as the decimal a person sees at it."""
    return Decimal(str(value)).quantize(_SLIDER_STEP, ROUND_HALF_UP)


def factors(results: Results, node: str) -> dict[str, Fraction]:
    """What one point of each child adds to the node, from the plan that was scored; alike in all periods."""
    column = results.plan.by_name[results.plan.combined_name(_written_out(results, node))]
    if not isinstance(column, Sum):
        return {}
    return {term.column.code.partition(AT)[0]: term.weights[0] / term.full for term in column.terms}


def _written_out(results: Results, node: str) -> str:
    """The part of a scheme with its periods written out whose children are those of the node, in some period."""
    return next(
        code
        for code, children in results.scheme.children.items()
        if code.partition(AT)[0] == node and any(child.code.partition(AT)[0] != node for child in children)
    )
