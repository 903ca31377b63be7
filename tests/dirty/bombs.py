"""Small files that become large ones: never to be unpacked further than it takes to see it."""

from __future__ import annotations

import zlib
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING

from tests.dirty import office
from tests.dirty.archive import STORED, Member, Packed, archive, repeated, zeros, zipped
from tests.dirty.book import DECLARATION, MAIN, SHEET_1, STRINGS, STYLES, WORKBOOK
from tests.dirty.case import Case, damaged
from tests.dirty.wrong_files import clean_parts
from tests.dirty.zip_damage import members
from tests.dirty.zips import ZIP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_MEBIBYTE = 1 << 20
_NO_ROWS = f'{DECLARATION}<worksheet xmlns="{MAIN}"><sheetData>'.encode()
_NO_ROWS_END = b"</sheetData></worksheet>"


def cases() -> Iterator[Case]:
    """Bombs in each part, by ratio, by size, by number and by nesting."""
    for name, part in (
        ("a sheet", SHEET_1),
        ("the strings", STRINGS),
        ("the styles", STYLES),
        ("the workbook part", WORKBOOK),
        ("a picture nobody asks for", "xl/media/image1.png"),
    ):
        yield _damaged(f"a gigabyte of letters as {name}", partial(_with, part, 1024))
    yield _damaged("twenty megabytes of letters in a sheet", partial(_with, SHEET_1, 20))
    yield _damaged("one string of a gigabyte", _one_string)
    yield _damaged(
        "a million rows of one cell each", partial(_rows, b"<row><c><v>1</v></c></row>" * 40_000, 30)
    )
    yield _damaged("fifty million empty elements", partial(_rows, b"<row/>" * 170_000, 300))
    yield _damaged("a gigabyte of a comment", partial(_rows, b"<!--" + b" " * _MEBIBYTE + b"-->", 1000))
    yield _damaged("a hundred megabytes and more below the ratio", _below_the_ratio)
    yield _damaged("many parts, each below the limit", _many_parts)
    yield _damaged("1,001 members", partial(_many_members, 1_001))
    yield _damaged("50,000 tiny members", partial(_many_members, 50_000))
    yield _damaged("members overlapping a megabyte two hundred times", _overlapping)
    bomb = partial(_with, SHEET_1, 1024)
    yield damaged(
        "bomb: a bomb in a zip of forms",
        lambda: [(ZIP, zipped({"甲县.xlsx": bomb()}))],
        file=f"{ZIP}/甲县.xlsx",
    )
    yield damaged("bomb: a zip of zips of zips", lambda: [(ZIP, _nested(6))], file=ZIP)
    yield damaged("bomb: a gigabyte of commas as text", lambda: [(ZIP, _commas())], file=f"{ZIP}/成绩.csv")


def _damaged(name: str, make: Callable[[], bytes]) -> Case:
    return damaged(f"bomb: {name}", lambda: [(office.FILE, make())])


def _with(part: str, mebibytes: int) -> bytes:
    return zipped({**clean_parts(), part: zeros(mebibytes)})


def _one_string() -> bytes:
    """A sound strings part whose first string is a gigabyte long."""
    head = f'{DECLARATION}<sst xmlns="{MAIN}" count="1" uniqueCount="1"><si><t>'.encode()
    strings = repeated(head, b"a" * _MEBIBYTE, 1024, b"</t></si></sst>")
    return zipped({**clean_parts(), STRINGS: strings})


def _rows(block: bytes, times: int) -> bytes:
    """A sound sheet which says the same again and again."""
    return zipped({**clean_parts(), SHEET_1: repeated(_NO_ROWS, block, times, _NO_ROWS_END)})


def _dense(mebibytes: int) -> Packed:
    """A sound sheet that packs about forty to one: an incompressible comment and its repetitions."""
    noise = "".join(sha256(str(number).encode()).hexdigest() for number in range(375)).encode()
    block = b"<!--" + (noise * 44)[:_MEBIBYTE] + b"-->"
    return repeated(_NO_ROWS, block, mebibytes, _NO_ROWS_END)


def _below_the_ratio() -> bytes:
    return zipped({**clean_parts(), "xl/worksheets/sheet2.xml": _dense(120)})


def _many_parts() -> bytes:
    part = _dense(6)
    return zipped({**clean_parts(), **{f"xl/worksheets/sheet{number}.xml": part for number in range(2, 30)}})


def _many_members(count: int) -> bytes:
    more = [Member(f"xl/x{number}.xml") for number in range(count - len(clean_parts()))]
    return archive([*members(), *more])


def _overlapping() -> bytes:
    """Two hundred names for one megabyte: what a program unpacks is far more than the file says it holds."""
    letters = zeros(1)
    first = Member("xl/x0.xml", letters)
    position = len(members())
    more = [Member(f"xl/x{number}.xml", letters, shares=position) for number in range(1, 200)]
    return archive([*members(), first, *more])


def _nested(depth: int) -> bytes:
    inner = zipped({"0.xml": zeros(16)})
    for _ in range(depth):
        stored = Packed(inner, len(inner), zlib.crc32(inner), STORED)
        inner = archive([Member(f"{number}.zip", stored) for number in range(4)])
    return zipped({"0.zip": inner})


def _commas() -> bytes:
    return zipped({"成绩.csv": repeated("单位,1.1\n".encode(), b"," * _MEBIBYTE, 1024, b"\n")})
