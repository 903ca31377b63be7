"""Files no spreadsheet program would write, made from ones that it would."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from typing import TYPE_CHECKING

from documents import SourceFile
from tests.sheets import workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
BOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
SHEETS: dict[str, list[list[object]]] = {"得分": [["单位", "评分"], ["甲县", 9.5], ["乙县", 8]]}
GOOD = workbook(SHEETS)


def named(name: str, content: bytes = GOOD) -> SourceFile:
    return SourceFile(name, content)


def zipped(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def parts_of(content: bytes = GOOD) -> dict[str, bytes]:
    """The parts of a workbook by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_parts(changes: Mapping[str, bytes | Callable[[bytes], bytes]], content: bytes = GOOD) -> SourceFile:
    """The good workbook with some parts replaced, changed or added."""
    parts = parts_of(content)
    for name, change in changes.items():
        parts[name] = change if isinstance(change, bytes) else change(parts[name])
    return SourceFile("a.xlsx", zipped(parts))


def with_cells(cells: str) -> SourceFile:
    """The good workbook with other rows, as XML."""
    data = f"<sheetData>{cells}</sheetData>".encode()
    return with_parts({SHEET: lambda part: re.sub(rb"<sheetData>.*</sheetData>", lambda _: data, part)})


def replaced(name: str, old: bytes, new: bytes) -> SourceFile:
    """The good workbook with some bytes of a part replaced, which must be there."""

    def change(part: bytes) -> bytes:
        assert old in part
        return part.replace(old, new)

    return with_parts({name: change})


def patched(content: bytes, signature: bytes, offset: int, value: int) -> bytes:
    """A zip with a 16-bit field changed in each record that starts with a signature."""
    changed = bytearray(content)
    at = content.find(signature)
    while at >= 0:
        struct.pack_into("<H", changed, at + offset, value)
        at = content.find(signature, at + 4)
    return bytes(changed)


def listed_twice(content: bytes) -> bytes:
    """A zip whose list of members points at the first of them twice: the mark of overlapping bombs."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        first, second = archive.infolist()[:2]
    changed = bytearray(content)
    at = content.find(b"PK\x01\x02", content.find(b"PK\x01\x02") + 4)
    struct.pack_into("<L", changed, at + 42, first.header_offset)
    assert first.header_offset != second.header_offset
    return bytes(changed)
