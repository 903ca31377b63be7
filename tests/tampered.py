"""Workbooks altered as somebody would who wants another result: in the XML itself, so that all else stays as it was."""

from __future__ import annotations

import io
import re
import zipfile
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET

import openpyxl

if TYPE_CHECKING:
    from collections.abc import Callable

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REFERENCE = re.compile(r"([A-Z]+)([0-9]+)")


def _tag(name: str) -> str:
    return f"{{{_MAIN}}}{name}"


class Written(NamedTuple):
    """A cell of a workbook: its sheet, its address, and what it shows."""

    sheet: str
    address: str
    value: object


@lru_cache(maxsize=8)
def cells(content: bytes, sheet: str | None = None) -> tuple[Written, ...]:
    """Every cell with content, as openpyxl reads it."""
    pages = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    return tuple(
        Written(page.title, cell.coordinate, cell.value)
        for page in pages
        if sheet is None or page.title == sheet
        for row in page.iter_rows()
        for cell in row
        if cell.value is not None
    )


def find(content: bytes, sheet: str, row_has: object, heading: str) -> str:
    """The address of the cell below a heading, in the first row that holds something."""
    page = openpyxl.load_workbook(io.BytesIO(content), data_only=True)[sheet]
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    top = next(at for at, row in enumerate(rows) if any(str(value).strip() == heading for value in row))
    column = next(at for at, value in enumerate(rows[top]) if str(value).strip() == heading)
    row = next(at for at, row in enumerate(rows) if at > top and row_has in row)
    return str(page.cell(row + 1, column + 1).coordinate)


def _edited(content: bytes, sheet: str, edit: Callable[[ET.Element], None]) -> bytes:
    """The workbook with the rows of one sheet edited."""
    path = _path_of(content, sheet)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = old.read(entry)
            if entry.filename == path:
                root = ET.fromstring(part)  # noqa: S314 - our own file
                data = root.find(_tag("sheetData"))
                assert data is not None
                edit(data)
                part = ET.tostring(root, encoding="utf-8", xml_declaration=True)
            new.writestr(entry.filename, part)
    return out.getvalue()


def _path_of(content: bytes, sheet: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 - the same
        relations = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 - the same
    targets = {relation.get("Id"): str(relation.get("Target")) for relation in relations}
    key = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    found = next(page.get(key) for page in book.iter(_tag("sheet")) if page.get("name") == sheet)
    return f"xl/{targets[found]}".replace("xl//xl/", "xl/")


def _row(data: ET.Element, number: int) -> ET.Element:
    return next(row for row in data if row.get("r") == str(number))


def with_value(content: bytes, sheet: str, address: str, value: object) -> bytes:
    """One cell holds a constant instead: a number or a text."""

    def edit(data: ET.Element) -> None:
        match = _REFERENCE.fullmatch(address)
        assert match is not None
        cell = next(cell for cell in _row(data, int(match[2])) if cell.get("r") == address)
        for child in list(cell):
            cell.remove(child)
        if isinstance(value, str):
            cell.set("t", "inlineStr")
            ET.SubElement(ET.SubElement(cell, _tag("is")), _tag("t")).text = value
        else:
            cell.attrib.pop("t", None)
            ET.SubElement(cell, _tag("v")).text = str(value)

    return _edited(content, sheet, edit)


def with_cached(content: bytes, sheet: str, address: str, value: object) -> bytes:
    """The formula of one cell shows another number than it gives."""

    def edit(data: ET.Element) -> None:
        cell = next(cell for cell in data.iter(_tag("c")) if cell.get("r") == address)
        shown = cell.find(_tag("v"))
        assert cell.find(_tag("f")) is not None
        assert shown is not None
        shown.text = str(value)

    return _edited(content, sheet, edit)


def without_row(content: bytes, sheet: str, number: int) -> bytes:
    """One row deleted, those below moved up."""

    def edit(data: ET.Element) -> None:
        data.remove(_row(data, number))
        for row in data:
            at = int(str(row.get("r")))
            if at > number:
                _move(row, at - 1)

    return _edited(content, sheet, edit)


def with_swapped_rows(content: bytes, sheet: str, first: int, second: int) -> bytes:
    """Two rows in each other's place."""

    def edit(data: ET.Element) -> None:
        one, other = _row(data, first), _row(data, second)
        _move(one, second)
        _move(other, first)
        rows = sorted(data, key=lambda row: int(str(row.get("r"))))
        data[:] = rows

    return _edited(content, sheet, edit)


def _move(row: ET.Element, number: int) -> None:
    row.set("r", str(number))
    for cell in row:
        match = _REFERENCE.fullmatch(str(cell.get("r")))
        assert match is not None
        cell.set("r", f"{match[1]}{number}")
