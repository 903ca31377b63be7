"""Coverage: whether every indicator of the superior's list is answered for, in count and in weight.

The direction is from the list to the scheme: of what the province asks, how much does the city's scheme cover.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from indicators.parts import Composite, weight_of
from indicators.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indicators.catalogue import Catalogue, Item
    from indicators.mapping import Cover, Waiver
    from indicators.parts import Indicator
    from indicators.scheme import Scheme

_WEIGHS = frozenset({"sum", "weighted mean", "geometric mean"})
_WEIGHTLESS = Words("权重为零", "its weight is zero")
_NOBODY = Words("对任何组都不适用", "it applies to nobody")


@dataclass(frozen=True, slots=True)
class Claim:
    """What one city indicator says it covers; `idle` is why it covers nothing all the same."""

    indicator: Indicator
    cover: Cover
    idle: Words | None = None

    @property
    def share(self) -> Fraction:
        """The share that counts."""
        return Fraction(0) if self.idle is not None else self.cover.part


@dataclass(frozen=True, slots=True)
class ItemCoverage:
    """One provincial indicator and everything that is said to cover it."""

    item: Item
    claims: tuple[Claim, ...]
    waiver: Waiver | None = None

    @property
    def total(self) -> Fraction:
        """Σ shares; above 1 where the item is covered more than once."""
        return sum((claim.share for claim in self.claims), Fraction(0))

    @property
    def covered(self) -> bool:
        """Whether the shares reach 1."""
        return self.total >= 1

    @property
    def doubly(self) -> bool:
        """Whether the shares go beyond 1."""
        return self.total > 1

    @property
    def points(self) -> Fraction:
        """The province's points."""
        return Fraction(self.item.points or 0)

    @property
    def covered_points(self) -> Fraction:
        """Points · min(1, Σ shares)."""
        return self.points * min(Fraction(1), self.total)


@dataclass(frozen=True, slots=True)
class Tally:
    """How much of some provincial indicators is covered, in count and in weight."""

    items: int
    covered: int
    points: Fraction
    covered_points: Fraction

    @property
    def in_count(self) -> Fraction:
        """The share of indicators whose shares reach 1."""
        return Fraction(self.covered, self.items)

    @property
    def in_weight(self) -> Fraction:
        """Σ points · min(1, Σ shares) ÷ Σ points."""
        return self.covered_points / self.points

    @property
    def full(self) -> bool:
        """Whether nothing is left out."""
        return self.covered == self.items


@dataclass(frozen=True, slots=True)
class Coverage:
    """How a scheme covers a catalogue."""

    catalogue: Catalogue
    #: Every leaf of the list, in its order.
    items: tuple[ItemCoverage, ...]
    #: What names a code that is no indicator of the list: mapped to nothing.
    astray: tuple[Claim, ...]
    #: The city's indicators that neither cover anything nor are said to be local.
    unmapped: tuple[Indicator, ...]

    @property
    def uncovered(self) -> tuple[ItemCoverage, ...]:
        """Those whose shares do not reach 1, waived ones included."""
        return tuple(item for item in self.items if not item.covered)

    @property
    def open(self) -> tuple[ItemCoverage, ...]:
        """Those which are neither covered nor waived: they block publication."""
        return tuple(item for item in self.uncovered if item.waiver is None)

    @property
    def doubly(self) -> tuple[ItemCoverage, ...]:
        """Those covered more than once."""
        return tuple(item for item in self.items if item.doubly)

    @property
    def overall(self) -> Tally:
        """All of the list."""
        return _tally(self.items)

    @property
    def by_dimension(self) -> tuple[tuple[Item, Tally], ...]:
        """Each first-level item of the list with what of it is covered."""
        found: dict[str, list[ItemCoverage]] = {}
        for item in self.items:
            found.setdefault(self.catalogue.dimension_of(item.item).code, []).append(item)
        return tuple((self.catalogue.by_code[code], _tally(items)) for code, items in found.items())


def _tally(items: Iterable[ItemCoverage]) -> Tally:
    items = tuple(items)
    return Tally(
        len(items),
        sum(item.covered for item in items),
        sum((item.points for item in items), Fraction(0)),
        sum((item.covered_points for item in items), Fraction(0)),
    )


def coverage_of(scheme: Scheme, catalogue: Catalogue) -> Coverage:
    """How the scheme's indicators cover the leaves of the catalogue.

    An indicator of weight zero, or that applies to nobody, covers nothing.
    """
    leaves = {item.code for item in catalogue.leaves}
    claims: dict[str, list[Claim]] = {code: [] for code in leaves}
    astray = []
    for indicator in scheme.indicators:
        idle = idle_because(scheme, indicator) if indicator.covers else None
        for cover in indicator.covers:
            claim = Claim(indicator, cover, idle)
            if cover.item in leaves:
                claims[cover.item].append(claim)
            else:
                astray.append(claim)
    waived = {waiver.item: waiver for waiver in scheme.waivers}
    items = tuple(
        ItemCoverage(item, tuple(claims[item.code]), waived.get(item.code)) for item in catalogue.leaves
    )
    unmapped = tuple(i for i in scheme.indicators if not i.covers and i.local is None)
    return Coverage(catalogue, items, tuple(astray), unmapped)


def idle_because(scheme: Scheme, indicator: Indicator) -> Words | None:
    """Why an indicator counts for no unit at all; None if it counts for any."""
    groups = scheme.groups_of(indicator.code)
    if not groups:
        return _NOBODY
    if any(_counts(scheme, indicator, group) for group in groups):
        return None
    return _WEIGHTLESS


def _counts(scheme: Scheme, part: Indicator | Composite, group: str) -> bool:
    """Whether a part, and every node above it, has weight for a group."""
    while part.parent is not None:
        above = scheme.by_code[part.parent]
        weighed = isinstance(above, Composite) and above.combine in _WEIGHS
        if weighed and weight_of(part, group) == 0:
            return False
        part = above
    return True
