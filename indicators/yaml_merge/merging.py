"""What differs between two contents, as edits of the text that says the first."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import yaml

from indicators.yaml_merge.edits import Block, Edit, Flow, Layout, edited, rearranged
from indicators.yaml_merge.fragments import Style
from indicators.yaml_merge.matching import Matching, same_form
from indicators.yaml_merge.source import Source, UnusualTextError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from indicators.yaml_merge.source import Entry

_BYTE_ORDER_MARK = "\ufeff"


def merge_yaml(text: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> str | None:
    """The text with what differs between two contents changed in it, and every other byte as it was.

    A comment goes only with what it stands in or behind, never with what stands below or above it.

    Args:
        text: A YAML text that says `before`, with comments and in any layout.
        before: What it says, as mappings and lists of texts without defaults.
        after: What it should say, in the same form.

    Returns:
        The new text, or None if the old one is written too unusually to be edited. The caller reads it back: a text that
        says something else than `before` is not edited into one that says `after`.
    """
    mark, body = text[: text.startswith(_BYTE_ORDER_MARK)], text.removeprefix(_BYTE_ORDER_MARK)
    try:
        root = yaml.compose(body, Loader=yaml.CSafeLoader)
        if not isinstance(root, yaml.MappingNode):
            return None
        return mark + edited(body, _Merge(Source(body), root).mapping(root, before, after))
    except (yaml.YAMLError, RecursionError, UnusualTextError):
        return None


class _Merge:
    def __init__(self, source: Source, root: yaml.Node) -> None:
        self._source = source
        self._root = root

    @cached_property
    def _style(self) -> Style:
        return Style.of(self._root, self._source.newline)

    def mapping(
        self, node: yaml.MappingNode, before: Mapping[str, Any], after: Mapping[str, Any]
    ) -> list[Edit]:
        """The edits that fill in, change and take away fields; defaults written out in the text stay."""
        if before == after:
            return []
        layout = self._layout(node)
        names = [entry.name for entry in layout.entries]
        staying = {
            number: self._field(node, layout.entries[number], before.get(name), after[name])
            if name in after
            else []
            for number, name in enumerate(names)
            if name in after or name not in before
        }
        added = [
            self._style.flow_field(name, value)
            if node.flow_style
            else self._style.field(name, value, layout.entries[0].column)
            for name, value in after.items()
            if name not in names
        ]
        return self._rearranged(layout, [*staying, *added], staying)

    def _field(self, parent: yaml.MappingNode, entry: Entry, was: Any, value: Any) -> list[Edit]:
        node = entry.value
        if was == value:
            return []
        if isinstance(node, yaml.MappingNode) and isinstance(was, dict) and isinstance(value, dict):
            if node.value and value and same_form(was, value):
                return self.mapping(node, was, value)
        elif isinstance(node, yaml.SequenceNode) and isinstance(was, list) and isinstance(value, list):
            if value and 0 < len(node.value) == len(was):
                return self._sequence(node, was, value)
        return self._replaced(entry, value) if not parent.flow_style else self._replaced_in_flow(entry, value)
