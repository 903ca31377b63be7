"""What a file is by its content, held against what its name says."""

from __future__ import annotations

from pathlib import PurePosixPath

from documents.sandbox.trouble import Trouble

ZIP_HEAD = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLE_HEAD = b"\xd0\xcf\x11\xe0"
#: The stream that holds an encrypted workbook, and those of an old one: names are UTF-16 in such files.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_FOREIGN = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"BM": "BMP",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
    b"\x1f\x8b": "GZIP",
    b"{\\rtf": "RTF",
}
_MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<table", b"<workbook", b"mime-version:")
_SUFFIX_OF_OLE = {".xls", ".et", ".doc", ".wps", ".ppt", ".dps", ".ett", ".xlt"}
_OLD = {".xls", ".xlt", ".et", ".ett", ".ods", ".fods", ".ots", ".xlsb", ".uos", ".numbers"}
_MACROS = {".xlsm", ".xltm", ".xlam"}
_SCHEMES = {".yaml", ".yml"}
_TEXTS = {".csv", ".txt", ".tsv"}
_LONGEST_NAME = 20


def suffix_of(name: str) -> str:
    """The extension of a name, in small letters, shortened to what can be shown."""
    return PurePosixPath(name.replace("\\", "/")).suffix.lower()[:_LONGEST_NAME]


def is_zip(content: bytes) -> bool:
    """Whether a file is a zip of some kind, by its first bytes."""
    return content.startswith((ZIP_HEAD, _EMPTY_ZIP))


def text_or_trouble(name: str, content: bytes) -> None:
    """Returns where the content, which is no zip, may be the text that the name promises.

    Raises:
        Trouble: With what it is instead.
    """
    suffix = suffix_of(name)
    if content.startswith(_OLE_HEAD):
        raise _ole(suffix, content)
    kind = next((kind for head, kind in _FOREIGN.items() if content.startswith(head)), None)
    if kind is not None:
        raise Trouble("file-not-a-sheet", what=kind)
    if content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        raise Trouble("file-old-format", what="HTML/XML")
    if suffix == ".csv":
        return
    if suffix == ".xlsx":
        raise Trouble("file-unreadable", why="not-a-zip")
    if suffix in _MACROS:
        raise Trouble("file-has-macros")
    if suffix in _OLD:
        raise Trouble("file-old-format", what=suffix)
    if suffix in _TEXTS:
        raise Trouble("file-extension-wrong", what=suffix, should=".csv")
    if suffix in _SCHEMES:
        raise Trouble("file-is-scheme", suffix=suffix)
    raise Trouble("file-type-unknown", suffix=suffix or name[-_LONGEST_NAME:])


def package_or_trouble(name: str, members: frozenset[str], mimetype: bytes) -> bool:
    """Whether a zip, by what is in it, is a workbook as its name says; else it is a zip of files.

    Raises:
        Trouble: Where it is something else, or the name says something else.
    """
    suffix = suffix_of(name)
    if mimetype.startswith(b"application/vnd.oasis"):
        spreadsheet = b"spreadsheet" in mimetype
        raise (
            Trouble("file-old-format", what=".ods")
            if spreadsheet
            else Trouble("file-not-a-sheet", what="ODF")
        )
    if "[content_types].xml" not in members:
        if suffix == ".zip":
            return False
        if suffix == ".xlsx" or any(member.startswith("xl/") for member in members):
            raise Trouble("file-unreadable", why="not-a-workbook")
        raise Trouble("file-extension-wrong", what=suffix or "—", should=".zip")
    for folder, kind in (("word/", "Word"), ("ppt/", "PowerPoint"), ("visio/", "Visio")):
        if any(member.startswith(folder) for member in members):
            raise Trouble("file-not-a-sheet", what=kind)
    if suffix in _MACROS or any(member.rpartition("/")[2].startswith("vbaproject") for member in members):
        raise Trouble("file-has-macros")
    if "xl/workbook.bin" in members:
        raise Trouble("file-old-format", what=".xlsb")
    if suffix != ".xlsx":
        raise Trouble("file-extension-wrong", what=suffix or "—", should=".xlsx")
    return True


def _ole(suffix: str, content: bytes) -> Trouble:
    if _ENCRYPTED in content:
        return Trouble("file-encrypted")
    if suffix in {".csv", ".xlsx"}:
        return Trouble("file-old-format", what=".xls/.et")
    if suffix in _SUFFIX_OF_OLE & _OLD:
        return Trouble("file-old-format", what=suffix)
    return Trouble("file-not-a-sheet", what=suffix or "OLE")
