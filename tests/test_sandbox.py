"""Hostile and odd files: each is taken, or refused by name, and nothing of a cell is lost."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from documents import SourceFile
from documents.file_reader import read_files, read_grids
from documents.grid import Cell
from documents.sandbox.limits import Limits, limits_in_force
from tests.sandbox_files import (
    BOOK,
    GOOD,
    RELATIONS,
    SHEET,
    SHEETS,
    STRINGS,
    listed_twice,
    named,
    parts_of,
    patched,
    replaced,
    with_cells,
    with_parts,
    zipped,
)
from tests.sheets import changed, file_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import openpyxl

    from documents.source_file import FileRead

OLE = b"\xd0\xcf\x11\xe0" + b"\0" * 600
MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'


def found(file: SourceFile) -> list[tuple[str, str | None]]:
    return [(problem.code, problem.place.cell) for problem in read_grids(file)[1]]


def cells_of(file: SourceFile) -> dict[str, Cell]:
    """The cells with content of the first sheet by their place."""
    grid = read_grids(file)[0][0]
    return {
        str(grid.place(row, column).cell): cell
        for row, cells in enumerate(grid.rows)
        for column, cell in enumerate(cells)
        if cell != Cell()
    }


# ---------------------------------------------------------------- what a file is

KINDS: dict[str, tuple[str, SourceFile]] = {
    "nothing": ("file-empty", named("a.xlsx", b"")),
    "half": ("file-truncated", named("a.xlsx", GOOD[: len(GOOD) // 2])),
    "an encrypted workbook": (
        "file-encrypted",
        named("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le")),
    ),
    "an encrypted part": (
        "file-encrypted",
        named("a.xlsx", patched(patched(GOOD, b"PK\x01\x02", 8, 1), b"PK\x03\x04", 6, 1)),
    ),
    "the name of macros": ("file-has-macros", named("a.xlsm")),
    "macros": ("file-has-macros", with_parts({"xl/vbaProject.bin": b"x"})),
    "old macros": ("file-has-macros", replaced(RELATIONS, b"/worksheet", b"/xlMacrosheet")),
    "an old workbook": ("file-old-format", named("a.xls", OLE)),
    "an old workbook named as a new one": ("file-old-format", named("a.xlsx", OLE)),
    "a WPS workbook": ("file-old-format", named("a.et", OLE)),
    "a web page as a workbook": ("file-old-format", named("a.xls", b"\xef\xbb\xbf<html><table>")),
    "a binary workbook": (
        "file-old-format",
        named("a.xlsb", zipped({"[Content_Types].xml": b"<x/>", "xl/workbook.bin": b"x"})),
    ),
    "an OpenDocument sheet": (
        "file-old-format",
        named("a.ods", zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"})),
    ),
    "a scan": ("file-not-a-sheet", named("a.pdf", b"%PDF-1.7")),
    "a picture named as a workbook": ("file-not-a-sheet", named("a.xlsx", b"\x89PNG\r\n")),
    "a document": (
        "file-not-a-sheet",
        named("a.docx", zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})),
    ),
    "an old document": ("file-not-a-sheet", named("a.doc", OLE)),
    "a workbook named as text": ("file-extension-wrong", named("a.csv")),
    "a workbook named as a zip": ("file-extension-wrong", named("a.zip")),
    "text named otherwise": ("file-extension-wrong", named("a.txt", b"a,b")),
    "a scheme": ("file-is-scheme", named("a.yaml", b"scheme: a")),
    "no extension": ("file-type-unknown", named("abc", b"a,b")),
    "text named as a workbook": ("file-unreadable", named("a.xlsx", b"a,b")),
    "a zip of workbooks named as one": ("file-unreadable", named("a.xlsx", zipped({"b.xlsx": GOOD}))),
    "strict": ("file-strict", replaced(BOOK, MAIN, STRICT)),
    "one strict sheet": ("file-strict", replaced(SHEET, MAIN, STRICT)),
}


@pytest.mark.parametrize("case", KINDS)
def test_a_file_is_known_by_its_content_and_refused_by_name(case: str) -> None:
    code, file = KINDS[case]
    assert found(file) == [(code, None)]


def test_remedies_fit_what_is_wrong() -> None:
    remedies = {code: read_grids(file)[1][0].remedy.zh for code, file in KINDS.values()}
    assert "密码" in remedies["file-encrypted"]
    assert "宏" in remedies["file-has-macros"]
    assert ".xlsx" in remedies["file-old-format"]
    assert len(set(remedies.values())) == len(remedies)


# ---------------------------------------------------------------- containers

UNSAFE: dict[str, SourceFile] = {
    "entities": replaced(SHEET, b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet'),
    "entities in a part that is not read": with_parts({"docProps/core.xml": b"<!DOCTYPE x><x/>"}),
    "UTF-16": with_parts({SHEET: lambda part: part.decode().replace("UTF-8", "UTF-16").encode("utf-16")}),
    "another encoding": replaced(STRINGS, b"UTF-8", b"GB18030"),
    "a path out of the package": with_parts({"../a.xml": b"<x/>"}),
    "an absolute path": with_parts({"/a.xml": b"<x/>"}),
    "a backslash": with_parts({"xl\\a.xml": b"<x/>"}),
    "a name with a zero": named("a.xlsx", GOOD.replace(b"docProps/app.xml", b"docProps/a\0p.xml")),
    "the same part twice": with_parts({"xl/WORKBOOK.xml": b"<x/>"}),
    "parts over each other": named("a.xlsx", listed_twice(GOOD)),
    "another compression": named("a.xlsx", zipped(parts_of(), zipfile.ZIP_BZIP2)),
    "a sheet elsewhere": replaced(
        RELATIONS,
        b'Target="worksheets/sheet1.xml"',
        b'Target="file:///etc/hostname" TargetMode="External"',
    ),
    "four billion strings": replaced(STRINGS, b'uniqueCount="', b'uniqueCount="4000000000'),
    "a deep part": with_parts({BOOK: b"<workbook>" + b"<a>" * 200 + b"</a>" * 200 + b"</workbook>"}),
    "two sheets of one name": with_parts(
        {
            BOOK: lambda part: re.sub(rb'(<sheet name="[^"]*" sheetId=")1', rb'\g<0>"/>\g<1>2', part).replace(
                b'sheetId="1"/>', b'sheetId="1" r:id="rId1"/>'
            ),
            RELATIONS: lambda part: part,
        }
    ),
}


@pytest.mark.parametrize("case", UNSAFE)
def test_what_no_spreadsheet_program_writes_is_refused(case: str) -> None:
    assert found(UNSAFE[case]) == [("file-unsafe", None)]


def test_a_link_within_a_package_is_refused() -> None:
    buffer = io.BytesIO(GOOD)
    with zipfile.ZipFile(buffer, "a") as archive:
        link = zipfile.ZipInfo("xl/a.xml")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/hostname")
    assert found(named("a.xlsx", buffer.getvalue())) == [("file-unsafe", None)]


DAMAGED: dict[str, SourceFile] = {
    "XML": replaced(SHEET, b"</row>", b""),
    "a sheet that is not there": replaced(RELATIONS, b"sheet1.xml", b"sheet9.xml"),
    "a sheet outside of the package": replaced(RELATIONS, b"worksheets/sheet1.xml", b"../../../etc/hostname"),
    "no workbook": with_parts({"_rels/.rels": b"<x/>"}),
    "bytes": named("a.xlsx", GOOD[:200] + b"\xff\xff\xff\xff" + GOOD[204:]),
    "sizes": named("a.xlsx", patched(GOOD, b"PK\x01\x02", 24, 3)),
}


@pytest.mark.parametrize("case", DAMAGED)
def test_damage_is_one_problem(case: str) -> None:
    assert found(DAMAGED[case]) == [("file-unreadable", None)]


def long_text(length: int) -> SourceFile:
    return with_cells(f"<row r='1'><c r='A1' t='inlineStr'><is><t>{'甲' * length}</t></is></c></row>")


TOO_LARGE: dict[str, tuple[str, SourceFile]] = {
    "the file": ("", named("a.xlsx", b"0" * (10 * 2**20 + 1))),
    "packed a thousand times": ("", with_parts({"xl/media/a.bin": bytes(2**20)})),
    "one enormous string": ("", long_text(2**20)),
    "a thousand parts": ("", with_parts({f"x/{number}.xml": b"" for number in range(1_001)})),
    "unpacked": ("unpacked_mb=1 ratio=100000", with_parts({"xl/media/a.bin": bytes(2**20)})),
    "a long text": ("ratio=100000", long_text(32_768)),
    "merged all over": (
        "",
        with_parts(
            {
                SHEET: lambda part: part.replace(
                    b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
                )
            }
        ),
    ),
    "sheets": ("sheets=1", file_of("a.xlsx", {"甲": [[1]], "乙": [[1]]})),
    "cells": ("cells=5", named("a.xlsx")),
    "a rectangle": ("rectangle=5", named("a.xlsx")),
    "lines": ("rows=2", named("a.csv", b"a\nb\nc\n")),
    "fields": ("columns=2", named("a.csv", b"a,b,c\n")),
    "filled fields": ("cells=2", named("a.csv", b"a,b,c\n")),
}


@pytest.mark.parametrize("case", TOO_LARGE)
def test_too_much_is_refused_with_the_limit(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    setting, file = TOO_LARGE[case]
    monkeypatch.setenv("BATON_LIMITS", setting)
    assert [code for code, _ in found(file)] == ["file-too-large"]


def test_limits_are_set_in_the_environment_and_a_wrong_one_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BATON_LIMITS", "file_mb=20  rows=50000")
    assert limits_in_force() == Limits(file_mb=20, rows=50_000)
    for wrong in ("rows", "rows=", "rows=0", "rows=-1", "rows=1e3", "rows=１", "row=5", "rows=5,columns=3"):
        monkeypatch.setenv("BATON_LIMITS", f"file_mb=20 {wrong}")
        (problem,) = read_grids(named("a.xlsx"))[1]
        assert problem.code == "limit-setting-wrong"
        assert f"“{wrong}”" in problem.message.zh
        assert "file_mb" in problem.remedy.zh


# ---------------------------------------------------------------- sheets

CELLS: dict[str, tuple[str, str, str]] = {
    "far away": (
        "cell-too-far",
        "XFD1048576",
        ONE + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    ),
    "far away in disguise": ("cell-too-far", "XFD2", ONE + '<row r="2"><c r="&#88;FD2"><v>1</v></c></row>'),
    "rows out of order": ("cell-damaged", "A1", '<row r="2"><c r="A2"><v>2</v></c></row>' + ONE),
    "cells out of order": (
        "cell-damaged",
        "A1",
        '<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
    ),
    "a cell twice": ("cell-damaged", "A1", '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'),
    "a cell of another row": ("cell-damaged", "A1", '<row r="1"><c r="A7"><v>1</v></c></row>'),
    "no reference": ("cell-damaged", "A1", '<row r="1"><c r="1A"><v>1</v></c></row>'),
    "no row": ("cell-damaged", "A1", '<row r="1048577"><c r="A1048577"><v>1</v></c></row>'),
    "a string too far": ("cell-damaged", "A1", '<row r="1"><c r="A1" t="s"><v>99</v></c></row>'),
    "a string before all": ("cell-damaged", "A1", '<row r="1"><c r="A1" t="s"><v>-1</v></c></row>'),
    "a style too far": ("cell-damaged", "A1", '<row r="1"><c r="A1" s="99"><v>1</v></c></row>'),
    "a Python number": ("cell-damaged", "A1", '<row r="1"><c r="A1"><v>1_0</v></c></row>'),
    "a full-width number": ("cell-damaged", "A1", '<row r="1"><c r="A1"><v>１０</v></c></row>'),
    "no number": ("cell-damaged", "A1", '<row r="1"><c r="A1"><v>nan</v></c></row>'),
    "an unknown type": ("cell-damaged", "A1", '<row r="1"><c r="A1" t="q"><v>1</v></c></row>'),
    "two values": ("cell-damaged", "A1", '<row r="1"><c r="A1"><v>1</v><v>2</v></c></row>'),
    "a comment in a number": (
        "cell-readers-disagree",
        "A1",
        '<row r="1"><c r="A1"><v>1<!-- -->2</v></c></row>',
    ),
    "a cell of another language": (
        "cell-readers-disagree",
        "B1",
        '<row r="1"><c r="A1"><v>1</v></c><c xmlns="urn:x" r="B1"><v>2</v></c></row>',
    ),
}


@pytest.mark.parametrize("case", CELLS)
def test_what_is_wrong_in_a_sheet_is_said_at_its_cell(case: str) -> None:
    code, cell, rows = CELLS[case]
    assert found(with_cells(rows))[0][0] == code
    assert found(with_cells(rows))[0][1] in {cell, None}


def test_merged_ranges_on_which_the_readers_disagree_are_refused() -> None:
    foreign = b'</sheetData><mergeCells xmlns="urn:x"><mergeCell ref="A2:A3"/></mergeCells>'
    file = with_parts({SHEET: lambda part: part.replace(b"</sheetData>", foreign)})
    assert found(file) == [("file-readers-disagree", None)]


def test_a_million_blank_rows_with_a_format_cost_nothing() -> None:
    blank = "".join(
        f'<row r="{number}" s="0" customFormat="1" ht="15"><c r="A{number}" s="0"/></row>'
        for number in range(2, 1_048_577)
    )
    assert {place: cell.text for place, cell in cells_of(with_cells(ONE + blank)).items()} == {"A1": "1"}


def test_a_false_extent_is_not_believed() -> None:
    def claim(part: bytes) -> bytes:
        return re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', part)

    assert cells_of(with_parts({SHEET: claim})) == cells_of(named("a.xlsx"))


def test_cells_without_references_stand_where_they_are_written() -> None:
    rows = "<row><c><v>1</v></c><c/><c><v>2</v></c></row><row><c/><c><v>3</v></c></row>"
    assert {place: cell.text for place, cell in cells_of(with_cells(rows)).items()} == {
        "A1": "1",
        "C1": "2",
        "B2": "3",
    }


def written(write: Callable[[xlsxwriter.Workbook, xlsxwriter.worksheet.Worksheet], object]) -> SourceFile:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    write(book, book.add_worksheet("得分"))
    book.close()
    return SourceFile("a.xlsx", buffer.getvalue())


TEXTS = [
    "=1+1", "+1", "@SUM(A1)", "007", "_x000D_", "一行\n二行", "制\t表", "<b>&amp;", "\u200b零宽",
    "\u3000全角\u3000", "😀", "#DIV/0!", "1E3", "97%", "🇨🇳", "_x0041_", "a\rb",
]  # fmt: skip


def test_texts_are_read_as_they_were_typed() -> None:
    file = written(lambda _, sheet: [sheet.write_string(row, 0, text) for row, text in enumerate(TEXTS)])
    assert [cell.text for cell in cells_of(file).values()] == [text.strip() for text in TEXTS]
    assert found(file) == []
    assert not any(cell.number or cell.is_error for cell in cells_of(file).values())


NUMBERS: dict[str, tuple[float, str, Cell]] = {
    "plain": (9.5, "General", Cell("9.5", Decimal("9.5"))),
    "whole": (9.0, "General", Cell("9", Decimal(9))),
    "noise": (0.1 + 0.2, "General", Cell("0.3", Decimal("0.3"))),
    "long": (95.500000000000014, "General", Cell("95.5", Decimal("95.5"))),
    "negative zero": (-0.0, "General", Cell("0", Decimal(0))),
    "tiny": (1e-7, "General", Cell("0.0000001", Decimal("0.0000001"))),
    "huge": (1e300, "General", Cell("1E+300", Decimal("1E+300"))),
    "percent": (0.97, "0.0%", Cell("0.97", Decimal("0.97"), is_percent=True, decimals=1)),
    "no percent": (0.97, '0.00"%"', Cell("0.97", Decimal("0.97"), decimals=2, unit="%")),
    "code": (7, "000", Cell("007", Decimal(7))),
    "accounting": (
        9.5,
        '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
        Cell("9.5", Decimal("9.5"), decimals=2),
    ),
    "points": (9.5, "0.0分", Cell("9.5", Decimal("9.5"), decimals=1, unit="分")),
    "WPS general": (9.5, 'G/通用格式"分"', Cell("9.5", Decimal("9.5"), unit="分")),
    "red": (-9.5, "0.00_ ;[Red]\\-0.00\\ ", Cell("-9.5", Decimal("-9.5"), decimals=2)),
    "thousands cut off": (12345, "#,##0.00,", Cell("12345", Decimal(12345), decimals=2, shown="12.35")),
    "ten thousands": (12345, '0!.0,"万"', Cell("12345", Decimal(12345), unit="万", shown="1.2万")),
    "ten thousands, where so many": (9.5, '[>=10000]0!.0,"万";0.0', Cell("9.5", Decimal("9.5"), decimals=1)),
    "money": (9.5, "[$¥-804]#,##0.0", Cell("9.5", Decimal("9.5"), decimals=1, unit="元")),
    "in parts": (1234567, "000-0000", Cell("1234567", Decimal(1234567), shown="123-4567")),
    "a minus in front": (5, '"-"0', Cell("5", Decimal(5), shown="-5")),
    "a digit in front": (5, '"1"0', Cell("5", Decimal(5), shown="15")),
    "words alone": (0.97, '"—"', Cell("0.97", Decimal("0.97"), unit="—", shown="—")),
    "nothing at all": (97, ";;;", Cell("97", Decimal(97), shown="")),
    "no zero": (0, "#,###", Cell("0", Decimal(0), shown="")),
    "zero in accounts": (0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', Cell("0", Decimal(0))),
    "percent above zero only": (-0.5, "0%;-0", Cell("-0.5", Decimal("-0.5"))),
    "exponent": (12.5, "0.00E+00", Cell("12.5", Decimal("12.5"), decimals=2)),
    "endless": (
        12.5,
        "0." + "0" * 240 + ",",
        Cell("12.5", Decimal("12.5"), decimals=240, shown="0.0125000000"),
    ),
    "date": (45678, 'yyyy"年"m"月"d"日"', Cell("2025-01-21", is_date=True)),
    "time": (45678.5, "m/d h:mm", Cell("2025-01-21 12:00:00", is_date=True)),
    "early": (59, "yyyy-mm-dd", Cell("1900-02-28", is_date=True)),
    "no date": (3e6, "yyyy-mm-dd", Cell("3000000", is_date=True)),
}


@pytest.mark.parametrize("case", NUMBERS)
def test_a_number_keeps_what_its_format_says(case: str) -> None:
    number, code, expected = NUMBERS[case]
    file = written(
        lambda book, sheet: sheet.write_number(0, 0, number, book.add_format({"num_format": code}))
    )
    assert cells_of(file) == {"A1": expected}


@pytest.mark.parametrize("number", [14, 27, 31, 57, 58])
def test_dates_that_chinese_programs_know_by_number_alone_are_dates(number: int) -> None:
    def numbered(part: bytes) -> bytes:
        assert b'numFmtId="164"' in part
        return re.sub(rb"<numFmts.*</numFmts>", b"", part).replace(b'"164"', f'"{number}"'.encode())

    file = written(
        lambda book, sheet: sheet.write_number(0, 0, 45678, book.add_format({"num_format": "d.m"}))
    )
    file = with_parts({"xl/styles.xml": numbered}, file.content)
    assert cells_of(file) == {"A1": Cell("2025-01-21", is_date=True)}
    assert found(file) == []


def test_dates_counted_from_1904_are_dates() -> None:
    def count(book: openpyxl.Workbook) -> None:
        book.epoch = dt.datetime(1904, 1, 1)  # noqa: DTZ001 - Excel knows no zones
        book["得分"]["B2"] = dt.date(2025, 1, 21)

    file = changed("a.xlsx", SHEETS, count)
    assert cells_of(file)["B2"] == Cell("2025-01-21", is_date=True)
    assert found(file) == []


@pytest.mark.parametrize("error", ["#DIV/0!", "#N/A", "#SPILL!", "#CALC!", "#GETTING_DATA"])
def test_errors_old_and_new_are_told_by_name(error: str) -> None:
    file = with_cells(f'<row r="1"><c r="A1" t="e"><f>B1</f><v>{error}</v></c><c r="B1"><v>1</v></c></row>')
    assert cells_of(file)["A1"] == Cell(error, is_error=True, is_formula=True)
    assert found(file) == [("formulas-read", "A1")]


def test_content_far_from_the_corner_stands_where_it_is() -> None:
    rows = '<row r="3"><c r="C3"><v>1</v></c></row><row r="5"><c r="B5"><v>2</v></c></row>'
    assert {place: cell.text for place, cell in cells_of(with_cells(rows)).items()} == {"C3": "1", "B5": "2"}
    assert found(with_cells(rows)) == []


def formulas(_: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
    sheet.write_formula("A1", "=1/0", None, "#DIV/0!")
    sheet.write_formula("A3", "=1+1", None, 2)
    sheet.write_formula("A4", '="甲"', None, "甲")
    sheet.write_formula("A5", "=TRUE", None, value=True)
    sheet.write_formula("A6", "=SUM(A7:A9)")
    sheet.write_boolean("A7", boolean=False)


def test_errors_formulas_and_their_missing_results_stay_apart() -> None:
    # Its writer leaves 0 where it was told no result, and says that all is yet to be worked out.
    assert cells_of(written(formulas)) == {
        "A1": Cell("#DIV/0!", is_error=True, is_formula=True),
        "A3": Cell("2", Decimal(2), is_formula=True),
        "A4": Cell("甲", is_formula=True),
        "A5": Cell("TRUE", is_formula=True),
        "A6": Cell(is_formula=True, is_uncalculated=True),
        "A7": Cell("FALSE"),
    }
    assert found(written(formulas)) == [("formulas-read", "A1")]
    unsaved = changed("a.xlsx", SHEETS, lambda book: book["得分"].__setitem__("B2", "=1+1"))
    assert cells_of(unsaved)["B2"] == Cell(is_formula=True, is_uncalculated=True)


def test_what_is_hidden_is_read_and_said() -> None:
    def hide(book: openpyxl.Workbook) -> None:
        book.create_sheet("空")
        book["得分"].sheet_state = "hidden"
        book["得分"].row_dimensions[3].hidden = True
        book["得分"].row_dimensions[9].hidden = True
        book["得分"].column_dimensions["B"].hidden = True
        book["得分"].column_dimensions["Z"].hidden = True

    file = changed("a.xlsx", SHEETS, hide)
    assert found(file) == [("sheet-hidden", None), ("rows-hidden", "A3"), ("columns-hidden", "B1")]
    assert len(read_grids(file)[0]) == 1


def test_under_a_merged_range_a_cell_is_marked_as_far_as_the_sheet_reaches() -> None:
    file = changed("a.xlsx", SHEETS, lambda book: book["得分"].merge_cells("B2:D9"))
    grid = read_grids(file)[0][0]
    assert [[cell.merged_range for cell in row] for row in grid.rows] == [["", ""], ["", ""], ["", "B2:D9"]]
    assert grid.rows[1][1].text == "9.5"


# ---------------------------------------------------------------- CSV

CSV: dict[str, tuple[bytes, list[list[str]]]] = {
    "UTF-8": ("单位,评分\n甲县,9.5\n".encode("utf-8-sig"), [["单位", "评分"], ["甲县", "9.5"]]),
    "GB18030": ("单位,评分\r\n甲县,9.5\r\n".encode("gb18030"), [["单位", "评分"], ["甲县", "9.5"]]),
    "tabs": ("单位\t评分\n甲县\t1,234\n".encode(), [["单位", "评分"], ["甲县", "1,234"]]),
    "semicolons": ("单位;评分\n甲县;9,5\n".encode(), [["单位", "评分"], ["甲县", "9,5"]]),
    "a title": ("得分表\n单位,评分\n甲县,9\n".encode(), [["得分表", ""], ["单位", "评分"], ["甲县", "9"]]),
    "quotes": ('单位,评分\n"甲""县",1\n'.encode(), [["单位", "评分"], ['甲"县', "1"]]),
    "short rows": (
        "单位,评分\n甲县\n\n乙县,1\n,,\n".encode(),
        [["单位", "评分"], ["甲县", ""], ["", ""], ["乙县", "1"]],
    ),
}


@pytest.mark.parametrize("case", CSV)
def test_csv_is_read_in_the_encodings_and_with_the_separators_of_the_office(case: str) -> None:
    content, expected = CSV[case]
    grids, _ = read_grids(named("a.csv", content))
    assert [[cell.text for cell in row] for row in grids[0].rows] == expected
    numbers = [cell.number for row in grids[0].rows for cell in row if cell.text == "9.5"]
    assert numbers == [Decimal("9.5")] * len(numbers)


def test_a_longer_row_below_the_title_of_a_csv_file_holds_its_headings() -> None:
    title = "填报单位：,甲县\n指标,填报值,备注\n评分,5,\n"
    assert found(named("a.csv", title.encode())) == []
    assert found(named("a.csv", f"{title}办结率,1,234,\n".encode())) == [("row-too-long", "D4")]
    assert found(named("a.csv", "单位,等次\n甲县,好\n乙县,好,无\n".encode())) == [("row-too-long", "C3")]


RAISED = {
    "superscript": ("<vertAlign val='superscript'/>", "2", "10²"),
    "subscript": ("<b/><vertAlign val='subscript'/><sz val='9'/>", "12", "10₁₂"),
    "on the line": ("<vertAlign val='baseline'/>", "2", "102"),
    "escaped": ("<vertAlign val='superscript'/>", "&lt;2&#49;", "10<²1"),
}


@pytest.mark.parametrize("case", RAISED)
def test_raised_digits_are_signs_of_their_own(case: str) -> None:
    form, digits, expected = RAISED[case]
    runs = f"<r><t>10</t></r><r><rPr>{form}</rPr><t xml:space='preserve'>{digits}</t></r>"
    inline = f'<row r="1"><c r="A1" t="inlineStr"><is>{runs}</is></c></row>'
    assert cells_of(with_cells(inline)) == {"A1": Cell(expected)}
    shared = replaced(STRINGS, "<si><t>甲县</t></si>".encode(), f"<si>{runs}</si>".encode())
    assert cells_of(shared)["A2"] == Cell(expected)


CSV_REFUSED: dict[str, tuple[str, str | None, bytes]] = {
    "UTF-16": ("csv-encoding", None, "单位,评分".encode("utf-16")),
    "zeros": ("csv-encoding", None, b"a,\0b"),
    "no text": ("csv-encoding", None, b"\xff\x00\x81\x20"),
    "an open quote": ("csv-quotes", None, '单位,评分\n"甲县,9\n'.encode()),
    "a spare comma": ("row-too-long", "C2", "单位,评分\n甲县,1,234\n".encode()),
    "nothing": ("file-empty", None, b",,,\n,,,\n"),
}


@pytest.mark.parametrize("case", CSV_REFUSED)
def test_csv_that_cannot_be_read_is_refused_with_its_remedy(case: str) -> None:
    code, cell, content = CSV_REFUSED[case]
    assert found(named("a.csv", content)) == [(code, cell)]


# ---------------------------------------------------------------- zips of files


def outer() -> SourceFile:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in {
            "__MACOSX/._a.xlsx": b"x",
            "表/.DS_Store": b"x",
            "表/~$甲.xlsx": b"x",
            "表/甲.xlsx": GOOD,
            "说明.docx": b"x",
            "里面.zip": zipped({"a.xlsx": GOOD}),
            "../外面.xlsx": GOOD,
            "乙.csv": "单位,评分\n乙县,1\n".encode(),
            "丙.xlsx": b"",
        }.items():
            archive.writestr(zipfile.ZipInfo(name, (2025, 1, 21, 8, 30, 0)), content)
    return SourceFile("市.zip", buffer.getvalue())


def described(file: FileRead) -> tuple[str, int, list[str]]:
    return file.name, len(file.grids), [problem.code for problem in file.problems]


def test_a_zip_is_read_file_by_file_and_nothing_in_it_is_passed_over_in_silence() -> None:
    told: list[tuple[int, int]] = []
    files = list(read_files([named("前.xlsx"), outer()], lambda done, total: told.append((done, total))))
    assert [described(file) for file in files] == [
        ("前.xlsx", 1, []),
        ("市.zip/表/甲.xlsx", 1, []),
        ("市.zip/说明.docx", 0, ["zip-member-not-read"]),
        ("市.zip/里面.zip", 0, ["zip-in-zip"]),
        ("市.zip/外面.xlsx", 0, ["zip-name-unsafe"]),
        ("市.zip/乙.csv", 1, []),
        ("市.zip/丙.xlsx", 0, ["file-empty"]),
    ]
    assert files[1].received == dt.datetime(2025, 1, 21, 8, 30)  # noqa: DTZ001 - a zip knows no zone
    assert files[1].digest == files[0].digest
    assert files[1].grids[0].file == "市.zip/表/甲.xlsx"
    assert told == [(1, 2), *((done, 7) for done in range(2, 8))]


def test_two_members_of_one_name_are_not_both_taken() -> None:
    content = zipped({"a.csv": b"a,b\n1,2\n", "b.csv": b"a,b\n3,4\n"}).replace(b"b.csv", b"a.csv")
    assert [described(file)[2] for file in read_files([named("o.zip", content)])] == [
        [],
        ["zip-name-repeated"],
    ]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_without_the_mark_of_their_encoding_are_read_as_chinese(encoding: str) -> None:
    name = "甲县".encode(encoding)
    content = zipped({"A" * len(name) + ".csv": b"a,b\n1,2\n"}).replace(b"A" * len(name), name)
    assert [file.name for file in read_files([named("o.zip", content)])] == ["o.zip/甲县.csv"]


def test_a_zip_without_sheets_and_one_of_too_many_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert found(named("o.zip", zipped({"a.txt": b"x"}))) == [("zip-without-sheets", None)]
    monkeypatch.setenv("BATON_LIMITS", "zip_members=3")
    many = zipped({f"{number}.csv": b"a,b\n" for number in range(1_001)})
    assert found(named("o.zip", many)) == [("file-too-large", None)]


def test_files_come_in_the_order_they_were_handed_in(tmp_path: Path) -> None:
    paths = []
    for number in range(12):
        paths.append(tmp_path / f"{number}.csv")
        paths[-1].write_text("a,b\n" + "1,2\n" * (20_000 if number % 3 == 0 else 1), encoding="utf-8")
    assert [file.name for file in read_files(paths)] == [path.name for path in paths]


def test_a_path_that_is_no_file_is_said(tmp_path: Path) -> None:
    problems = [read_grids(path)[1][0] for path in (tmp_path / "a.xlsx", tmp_path)]
    assert [problem.code for problem in problems] == ["file-missing", "file-unreadable"]
