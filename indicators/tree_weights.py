"""How much each indicator counts in a node, for a group: what does not apply to the group counts nothing."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from indicators.parts import Composite, weight_of
from indicators.shares import percent

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from indicators.parts import Indicator
    from indicators.scheme import Scheme


class PointShares:
    """The share of points each indicator has within the node shares are told of, for every group."""

    def __init__(self, scheme: Scheme) -> None:
        self._scheme = scheme
        self._by_group: dict[str, dict[str, Fraction]] = {}

    @cached_property
    def node(self) -> str | None:
        """The node: as `local_share` says, else the highest sum, the one with most indicators of several."""
        bounds = self._scheme.local_share
        if bounds is not None and bounds.at is not None:
            return bounds.at
        groups = self._scheme.group_codes
        counts = {
            code: max(len(shares_within(self._scheme, code, group)) for group in groups)
            for code in _highest_sums(self._scheme)
        }
        return max(counts, key=counts.__getitem__, default=None)

    @property
    def node_name(self) -> str:
        """Its name; empty where there is no such node."""
        return "" if self.node is None else self._scheme.by_code[self.node].name

    def of(self, codes: Iterable[str], group: str) -> Fraction:
        """What some indicators have together, of the points of what applies to a group."""
        shares = self._within(group)
        return sum((shares[code] for code in codes if code in shares), Fraction(0))

    def applies_to(self, group: str) -> bool:
        """Whether anything within the node applies to a group."""
        return bool(self._within(group))

    def told(self, codes: Collection[str]) -> str:
        """The same for all groups: one share, or the least and the largest."""
        found = sorted(
            {self.of(codes, group) for group in self._scheme.group_codes if self.applies_to(group)}
        )
        if not found:
            return percent(Fraction(0))
        return "—".join(dict.fromkeys((percent(found[0]), percent(found[-1]))))

    def outside(self, codes: Iterable[str]) -> tuple[str, ...]:
        """Those that no group meets within the node."""
        inside = {code for group in self._scheme.group_codes for code in self._within(group)}
        return tuple(code for code in codes if code not in inside)

    def _within(self, group: str) -> dict[str, Fraction]:
        if group not in self._by_group:
            found = {} if self.node is None else shares_within(self._scheme, self.node, group)
            self._by_group[group] = found
        return self._by_group[group]


def shares_within(scheme: Scheme, node: str, group: str) -> dict[str, Fraction]:
    """The share of a node's points that each indicator reached from it through sums alone has for a group, by its code.

    The share of a child is its weight ÷ Σ weights of its siblings, those that do not apply to the group left out;
    shares multiply on the way down. What lies under
    a product, a mean by power or a minimum has no share of points and is left out.
    """
    return dict(_shares(scheme, scheme.by_code[node], group, Fraction(1)))


def _shares(
    scheme: Scheme, part: Indicator | Composite, group: str, share: Fraction
) -> Iterator[tuple[str, Fraction]]:
    if not isinstance(part, Composite):
        yield part.code, share
        return
    if part.combine not in {"sum", "weighted mean"}:
        return
    weights = [
        (child, Fraction(weight_of(child, group)))
        for child in scheme.children[part.code]
        if group in scheme.groups_of(child.code)
    ]
    total = sum((weight for _, weight in weights), Fraction(0))
    for child, weight in weights if total else ():
        yield from _shares(scheme, child, group, share * weight / total)


def _highest_sums(scheme: Scheme) -> Iterator[str]:
    waiting: list[Indicator | Composite] = [scheme.root]
    while waiting:
        part = waiting.pop(0)
        if isinstance(part, Composite) and part.combine in {"sum", "weighted mean"}:
            yield part.code
        else:
            waiting += scheme.children[part.code]
