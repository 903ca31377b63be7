"""Zips, looked through before anything is taken out of them; what is taken out is counted while it unpacks."""

from __future__ import annotations

import stat
import struct
import unicodedata
import zipfile
import zlib
from typing import IO, TYPE_CHECKING

from documents.sandbox.limits import MIB
from documents.sandbox.trouble import Trouble, damaged, too_large, unsafe

if TYPE_CHECKING:
    from documents.sandbox.limits import Limits

#: The record at the end of every zip: its signature, length, and the longest comment after it.
_END, _END_SIZE, _LONGEST_COMMENT = b"PK\x05\x06", 22, 65_535
#: What stands before it where the figures are too large for it.
_LOCATOR, _LOCATOR_SIZE = b"PK\x06\x07", 20
#: What stands in it where the true figures are too large for it.
_ELSEWHERE = 0xFFFFFFFF
_ENTRY_SIZE = 46
_LONGEST_NAME = 255
_LOCAL_SIZE = 30
_ENCRYPTED = 0x1
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_CHUNK = MIB


def opened(stream: IO[bytes], members: int) -> zipfile.ZipFile:
    """A zip whose list of members has been looked through.

    Raises:
        Trouble: Where it is cut short, has too many members, or its list is not what any program writes.
    """
    said = _inspect_end(stream, members)
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, struct.error, ValueError, UnicodeDecodeError, NotImplementedError) as error:
        raise damaged("not-a-zip") from error
    entries = archive.infolist()
    if len(entries) > members:
        raise too_large("members", len(entries), members)
    if said is not None and len(entries) != said:
        raise damaged("members-said")
    _inspect_places(entries)
    return archive


def _inspect_end(stream: IO[bytes], members: int) -> int | None:
    """How many members there are said to be, unless that is said elsewhere.

    A list of members so long that reading it alone would take the memory is refused.
    """
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _END_SIZE - _LONGEST_COMMENT))
    tail = stream.read()
    at = tail.rfind(_END)
    if at < 0 or at + _END_SIZE > len(tail):
        raise Trouble("file-truncated")
    count, length = struct.unpack_from("<HL", tail, at + 10)
    if length == _ELSEWHERE:
        length = size
    if length > members * (_ENTRY_SIZE + 4 * _LONGEST_NAME):
        raise too_large("members", max(count, length // (_ENTRY_SIZE + _LONGEST_NAME)), members)
    is_elsewhere = tail[max(0, at - _LOCATOR_SIZE) : at].startswith(_LOCATOR)
    return None if is_elsewhere else int(count)


def _inspect_places(entries: list[zipfile.ZipInfo]) -> None:
    """Refuses members that lie over each other: the mark of a bomb."""
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            raise unsafe("overlap")
        end = entry.header_offset + _LOCAL_SIZE + entry.compress_size


def inspect_parts(archive: zipfile.ZipFile, limits: Limits) -> None:
    """Looks through the members of a package.

    Raises:
        Trouble: Where one is encrypted, named like a path out of the package, twice there, or unpacks to too much.
    """
    names: set[str] = set()
    for entry in archive.infolist():
        if not is_plain(entry.orig_filename):
            raise unsafe("name")
        if is_link(entry):
            raise unsafe("link")
        name = entry.filename.casefold()
        if name in names:
            raise unsafe("repeated")
        names.add(name)
        if entry.flag_bits & _ENCRYPTED:
            raise Trouble("file-encrypted")
        if entry.compress_type not in _METHODS:
            raise unsafe("compression")
        inspect_ratio(entry, entry.file_size, limits)
    inspect_sum(sum(entry.file_size for entry in archive.infolist()), limits)


def inspect_sum(size: int, limits: Limits) -> None:
    """Refuses what unpacks to more than a workbook may."""
    if size > limits.unpacked_mb * MIB:
        raise too_large("unpacked", size, limits.unpacked_mb * MIB)


def inspect_ratio(entry: zipfile.ZipInfo, size: int, limits: Limits) -> None:
    """Refuses a member that unpacks to too many times its size."""
    if size > limits.ratio_from_kb * 1024 and size > limits.ratio * entry.compress_size:
        raise too_large("ratio", size // max(entry.compress_size, 1), limits.ratio)


def unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    """The content of a member, counted while it unpacks, whatever its size is said to be.

    Raises:
        Trouble: Where it is more than `most` bytes, or not what the archive says of it.
    """
    chunks, size = [], 0
    try:
        with archive.open(entry) as source:
            while chunk := source.read(_CHUNK):
                size += len(chunk)
                if size > most:
                    raise too_large("unpacked", size, most)
                chunks.append(chunk)
    # The first is a kind of the second.
    except NotImplementedError as error:
        raise unsafe("compression") from error
    except RuntimeError as error:
        raise Trouble("file-encrypted") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, struct.error, ValueError) as error:
        raise damaged("content") from error
    if size != entry.file_size:
        raise damaged("content")
    return b"".join(chunks)


def is_link(entry: zipfile.ZipInfo) -> bool:
    """Whether a member stands for another place instead of content."""
    return stat.S_ISLNK(entry.external_attr >> 16)


def is_plain(name: str) -> bool:
    """Whether a name stays within its archive and can be shown as it is."""
    return (
        0 < len(name) <= _LONGEST_NAME
        and not name.startswith("/")
        and not set(name) & {"\\", ":"}
        and ".." not in name.split("/")
        and not any(unicodedata.category(sign) in {"Cc", "Cf", "Cs"} for sign in name)
    )
