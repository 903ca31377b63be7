"""New content written into an existing YAML text, so that its comments, order and layout stay where nothing changed."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError

from indicators.scheme_text import write_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: What tells the entries of a list apart, the first that all of them have.
_IDENTITIES = ("code", "item", "name", "node", "from")
#: Longer lines than this are never broken: what was one line stays one.
_NO_WRAPPING = 10**6


def merge_yaml(text: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> str | None:
    """The text with what differs between two contents changed in it, and nothing else.

    None if the text is too unusual to be changed in place.

    Args:
        text: A YAML text that says `before`, with comments and in any layout.
        before: What it says, as mappings and lists of texts without defaults.
        after: What it should say, in the same form.
    """
    yaml, out = _yaml(text), io.StringIO()
    try:
        document = yaml.load(text)
        _merge_mapping(document, before, after)
        yaml.dump(document, out)
    except YAMLError:
        return None
    return out.getvalue()


def _yaml(text: str) -> YAML:
    """A reader and writer which lays lists out as the text does."""
    first = re.search(r"^(\s*)- ", text, re.MULTILINE)
    offset = len(first[1]) if first else 2
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = _NO_WRAPPING
    yaml.indent(mapping=2, sequence=offset + 2, offset=offset)
    return yaml


def _fragment(value: Any) -> Any:
    """A content as a node that is written the way a person would type it."""
    return YAML().load(write_yaml({"value": value}))["value"]


def _merge_mapping(node: CommentedMap, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    for key in [key for key in before if key not in after]:
        node.pop(key, None)
    for key, value in after.items():
        was = before.get(key)
        if was == value:
            continue
        there = node.get(key)
        if isinstance(there, CommentedMap) and isinstance(value, dict) and _same_kind(was, value):
            _merge_mapping(there, was or {}, value)
        elif isinstance(there, CommentedSeq) and isinstance(value, list) and isinstance(was, list):
            _merge_sequence(there, was, value)
        else:
            node[key] = _fragment(value)


def _same_kind(before: Any, after: Mapping[str, Any]) -> bool:
    """Whether two mappings have the same fields to fill, so that what stays at its default in the text may stay."""
    return before is None or (isinstance(before, dict) and before.get("kind") == after.get("kind"))


def _merge_sequence(node: CommentedSeq, before: Sequence[Any], after: Sequence[Any]) -> None:
    """Entries that stay keep their place in the text; only what is new, gone or moved is touched."""
    identity = _identity([*before, *after])
    old, new = _keys(before, identity), _keys(after, identity)
    if identity is None or len(node) != len(old) or len(set(old)) < len(old) or len(set(new)) < len(new):
        node[:] = _fragment(list(after))
        return
    for position in reversed(range(len(old))):
        if old[position] not in new:
            del node[position]
    held = [key for key in old if key in new]
    contents = dict(zip(old, before, strict=True))
    for position, (key, value) in enumerate(zip(new, after, strict=True)):
        if key not in contents:
            node.insert(position, _fragment(value))
            held.insert(position, key)
            continue
        if held[position] != key:
            place = held.index(key)
            node.insert(position, node.pop(place))
            held.insert(position, held.pop(place))
        _merge_mapping(node[position], contents[key], value)


def _identity(entries: Sequence[Any]) -> str | None:
    """The field that names the entries, if they are mappings that all have one."""
    if not all(isinstance(entry, dict) for entry in entries):
        return None
    return next((name for name in _IDENTITIES if all(name in entry for entry in entries)), None)


def _keys(entries: Sequence[Any], identity: str | None) -> list[Any]:
    return [entry[identity] if identity is not None else None for entry in entries]
