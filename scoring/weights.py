"""Weight tuning on a copy: weights move, rule texts and parameters never do."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

from indicators.scheme import Scheme

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Weights are moved in steps of this size.
STEP = Decimal("0.01")


def with_weights(scheme: Scheme, weights: Mapping[str, Decimal]) -> Scheme:
    """A copy of the scheme in which the named parts have other weights.

    Full points, and with them every rule, stay as they are: contribution = points · weight ÷ full points.

    Raises:
        KeyError: If a code is not in the tree.
    """
    unknown = set(weights) - set(scheme.by_code)
    if unknown:
        raise KeyError(f"not in the tree: {sorted(unknown)}")
    tree = tuple(
        part.model_copy(update={"weight": weights[part.code]}) if part.code in weights else part
        for part in scheme.tree
    )
    # A fresh object rather than a copy: a copied scheme would keep what the old tree made it remember.
    fields = {name: getattr(scheme, name) for name in Scheme.model_fields}
    return Scheme(**{**fields, "tree": tree})


def rebalance(weights: Mapping[str, Decimal], changed: str, weight: Decimal) -> dict[str, Decimal]:
    """Gives one sibling a weight and rescales the others in proportion, so that the sum stays what it was.

    The others move in steps of 0.01; what the steps leave over goes to the largest remainders, in the order given.
    If the others are all zero, they share the rest equally.

    Args:
        weights: The weights of all siblings, in the order of the tree.
        changed: Whose weight is set.
        weight: Its new weight, kept exactly as typed; at least 0 and at most the sum.

    Raises:
        KeyError: If `changed` is not one of them.
        ValueError: If the new weight leaves less than nothing for the others, or there are none to take the rest.
    """
    if changed not in weights:
        raise KeyError(f"not among the siblings: {changed}")
    if weight == weights[changed]:
        return dict(weights)
    total = sum(weights.values(), Decimal(0))
    others = {code: old for code, old in weights.items() if code != changed}
    rest = total - weight
    if weight < 0 or rest < 0 or (rest and not others):
        raise ValueError(f"{changed} cannot weigh {weight} of {total}")
    shares = _in_proportion(list(others.values()), rest)
    moved = dict(zip(others, shares, strict=True))
    return {code: weight if code == changed else moved[code] for code in weights}


def _in_proportion(old: list[Decimal], total: Decimal) -> list[Decimal]:
    """`total` split as `old` is, in whole steps; the largest remainders take the steps left over.

    A part of the total smaller than one step goes to the largest remainder, so that nothing is lost.
    """
    if not old:
        return []
    basis = [Fraction(value) for value in old] if any(old) else [Fraction(1)] * len(old)
    steps = Fraction(total) / Fraction(STEP)
    ideal = [value * steps / sum(basis) for value in basis]
    whole = [floor(value) for value in ideal]
    left = floor(steps) - sum(whole)
    by_remainder = sorted(range(len(old)), key=lambda index: (whole[index] - ideal[index], index))
    for index in by_remainder[:left]:
        whole[index] += 1
    shares = [count * STEP for count in whole]
    shares[by_remainder[0]] += total - sum(shares, Decimal(0))
    return shares
