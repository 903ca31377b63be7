"""What stands on a sheet beside its cells: comments, drawings, and number formats that only conditions bring about."""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, ParseError, fromstring

from openpyxl.utils import get_column_letter

from documents.sandbox.package import elements, relations_of, text_of
from documents.sandbox.trouble import damaged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from documents.sandbox.tame import Tame

#: What it is, the cell where that is known, and what it says.
Mark = tuple[str, str, str]
#: Kinds of parts which show nothing of their own.
_SILENT = {"hyperlink", "printerSettings", "table", "customProperty"}
_LONGEST = 300
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_CELL = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")
_SHAPE = re.compile(
    rb"<(?:[\w.-]+:)?(?:shape|rect|oval|line|roundrect|polyline|curve|arc|image|group)(?=[\s/>])"
)
_KIND = re.compile(rb"\sObjectType\s*=\s*[\"']([^\"']*)[\"']")


def brief(text: str) -> str:
    """A text in one line, not too long; what is left out is there by its fingerprint."""
    text = " ".join(text.split())
    if len(text) <= _LONGEST:
        return text
    return f"{text[:_LONGEST]}… {blake2b(text.encode('utf-8', 'replace'), digest_size=8).hexdigest()}"


def marks_beside(path: str, parts: dict[str, bytes]) -> list[Mark]:
    """The comments and drawings of the sheet in the part of that name.

    Raises:
        Trouble: Where one of these is damaged.
    """
    marks: list[Mark] = []
    for kind, target in relations_of(path, parts).values():
        part = parts.get(target)
        if kind in _SILENT:
            continue
        if kind == "comments" and part is not None:
            marks += _comments(part)
        elif kind == "drawing" and part is not None:
            marks += _drawings(part)
        elif kind == "vmlDrawing" and part is not None:
            marks += _old_drawings(part)
        else:
            marks.append(("object", "", kind))
    return marks


def number_formats_of_conditions(tame: Tame) -> list[str]:
    """The number format of each way in which a condition may show a cell; empty where it leaves that alone."""
    formats: list[str] = []
    for element in elements(tame.others.get(tame.package.styles or "", b"<none/>")):
        if element.name == "dxf" and element.inside == "dxfs":
            formats.append("")
        elif element.name == "numFmt" and element.inside == "dxf" and formats:
            formats[-1] = element.values.get("formatCode", "")
    return formats


def _tree(part: bytes) -> Element:
    try:
        return fromstring(text_of(part))  # noqa: S314 - document types are refused before
    except ParseError as error:
        raise damaged("xml") from error


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _comments(part: bytes) -> Iterator[Mark]:
    for comment in _tree(part).iter():
        if _local(comment) == "comment":
            cell = comment.get("ref", "")
            said = "".join(child.text or "" for child in comment.iter() if _local(child) == "t")
            yield "comment", cell if _CELL.fullmatch(cell) else "", brief(said)


def _drawings(part: bytes) -> Iterator[Mark]:
    """Every drawing at its anchor, with what is written in it."""
    for anchor in _tree(part):
        corner = next((child for child in anchor.iter() if _local(child) == "from"), None)
        at = {} if corner is None else {_local(child): child.text or "" for child in corner}
        column, row = at.get("col", ""), at.get("row", "")
        placed = (
            column.isdigit() and row.isdigit() and int(column[:9]) < _LAST_COLUMN and int(row[:9]) < _LAST_ROW
        )
        said = "".join(child.text or "" for child in anchor.iter() if _local(child) == "t")
        cell = f"{get_column_letter(int(column) + 1)}{int(row) + 1}" if placed else ""
        yield "object", cell, brief(said)


def _old_drawings(part: bytes) -> Iterator[Mark]:
    """Those that are not the boxes of comments."""
    kinds = _KIND.findall(part)
    if len(_SHAPE.findall(part)) != len(kinds) or set(kinds) - {b"Note"}:
        yield "object", "", "vml"
