"""Admissible weights at random: around those of a scheme, within bounds, and such as anybody could have typed.

The weights of a node's children which are not locked are drawn from a Dirichlet distribution around what they are; their
sum stays. How far they spread is said for a weight of average size: one standard deviation is this share of it. So two
draws in three keep it within that share of itself; larger weights move less, as a share of themselves, and smaller more.

What is drawn is rounded to a grid, 0.01 where weights are not very small, keeping the sum: each draw is a scheme that
can be written down and scored again. A draw that does not keep to the bounds is thrown away and drawn anew. So what is
left is spread within the bounds as it was before; holding a weight at its bound would heap draws up there.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, log10
from typing import TYPE_CHECKING

import numpy as np

from indicators.decimals import from_units
from indicators.words import Words
from scoring.balance import total
from scoring.weights import tunable, weights_below

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal

    from numpy.typing import NDArray

    from indicators.scheme import Scheme
    from scoring.balance import Balance

#: Weights of average size have so many steps at least.
_STEPS = 100
_DECIMALS = 2
#: Draws for each that is wanted, before it is given up.
_PATIENCE = 200
#: Sums of whole numbers up to this are exact in a float.
_WHOLE = 2**53

_TOO_NARROW = Words(
    "“{node}”：上下限太窄，浮动又定得太大，{count} 次抽样中只有 {kept} 次落在上下限之内。请把浮动调小，或放宽上下限。",
    "“{node}”: its bounds are too narrow for so wide a spread; of {count} draws only {kept} kept to them. Choose a"
    " smaller spread, or widen the bounds.",
)
_NOTHING_MOVES = Words(
    "没有可以变动的权重：各项都已锁定，或只剩一项。请先解锁。",
    "No weight can move: all are locked, or only one is left. Unlock some first.",
)


@dataclass(frozen=True, slots=True)
class DrawnNode:
    """The weights drawn for some children of a node.

    Attributes:
        code: The node.
        children: Codes of those whose weights move.
        steps: Their weights in units of the last decimal, shape (n_draws, n_children).
        decimals: Of the grid.
        concentration: Of the Dirichlet distribution.
    """

    code: str
    children: tuple[str, ...]
    steps: NDArray[np.int64]
    decimals: int
    concentration: float


@dataclass(frozen=True, slots=True)
class DrawnWeights:
    """Weights of several nodes, drawn independently."""

    nodes: tuple[DrawnNode, ...]
    draws: int

    def of(self, draw: int) -> dict[str, Decimal]:
        """The weights of one draw, by code, as `with_weights` takes them."""
        return {
            code: from_units(int(steps), node.decimals)
            for node in self.nodes
            for code, steps in zip(node.children, node.steps[draw], strict=True)
        }


def draw_weights(
    scheme: Scheme, balance: Balance, nodes: Iterable[str], *, draws: int, spread: Fraction, seed: int
) -> DrawnWeights | Words:
    """Draws weights around those of a scheme.

    Args:
        scheme: Whose weights are in the middle.
        balance: Its locks and bounds; its weights are not read.
        nodes: The tunable nodes whose children's weights move.
        draws: How many, 1 or more.
        spread: The standard deviation of a weight of average size as a share of it, above 0 and below 1.
        seed: A whole number; the same gives the same draws.

    Returns:
        The draws, or why there can be none.
    """
    wanted = set(nodes)
    drawn = []
    for index, node in enumerate(tunable(scheme)):
        if node in wanted:
            random = np.random.default_rng((seed, index))
            found = _draw_node(scheme, balance, node, draws, spread, random)
            if isinstance(found, Words):
                return found
            drawn += [] if found is None else [found]
    return DrawnWeights(tuple(drawn), draws) if drawn else _NOTHING_MOVES


def _draw_node(
    scheme: Scheme, balance: Balance, node: str, draws: int, spread: Fraction, random: np.random.Generator
) -> DrawnNode | Words | None:
    weights = weights_below(scheme, node, {})
    free = {code: weight for code, weight in weights.items() if weight and code not in balance.locked}
    if len(free) < 2:  # noqa: PLR2004 - one alone has nobody to take from
        return None
    whole = total(free)
    decimals = _decimals(free, whole)
    unit = 10**decimals
    if whole * unit >= _WHOLE:
        raise ValueError(f"the weights below “{node}” are too large to be drawn")
    spans = [balance.bound(code).span(total(weights)) for code in free]
    # No weight that counts is drawn as nothing: what applies to a unit must not depend on the draw.
    least = np.array([max(1, ceil(span.least * unit)) for span in spans])
    most = np.array([floor(span.most * unit) for span in spans])
    concentration = float((len(free) - 1) / spread**2 - 1)
    shares = np.array([float(Fraction(weight) / whole) for weight in free.values()])
    kept: list[NDArray[np.int64]] = []
    count = tried = 0
    while count < draws and tried < _PATIENCE * draws:
        steps = _rounded(random.dirichlet(concentration * shares, draws), int(whole * unit))
        fitting = steps[((least <= steps) & (steps <= most)).all(axis=1)]
        kept.append(fitting)
        tried, count = tried + draws, count + len(fitting)
    if count < draws:
        return _TOO_NARROW.fill(node=scheme.by_code[node].name, count=tried, kept=count)
    return DrawnNode(node, tuple(free), np.concatenate(kept)[:draws], decimals, concentration)


def _decimals(weights: Mapping[str, Decimal], whole: Fraction) -> int:
    """Two, or as many as the weights were written with, or as small ones need to move at all."""
    written = max(-int(weight.as_tuple().exponent) for weight in weights.values())
    needed = ceil(log10(_STEPS * len(weights) / whole))
    return max(_DECIMALS, written, needed)


def _rounded(shares: NDArray[np.float64], whole: int) -> NDArray[np.int64]:
    """Shares as whole numbers that add up to `whole`, each less than one step from its own: their sums are rounded."""
    sums = np.cumsum(shares, axis=1)
    sums[:, -1] = 1.0
    ends = np.rint(sums * whole).astype(np.int64)
    ends[:, 1:] -= ends[:, :-1].copy()
    return ends
