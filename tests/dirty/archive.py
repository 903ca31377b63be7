"""Zip archives written byte by byte, always the same, so that any of their statements can be a lie."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

STORED, DEFLATED = 0, 8
ENCRYPTED, UTF_8 = 0x1, 0x800
#: 1 January 2020, midnight, as zips write it.
_DATE = (2020 - 1980) << 9 | 1 << 5 | 1
_MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Packed:
    """A member's data as it stands in the archive, with what it holds when it is unpacked."""

    data: bytes
    size: int
    crc: int
    method: int = DEFLATED


@dataclass(frozen=True, slots=True)
class Member:
    """A member and what the archive says of it; what is None is told truly."""

    name: str | bytes
    content: bytes | Packed = b""
    flags: int = UTF_8
    method: int | None = None
    size: int | None = None
    crc: int | None = None
    unix_mode: int = 0
    extra: bytes = b""
    #: The position of a member before this one whose data it points at.
    shares: int | None = None

    @property
    def raw_name(self) -> bytes:
        """The name as it stands in the archive."""
        return self.name if isinstance(self.name, bytes) else self.name.encode()

    @property
    def packed(self) -> Packed:
        """The data as they stand in the archive."""
        return self.content if isinstance(self.content, Packed) else deflated(self.content)


def deflated(content: bytes) -> Packed:
    """Content compressed as usual."""
    squeezer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return Packed(squeezer.compress(content) + squeezer.flush(), len(content), zlib.crc32(content))


def repeated(head: bytes, block: bytes, times: int, tail: bytes) -> Packed:
    """Content with one block repeated, compressed once: a gigabyte costs neither time nor memory here."""
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -15)
    start = squeezer.compress(head) + squeezer.flush(zlib.Z_FULL_FLUSH)
    middle = squeezer.compress(block) + squeezer.flush(zlib.Z_FULL_FLUSH)
    end = squeezer.compress(tail) + squeezer.flush()
    crc = zlib.crc32(head)
    for _ in range(times):
        crc = zlib.crc32(block, crc)
    size = len(head) + times * len(block) + len(tail)
    return Packed(start + middle * times + end, size, zlib.crc32(tail, crc))


def zeros(mebibytes: int) -> Packed:
    """So many mebibytes of the letter a."""
    return repeated(b"", b"a" * _MEBIBYTE, mebibytes, b"")


def archive(members: Sequence[Member], *, count: int | None = None) -> bytes:
    """A zip of these members, which claims to have `count` of them."""
    body, directory, starts = io.BytesIO(), io.BytesIO(), []
    for member in members:
        packed = member.packed
        fields = (
            20,
            member.flags,
            packed.method if member.method is None else member.method,
            0,
            _DATE,
            packed.crc if member.crc is None else member.crc,
            len(packed.data),
            packed.size if member.size is None else member.size,
            len(member.raw_name),
            len(member.extra),
        )
        if member.shares is None:
            starts.append(body.tell())
            body.write(b"PK\x03\x04" + struct.pack("<5H3L2H", *fields))
            body.write(member.raw_name + member.extra + packed.data)
        else:
            starts.append(starts[member.shares])
        made_by = 3 << 8 | 20
        rest = struct.pack("<3H2L", 0, 0, 0, member.unix_mode << 16, starts[-1])
        directory.write(b"PK\x01\x02" + struct.pack("<6H3L2H", made_by, *fields) + rest)
        directory.write(member.raw_name + member.extra)
    total = len(members) if count is None else count
    end = struct.pack("<4H2LH", 0, 0, total, total, directory.tell(), body.tell(), 0)
    return body.getvalue() + directory.getvalue() + b"PK\x05\x06" + end


def zipped(parts: Mapping[str, bytes | Packed], *more: Member) -> bytes:
    """A zip of these parts by their names, and further members after them."""
    return archive([*(Member(name, content) for name, content in parts.items()), *more])


def with_zip64(parts: Mapping[str, bytes]) -> bytes:
    """The same as zip64 archives write it, though nothing in it is large."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as whole:
        for name, content in parts.items():
            with whole.open(zipfile.ZipInfo(name), "w", force_zip64=True) as member:
                member.write(content)
    return buffer.getvalue()


def edited(parts: Mapping[str, bytes], name: str, old: str, new: str) -> dict[str, bytes]:
    """The parts with the first `old` in one of them replaced; it must be there."""
    text = parts[name].decode()
    assert old in text, (name, old)
    return {**parts, name: text.replace(old, new, 1).encode()}


def without(parts: Mapping[str, bytes], names: Iterable[str]) -> dict[str, bytes]:
    """The parts but for those; they must be there."""
    gone = set(names)
    assert gone <= set(parts), gone - set(parts)
    return {name: content for name, content in parts.items() if name not in gone}
