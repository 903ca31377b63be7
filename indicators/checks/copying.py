"""Copied wording 照搬: what should be the city's own is the superior's text."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from indicators.checks import wording_problems as kinds
from indicators.mapping import Relation
from indicators.shares import percent
from indicators.similarity import Index, Wording
from indicators.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indicators.catalogue import Item
    from indicators.checks.case import Case
    from indicators.parts import Indicator
    from indicators.problems import Problem
    from indicators.similarity import Likeness

#: A passage this long is no turn of phrase any more.
LEAST_PASSAGE = 12
#: Copied is a text of which one passage of the list makes up half.
LEAST_SHARE = Fraction(1, 2)
#: Names are short and have their patterns, 民营企业党组织覆盖率 beside 国有企业党组织覆盖率.
LEAST_NAME = Fraction(17, 20)
_LEAST_OF_NAME = 3

_NAME = Words("名称", "name")
_TEXTS = {
    "local": Words("设置理由", "reason"),
    "effect": Words("成效说明", "effect"),
    "basis": Words("口径说明", "basis"),
}


class _Copy(NamedTuple):
    """What was copied: the part of the indicator, the item, and the likeness of both, with the share to be shown."""

    part: Words
    item: Item
    likeness: Likeness
    share: Fraction


class _Listed:
    """The texts of the list, to look others up in."""

    def __init__(self, items: tuple[Item, ...]) -> None:
        self._items = items
        names = [Wording(item.name) for item in items]
        self._names = Index(names, _LEAST_OF_NAME)
        ruled = [(item, Wording(item.rule)) for item in items if item.rule is not None]
        self._texts = Index([*names, *(rule for _, rule in ruled)], LEAST_PASSAGE)
        self._owners = [*items, *(item for item, _ in ruled)]

    def name(self, name: str, least: Fraction) -> Iterator[_Copy]:
        """The items whose name is as like as that."""
        for number, likeness in self._names.like(Wording(name), _LEAST_OF_NAME):
            if likeness.reaches(least):
                yield _Copy(_NAME, self._items[number], likeness, likeness.ratio)

    def passages(self, part: Words, text: str) -> Iterator[_Copy]:
        """The items from which half of a text is taken."""
        own = Wording(text)
        least = max(LEAST_PASSAGE, ceil(len(own) * LEAST_SHARE))
        for number, likeness in self._texts.like(own, least):
            if likeness.longest[1] >= least:
                yield _Copy(part, self._owners[number], likeness, likeness.share)


def copied(case: Case) -> Iterator[Problem]:
    """A local indicator, and one that refines, merges or takes a part, says it in its own words.

    Whoever refines an indicator may keep its terms, so there only the very name of what it covers counts.
    """
    if case.catalogue is None:
        return
    listed = _Listed(case.catalogue.leaves)
    for indicator in case.scheme.indicators:
        for copy in _copies(indicator, listed):
            yield kinds.COPIED.about(
                indicator.code,
                part=copy.part,
                item=copy.item.code,
                name=copy.item.name,
                passage=copy.likeness.passage,
                share=percent(copy.share),
            )


def _copies(indicator: Indicator, listed: _Listed) -> Iterator[_Copy]:
    """The copy of every part of an indicator that is one, each beside the item it is most like."""
    equal = any(cover.relation is Relation.EQUAL for cover in indicator.covers)
    if equal or (indicator.local is None and not indicator.covers):
        return
    if indicator.local is not None:
        names = [*listed.name(indicator.name, LEAST_NAME), *listed.passages(_NAME, indicator.name)]
    else:
        covered = {cover.item for cover in indicator.covers}
        names = [copy for copy in listed.name(indicator.name, Fraction(1)) if copy.item.code in covered]
    texts = [(part, getattr(indicator, field)) for field, part in _TEXTS.items()]
    found = [names, *(list(listed.passages(part, text)) for part, text in texts if text is not None)]
    yield from (max(copies, key=lambda copy: copy.share) for copies in found if copies)
