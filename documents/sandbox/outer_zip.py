"""A zip of many files: what is in it, and which of its members are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.sandbox.archive import inspect_ratio, is_link, is_plain, unpack
from documents.sandbox.limits import MIB
from documents.sandbox.signature import suffix_of
from documents.sandbox.trouble import Trouble, too_large

if TYPE_CHECKING:
    import zipfile

    from documents.sandbox.limits import Limits

#: What systems leave in a zip without anybody knowing.
_LEFT_BEHIND = {".ds_store", "thumbs.db", "desktop.ini"}
_SHEETS = {
    ".xlsx",
    ".csv",
    ".xls",
    ".xlsm",
    ".xlsb",
    ".et",
    ".ett",
    ".ods",
    ".xlt",
    ".xltx",
    ".xltm",
    ".fods",
    ".tsv",
}
_ARCHIVES = {".zip", ".rar", ".7z", ".gz", ".tar", ".tgz"}
#: Workbooks are packed already, and CSV files unpack to some ten times their size.
_TIMES = 10
_UTF8 = 0x800
_ENCRYPTED = 0x1


def members_of(archive: zipfile.ZipFile, limits: Limits) -> list[dict[str, object]]:
    """The files of a zip in their order: position, name, time, and what to do with each.

    Raises:
        Trouble: Where they come to too much together.
    """
    entries = archive.infolist()
    size = sum(entry.file_size for entry in entries)
    if size > _TIMES * limits.zip_mb * MIB:
        raise too_large("unpacked", size, _TIMES * limits.zip_mb * MIB)
    found: list[dict[str, object]] = []
    seen: set[str] = set()
    for position, entry in enumerate(entries):
        name = shown_name(entry)
        if not entry.is_dir() and not name.endswith("/") and not _is_left_behind(name):
            kind = "repeated" if name in seen else _kind(name, entry)
            seen.add(name)
            found.append({"position": position, "name": name, "kind": kind, "changed": list(entry.date_time)})
    return found


def read_member(archive: zipfile.ZipFile, position: int, limits: Limits) -> bytes:
    """The content of one member.

    Raises:
        Trouble: Where it is encrypted, too large or damaged.
    """
    entry = archive.infolist()[position]
    if entry.flag_bits & _ENCRYPTED:
        raise Trouble("file-encrypted")
    if entry.file_size > limits.file_mb * MIB:
        raise too_large("bytes", entry.file_size, limits.file_mb * MIB)
    inspect_ratio(entry, entry.file_size, limits)
    return unpack(archive, entry, limits.file_mb * MIB)


def shown_name(entry: zipfile.ZipInfo) -> str:
    """The name of a member; without the mark of UTF-8 it is in the encoding of the office, if that gives Chinese."""
    name = entry.orig_filename
    if not entry.flag_bits & _UTF8:
        name = _chinese(name.encode("cp437"))
    return name.replace("\\", "/")


def _chinese(name: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return name.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name.decode("cp437")


def _kind(name: str, entry: zipfile.ZipInfo) -> str:
    if is_link(entry) or not is_plain(name):
        return "unsafe"
    suffix = suffix_of(name)
    if suffix in _SHEETS:
        return "sheet"
    return "archive" if suffix in _ARCHIVES else "other"


def _is_left_behind(name: str) -> bool:
    folder, _, own = name.rpartition("/")
    return (
        "__MACOSX" in folder.split("/") or own.lower() in _LEFT_BEHIND or own.startswith(("~$", "._", ".~"))
    )
