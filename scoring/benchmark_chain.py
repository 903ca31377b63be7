"""How the superior's total comes about 计分链条, and the list as a scheme which is scored like any other."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from indicators.parts import Composite
from indicators.scheme import Scheme
from indicators.words import Words

if TYPE_CHECKING:
    from indicators.catalogue import Catalogue
    from indicators.parts import Indicator

#: Decimals an expected score may have: the mean of several marks has more than a published one.
DECIMALS = 4
#: The one peer group all cities are in.
GROUP = "cities"
TOTAL = Words("总分", "Total")


class Counted(NamedTuple):
    """How one first-level item of the list counts: times a scale, in a named score."""

    item: str
    score: str
    scale: Decimal


@dataclass(frozen=True)
class Chain:
    """How the total comes about: each score adds up its parts; several are multiplied over the base.

    total = Π scores ÷ base^(n−1), every score and the total rounded half up to so many decimals.
    """

    parts: tuple[Counted, ...]
    base: Decimal
    decimals: int = 2

    @property
    def scores(self) -> tuple[str, ...]:
        """The names of the scores, in the order they are multiplied in."""
        return tuple(dict.fromkeys(part.score for part in self.parts))

    @property
    def factors(self) -> tuple[str, ...]:
        """The scores that are multiplied; none where a single one is the total."""
        return self.scores if self.multiplies else ()

    @property
    def multiplies(self) -> bool:
        """Whether the total is a product."""
        return len(self.scores) > 1


def total_code(catalogue: Catalogue) -> str:
    """The code of the total, which is no item's, and with which no item's code begins."""
    mark = "Σ"
    while any(item.code.startswith(mark) for item in catalogue.items):
        mark += "Σ"
    return mark


def score_codes(catalogue: Catalogue, chain: Chain) -> dict[str, str]:
    """The code of the node of each score, by its name; a single score is the total itself."""
    total = total_code(catalogue)
    if not chain.multiplies:
        return dict.fromkeys(chain.scores, total)
    return {name: f"{total}{number}" for number, name in enumerate(chain.scores, start=1)}


@lru_cache(maxsize=16)
def scheme_of(catalogue: Catalogue, chain: Chain) -> Scheme:
    """The list as a scheme: its indicators scored directly, their dimensions counted as the chain says.

    A missing score withholds whatever is made of it.
    """
    total, codes = total_code(catalogue), score_codes(catalogue, chain)
    worth = dict.fromkeys(codes.values(), Decimal(0))
    below: list[dict[str, object]] = []
    for counted in chain.parts:
        node, dimension = codes[counted.score], catalogue.by_code[counted.item]
        leaves = [leaf for leaf in catalogue.leaves if catalogue.dimension_of(leaf) == dimension]
        points = sum((leaf.points or Decimal(0) for leaf in leaves), Decimal(0))
        worth[node] += points * counted.scale
        place: dict[str, object] = {"parent": node, "weight": points * counted.scale}
        if leaves != [dimension]:
            shape = {"code": dimension.code, "name": dimension.name, "points": points, "scale": counted.scale}
            below.append({**shape, "parent": node})
            place = {"parent": dimension.code}
        for leaf in leaves:
            shape = {"code": leaf.code, "name": leaf.name, "points": leaf.points, **place}
            below.append({**shape, "decimals": DECIMALS, "rule": {"kind": "imported"}})
    tree: list[dict[str, object]] = []
    if chain.multiplies:
        tree.append({"code": total, "name": TOTAL.zh, "combine": "product", "base": chain.base})
    for name, code in codes.items():
        above = {"parent": total} if chain.multiplies else {}
        tree.append({"code": code, "name": name, "points": worth[code], **above})
    return Scheme.model_validate(
        {
            "scheme": catalogue.catalogue,
            "title": catalogue.title,
            "policies": {
                "decimals": chain.decimals,
                "round_at": list(dict.fromkeys([*codes.values(), total])),
                "missing": "no score",
            },
            "groups": [{"code": GROUP, "name": GROUP}],
            "tree": [*tree, *below],
        }
    )


def chain_of(catalogue: Catalogue, scheme: Scheme | None) -> Chain:
    """How the total probably comes about: as in the city's own scheme, where that multiplies; else by adding up.

    A dimension nothing of the scheme is mapped to counts as the one before it.
    """
    dimensions = [item.code for item in catalogue.items if item.parent is None]
    root = None if scheme is None else scheme.root
    if scheme is None or not isinstance(root, Composite) or root.combine != "product" or root.base is None:
        decimals = 2 if scheme is None else scheme.policies.decimals
        return Chain(tuple(Counted(code, TOTAL.zh, Decimal(1)) for code in dimensions), Decimal(1), decimals)
    factors = [part.name for part in scheme.children[root.code]]
    found = _factors_by_dimension(catalogue, scheme)
    counted, last = [], (factors[0], Decimal(1))
    for code in dimensions:
        last = found.get(code, last)
        counted.append(Counted(code, *last))
    counted.sort(key=lambda part: factors.index(part.score))
    return Chain(tuple(counted), root.base, scheme.policies.decimals)


def _factors_by_dimension(catalogue: Catalogue, scheme: Scheme) -> dict[str, tuple[str, Decimal]]:
    """The factor each dimension counts in by the first indicator mapped to it, and the scales on the way there."""
    found: dict[str, tuple[str, Decimal]] = {}
    for indicator in scheme.indicators:
        for cover in indicator.covers:
            item = catalogue.by_code.get(cover.item)
            if item is not None:
                found.setdefault(catalogue.dimension_of(item).code, _factor_above(scheme, indicator))
    return found


def _factor_above(scheme: Scheme, indicator: Indicator) -> tuple[str, Decimal]:
    """The part right below the root, and what the scales between it and the indicator make together."""
    scale = Decimal(1)
    part: Indicator | Composite = indicator
    while part.parent is not None and part.parent != scheme.root.code:
        if isinstance(part, Composite):
            scale *= part.scale
        part = scheme.by_code[part.parent]
    return part.name, scale
