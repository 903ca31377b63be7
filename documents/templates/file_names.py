"""Names of template files: a unit's code and name, as every system and zip program takes them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

#: What Windows refuses in file names.
_REFUSED = re.compile(r'[<>:"/\\|?*]')
#: What commands take for an option, and Windows for a device.
_MISREAD = re.compile(r"-|(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
#: Most systems take 255 bytes; the ending and a number have room beside this.
_MOST_BYTES = 200


def file_names(things: Iterable[tuple[str, str]]) -> list[str]:
    """A file name for each code and name, in their order and all different, be it by case only.

    For example `U1-甲县.xlsx`.
    """
    found: list[str] = []
    taken: set[str] = set()
    for code, name in things:
        stem = safe_name(code if code == name else f"{code}-{name}")
        candidate, count = stem, 1
        while candidate.casefold() in taken:
            count += 1
            candidate = f"{stem}({count})"
        taken.add(candidate.casefold())
        found.append(f"{candidate}.xlsx")
    return found


def safe_name(text: str) -> str:
    """A text as a file name without its ending."""
    printable = "".join(c if c.isprintable() else "_" for c in _REFUSED.sub("_", text))
    # A leading dot hides a file; dots and blanks at the end vanish on Windows.
    short = printable.encode()[:_MOST_BYTES].decode(errors="ignore").strip(" .")
    return f"_{short}" if not short or _MISREAD.match(short) else short
