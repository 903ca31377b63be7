"""An indicator system cut into the sections it is printed in: the frame of the total, and the levels below it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from indicators.parts import Composite, Indicator, full_points
from indicators.words import Words

if TYPE_CHECKING:
    from documents.system.level_cells import Path
    from indicators.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Section:
    """Indicators that hang under the same node of the frame, in the order of the tree."""

    #: From the root down to the node they hang under; nothing where the root is an indicator itself.
    frame: tuple[Composite, ...]
    indicators: tuple[Indicator, ...]
    #: What each of them hangs under from there on: the first-level part, the second-level one, ….
    paths: tuple[Path, ...]

    @property
    def caption(self) -> Words:
        """Where the section stands, and how its parts make up the node they hang under, which there must be."""
        last = self.frame[-1]
        names = " › ".join(part.name for part in self.frame)
        combined, points = last.combination_words, full_points(last)
        if points is None:
            return Words(f"{names}（{combined.zh}）", f"{names} ({combined.en})")
        return Words(f"{names}（{points} 分，{combined.zh}）", f"{names} ({points} points, {combined.en})")


def sections_of(scheme: Scheme) -> tuple[Section, ...]:
    """The sections in the order of the tree."""
    frame = _frame(scheme)
    above = {code: _above(scheme, code) for code in scheme.children}
    leaves = [part for _, part in scheme.outline if isinstance(part, Indicator)]

    def framed(indicator: Indicator) -> tuple[Composite, ...]:
        return tuple(part for part in above[indicator.code] if part.code in frame)

    found = []
    for nodes, group in groupby(leaves, framed):
        indicators = tuple(group)
        paths = tuple(tuple(p.code for p in above[i.code][len(nodes) :]) for i in indicators)
        found.append(Section(nodes, indicators, paths))
    return tuple(found)


def _frame(scheme: Scheme) -> frozenset[str]:
    """The nodes above the first level: the root, and below such a node what is a factor or is scaled on its way up."""
    found: set[str] = set()
    for _, part in scheme.outline:
        if isinstance(part, Indicator):
            continue
        if part.parent is None:
            found.add(part.code)
        elif part.parent in found and any(
            isinstance(below, Composite) for below in scheme.children[part.code]
        ):
            parent = scheme.by_code[part.parent]
            factor = isinstance(parent, Composite) and parent.combine == "product"
            if factor or part.scale != 1:
                found.add(part.code)
    return frozenset(found)


def _above(scheme: Scheme, code: str) -> tuple[Composite, ...]:
    """The nodes above a part, from the root down."""
    found: list[Composite] = []
    parent = scheme.by_code[code].parent
    while parent is not None:
        part = scheme.by_code[parent]
        if isinstance(part, Composite):
            found.append(part)
        parent = part.parent
    return tuple(reversed(found))
