"""Whether what a scheme says of the provincial list fits together; whether it covers the list is another question."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from indicators import mapping_problems as kinds
from indicators.mapping import Relation
from indicators.parts import Composite
from indicators.scheme_problems import LIMITS_CROSSED, NOT_FOR_THIS_NODE, UNKNOWN_NODE
from indicators.structure.found import found, hint
from indicators.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indicators.scheme import Scheme
    from indicators.structure.found import Found


def covers(scheme: Scheme) -> Iterator[Found]:
    """No item twice in one indicator; shares stated where they are not plain; nothing both local and provincial."""
    refining = Counter(
        cover.item
        for indicator in scheme.indicators
        for cover in indicator.covers
        if cover.relation is Relation.REFINED
    )
    for index, part in enumerate(scheme.tree):
        if isinstance(part, Composite):
            continue
        seen: set[str] = set()
        for number, cover in enumerate(part.covers):
            path = ("tree", index, "covers", number)
            if cover.item in seen:
                yield found(path, kinds.COVER_REPEATED, part.code, code=part.code, item=cover.item)
            seen.add(cover.item)
            several = cover.relation is Relation.REFINED and refining[cover.item] > 1
            if cover.share is None and (several or cover.relation is Relation.PARTIAL):
                yield found(path, kinds.SHARE_MISSING, part.code, code=part.code, item=cover.item)
        if part.local is not None and part.covers:
            items = "、".join(cover.item for cover in part.covers)
            yield found(("tree", index, "local"), kinds.LOCAL_COVERS, part.code, code=part.code, items=items)


def waivers(scheme: Scheme) -> Iterator[Found]:
    """Each item is waived once."""
    for item, count in Counter(waiver.item for waiver in scheme.waivers).items():
        if count > 1:
            yield found(("waivers",), kinds.WAIVER_REPEATED, item=item)


def local_share(scheme: Scheme) -> Iterator[Found]:
    """The share is taken within a sum with full points, and its bounds are not crossed."""
    bounds = scheme.local_share
    if bounds is None:
        return
    code = scheme.root.code if bounds.at is None else bounds.at
    node = scheme.by_code.get(code)
    if node is None:
        close = hint(code, list(scheme.by_code))
        yield found(("local_share", "at"), UNKNOWN_NODE, where="local_share", code=code, hint=close)
    elif not (isinstance(node, Composite) and node.combine == "sum"):
        why = Words(
            f"占比须在一个求和节点之内计算，“{code}”不是",
            f"the share is taken within a sum, which “{code}” is not",
        )
        yield found(("local_share",), NOT_FOR_THIS_NODE, code="local_share", field="at", why=why)
    if bounds.lowest > bounds.highest:
        values = {"low": f"{bounds.lowest}%", "high": f"{bounds.highest}%"}
        yield found(("local_share",), LIMITS_CROSSED, code="local_share", **values)
