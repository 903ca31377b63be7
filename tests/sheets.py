"""Small worlds for tests: a scheme as YAML text, score sheets as the tables a person would draw."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
import xlsxwriter

import indicators
from documents import SourceFile
from indicators.formula import ColumnName, Stage
from scoring import build_sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from indicators import Scheme
    from scoring import ScoreSheet

HEAD = """
scheme: small
title: 小样
groups: [{code: A, name: 甲组}, {code: B, name: 乙组}]
"""


def scheme_of(text: str) -> Scheme:
    """The scheme a text states, which must be sound; the head is added where the text has none."""
    scheme, problems = indicators.read_scheme(text if "scheme:" in text else HEAD + text)
    assert scheme is not None, [problem.in_words("en") for problem in problems]
    return scheme


def sheet_of(scheme: Scheme, table: str, groups: Mapping[str, str] | None = None) -> ScoreSheet:
    """A score sheet drawn as `unit | CODE | CODE|field` lines; a dot is missing, all units are in group A."""
    lines = [line.strip() for line in table.strip().splitlines()]
    headings = [heading.strip() for heading in lines[0].split(" | ")][1:]
    columns = [ColumnName(Stage.RAW, *heading.partition("|")[::2]) for heading in headings]
    values, units = {}, []
    for line in lines[1:]:
        name, *cells = (cell.strip() for cell in line.split(" | "))
        units.append(indicators.Unit(code=name, name=name, group=(groups or {}).get(name, "A")))
        for column, cell in zip(columns, cells, strict=True):
            if cell != ".":
                values[name, column] = Decimal(cell)
    return build_sheet(scheme, units, values)


def workbook(sheets: Mapping[str, list[list[object]]]) -> bytes:
    """A real workbook with these sheets of rows."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    for title, rows in sheets.items():
        sheet = book.add_worksheet(title)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, str):
                    sheet.write_string(row, column, cell)
                elif cell is not None:
                    sheet.write(row, column, cell)
    book.close()
    return buffer.getvalue()


def file_of(name: str, sheets: Mapping[str, list[list[object]]]) -> SourceFile:
    """A workbook as it is handed in."""
    return SourceFile(name, workbook(sheets))


def changed(
    name: str, sheets: Mapping[str, list[list[object]]], change: Callable[[openpyxl.Workbook], object]
) -> SourceFile:
    """A workbook to which something was done that rows cannot say: merged, styled, hidden, formulas."""
    book = openpyxl.load_workbook(io.BytesIO(workbook(sheets)))
    change(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return SourceFile(name, buffer.getvalue())


def rewritten(source: SourceFile, rewrite: Callable[[bytes], bytes]) -> SourceFile:
    """A workbook whose sheets are rewritten as XML, for what no library writes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source.content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, rewrite(part) if name.startswith("xl/worksheets/sheet") else part)
    return SourceFile(source.name, buffer.getvalue())


REGISTER: list[list[object]] = [
    ["单位代码", "单位", "组别", "别名"],
    ["U1", "甲县", "甲组", "甲"],
    ["U2", "乙县", "A", ""],
    ["U3", "丙局", "乙组", "丙、丙单位"],
]
