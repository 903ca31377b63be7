"""Workbooks whose zip is damaged, lies about itself, or names its members as no program would."""

from __future__ import annotations

import stat
import struct
import zipfile
from dataclasses import replace
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING

from tests.dirty import office
from tests.dirty.archive import ENCRYPTED, UTF_8, Member, Packed, archive, deflated, zeros, zipped
from tests.dirty.book import SHEET_1, STRINGS
from tests.dirty.case import Case, contained, damaged, either
from tests.dirty.case import accepted as taken
from tests.dirty.wrong_files import clean_parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.dirty.case import File

#: Names which a member must not have.
HOSTILE_NAMES = (
    "../x.xml",
    "../../../../../../tmp/x.xml",
    "/etc/passwd",
    "C:/Windows/win.ini",
    "C:\\Windows\\win.ini",
    "xl\\worksheets\\sheet1.xml",
    "\\\\server\\share\\x.xml",
    "xl/../xl/workbook.xml",
    "x\x00.xml",
    "x\x1b[31m.xml",
    "x\n.xml",
    "绩" * 300 + ".xml",
)


def members() -> list[Member]:
    """The members of the usual file."""
    return [Member(name, content) for name, content in clean_parts().items()]


def cases() -> Iterator[Case]:
    """Damage, lies, names."""
    yield from _damage()
    yield from _lies()
    for name in HOSTILE_NAMES:
        shown = name.encode("unicode_escape").decode()[:40]
        yield _damaged(f"a member named {shown}", partial(archive, [*members(), Member(name, b"<a/>")]))
    link = Member("xl/link.xml", b"/etc/passwd", unix_mode=stat.S_IFLNK | 0o777)
    yield _damaged("a member that is a symbolic link", partial(archive, [*members(), link]))
    sheet = Member(SHEET_1, b"/etc/passwd", unix_mode=stat.S_IFLNK | 0o777)
    rest = [member for member in members() if member.name != SHEET_1]
    yield _damaged("a sheet that is a symbolic link", partial(archive, [*rest, sheet]))


def _damage() -> Iterator[Case]:
    whole = zipped(clean_parts())
    for name, content in (
        ("its first half", whole[: len(whole) // 2]),
        ("all but its last 30 bytes", whole[:-30]),
        ("all but its first 30 bytes", whole[30:]),
        ("its end only", whole[-22:]),
        ("one byte of a sheet changed", _with_one_byte_changed(whole)),
        ("a kilobyte of zeros in the middle", whole[:1000] + bytes(1024) + whole[2024:]),
    ):
        yield _damaged(name, partial(bytes, content))
    yield either("zip damage: something before", partial(_file, b"#!/bin/sh\nexit\n" * 20 + whole))
    yield either("zip damage: something behind", partial(_file, whole + b"\x00" * 200))
    comment = whole[:-2] + struct.pack("<H", 6) + b"hello!"
    yield contained(taken("zip damage: only a comment", partial(_file, comment)))
    yield _damaged(
        "two zips one behind the other", partial(bytes, zipped({"a.txt": b"a"}) + whole[:-22] + bytes(22))
    )
    for method, name in ((9, "Deflate64"), (12, "bzip2"), (14, "LZMA"), (93, "Zstandard"), (99, "AES")):
        yield _damaged(f"a sheet packed by {name}", partial(_with_sheet, method=method))
    yield _damaged("a sheet behind a password", partial(_with_sheet, flags=UTF_8 | ENCRYPTED))
    broken = Packed(b"\xff" * 400, 4000, 1)
    yield _damaged("a sheet whose data are no Deflate", partial(_with_sheet, content=broken))
    short = deflated(clean_parts()[SHEET_1])
    cut = Packed(short.data[:-40], short.size, short.crc)
    yield _damaged("a sheet whose data end too early", partial(_with_sheet, content=cut))


def _lies() -> Iterator[Case]:
    yield _damaged("a wrong checksum", partial(_with_sheet, crc=1))
    yield _damaged("ten bytes said of fifty megabytes", partial(_with_sheet, content=zeros(50), size=10))
    yield _damaged("a gigabyte said of a sheet", partial(_with_sheet, size=1 << 30))
    yield _damaged("nothing said of a sheet", partial(_with_sheet, size=0))
    yield _damaged("more members said than are there", partial(archive, members(), count=9))
    yield _damaged("fewer members said than are there", partial(archive, members(), count=3))
    yield _damaged("65,535 members said", partial(archive, members(), count=0xFFFF))
    again = Member(SHEET_1, clean_parts()[SHEET_1].replace(b"28.5", b"29.5"))
    yield _damaged("a sheet twice, not alike", partial(archive, [*members(), again]))
    same = Member(SHEET_1, clean_parts()[SHEET_1])
    yield _damaged("a sheet twice, alike", partial(archive, [*members(), same]))
    capital = Member("XL/Worksheets/Sheet1.xml", again.content)
    yield _damaged("a sheet twice, once in capitals", partial(archive, [*members(), capital]))
    huge = struct.pack("<2H2Q", 1, 16, 1 << 60, 1 << 60)
    yield _damaged("an exabyte said as zip64", partial(_with_sheet, size=0xFFFFFFFF, extra=huge))
    cut = struct.pack("<2HL", 1, 16, 1)
    yield _damaged("a zip64 field cut short", partial(_with_sheet, size=0xFFFFFFFF, extra=cut))
    sharing = [Member(f"xl/other{number}.xml", shares=len(members()) - 1) for number in range(20)]
    strings = Member(STRINGS, clean_parts()[STRINGS])
    others = [replace(member, content=strings.content) for member in sharing]
    yield _damaged("members that share one another's data", partial(archive, [*members(), *others]))
    yield _damaged("other names in the directory than before the data", _with_two_names)


def _with_two_names() -> bytes:
    """A zip whose sheet is named otherwise in the directory: programs disagree about which name holds."""
    whole = zipped(clean_parts())
    return whole.replace(SHEET_1.encode(), b"xl/worksheets/sheet9.xml", 1)


def _with_sheet(
    content: bytes | Packed | None = None,
    *,
    flags: int = UTF_8,
    method: int | None = None,
    size: int | None = None,
    crc: int | None = None,
    extra: bytes = b"",
) -> bytes:
    sheet = Member(SHEET_1, content or clean_parts()[SHEET_1], flags, method, size, crc, extra=extra)
    return archive([sheet if member.name == SHEET_1 else member for member in members()])


def _with_one_byte_changed(whole: bytes) -> bytes:
    """The same with a byte in the middle of the sheet's data turned round."""
    with zipfile.ZipFile(BytesIO(whole)) as book:
        info = book.getinfo(SHEET_1)
    at = info.header_offset + 30 + len(SHEET_1) + info.compress_size // 2
    return whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]


def _damaged(name: str, make: Callable[[], bytes]) -> Case:
    return damaged(f"zip damage: {name}", lambda: _file(make()), never=("\x1b",))


def _file(content: bytes) -> list[File]:
    return [(office.FILE, content)]
