"""A hostile workbook made tame: a new container with nothing but what two readers need.

Sheets and strings are handed on as they were written, but for three things which mean nothing and cost much: the
extent a sheet claims to have, the counts it claims, and cells and rows that have a style and no content; and for
raised and lowered digits, which no reader tells from others.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, NamedTuple

from documents.sandbox.archive import inspect_parts, inspect_ratio, inspect_sum, unpack
from documents.sandbox.limits import MIB
from documents.sandbox.package import Package, package_of, text_of
from documents.sandbox.raised import with_raised_digits
from documents.sandbox.styles import tame_styles
from documents.sandbox.trouble import Trouble, damaged, unsafe

if TYPE_CHECKING:
    from documents.sandbox.limits import Limits

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_STRICT = b"purl.oclc.org/ooxml"
_SHEET = re.compile(rb"<(?P<prefix>[\w.-]+:)?worksheet(?=[\s>])[^<>]*(?<!/)>")
_STRINGS = re.compile(rb"<(?:[\w.-]+:)?sst(?=[\s/>])[^<>]*>")
_DIMENSION = re.compile(rb"<(?:[\w.-]+:)?dimension\s[^<>]*>(?:\s*</(?:[\w.-]+:)?dimension\s*>)?")
_COUNT = re.compile(rb"\s(?:uniqueC|c)ount\s*=\s*[\"']([^\"']*)[\"']")
#: Comments and the like, in which something that looks like an element need not be one.
_OPAQUE = (b"<!", b"<?")
#: Cells and rows as all programs write them; without a reference, where one stands depends on those before it.
_PLACED = {b"<c": b"<c r=", b"<row": b"<row r="}
_ELEMENT_ENDS = (b" ", b">", b"/", b"\t", b"\n", b"\r")
_BLANK_CELL = re.compile(rb"<c [^<>/]*(?:/>|></c>)")
_BLANK_ROW = re.compile(rb"<row [^<>/]*(?:/>|>\s*</row>)")
#: The value of a cell that is an error, but none of the seven that all readers know.
_ERROR_TYPE = b't="e"'
_NEW_ERROR = re.compile(
    rb"(<(?:[\w.-]+:)?c\s[^<>]*t=\"e\"[^<>]*>(?:<f[\s>][^<>]*(?:/>|>[^<]*</f>)|<f>[^<]*</f>)?<v>)"
    rb"(?!#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!)<)[^<]*"
)
_OLD_ERROR = rb"\1#VALUE!"
#: A string takes at least this many bytes; a few more than can be there may be a mistake of whoever wrote it.
_LEAST_STRING, _FEW = 5, 10_000


class Tame(NamedTuple):
    """The new container, in which sheets are called `1`, `2`, …, and what the old one said of them."""

    content: bytes
    #: The same for the second reader, which gives up on errors newer than itself, as #SPILL!, and shows none.
    second: bytes
    package: Package
    #: The number format of each style.
    formats: tuple[str, ...]
    unpacked: int
    #: The parts beside its sheets, by their names in small letters.
    others: dict[str, bytes]


def tame(archive: zipfile.ZipFile, limits: Limits) -> Tame:
    """A container with the same sheets that can be handed to a reader.

    Raises:
        Trouble: Where the workbook is not one, or not to be trusted.
    """
    inspect_parts(archive, limits)
    parts, unpacked = _unpacked(archive, limits)
    package = package_of(parts, limits)
    if not package.sheets:
        raise Trouble("file-empty")
    styles, formats = tame_styles(parts.get(package.styles or ""))
    strings = _tame_strings(parts.get(package.strings or ""), limits)
    frame = {**_frame(package), "xl/styles.xml": styles, "xl/sharedStrings.xml": strings}
    sheets = [_tame_sheet(parts.pop(sheet.path), sheet.title) for sheet in package.sheets]
    content = second = _container(frame, sheets)
    if any(_NEW_ERROR.search(sheet) for sheet in sheets if _ERROR_TYPE in sheet):
        second = _container(frame, [_NEW_ERROR.sub(_OLD_ERROR, sheet) for sheet in sheets])
    return Tame(content, second, package, formats, unpacked, parts)


def _container(frame: dict[str, bytes], sheets: list[bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as new:
        for name, part in frame.items():
            new.writestr(name, part)
        for number, sheet in enumerate(sheets, 1):
            new.writestr(f"xl/worksheets/sheet{number}.xml", sheet)
    return buffer.getvalue()


def _unpacked(archive: zipfile.ZipFile, limits: Limits) -> tuple[dict[str, bytes], int]:
    """The XML parts and old drawings by their names in small letters, and how much all parts come to; every one is unpacked."""
    parts, size = {}, 0
    for entry in archive.infolist():
        part = unpack(archive, entry, limits.unpacked_mb * MIB - size)
        inspect_ratio(entry, len(part), limits)
        size += len(part)
        inspect_sum(size, limits)
        name = entry.filename.casefold()
        if name.endswith((".xml", ".rels", ".vml")):
            if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
                raise unsafe("doctype")
            parts[name] = part
    return parts, size


def _tame_strings(part: bytes | None, limits: Limits) -> bytes:
    if part is None:
        return f'<sst xmlns="{_MAIN}"/>'.encode()
    part = text_of(part)
    root = _STRINGS.search(part)
    if root is None:
        raise damaged("xml")
    most = max(len(part) // _LEAST_STRING, limits.unpacked_mb * MIB // _LEAST_STRING)
    for count in _COUNT.findall(root[0]):
        if not count.isdigit() or int(count[:20]) > most + _FEW:
            raise unsafe("counts")
    return part[: root.start()] + _COUNT.sub(b"", root[0]) + with_raised_digits(part[root.end() :])


def _tame_sheet(part: bytes, title: str) -> bytes:
    part = text_of(part)
    root = _SHEET.search(part)
    if root is None or _STRICT in root[0]:
        raise Trouble("file-strict") if root is not None else damaged("xml", title)
    head, body = part[: root.end()], part[root.end() :]
    body = _DIMENSION.sub(b"", body, count=1)
    filled = _BLANK_ROW.sub(b"", _BLANK_CELL.sub(b"", body))
    if len(filled) < len(body) and not any(mark in body for mark in _OPAQUE) and _all_placed(body):
        body = filled
    body = with_raised_digits(body)
    # A reader that finds no extent would read the whole sheet to find one.
    prefix = root["prefix"] or b""
    return b"".join((head, b"<", prefix, b'dimension ref="A1"/>', body))


def _all_placed(body: bytes) -> bool:
    return all(
        body.count(placed) == sum(body.count(start + end) for end in _ELEMENT_ENDS)
        for start, placed in _PLACED.items()
    )


def _frame(package: Package) -> dict[str, bytes]:
    numbers = range(1, len(package.sheets) + 1)
    overrides = {"workbook.xml": "sheet.main", "styles.xml": "styles", "sharedStrings.xml": "sharedStrings"}
    overrides |= {f"worksheets/sheet{number}.xml": "worksheet" for number in numbers}
    types = "".join(
        f'<Override PartName="/xl/{name}" ContentType="{_TYPE}.{kind}+xml"/>'
        for name, kind in overrides.items()
    )
    relations = {f"s{number}": ("worksheet", f"worksheets/sheet{number}.xml") for number in numbers}
    relations |= {"styles": ("styles", "styles.xml"), "strings": ("sharedStrings", "sharedStrings.xml")}
    sheets = "".join(f'<sheet name="{number}" sheetId="{number}" r:id="s{number}"/>' for number in numbers)
    epoch = int(package.from_1904)
    frame = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
        "_rels/.rels": _relations({"workbook": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><workbookPr date1904="{epoch}"/>'
        f"<sheets>{sheets}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _relations(relations),
    }
    return {name: part.encode() for name, part in frame.items()}


def _relations(relations: dict[str, tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for key, (kind, target) in relations.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'
