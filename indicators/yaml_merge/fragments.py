"""New pieces of a YAML text, written the way the text around them is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from indicators.yaml_lines import NOTHING
from indicators.yaml_merge.source import BREAKS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: Records that are wider than this go over several lines.
_SHORT = 100
#: A line is never broken: what is one line in the workbook stays one here.
_NO_WRAPPING = 10**9

_TEXT, _LIST, _MAPPING = (f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map"))


class _Dumper(yaml.SafeDumper):
    """Writes without quotes whatever is read back as the same text, numbers and dates too."""

    yaml_implicit_resolvers = {}  # noqa: RUF012 - that is how PyYAML declares it


class _IndentedDumper(_Dumper):
    """Writes the dashes of a list farther in than the key above them."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - PyYAML calls it so
        super().increase_indent(flow, indentless=False)


@dataclass(frozen=True)
class Style:
    """How a text is written.

    Attributes:
        newline: What ends its lines.
        flow: Whether it has short records and lists in braces and brackets.
        indented: Whether the dashes of its lists stand farther in than the key above them.
    """

    newline: str
    flow: bool
    indented: bool

    @classmethod
    def of(cls, root: yaml.Node, newline: str) -> Style:
        """The style of the text with this root."""
        flow = any(node.flow_style and node.value for node in _collections(root))
        return cls(newline, flow, next(_are_indented(root), True))

    def item(self, value: Any, column: int) -> str:
        """An item with its dash, to begin in this column."""
        node = yaml.SequenceNode(_LIST, [_node(value, self._is_short)], flow_style=False)
        return self._block(node, column)

    def field(self, name: str, value: Any, column: int) -> str:
        """A field with its key, to begin in this column."""
        pair = (_node(name, _always), _node(value, self._is_short))
        return self._block(yaml.MappingNode(_MAPPING, [pair], flow_style=False), column)

    def value(self, value: Any, column: int) -> tuple[str, str]:
        """The value of a field whose key begins in this column: what goes on the line of the key, and the lines below.

        Each of the lines below follows a line break.
        """
        first, *below = self.field("k", value, column).split(self.newline)
        return first.removeprefix("k:").strip(), "".join(self.newline + line for line in below)

    def flow_item(self, value: Any) -> str:
        """A value as it stands between brackets, on one line."""
        return _dumped(_node([value], _always), _Dumper)[1:-1]

    def flow_field(self, name: str, value: Any) -> str:
        """A field as it stands between braces, on one line."""
        return _dumped(_node({name: value}, _always), _Dumper)[1:-1]

    def _is_short(self, value: Any) -> bool:
        return self.flow and len(shown := repr(value)) <= _SHORT and "\\n" not in shown

    def _block(self, node: yaml.Node, column: int) -> str:
        first, *below = _dumped(node, _IndentedDumper if self.indented else _Dumper).split("\n")
        return self.newline.join([first, *(" " * column + line if line else "" for line in below)])


def _always(_: Any) -> bool:
    return True


def _node(value: Any, in_flow: Callable[[Any], bool]) -> yaml.Node:
    if isinstance(value, dict):
        within = _always if (flow := in_flow(value)) else in_flow
        pairs = [(_node(name, within), _node(item, within)) for name, item in value.items()]
        return yaml.MappingNode(_MAPPING, pairs, flow_style=flow)
    if isinstance(value, list):
        within = _always if (flow := in_flow(value)) else in_flow
        return yaml.SequenceNode(_LIST, [_node(item, within) for item in value], flow_style=flow)
    return yaml.ScalarNode(_TEXT, value, style=_quotes(value, in_flow=in_flow is _always))


def _quotes(text: str, *, in_flow: bool) -> str | None:
    """Quotes where PyYAML would leave them out or break the line between them; nothing where it decides well."""
    if text in NOTHING:
        return "'"
    if not set(text) & set(BREAKS):
        return None
    if in_flow or text.endswith(" ") or set(text) & set(BREAKS) != {"\n"}:
        return '"'
    return "|"


def _dumped(node: yaml.Node, dumper: type[_Dumper]) -> str:
    text: str = yaml.serialize(node, Dumper=dumper, allow_unicode=True, width=_NO_WRAPPING)
    return text.removesuffix("\n")


def _collections(node: yaml.Node) -> Iterator[yaml.CollectionNode]:
    if isinstance(node, yaml.CollectionNode):
        yield node
        for entry in node.value:
            yield from _collections(entry[1] if isinstance(entry, tuple) else entry)


def _are_indented(root: yaml.Node) -> Iterator[bool]:
    """Of each list with dashes below a key, whether these stand farther in."""
    for node in _collections(root):
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if isinstance(value, yaml.SequenceNode) and not value.flow_style:
                    yield value.start_mark.column > key.start_mark.column
