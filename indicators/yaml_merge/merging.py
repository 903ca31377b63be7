"""What differs between two contents, as edits of the text that says the first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from indicators.yaml_merge.edits import Edit, edited, rearranged
from indicators.yaml_merge.fragments import Style
from indicators.yaml_merge.layouts import Block, Flow
from indicators.yaml_merge.matching import Matching, same_form
from indicators.yaml_merge.source import Source, UnusualTextError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from indicators.yaml_merge.layouts import Layout
    from indicators.yaml_merge.source import Entry

_BYTE_ORDER_MARK = "\ufeff"


def merge_yaml(text: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> str | None:
    """The text with what differs between two contents changed in it, and every other character as it was.

    A comment goes only with the entry it stands in or behind, never with the one above or below it.

    Args:
        text: A YAML text that says `before`, with comments and in any layout.
        before: What it says, as mappings and lists of texts without defaults.
        after: What it should say, in the same form.

    Returns:
        The new text, which the caller reads back, or None if the old one is written too unusually to be edited.
    """
    body = text.removeprefix(_BYTE_ORDER_MARK)
    try:
        root = yaml.compose(body, Loader=yaml.CSafeLoader)
        if not (isinstance(root, yaml.MappingNode) and root.value and after):
            return None
        source = Source(body)
        edits = _Merging(source, Style.of(root, source.newline)).mapping(root, before, after)
        return text[: len(text) - len(body)] + edited(body, edits)
    except (yaml.YAMLError, RecursionError, UnusualTextError):
        return None


class _Merging:
    """Goes down into what differs and collects the edits."""

    def __init__(self, source: Source, style: Style) -> None:
        self._source, self._style = source, style

    def mapping(
        self, node: yaml.MappingNode, before: Mapping[str, Any], after: Mapping[str, Any]
    ) -> list[Edit]:
        """Fields keep their places, new ones come last; a default written out in the text stays."""
        if before == after:
            return []
        layout = self._layout(node)
        names = [entry.name for entry in layout.entries]
        within = {
            number: self._value(layout, layout.entries[number], before.get(name), after.get(name))
            for number, name in enumerate(names)
            if name in after or name not in before
        }
        added = [layout.field(name, value) for name, value in after.items() if name not in names]
        return self._arranged(layout, [*within, *added], within)

    def _value(self, layout: Layout, entry: Entry, was: Any, value: Any) -> list[Edit]:
        if was == value:
            return []
        node = entry.value
        if (
            isinstance(node, yaml.MappingNode)
            and node.value
            and _are(dict, was, value)
            and same_form(was, value)
        ):
            return self.mapping(node, was, value)
        if isinstance(node, yaml.SequenceNode) and _are(list, was, value) and len(was) == len(node.value):
            return self._sequence(node, was, value)
        return list(layout.with_value(entry, value))

    def _sequence(self, node: yaml.SequenceNode, before: Sequence[Any], after: Sequence[Any]) -> list[Edit]:
        """Items that keep their order keep their places; the others are moved with all that is written in them."""
        layout, matching = self._layout(node), Matching(before, after)
        within: dict[int, list[Edit]] = {}
        order: list[int | str] = []
        for position, value in enumerate(after):
            if (number := matching.staying.get(position)) is not None:
                within[number] = self._item(layout.entries[number], before[number], value)
                order.append(number)
            elif (number := matching.moved.get(position)) is not None:
                edits = self._item(layout.entries[number], before[number], value)
                order.append(edited(self._source.text, edits, *layout.extent(number)))
            else:
                order.append(layout.item(value))
        return self._arranged(layout, order, within)

    def _item(self, entry: Entry, was: Any, value: Any) -> list[Edit]:
        if was == value:
            return []
        if not isinstance(entry.value, yaml.MappingNode):
            raise UnusualTextError
        return self.mapping(entry.value, was, value)

    def _layout(self, node: yaml.CollectionNode) -> Layout:
        entries = self._source.entries(node)
        return (Flow if node.flow_style else Block)(self._source, entries, self._style)

    def _arranged(self, layout: Layout, order: list[int | str], within: dict[int, list[Edit]]) -> list[Edit]:
        """All edits of a list or mapping, those within its entries before those between them."""
        first = order[0]
        if layout.first_stands_behind_dash and isinstance(first, int) and first > 0:
            # The entry that stood behind the dash goes: the first that stays takes its place.
            order[0] = edited(self._source.text, within.pop(first), *layout.extent(first))
        return [*(edit for edits in within.values() for edit in edits), *rearranged(layout, order)]


def _are(kind: type, *values: Any) -> bool:
    """Whether both are records, or both lists, with something in them."""
    return all(isinstance(value, kind) and value for value in values)
