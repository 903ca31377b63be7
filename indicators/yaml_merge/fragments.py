"""New pieces of a YAML text, written the way the text around them is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from indicators.yaml_lines import NOTHING
from indicators.yaml_merge.source import BREAKS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: Wider records than this go over several lines.
_ONE_LINE = 100
#: What is one line here stays one: a longer line is never broken.
_NO_WRAPPING = 10**9


class _Dumper(yaml.SafeDumper):
    """Leaves all text without quotes that is read back as itself: to our reader numbers and dates are text."""

    yaml_implicit_resolvers = {}  # noqa: RUF012 - that is how PyYAML declares it


class _IndentedDumper(_Dumper):
    """Writes the dashes of a list farther in than the key above them."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - PyYAML's own
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
        """The style of a text with this root."""
        flow = any(node.flow_style and node.value for node in _collections(root))
        steps = (_step(node) for node in _collections(root))
        return cls(newline, flow, next((step > 0 for step in steps if step is not None), True))

    def item(self, value: Any, column: int) -> str:
        """A list's item with its dash, to begin in this column."""
        return self._indented(self._dump([_node(value, self._is_short)]), column)

    def field(self, name: str, value: Any, column: int) -> str:
        """A mapping's field, to begin in this column."""
        return self._indented(self._dump({name: _node(value, self._is_short)}), column)

    def value(self, value: Any, column: int) -> tuple[str, str]:
        """A field's value: what goes on the line of its key, which is in this column, and the lines below."""
        first, *below = self.field("k", value, column).split(self.newline)
        return first.removeprefix("k:").strip(), self.newline.join(below)

    def flow_item(self, value: Any) -> str:
        """A value on one line, as it stands between brackets."""
        return self._dump(yaml.SequenceNode(_SEQUENCE, [_node(value, _always)], flow_style=True))[1:-1]

    def flow_field(self, name: str, value: Any) -> str:
        """A field on one line, as it stands between braces."""
        return self._dump(_node({name: value}, _always))[1:-1]

    def _is_short(self, value: Any) -> bool:
        return self.flow and len(shown := repr(value)) <= _ONE_LINE and "\\n" not in shown

    def _indented(self, text: str, column: int) -> str:
        first, *below = text.split("\n")
        return self.newline.join([first, *(" " * column + line if line else line for line in below)])

    def _dump(self, node: yaml.Node) -> str:
        dumper = _IndentedDumper if self.indented else _Dumper
        return yaml.serialize(node, Dumper=dumper, allow_unicode=True, width=_NO_WRAPPING).removesuffix("\n")
