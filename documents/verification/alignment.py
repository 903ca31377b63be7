"""Two versions of a list of rows laid beside each other: which is which, and which are gone, new or moved."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict, deque
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence


class Alignment(NamedTuple):
    """Positions before and after, counted from zero."""

    #: Of the rows which are on both sides.
    pairs: tuple[tuple[int, int], ...]
    #: Those of the pairs that are out of order.
    moved: frozenset[int]
    gone: tuple[int, ...]
    new: tuple[int, ...]


def align(
    before: Sequence[tuple[Hashable, ...]],
    after: Sequence[tuple[Hashable, ...]],
    owners: tuple[Sequence[Hashable | None], Sequence[Hashable | None]],
) -> Alignment:
    """Lays rows beside each other: first those that are alike, then those of the same owner, then what lies between.

    Args:
        before: What stands in each row; one in which nothing stands is left out.
        after: The same of the other version.
        owners: Whom each row is about, such as a unit; None where that is nobody.
    """
    left = [at for at, row in enumerate(before) if row]
    right = [at for at, row in enumerate(after) if row]
    found: dict[int, int] = {}
    for labels in ((before, after), owners):
        waiting: defaultdict[Hashable, deque[int]] = defaultdict(deque)
        taken = set(found.values())
        for at in right:
            if at not in taken and labels[1][at] is not None:
                waiting[labels[1][at]].append(at)
        for at in left:
            if at not in found and waiting.get(labels[0][at]):
                found[at] = waiting[labels[0][at]].popleft()
    # Of two rows in each other's place neither stayed.
    exchanged = {at for at, now in found.items() if now != at and found.get(now) == at}
    in_order = _in_order(sorted(pair for pair in found.items() if pair[0] not in exchanged))
    moved = frozenset(found) - {at for at, _ in in_order}
    found |= _between(in_order, [at for at in left if at not in found], set(right) - set(found.values()))
    return Alignment(
        tuple(sorted(found.items())),
        moved,
        tuple(at for at in left if at not in found),
        tuple(sorted(set(right) - set(found.values()))),
    )


def _in_order(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The most pairs that are in the same order on both sides."""
    tops: list[int] = []
    ends: list[int] = []
    previous: list[int | None] = []
    for index, (_, after) in enumerate(pairs):
        at = bisect_left(tops, after)
        previous.append(ends[at - 1] if at else None)
        tops[at : at + 1] = [after]
        ends[at : at + 1] = [index]
    chain: list[tuple[int, int]] = []
    index_of = ends[-1] if ends else None
    while index_of is not None:
        chain.append(pairs[index_of])
        index_of = previous[index_of]
    return chain[::-1]


def _between(fixed: Sequence[tuple[int, int]], before: Iterable[int], after: Iterable[int]) -> dict[int, int]:
    """Rows between the same two neighbours, one by one, where they are as many on both sides."""
    edges = [left for left, _ in fixed], [right for _, right in fixed]
    gaps: defaultdict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, positions in enumerate((before, sorted(after))):
        for at in positions:
            gaps[bisect_left(edges[side], at)][side].append(at)
    return {
        left: right
        for lefts, rights in gaps.values()
        if len(lefts) == len(rights)
        for left, right in zip(lefts, rights, strict=True)
    }
