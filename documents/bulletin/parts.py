"""What a template consists of, taken apart; whatever could act, or lead out of the file, is refused."""

from __future__ import annotations

import io
import posixpath
import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from documents.bulletin import template_problems as kinds
from documents.sandbox.archive import inspect_parts, opened, unpack
from documents.sandbox.limits import MIB, Limits
from documents.sandbox.package import elements
from documents.sandbox.trouble import Trouble
from documents.word.package import CONTENT_TYPES
from indicators.words import Words, same

if TYPE_CHECKING:
    from indicators.problems import ProblemKind

_FILE_MB, _UNPACKED_MB = 5, 30
#: A part that is read, and taken apart to its last element.
_STORY_BYTES = 2 * MIB
_MEMBERS = 200
_DOCUMENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
DOCUMENT, STYLES, SETTINGS, HEADER, FOOTER = "officeDocument", "styles", "settings", "header", "footer"
#: The parts that hold text.
_STORIES = {DOCUMENT, HEADER, FOOTER, "footnotes", "endnotes"}
#: The kinds of relations a template may have; none of them can act.
_ALLOWED = {
    *_STORIES, STYLES, SETTINGS, "stylesWithEffects", "webSettings", "fontTable", "font", "theme", "numbering", "image",
    "core-properties", "extended-properties", "custom-properties", "thumbnail", "customXml", "customXmlProps",
}  # fmt: skip
_ACTING = {"altChunk", "object", "control", "subDoc", "OLEObject", "attachedTemplate", "mailMerge", "script"}
#: What people have put into a document without knowing what it is called within.
_CALLED = {
    "attachedTemplate": Words("附加的模板", "an attached template"),
    "comments": Words("批注", "comments"),
    "control": Words("控件", "a control"),
    "glossaryDocument": Words("文档部件（自动图文集）", "building blocks"),
    "hyperlink": Words("超链接", "a hyperlink"),
    "mailMerge": Words("邮件合并", "a mail merge"),
    "object": Words("嵌入对象", "an embedded object"),
    "oleObject": Words("嵌入对象", "an embedded object"),
    "vbaProject": Words("宏", "macros"),
}
_LONGEST = 60
_XML = (".xml", ".rels")
_OUTSIDE = re.compile(r"\s*([a-z][a-z0-9+.-]*:|//|\\\\)", re.IGNORECASE)
_LEADING_OUT = {"src", "href", "link"}


class RefusedError(Exception):
    """A template that cannot be used, and why."""

    def __init__(self, kind: ProblemKind, **values: object) -> None:
        super().__init__(kind.code)
        self.kind = kind
        self.values = values


class Parts(NamedTuple):
    """The parts of a template by their names, the one that holds the body, and those of its kind by relation."""

    content: dict[str, bytes]
    document: str
    #: Of the body: the target of every relation by its id, and its kind.
    relations: dict[str, tuple[str, str]]

    def of_kind(self, kind: str) -> tuple[str, ...]:
        """The parts of a kind which belong to the body."""
        return tuple(dict.fromkeys(target for found, target in self.relations.values() if found == kind))

    @property
    def stories(self) -> tuple[str, ...]:
        """The parts that hold text, the body first."""
        others = (target for kind, target in self.relations.values() if kind in _STORIES)
        return (self.document, *dict.fromkeys(others))


def take_apart(content: bytes) -> Parts:
    """A template's parts.

    Raises:
        RefusedError: Where it is too large, no Word document, or holds what is not allowed.
    """
    if len(content) > _FILE_MB * MIB:
        raise _too_large(same(f"{len(content) // MIB} MB"))
    limits = replace(Limits(), unpacked_mb=_UNPACKED_MB, members=_MEMBERS)
    try:
        with opened(io.BytesIO(content), limits.members) as archive:
            inspect_parts(archive, limits)
            found = {
                entry.filename: unpack(archive, entry, limits.unpacked_mb * MIB)
                for entry in archive.infolist()
                if not entry.is_dir()
            }
        parts = _related(found)
        for name, part in found.items():
            if name.endswith(_XML):
                _inspect(name, part)
        _inspect_readable(parts)
    except Trouble as trouble:
        if trouble.code == "file-too-large":
            raise _too_large(Words("解压后超出限制", "beyond the limits once unpacked")) from trouble
        raise RefusedError(kinds.NOT_WORD) from trouble
    return parts


def _inspect_readable(parts: Parts) -> None:
    """Refuses a template of which a part that is read is not there, by its name no XML, or too long."""
    for name in (*parts.stories, *parts.of_kind(STYLES), *parts.of_kind(SETTINGS)):
        if name not in parts.content or not name.endswith(_XML):
            raise RefusedError(kinds.NOT_WORD)
        if len(parts.content[name]) > _STORY_BYTES:
            raise _too_large(Words("文字过多", "too much text"))


def _too_large(what: Words) -> RefusedError:
    return RefusedError(kinds.TOO_LARGE, what=what, limit=_FILE_MB)


def _related(found: dict[str, bytes]) -> Parts:
    document = next((path for kind, path in _relations("", found).values() if kind == DOCUMENT), "")
    types = {
        element.values.get("PartName", "").lstrip("/"): element.values.get("ContentType", "")
        for element in elements(found.get(CONTENT_TYPES, b"<none/>"))
        if element.name == "Override"
    }
    if document not in found or types.get(document) != _DOCUMENT_TYPE:
        raise RefusedError(kinds.NOT_WORD)
    return Parts(found, document, _relations(document, found))


def relations_of(path: str) -> str:
    """The name of the part that holds the relations of a part."""
    folder, _, name = path.rpartition("/")
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _relations(path: str, found: dict[str, bytes]) -> dict[str, tuple[str, str]]:
    folder = path.rpartition("/")[0]
    said = {}
    for element in elements(found.get(relations_of(path), b"<none/>")):
        if element.name == "Relationship":
            target = posixpath.normpath(posixpath.join("/" + folder, element.values.get("Target", "")))
            kind = element.values.get("Type", "").rpartition("/")[2]
            said[element.values.get("Id", "")] = (kind, target.lstrip("/"))
    return said


def _inspect(name: str, part: bytes) -> None:
    """Refuses a part that acts or leads out; that it is sound XML is seen in passing."""
    for element in elements(part):
        if name.endswith(".rels") and element.name == "Relationship":
            _inspect_relation(element.values)
        elif element.name in _ACTING:
            raise active(element.name)
        for attribute in _LEADING_OUT & element.values.keys():
            if _OUTSIDE.match(element.values[attribute]):
                raise active(element.values[attribute])


def _inspect_relation(values: dict[str, str]) -> None:
    kind = values.get("Type", "").rpartition("/")[2]
    if kind not in _ALLOWED:
        raise active(kind)
    if values.get("TargetMode", "").lower() == "external" or _OUTSIDE.match(values.get("Target", "")):
        raise active(values.get("Target", ""))


def active(what: str) -> RefusedError:
    """The refusal of something by what it is called within, or where it leads."""
    return RefusedError(kinds.ACTIVE, what=_CALLED.get(what, same(what[:_LONGEST])))
