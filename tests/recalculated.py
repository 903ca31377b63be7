"""Workbooks whose formulas LibreOffice has worked out anew: what their cells then show."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from python_calamine import CalamineWorkbook

from tests.libreoffice import resaved

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Shown = dict[tuple[str, int, int], object]
_SHEETS = re.compile(r"xl/worksheets/sheet\d+\.xml")
_KEPT = re.compile(rb"(<f>[^<]*</f>)<v>[^<]*</v>")


def stripped(content: bytes) -> bytes:
    """A workbook whose formulas come without the values they had."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as package,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in package.namelist():
            part = package.read(name)
            new.writestr(name, _KEPT.sub(rb"\1", part) if _SHEETS.fullmatch(name) else part)
    return made.getvalue()


def recalculated(files: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    """Workbooks with every formula worked out by LibreOffice, many in one run; `folder` must be new."""
    return resaved({name: stripped(content) for name, content in files.items()}, folder)


def cells(content: bytes, sheets: tuple[str, ...]) -> Shown:
    """What the cells of some sheets show, by (sheet, row, column) counted from one; blank ones and errors are left out."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {
        (name, row, column): value
        for name in sheets
        for row, line in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False), start=1)
        for column, value in enumerate(line, start=1)
        if value != ""
    }
