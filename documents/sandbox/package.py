"""What a workbook says of itself: where its sheets are, which cells hold dates, what is refused outright."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, NamedTuple
from xml.parsers import expat

from documents.sandbox.trouble import Trouble, damaged, too_large, unsafe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from documents.sandbox.limits import Limits

_DECLARED = re.compile(rb"<\?xml[^>]*?\sencoding\s*=\s*[\"']([^\"'>]*)[\"']")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_STRICT = "http://purl.oclc.org/ooxml/"
_DEEPEST = 100
_MOST_ELEMENTS = 500_000
_CHUNK = 2**16
#: What a part of a workbook is, by the end of its relation's type.
_WORKSHEET, _STRINGS, _STYLES = "worksheet", "sharedStrings", "styles"
_TRUE = {"1", "true", "on"}
_MACRO_SHEETS = {"xlMacrosheet", "xlIntlMacrosheet"}


class Element(NamedTuple):
    """The start of an element: its name without namespace, the namespace, and its attributes by plain name."""

    name: str
    namespace: str
    values: dict[str, str]
    inside: str


class SheetPart(NamedTuple):
    """A sheet of a workbook and the part that holds it."""

    title: str
    hidden: bool
    path: str


class Package(NamedTuple):
    """The parts of a workbook that hold what is read."""

    sheets: tuple[SheetPart, ...]
    strings: str | None
    styles: str | None
    from_1904: bool
    #: Whether whoever wrote it asks for all formulas to be worked out again, since their results are not.
    unworked: bool
    #: The titles of sheets that have no cells, such as charts.
    drawn: tuple[str, ...] = ()


def text_of(part: bytes) -> bytes:
    """An XML part as plain UTF-8 without a mark.

    Raises:
        Trouble: Where it is in another encoding or declares a document type, which is how entities come in.
    """
    part = part.removeprefix(_BYTE_ORDER_MARK)
    declared = _DECLARED.match(part)
    if declared is not None and declared[1].lower() not in {b"utf-8", b"utf8", b"us-ascii"}:
        raise unsafe("encoding")
    if b"\0" in part or part.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise unsafe("encoding")
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise unsafe("doctype")
    return part


def elements(part: bytes) -> Iterator[Element]:
    """The elements of a small part in the order of their starts.

    Raises:
        Trouble: Where it is no XML, nested too deep, or holds far too much.
    """
    found: list[Element] = []
    path: list[str] = []
    count = 0

    def start(name: str, values: dict[str, str]) -> None:
        nonlocal count
        count += 1
        namespace, _, local = name.rpartition(" ")
        plain = {key.rpartition(" ")[2]: value for key, value in values.items()}
        found.append(Element(local, namespace, plain, path[-1] if path else ""))
        path.append(local)
        if len(path) > _DEEPEST or count > _MOST_ELEMENTS:
            raise unsafe("nesting")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: path.pop()
    text = text_of(part)
    try:
        for at in range(0, len(text) + 1, _CHUNK):
            parser.Parse(text[at : at + _CHUNK], at + _CHUNK > len(text))
            yield from found
            found.clear()
    except expat.ExpatError as error:
        raise damaged("xml") from error


def package_of(parts: dict[str, bytes], limits: Limits) -> Package:
    """How the parts, by their names in small letters, make up a workbook.

    Raises:
        Trouble: Where they do not, or it is of a kind that is not read.
    """
    path = next(
        (target for kind, target in relations_of("", parts).values() if kind == "officeDocument"), None
    )
    if path is None or path not in parts:
        raise damaged("not-a-workbook")
    relations = relations_of(path, parts)
    by_kind = {kind: target for kind, target in relations.values() if target in parts}
    sheets: list[SheetPart] = []
    drawn: list[str] = []
    settings = dict.fromkeys(("date1904", "fullCalcOnLoad"), False)
    for element in elements(parts[path]):
        if element.namespace.startswith(_STRICT):
            raise Trouble("file-strict")
        if element.name == "sheet" and element.inside == "sheets":
            found = _sheet(element.values, relations, parts)
            sheets += found
            drawn += [] if found else [element.values.get("name", "")]
        elif element.name in {"workbookPr", "calcPr"}:
            settings |= {name: element.values.get(name) in _TRUE for name in settings.keys() & element.values}
    if len(sheets) > limits.sheets:
        raise too_large("sheets", len(sheets), limits.sheets)
    if len({sheet.path for sheet in sheets}) < len(sheets):
        raise unsafe("repeated")
    if len({sheet.title.casefold() for sheet in sheets}) < len(sheets):
        raise unsafe("titles")
    return Package(
        tuple(sheets),
        by_kind.get(_STRINGS),
        by_kind.get(_STYLES),
        from_1904=settings["date1904"],
        unworked=settings["fullCalcOnLoad"],
        drawn=tuple(drawn),
    )


def _sheet(
    values: dict[str, str], relations: dict[str, tuple[str, str]], parts: dict[str, bytes]
) -> list[SheetPart]:
    """The part of a sheet; a sheet that is a chart has no cells."""
    kind, target = relations.get(values.get("id", ""), (_WORKSHEET, ""))
    if kind in _MACRO_SHEETS:
        raise Trouble("file-has-macros")
    if kind != _WORKSHEET:
        return []
    if target not in parts:
        raise damaged("part-missing")
    hidden = values.get("state", "visible") != "visible"
    return [SheetPart(values.get("name", ""), hidden, target)]


def relations_of(path: str, parts: dict[str, bytes]) -> dict[str, tuple[str, str]]:
    """The kind and target of each relation of a part; those that lead out of the package have no target."""
    folder, _, name = path.rpartition("/")
    found = {}
    for element in elements(parts.get(posixpath.join(folder, "_rels", f"{name}.rels"), b"<none/>")):
        values = element.values
        if element.name != "Relationship":
            continue
        kind = values.get("Type", "").rpartition("/")[2]
        if values.get("TargetMode", "").lower() == "external":
            if kind in {_WORKSHEET, _STRINGS, _STYLES}:
                raise unsafe("external")
            continue
        target = posixpath.normpath(posixpath.join("/" + folder, values.get("Target", "")))
        found[values.get("Id", "")] = (kind, target.lstrip("/").casefold())
    return found
