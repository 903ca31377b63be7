"""How much each indicator counts in a node, when all of its parts apply."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from indicators.parts import Composite, weight_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from indicators.parts import Indicator
    from indicators.scheme import Scheme


def shares_within(scheme: Scheme, node: str, group: str) -> dict[str, Fraction]:
    """The share of a node's full points that each indicator reached from it through sums alone has, by its code.

    The share of a child is its weight ÷ Σ weights of its siblings; shares multiply on the way down. What lies under
    a product, a mean by power or a minimum has no share of points and is left out.
    """
    top = scheme.by_code[node]
    return dict(_shares(scheme, top, group, Fraction(1)))


def _shares(
    scheme: Scheme, part: Indicator | Composite, group: str, share: Fraction
) -> Iterator[tuple[str, Fraction]]:
    if not isinstance(part, Composite):
        yield part.code, share
        return
    if part.combine not in {"sum", "weighted mean"}:
        return
    children = scheme.children[part.code]
    total = sum((Fraction(weight_of(child, group)) for child in children), Fraction(0))
    for child in children if total else ():
        yield from _shares(scheme, child, group, share * Fraction(weight_of(child, group)) / total)


def points_node(scheme: Scheme) -> str | None:
    """The node whose points shares are told of: as `local_share` says, else the highest sum, the fullest of several."""
    if scheme.local_share is not None and scheme.local_share.at is not None:
        return scheme.local_share.at
    counts = {code: len(shares_within(scheme, code, scheme.group_codes[0])) for code in _highest_sums(scheme)}
    return max(counts, key=counts.__getitem__, default=None)


def _highest_sums(scheme: Scheme) -> Iterator[str]:
    waiting: list[Indicator | Composite] = [scheme.root]
    while waiting:
        part = waiting.pop(0)
        if isinstance(part, Composite) and part.combine in {"sum", "weighted mean"}:
            yield part.code
        else:
            waiting += scheme.children[part.code]


def share_of(scheme: Scheme, codes: Container[str], group: str) -> Fraction:
    """The share of points that some indicators have together within the node points are told of."""
    node = points_node(scheme)
    shares = {} if node is None else shares_within(scheme, node, group)
    return sum((share for code, share in shares.items() if code in codes), Fraction(0))
