"""Edits of a text, and those that bring the entries of a list or mapping into another order with others among them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from indicators.yaml_merge.source import UnusualTextError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indicators.yaml_merge.layouts import Layout


class Edit(NamedTuple):
    """The text that is to stand in place of what stands from `start` to `end`."""

    start: int
    end: int
    text: str


def edited(text: str, edits: Sequence[Edit], start: int = 0, end: int | None = None) -> str:
    """The text between two positions with the edits made in it; of several at one place the first comes first.

    Raises:
        UnusualTextError: If edits overlap.
    """
    pieces = []
    for edit in sorted(edits, key=lambda edit: edit[:2]):
        if edit.start < start:
            raise UnusualTextError
        pieces += [text[start : edit.start], edit.text]
        start = edit.end
    return "".join([*pieces, text[start:end]])


def rearranged(layout: Layout, order: Sequence[int | str]) -> Iterator[Edit]:
    """The edits after which the entries stand in an order.

    Texts take the places of the entries that go from between the same neighbours, and so stand below the same headings.

    Args:
        layout: The entries there are, at least one.
        order: The numbers of those that stay where they are, rising, and the texts of others; not empty.
    """
    following: dict[int, list[str]] = {-1: []}
    last = -1
    for piece in order:
        if isinstance(piece, int):
            last = piece
            following[last] = []
        else:
            following[last].append(piece)
    for before, after in pairwise([*following, len(layout.entries)]):
        yield from _between(layout, before, after, following[before])


def _between(layout: Layout, before: int, after: int, texts: Sequence[str]) -> Iterator[Edit]:
    """The edits between two entries that stay."""
    going = range(before + 1, after)
    filled = min(len(going), len(texts))
    yield from layout.cleared(going[filled:])
    if filled:
        for number, text in zip(going, texts[: filled - 1], strict=False):
            yield Edit(*layout.extent(number), text)
        yield Edit(*layout.extent(going[filled - 1]), layout.between.join(texts[filled - 1 :]))
    elif texts and before >= 0:
        end = layout.extent(before)[1]
        yield Edit(end, end, "".join(layout.between + text for text in texts))
    elif texts:
        start = layout.extent(after)[0]
        yield Edit(start, start, "".join(text + layout.between for text in texts))
