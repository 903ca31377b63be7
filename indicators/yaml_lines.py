"""YAML as plain text values with the line of each: codes stay text, decimals keep the digits typed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from indicators import scheme_problems as kinds
from indicators.problems import Place

if TYPE_CHECKING:
    from indicators.problems import Problem
    from indicators.structure.found import Path

#: What a scheme file holds: text, lists and mappings; numbers and dates stay the text they were typed as.
Value = str | list["Value"] | dict[str, "Value"]

#: Deeper nesting than this is no scheme.
DEEPEST = 30


@dataclass
class Document:
    """The values of a YAML text and the line each of them starts on."""

    value: Value = ""
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line_of(self, path: Path) -> int | None:
        """The line of a path, or of the nearest thing around it."""
        while path not in self.lines and path:
            path = path[:-1]
        return self.lines.get(path)


def read_yaml(text: str, file: str | None = None) -> Document:
    """Reads a YAML text; what cannot be used is a problem with its line.

    Aliases are refused: they hide what a scheme says, and nested ones grow without bound.
    """
    document = Document()
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                document.problems.append(kinds.ALIAS_USED.at(_place(file, event.start_mark)))
                return document
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        place = _place(file, mark)
        detail = getattr(error, "problem", None) or type(error).__name__
        document.problems.append(kinds.UNREADABLE_TEXT.at(place, detail=detail))
        return document
    if root is not None:
        document.value = _value(root, (), document, file)
    return document


def _place(file: str | None, mark: Any) -> Place:
    """The line of a mark, of which PyYAML has two unrelated classes."""
    return Place(file=file, line=None if mark is None else mark.line + 1)


def _value(node: yaml.Node, path: Path, document: Document, file: str | None) -> Value:
    line = node.start_mark.line + 1
    document.lines[path] = line
    if len(path) > DEEPEST:
        document.problems.append(kinds.UNREADABLE_TEXT.at(Place(file=file, line=line), detail="too deep"))
        return ""
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*path, index), document, file) for index, item in enumerate(node.value)]
    if not isinstance(node, yaml.MappingNode):
        return str(node.value)
    mapping: dict[str, Value] = {}
    for key_node, value_node in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            place = _place(file, key_node.start_mark)
            document.problems.append(kinds.UNREADABLE_TEXT.at(place, detail="a key that is not text"))
            continue
        key = str(key_node.value)
        below = (*path, key)
        if key in mapping:
            place = Place(file=file, line=key_node.start_mark.line + 1)
            problem = kinds.REPEATED_FIELD.at(place, field=key, first=document.lines[below])
            document.problems.append(problem)
            continue
        value = _value(value_node, below, document, file)
        document.lines[below] = key_node.start_mark.line + 1
        empty = isinstance(value_node, yaml.ScalarNode) and value == "" and not value_node.style
        if not empty:
            mapping[key] = value
    return mapping
