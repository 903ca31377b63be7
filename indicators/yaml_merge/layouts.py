"""The two ways YAML lays out the entries of a list or mapping: on lines of their own, or between brackets."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Protocol

from indicators.yaml_merge.edits import Edit
from indicators.yaml_merge.source import start_of_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indicators.yaml_merge.fragments import Style
    from indicators.yaml_merge.source import Entry, Source


class Layout(Protocol):
    """The entries of one list or mapping, and how they are written."""

    entries: Sequence[Entry]
    between: str
    """What comes between a new entry and its neighbour; a blank line too, where most entries have one."""
    first_stands_behind_dash: bool
    """Whether something must stand in the place of the first entry: `- code: …`."""

    def extent(self, number: int) -> tuple[int, int]:
        """From where to where an entry reaches that is replaced or moved."""

    def cleared(self, numbers: range) -> Iterator[Edit]:
        """The edits that take away neighbouring entries."""

    def with_value(self, entry: Entry, value: Any) -> Iterator[Edit]:
        """The edits that give a field another value."""

    def item(self, value: Any) -> str:
        """The text of a new item."""

    def field(self, name: str, value: Any) -> str:
        """The text of a new field."""


class Block:
    """Entries on lines of their own: a comment behind an entry belongs to it, comments on their own lines do not."""

    def __init__(self, source: Source, entries: Sequence[Entry], style: Style) -> None:
        self._source, self._style, self.entries = source, style, entries
        self._column = entries[0].start - entries[0].line_start
        spaced = sum(source.has_blank_line(one.end, other.start) for one, other in pairwise(entries))
        breaks = source.newline * (2 if 2 * spaced >= len(entries) else 1)
        self.between = breaks + " " * self._column
        self.first_stands_behind_dash = not source.begins_its_line(entries[0])

    def extent(self, number: int) -> tuple[int, int]:
        """From the key or dash to the end of the last line."""
        entry = self.entries[number]
        return entry.start, self._source.rest_of_line(entry.end)

    def cleared(self, numbers: range) -> Iterator[Edit]:
        """Takes the lines of each, at the beginning with the break below them, elsewhere with the break above them."""
        for number in numbers:
            begin, (_, line_end) = self.entries[number].line_start, self.extent(number)
            if numbers.start == 0:
                yield Edit(begin, self._source.past_break(line_end), "")
            else:
                yield Edit(self._source.break_above(begin), line_end, "")

    def with_value(self, entry: Entry, value: Any) -> Iterator[Edit]:
        """Takes the old value's characters, or its lines if it begins below its key; comments above it stay."""
        source, line_end = self._source, self._source.rest_of_line(entry.end)
        head, body = self._style.value(value, self._column)
        value_start = entry.value.start_mark.index
        if source.past_blanks(entry.value_from) >= value_start:
            blanks = source.text[entry.value_from : value_start] or " "
            yield Edit(entry.value_from, entry.end, blanks + head if head else "")
            yield Edit(line_end, line_end, body)
        else:
            if head and body:
                head, body = self._style.flow_item(value), ""
            yield Edit(entry.value_from, entry.value_from, " " + head if head else "")
            yield Edit(source.break_above(start_of_line(entry.value)), line_end, body)

    def item(self, value: Any) -> str:
        """Behind a dash."""
        return self._style.item(value, self._column)

    def field(self, name: str, value: Any) -> str:
        """Key and value, perhaps on several lines."""
        return self._style.field(name, value, self._column)


class Flow:
    """Entries between brackets or braces, with commas."""

    between = ", "
    first_stands_behind_dash = False

    def __init__(self, source: Source, entries: Sequence[Entry], style: Style) -> None:
        self._source, self._style, self.entries = source, style, entries

    def extent(self, number: int) -> tuple[int, int]:
        """Without the comma."""
        return self.entries[number].start, self.entries[number].end

    def cleared(self, numbers: range) -> Iterator[Edit]:
        """Takes each with its comma, and with its lines where nothing else stands on them."""
        if numbers and numbers.start > 0 and self._ends_without_comma(numbers[-1]):
            comma_end = self._past_comma(numbers.start - 1)
            yield Edit(comma_end - 1, self._before_next(comma_end), "")
        for number in numbers:
            entry, end = self.entries[number], self._past_comma(number)
            line_end = self._source.rest_of_line(end)
            if self._source.begins_its_line(entry) and self._source.is_line_end(line_end):
                yield Edit(self._source.break_above(entry.line_start), line_end, "")
            else:
                yield Edit(entry.start, self._before_next(end), "")

    def with_value(self, entry: Entry, value: Any) -> Iterator[Edit]:
        """Takes the old value's characters."""
        value_start = entry.value.start_mark.index
        blank = " " if value_start == entry.value_from else ""
        yield Edit(value_start, entry.end, blank + self._style.flow_item(value))

    def item(self, value: Any) -> str:
        """The bare value."""
        return self._style.flow_item(value)

    def field(self, name: str, value: Any) -> str:
        """Key and value on one line."""
        return self._style.flow_field(name, value)

    def _ends_without_comma(self, number: int) -> bool:
        return number == len(self.entries) - 1 and self._past_comma(number) == self.entries[number].end

    def _past_comma(self, number: int) -> int:
        end = self.entries[number].end
        comma = self._source.next_token(end)
        return comma + 1 if self._source.text[comma] == "," else end

    def _before_next(self, position: int) -> int:
        """Up to what stands next on the line; blanks stay before a comment, which is none without them."""
        line_ends = self._source.is_line_end(self._source.rest_of_line(position))
        return position if line_ends else self._source.past_blanks(position)
