"""Weights on trial: a copy of the scheme, whose children's weights move while their sum stays."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from indicators.parts import Composite, common_weight
from indicators.periods import AT
from indicators.words import Words
from scoring import score
from scoring.plan import Sum
from scoring.weights import STEP, rebalance, with_weights

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from fractions import Fraction

    from indicators import Language, Scheme
    from scoring import Results
    from ui.reading import Reading

_MARK = Words("（调权试算）", " (trial weights)")


def rescored(current: Reading, weights: Mapping[str, Decimal], language: Language) -> Results | None:
    """The same data with other weights, under a title which says so; None where there are no scores yet."""
    if current.scheme is None or current.results is None:
        return None
    marked = current.scheme.model_copy(update={"title": current.scheme.title + _MARK.in_(language)})
    return score(with_weights(marked, weights), current.results.sheet, current.catalogue)


def tunable(scheme: Scheme) -> list[str]:
    """The nodes whose children have weights that can be moved against each other."""
    return [
        part.code
        for _, part in scheme.outline
        if isinstance(part, Composite)
        and part.combine in {"sum", "weighted mean"}
        and len(scheme.children[part.code]) > 1
        and all(common_weight(child) is not None for child in scheme.children[part.code])
    ]


def weights_below(scheme: Scheme, node: str, changed: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """The present weights of a node's children, one for all groups."""
    weights = {part.code: common_weight(part) for part in scheme.children[node]}
    return {code: changed.get(code, weight or Decimal(0)) for code, weight in weights.items()}


def room(weights: Mapping[str, Decimal], code: str, locked: Collection[str]) -> Decimal:
    """The most a weight can be while the locked ones stay."""
    return sum((w for c, w in weights.items() if c == code or c not in locked), Decimal(0))


def moved(
    weights: Mapping[str, Decimal], code: str, weight: Decimal, locked: Collection[str]
) -> dict[str, Decimal]:
    """All weights after one was set: the unlocked others follow, the sum stays; unchanged where that cannot be."""
    free = {c: w for c, w in weights.items() if c == code or c not in locked}
    if len(free) == 1:
        return dict(weights)
    within = min(max(weight, Decimal(0)), room(weights, code, locked))
    return {**weights, **rebalance(free, code, within)}


def changes(scheme: Scheme, weights: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Those of the weights which differ from the official ones."""
    return {code: weight for code, weight in weights.items() if weight != common_weight(scheme.by_code[code])}


def typed(value: float) -> Decimal:
    """What a number box or slider says, as the decimal a person sees in it."""
    return Decimal(str(value)).quantize(STEP, ROUND_HALF_UP)


def factors(results: Results, node: str) -> dict[str, Fraction]:
    """What one point of each child adds to the node, from the plan that was scored; alike in all periods."""
    column = results.plan.by_name[results.plan.combined_name(_written_out(results.scheme, node))]
    if not isinstance(column, Sum):
        return {}
    return {term.column.code.partition(AT)[0]: term.weights[0] / term.full for term in column.terms}


def _written_out(scheme: Scheme, node: str) -> str:
    """The part of a scheme with its periods written out whose children are those of the node, in some period."""
    return next(
        code
        for code, children in scheme.children.items()
        if code.partition(AT)[0] == node and any(child.code.partition(AT)[0] != node for child in children)
    )


def can_move(weights: Mapping[str, Decimal], code: str, locked: Collection[str]) -> bool:
    """Whether any other weight is free to take a change of this one."""
    return any(c != code and c not in locked for c in weights)


def total(weights: Mapping[str, Decimal]) -> Decimal:
    """What the weights add up to, which no trial changes."""
    return sum(weights.values(), Decimal(0))
