"""Several files in one zip, under names that every system takes."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from indicators.words import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')
#: Names Windows keeps for itself, whatever follows the dot.
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
#: File systems take 255 bytes; a Chinese character has three, and a number and the suffix follow.
_LONGEST = 70
#: The parts of a zip carry a time; with a fixed one the same files give the same bytes.
_MOMENT = (1980, 1, 1, 0, 0, 0)


def safe_name(text: str) -> str:
    """A name for a file or folder that every system takes, as near to the text as can be."""
    name = _NOT_IN_NAMES.sub("_", visible(text))[:_LONGEST].strip(" .") or "_"
    return f"_{name}" if _RESERVED.match(name) else name


def zipped(files: Iterable[tuple[tuple[str, ...], str, bytes]]) -> bytes:
    """A zip of files that are compressed already.

    Args:
        files: The folders and the name of each without its suffix, as any text; its suffix; its content.
    """
    buffer = io.BytesIO()
    taken: set[str] = set()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path, suffix, content in files:
            name = _free("/".join(map(safe_name, path)), suffix, taken)
            archive.writestr(zipfile.ZipInfo(name, _MOMENT), content)
    return buffer.getvalue()


def _free(name: str, suffix: str, taken: set[str]) -> str:
    """The name, numbered if another file has it already; some systems do not tell capitals apart."""
    found, count = f"{name}.{suffix}", 1
    while found.casefold() in taken:
        count += 1
        found = f"{name} ({count}).{suffix}"
    taken.add(found.casefold())
    return found
