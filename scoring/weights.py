"""Weights on a copy of a scheme: weights move, rule texts and parameters never do."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from indicators.parts import Composite, common_weight
from indicators.scheme import Scheme

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Ways of combining in which weights count.
_WEIGHING = {"sum", "weighted mean", "geometric mean"}


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
    return Scheme.model_construct(**{**fields, "tree": tree})


def tunable(scheme: Scheme) -> list[str]:
    """The nodes, as the tree is read, whose children have weights that can be moved against each other.

    Where weights differ by group there is not one weight to be moved, and the node is left out.
    """
    return [
        part.code
        for _, part in scheme.outline
        if isinstance(part, Composite)
        and part.combine in _WEIGHING
        and _can_be_moved([common_weight(child) for child in scheme.children[part.code]])
    ]


def _can_be_moved(weights: list[Decimal | None]) -> bool:
    return len(weights) > 1 and None not in weights and any(weights)


def weights_below(scheme: Scheme, node: str, changed: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """The weights of a tunable node's children in the order of the file: as changed, else the scheme's own."""
    weights = {part.code: common_weight(part) for part in scheme.children[node]}
    return {code: changed.get(code, weight or Decimal(0)) for code, weight in weights.items()}
