"""The standard template 标准模板, in the layout of GB/T 9704: its parts lie beside this module as text."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from documents.word.package import packed

_FOLDER = Path(__file__).with_name("template")
#: Between the margins, in twips: 156 mm.
TEXT_WIDTH = 8845


@cache
def standard_parts() -> dict[str, bytes]:
    """The content of every part of the standard template by its name."""
    files = (path for path in sorted(_FOLDER.rglob("*")) if path.is_file())
    return {path.relative_to(_FOLDER).as_posix(): path.read_bytes() for path in files}


def standard_template() -> bytes:
    """The standard template as a .docx file, to be edited in Word or WPS."""
    return packed(standard_parts())
