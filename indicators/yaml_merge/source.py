"""A YAML text and where things stand in it: entries, the ends of their contents, lines and comments."""

from __future__ import annotations

import re
from typing import NamedTuple

import yaml

#: What ends a line in YAML, beside the usual.
BREAKS = "\r\n\x85\u2028\u2029"
_BLANKS = re.compile(r"[ \t]*")
_REST_OF_LINE = re.compile(rf"[ \t]*(?:#[^{BREAKS}]*)?")
_BETWEEN_TOKENS = re.compile(rf"(?:[ \t{BREAKS}]|#[^{BREAKS}]*)*")


class UnusualTextError(Exception):
    """The text is correct, but written in a way that is not edited in place."""


class Entry(NamedTuple):
    """An item of a list or a field of a mapping.

    Attributes:
        start: Where its dash or key begins; in a flow list, its value.
        line_start: Where the line of `start` begins.
        value_from: Behind the dash or colon; in a flow list, `start`.
        end: Behind the last character of its content; comments and blank lines that follow are not part of it.
        name: The key; empty for items.
        value: The node of the value.
    """

    start: int
    line_start: int
    value_from: int
    end: int
    name: str
    value: yaml.Node


class Source:
    """A text with the nodes PyYAML finds in it; positions count characters from its beginning."""

    def __init__(self, text: str) -> None:
        self.text = text
        first = re.search(r"\r\n|\n|\r", text)
        self.newline = first[0] if first else "\n"

    def end(self, node: yaml.Node) -> int:
        """Where the content of a node ends; PyYAML's own mark runs over the comments and blank lines below it."""
        if isinstance(node, yaml.CollectionNode) and not node.flow_style:
            last = node.value[-1]
            return self.end(last[1] if isinstance(last, tuple) else last)
        end: int = node.end_mark.index
        if isinstance(node, yaml.ScalarNode) and node.style in {"|", ">"}:
            start: int = node.start_mark.index
            return start + len(self.text[start:end].rstrip(" \t" + BREAKS))
        return end

    def entries(self, node: yaml.CollectionNode) -> list[Entry]:
        """The entries of a list or mapping, in their order.

        Raises:
            UnusualTextError: If it has tags, question marks, keys without values or fields without braces.
        """
        if node.flow_style and self.text[node.start_mark.index] not in "[{":
            raise UnusualTextError
        if isinstance(node, yaml.MappingNode):
            return [self._field(key, value) for key, value in node.value]
        return self._flow_items(node) if node.flow_style else self._block_items(node)

    def _field(self, key: yaml.Node, value: yaml.Node) -> Entry:
        start = key.start_mark.index
        colon = self.next_token(key.end_mark.index)
        if self.text[colon : colon + 1] != ":" or self.text[start - 2 : start] == "? ":
            raise UnusualTextError
        return Entry(start, start_of_line(key), colon + 1, self.end(value), str(key.value), value)

    def _flow_items(self, node: yaml.CollectionNode) -> list[Entry]:
        starts = [item.start_mark.index for item in node.value]
        return [
            Entry(start, start_of_line(item), start, self.end(item), "", item)
            for start, item in zip(starts, node.value, strict=True)
        ]

    def _block_items(self, node: yaml.CollectionNode) -> list[Entry]:
        found = []
        dash: int = node.start_mark.index
        for item in node.value:
            dash = self.next_token(dash)
            if self.text[dash] != "-":
                raise UnusualTextError
            end = self.end(item)
            found.append(Entry(dash, dash - node.start_mark.column, dash + 1, end, "", item))
            dash = end
        return found

    def next_token(self, position: int) -> int:
        """Past blanks, line ends and comments."""
        return _match_end(_BETWEEN_TOKENS, self.text, position)

    def past_blanks(self, position: int) -> int:
        """Past blanks on the same line."""
        return _match_end(_BLANKS, self.text, position)

    def rest_of_line(self, position: int) -> int:
        """Past blanks and a comment on the same line."""
        return _match_end(_REST_OF_LINE, self.text, position)

    def is_line_end(self, position: int) -> bool:
        """Whether a line or the text ends here."""
        return position == len(self.text) or self.text[position] in BREAKS

    def has_blank_line(self, start: int, end: int) -> bool:
        """Whether a line between two places is blank."""
        return any(not line.strip() for line in self.text[start:end].splitlines()[1:-1])

    def begins_its_line(self, entry: Entry) -> bool:
        """Whether nothing but blanks stands before it on its line."""
        return not self.text[entry.line_start : entry.start].strip(" ")

    def break_above(self, line_start: int) -> int:
        """Where the line break before a line begins that is not the first."""
        return line_start - (2 if self.text[line_start - 2 : line_start] == "\r\n" else 1)

    def past_break(self, line_end: int) -> int:
        """Where the next line begins."""
        return line_end + (2 if self.text[line_end : line_end + 2] == "\r\n" else 1)


def start_of_line(node: yaml.Node) -> int:
    """Where the line begins on which a node begins."""
    start: int = node.start_mark.index - node.start_mark.column
    return start


def _match_end(pattern: re.Pattern[str], text: str, position: int) -> int:
    found = pattern.match(text, position)
    return found.end() if found else position
