"""YAML as plain text values with the line of each: codes stay text, decimals keep the digits typed."""

from __future__ import annotations

import errno
import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import yaml

from indicators import scheme_problems as kinds
from indicators.problems import Place
from indicators.words import Words
from indicators.written import Written

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path as FilePath

    from indicators.written import Path, Value

#: What YAML writes for nothing, where it stands without quotes.
NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
#: Deeper nesting than this is no scheme.
DEEPEST = 30


def read_file(path: FilePath) -> Written:
    """What a YAML file holds; what cannot be opened or read is among the problems."""
    try:
        content = path.read_bytes()
    except OSError as error:
        problem = kinds.FILE_UNREADABLE.at(Place(file=path.name), why=why_not(error))
        return Written(path.name, problems=[problem])
    return decode_yaml(content, path.name)


def why_not(error: OSError) -> Words:
    """Why a file cannot be opened or written."""
    match error:
        case FileNotFoundError():
            return Words("没有这个文件或文件夹", "there is no such file or folder")
        case IsADirectoryError():
            return Words("这是一个文件夹", "it is a folder")
        case PermissionError():
            return Words("没有权限", "there is no permission")
        case FileExistsError() | NotADirectoryError():
            return Words("已有同名的文件", "there is a file of that name")
        case OSError(errno=errno.ENOSPC):
            return Words("磁盘满了", "the disk is full")
        case _:
            return Words("系统不允许", f"the system refuses: {error.strerror or type(error).__name__}")


def decode_yaml(content: bytes, file: str) -> Written:
    """What the bytes of a YAML file hold."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Written(file, problems=[kinds.NOT_UTF8.at(Place(file=file))])
    return read_yaml(text, file)


def read_yaml(text: str, file: str | None = None) -> Written:
    """Reads a YAML text; what cannot be used is a problem with its line.

    Aliases are refused: they hide what a scheme says, and nested ones grow without bound.
    """
    with _nothing_collected():
        return _read(text, Written(file))


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Nothing that is built here is garbage, and looking through all of it again and again takes twice the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _read(text: str, written: Written) -> Written:
    try:
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        place = _place(written.file, mark)
        detail = getattr(error, "problem", None) or type(error).__name__
        written.problems.append(kinds.UNREADABLE_TEXT.at(place, detail=detail))
        return written
    if root is not None:
        written.value = _Reader(written).value(root, ())
    return written


def _place(file: str | None, mark: Any) -> Place:
    """The line of a mark, of which PyYAML has two unrelated classes."""
    return Place(file=file, line=None if mark is None else mark.line + 1)


class _Reader:
    """Turns nodes into values, each with its place."""

    def __init__(self, written: Written) -> None:
        self._written = written
        #: A node met twice stands behind an alias; it is not gone into again.
        self._met: set[int] = set()

    def value(self, node: yaml.Node, path: Path) -> Value:
        """What a node holds; what cannot be used is reported and left out."""
        written = self._written
        place = _place(written.file, node.start_mark)
        written.places[path] = place
        if id(node) in self._met:
            written.problems.append(kinds.ALIAS_USED.at(place))
            return ""
        self._met.add(id(node))
        if len(path) > DEEPEST:
            written.problems.append(kinds.UNREADABLE_TEXT.at(place, detail="too deep"))
            return ""
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        return str(node.value)

    def _mapping(self, node: yaml.MappingNode, path: Path) -> Value:
        written = self._written
        mapping: dict[str, Value] = {}
        for key_node, value_node in node.value:
            place = _place(written.file, key_node.start_mark)
            if not isinstance(key_node, yaml.ScalarNode):
                written.problems.append(kinds.UNREADABLE_TEXT.at(place, detail="a key that is not text"))
                continue
            key = str(key_node.value)
            below = (*path, key)
            if key in mapping:
                first = written.places[below].line
                written.problems.append(kinds.REPEATED_FIELD.at(place, field=key, first=first))
                continue
            value = self.value(value_node, below)
            written.places[below] = place
            if not (isinstance(value_node, yaml.ScalarNode) and value in NOTHING and not value_node.style):
                mapping[key] = value
        return mapping
