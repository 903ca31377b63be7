"""Whether the tree of a scheme is one, and its points and weights fit together."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from indicators import scheme_problems as kinds
from indicators.parts import Composite, Indicator, common_weight, full_points, weight_of
from indicators.structure.found import MOST_HINTS, Found, found, hint
from indicators.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indicators.scheme import Scheme
    from indicators.written import Path


#: More levels or factors than these are a mistake, and too much for recursion and the range of floats.
DEEPEST = 30


MOST_FACTORS = 10


def codes(scheme: Scheme) -> Iterator[Found]:
    """Codes of parts and groups are distinct."""
    first: set[str] = set()
    for index, part in enumerate(scheme.tree):
        if part.code in first:
            yield found(("tree", index, "code"), kinds.REPEATED_CODE, code=part.code)
        first.add(part.code)
    titles = [title for group in scheme.groups for title in dict.fromkeys((group.code, group.name))]
    for title, count in Counter(titles).items():
        if count > 1:
            yield found(("groups",), kinds.REPEATED_GROUP, title=title)


def parents(scheme: Scheme) -> Iterator[Found]:
    """The parts are a tree with one root."""
    nodes = [part.code for part in scheme.tree if isinstance(part, Composite)]
    named = {part.name: part.code for part in scheme.tree if isinstance(part, Composite)}
    strangers = 0
    roots = [part.code for part in scheme.tree if part.parent is None]
    if len(roots) != 1:
        yield found(("tree",), kinds.ROOTS, count=len(roots), codes="、".join(roots) or "—")
    for index, part in enumerate(scheme.tree):
        if part.parent is None:
            continue
        path: Path = ("tree", index, "parent")
        parent = scheme.by_code.get(part.parent)
        if parent is None:
            strangers += 1
            meant = named.get(part.parent, part.parent)
            close = hint(meant, nodes if strangers <= MOST_HINTS else [])
            yield found(path, kinds.UNKNOWN_PARENT, code=part.code, parent=part.parent, hint=close)
        elif isinstance(parent, Indicator):
            yield found(path, kinds.PARENT_IS_LEAF, code=part.code, parent=part.parent)
    for circle in _circles(scheme):
        index = next(i for i, part in enumerate(scheme.tree) if part.code == circle[0])
        yield found(("tree", index, "parent"), kinds.CYCLE, circle=" → ".join((*circle, circle[0])))


def _circles(scheme: Scheme) -> list[tuple[str, ...]]:
    """Each circle of parents once."""
    circles: list[tuple[str, ...]] = []
    settled: set[str] = set()
    for part in scheme.tree:
        path: dict[str, None] = {}
        code: str | None = part.code
        while code is not None and code in scheme.by_code and code not in settled:
            if code in path:
                steps = list(path)
                circles.append(tuple(steps[steps.index(code) :]))
                break
            path[code] = None
            code = scheme.by_code[code].parent
        settled.update(path)
    return circles


def sums(scheme: Scheme) -> Iterator[Found]:
    """Points add up; means have full points and weights."""
    for index, part in enumerate(scheme.tree):
        if isinstance(part, Indicator):
            continue
        children = scheme.children[part.code]
        if not children:
            yield found(("tree", index), kinds.NO_CHILDREN, code=part.code)
        elif part.combine == "sum":
            yield from _adds_up(scheme, index, part)
        elif part.combine == "weighted mean":
            if part.points is None:
                yield found(("tree", index), kinds.MEAN_WITHOUT_POINTS, code=part.code)
            for group in scheme.group_codes:
                if not any(weight_of(child, group) for child in children):
                    yield found(("tree", index), kinds.MEAN_WITHOUT_WEIGHT, code=part.code, group=group)


def _adds_up(scheme: Scheme, index: int, part: Composite) -> Iterator[Found]:
    children = scheme.children[part.code]
    by_group = any(isinstance(child.weight, dict) for child in children)
    applies = scheme.groups_of(part.code)
    totals = {
        group: sum((weight_of(child, group) for child in children), Decimal(0))
        for group in (scheme.group_codes if by_group else scheme.group_codes[:1])
        if group in applies or not by_group
    }
    for group, total in totals.items():
        if part.points is None:
            yield found(("tree", index), kinds.NO_POINTS, code=part.code, sum=total)
        elif part.points != total:
            yield found(
                ("tree", index, "points"),
                kinds.POINTS_DO_NOT_ADD_UP,
                code=part.code,
                points=part.points,
                sum=total,
                difference=abs(part.points - total),
                group=Words(f"（{group}）", f" ({group})") if by_group else Words("", ""),
            )
        if part.points is None or not by_group:
            return


def nodes(scheme: Scheme) -> Iterator[Found]:
    """Nodes state what their way of combining needs, and nothing else."""
    for index, part in enumerate(scheme.tree):
        path: Path = ("tree", index)
        if isinstance(part, Indicator):
            continue
        if part.combine == "product" and part.base is None:
            yield found(path, kinds.PRODUCT_WITHOUT_BASE, code=part.code)
        if part.combine != "product" and part.base is not None:
            why = Words("只有相乘的节点有基准值", "only a product has a base")
            yield found((*path, "base"), kinds.NOT_FOR_THIS_NODE, code=part.code, field="base", why=why)
        adds = part.combine in {"sum", "weighted mean"}
        if part.scale != 1 and not (adds and _is_in_plain_sum(scheme, part)):
            why = Words("只有计入求和节点的求和节点才乘系数", "only a sum that is part of a sum is scaled")
            yield found((*path, "scale"), kinds.NOT_FOR_THIS_NODE, code=part.code, field="scale", why=why)
        if part.min_present is not None and not adds:
            why = Words(
                "只有求和与加权平均才数有数的下级", "only sums and weighted means count what is present"
            )
            field = "min_present"
            yield found((*path, field), kinds.NOT_FOR_THIS_NODE, code=part.code, field=field, why=why)
        if not adds and len(scheme.children[part.code]) > MOST_FACTORS:
            count = len(scheme.children[part.code])
            yield found(path, kinds.TOO_MANY_FACTORS, code=part.code, count=count, limit=MOST_FACTORS)
        if part.scale != 1 and part.weight is not None:
            weight = common_weight(part)
            shown = weight if weight is not None else Words("按组规定", "by group")
            yield found((*path, "scale"), kinds.SCALE_OUTDONE, code=part.code, weight=shown, scale=part.scale)


def _is_in_plain_sum(scheme: Scheme, part: Composite) -> bool:
    parent = scheme.by_code.get(part.parent) if part.parent is not None else None
    return isinstance(parent, Composite) and parent.combine == "sum"


def depths(scheme: Scheme) -> Iterator[Found]:
    """The tree is not too deep."""
    for index, part in enumerate(scheme.tree):
        depth, above = 1, part.parent
        while above is not None:
            depth, above = depth + 1, scheme.by_code[above].parent
        if depth > DEEPEST:
            yield found(("tree", index), kinds.TOO_DEEP, code=part.code, depth=depth, limit=DEEPEST)


def weights(scheme: Scheme) -> Iterator[Found]:
    """Weights are stated where they count, and never below zero."""
    for index, part in enumerate(scheme.tree):
        path: Path = ("tree", index, "weight")
        in_sum = scheme.is_in_sum(part)
        parent = scheme.by_code.get(part.parent) if part.parent is not None else None
        weighs = in_sum or (isinstance(parent, Composite) and parent.combine == "geometric mean")
        stated = part.weight.values() if isinstance(part.weight, dict) else [part.weight]
        negative = [weight for weight in stated if weight is not None and weight < 0]
        if negative:
            yield found(path, kinds.NEGATIVE_WEIGHT, code=part.code, weight=negative[0])
        elif part.weight is not None and not weighs:
            yield found(path, kinds.WEIGHT_NOT_USED, code=part.code)
        if in_sum and full_points(part) is None and isinstance(part, Composite) and part.combine != "sum":
            yield found(("tree", index), kinds.PRODUCT_WEIGHT, code=part.code)
        if weighs and not in_sum and part.weight is None and full_points(part) is None:
            yield found(("tree", index), kinds.FACTOR_WITHOUT_WEIGHT, code=part.code)
