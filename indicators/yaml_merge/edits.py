"""Edits of a text, and those that bring the entries of a list or mapping into another order with others among them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, Protocol

from indicators.yaml_merge.source import UnusualTextError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indicators.yaml_merge.source import Entry, Source


class Edit(NamedTuple):
    """The text that is to stand in place of what stands from `start` to `end`."""

    start: int
    end: int
    text: str


def edited(text: str, edits: Sequence[Edit], start: int = 0, end: int | None = None) -> str:
    """The text between two positions with the edits made in it; of those at one place the first comes first.

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


class Layout(Protocol):
    """How the entries of one list or mapping are told apart in the text."""

    entries: Sequence[Entry]
    #: What stands between two entries that are written one after the other.
    between: str

    def extent(self, number: int) -> tuple[int, int]:
        """From where to where an entry reaches that is replaced or moved."""

    def cleared(self, numbers: range) -> Iterator[Edit]:
        """The edits that take away neighbouring entries."""


class Block:
    """Entries on lines of their own; the comment behind an entry belongs to it, lines of comments do not."""

    def __init__(self, source: Source, entries: Sequence[Entry]) -> None:
        self._source = source
        self.entries = entries
        self.between = source.newline + " " * entries[0].column

    def extent(self, number: int) -> tuple[int, int]:
        """From the key or dash to the end of the last line."""
        entry = self.entries[number]
        return entry.start, self._source.rest_of_line(entry.end)

    def cleared(self, numbers: range) -> Iterator[Edit]:
        """Takes the lines of each."""
        for number in numbers:
            yield _without_lines(self._source, self.entries[number], self.extent(number)[1])


class Flow:
    """Entries between brackets or braces, with commas."""

    between = ", "

    def __init__(self, source: Source, entries: Sequence[Entry]) -> None:
        self._source = source
        self.entries = entries

    def extent(self, number: int) -> tuple[int, int]:
        """Without the comma."""
        return self.entries[number].start, self.entries[number].end

    def cleared(self, numbers: range) -> Iterator[Edit]:
        """Takes each with its comma, and with its lines where nothing else stands on them."""
        if numbers and self._ends_the_list(numbers[-1]) and numbers.start > 0:
            comma = self._past_comma(numbers.start - 1)
            yield Edit(comma - 1, self._before_next(comma), "")
        for number in numbers:
            entry, end = self.entries[number], self._past_comma(number)
            line_end = self._source.rest_of_line(end)
            if self._source.begins_its_line(entry) and self._source.is_line_end(line_end):
                yield _without_lines(self._source, entry, line_end)
            else:
                yield Edit(entry.start, self._before_next(end), "")

    def _ends_the_list(self, number: int) -> bool:
        """Whether no comma follows, not even one that could be left out."""
        return number == len(self.entries) - 1 and self._past_comma(number) == self.entries[number].end

    def _past_comma(self, number: int) -> int:
        end = self.entries[number].end
        comma = self._source.next_token(end)
        return comma + 1 if self._source.text[comma] == "," else end

    def _before_next(self, position: int) -> int:
        """Up to what stands next on the line, but not to a comment: blanks must remain before that."""
        following = self._source.past_blanks(position)
        return position if self._source.is_line_end(self._source.rest_of_line(position)) else following


def _without_lines(source: Source, entry: Entry, line_end: int) -> Edit:
    """Takes the line break before an entry with its lines, so that the last line of a text ends as it did."""
    if entry.line_start == 0:
        return Edit(0, source.end_of_break(line_end), "")
    return Edit(source.end_of_line_before(entry.line_start), line_end, "")


def rearranged(layout: Layout, order: Sequence[int | str]) -> Iterator[Edit]:
    """The edits after which the entries stand in an order.

    Texts take the places of the entries that go from between the same neighbours.

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
