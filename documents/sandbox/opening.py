"""A file opened: what it is, and then its sheets, or the list of what is in it."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple

from documents.sandbox.archive import opened, unpack
from documents.sandbox.delimited import read_delimited
from documents.sandbox.limits import MIB, Limits
from documents.sandbox.looks import look_workbook
from documents.sandbox.outer_zip import members_of, read_member
from documents.sandbox.signature import is_zip, package_or_trouble, text_or_trouble
from documents.sandbox.tame import tame
from documents.sandbox.trouble import Trouble, too_large
from documents.sandbox.workbook import read_workbook

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Callable

    from documents.sandbox.tame import Tame

    _Reading = Callable[[Tame, Limits], dict[str, object]]

_LONGEST_MIMETYPE = 200


class Opened(NamedTuple):
    """A file by its name and content; `archive` is its zip, if it is a workbook, else it is text."""

    name: str
    content: bytes
    archive: zipfile.ZipFile | None


class _Kept:
    """The zip of many files that was opened last: its members are asked for one by one."""

    key: tuple[object, ...] = ()
    archive: zipfile.ZipFile | None = None


def read(request: dict[str, object], limits: Limits, unpacked: Callable[[int], None]) -> dict[str, object]:
    """The sheets of the file a request names with the digest of its bytes; of a zip of files, its members.

    Raises:
        Trouble: Where it cannot be read.
    """
    path, name, member = Path(str(request["path"])), str(request["name"]), request["member"]
    if not isinstance(member, int):
        with path.open("rb") as stream:
            archive = zip_of_files(stream, name, limits)
            if archive is not None:
                return {"members": members_of(archive, limits)}
    content = content_of(path, member, limits)
    return _answered(name, content, limits, unpacked, read_workbook)


def look(request: dict[str, object], limits: Limits, unpacked: Callable[[int], None]) -> dict[str, object]:
    """The sheets of the workbook a request names with all that decides what a person sees, and the digest of its bytes.

    Raises:
        Trouble: Where it has too many bytes.
    """
    content = content_of(Path(str(request["path"])), None, limits)
    return _answered(str(request["name"]), content, limits, unpacked, look_workbook)


def _answered(
    name: str, content: bytes, limits: Limits, unpacked: Callable[[int], None], reading: _Reading
) -> dict[str, object]:
    digest = hashlib.sha256(content).hexdigest()
    try:
        return {"digest": digest, **_sheets(opened_file(name, content, limits), limits, unpacked, reading)}
    except Trouble as trouble:
        return {"digest": digest, "troubles": [trouble.record()]}


def zip_of_files(stream: IO[bytes], name: str, limits: Limits) -> zipfile.ZipFile | None:
    """A file as a zip of files, if it is one.

    Raises:
        Trouble: Where it is something else than its name says, or too large.
    """
    size = stream.seek(0, 2)
    stream.seek(0)
    if size == 0:
        raise Trouble("file-empty")
    if size > limits.zip_mb * MIB:
        raise too_large("bytes", size, limits.zip_mb * MIB)
    if not is_zip(stream.read(4)):
        return None
    archive = opened(stream, max(limits.zip_members, limits.members))
    return None if _is_workbook(name, archive) else archive


def content_of(path: Path, member: object, limits: Limits) -> bytes:
    """The bytes of a file, or of a member of a zip.

    Raises:
        Trouble: Where they are too many.
    """
    if isinstance(member, int):
        stat = path.stat()
        key = (path, stat.st_size, stat.st_mtime_ns)
        if _Kept.key != key or _Kept.archive is None:
            # Closed with the process, or with the next zip.
            _Kept.key, _Kept.archive = key, opened(path.open("rb"), limits.zip_members)
        return read_member(_Kept.archive, member, limits)
    size = path.stat().st_size
    if size > limits.file_mb * MIB:
        raise too_large("bytes", size, limits.file_mb * MIB)
    return path.read_bytes()


def opened_file(name: str, content: bytes, limits: Limits) -> Opened:
    """A file as what it is by its content.

    Raises:
        Trouble: Where it is no file that is read, or its name says something else.
    """
    if not content:
        raise Trouble("file-empty")
    if not is_zip(content):
        text_or_trouble(name, content)
        return Opened(name, content, None)
    archive = opened(io.BytesIO(content), limits.members)
    if not _is_workbook(name, archive):
        raise Trouble("zip-in-zip")
    return Opened(name, content, archive)


def _sheets(
    file: Opened, limits: Limits, unpacked: Callable[[int], None], reading: _Reading
) -> dict[str, object]:
    if file.archive is None:
        return read_delimited(file.content, limits)
    workbook = tame(file.archive, limits)
    unpacked(workbook.unpacked)
    return reading(workbook, limits)


def _is_workbook(name: str, archive: zipfile.ZipFile) -> bool:
    members = {entry.filename.casefold(): entry for entry in archive.infolist()}
    mimetype = members.get("mimetype")
    kind = unpack(archive, mimetype, _LONGEST_MIMETYPE) if mimetype is not None else b""
    return package_or_trouble(name, frozenset(members), kind)
