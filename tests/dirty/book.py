"""Workbooks written part by part, always the same, so that their XML can hold what no library writes."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from tests.dirty.archive import zipped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Style(IntEnum):
    """How a cell is shown; the numbers are those of the styles part below."""

    GENERAL = 0
    PERCENT = 1
    PERCENT_2 = 2
    DATE = 3
    TIME = 4
    TEXT = 5
    THOUSANDS = 6
    POINTS = 7
    CHINESE_DATE = 8
    LITERAL_PERCENT = 9
    QUOTED = 10
    WHOLE = 11
    NEGATIVE_IN_BRACKETS = 12


class Number(NamedTuple):
    """A number exactly as the file writes it."""

    text: str
    style: Style = Style.GENERAL


class Text(NamedTuple):
    """A text shown in some style."""

    text: str
    style: Style


class Error(NamedTuple):
    """An error value."""

    text: str


class Formula(NamedTuple):
    """A formula; its kept result is of this kind, "" for a number, and None where none is kept."""

    text: str
    kept: str | None = None
    kind: str = ""


class Xml(NamedTuple):
    """A cell's element as it stands, `{ref}` for its reference."""

    text: str


Cell = str | int | bool | Decimal | Number | Text | Error | Formula | Xml | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of rows, and what rows cannot say."""

    rows: Sequence[Sequence[Cell]]
    merges: tuple[str, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: tuple[int, ...] = ()
    state: str = "visible"


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

WORKBOOK, STRINGS, STYLES = "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"
TYPES, RELATIONS, BOOK_RELATIONS = "[Content_Types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels"
SHEET_1 = "xl/worksheets/sheet1.xml"

_CODES = {164: '0.0"分"', 165: 'yyyy"年"m"月"d"日"', 166: '0"%"', 167: "0.00_);(0.00)"}
_FORMATS = (0, 9, 10, 14, 20, 49, 4, 164, 165, 166, 49, 1, 167)


def column_letters(number: int) -> str:
    """The letters of a column, 1 for A."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def workbook(sheets: Mapping[str, Sheet | Sequence[Sequence[Cell]]]) -> bytes:
    """A workbook of these sheets."""
    return zipped(parts(sheets))


def parts(sheets: Mapping[str, Sheet | Sequence[Sequence[Cell]]]) -> dict[str, bytes]:
    """The parts of a workbook of these sheets, by their names in the package."""
    strings: dict[str, int] = {}
    written = {
        f"xl/worksheets/sheet{number}.xml": _sheet(
            sheet if isinstance(sheet, Sheet) else Sheet(sheet), strings
        )
        for number, sheet in enumerate(sheets.values(), 1)
    }
    states = [sheet.state if isinstance(sheet, Sheet) else "visible" for sheet in sheets.values()]
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" state="{state}" r:id="rId{number}"/>'
        for number, (name, state) in enumerate(zip(sheets, states, strict=True), 1)
    )
    texts = {
        TYPES: _content_types(len(sheets)),
        RELATIONS: _relations([("rId1", "officeDocument", "xl/workbook.xml")]),
        WORKBOOK: f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>',
        BOOK_RELATIONS: _relations(
            [
                *((f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)),
                ("rIdS", "styles", "styles.xml"),
                ("rIdT", "sharedStrings", "sharedStrings.xml"),
            ]
        ),
        **written,
        STYLES: _styles(),
        STRINGS: _strings(list(strings)),
    }
    return {name: (DECLARATION + text).encode() for name, text in texts.items()}


def _content_types(sheets: int) -> str:
    overrides = [("/xl/workbook.xml", "sheet.main"), ("/xl/styles.xml", "styles")]
    overrides += [("/xl/sharedStrings.xml", "sharedStrings")]
    overrides += [(f"/xl/worksheets/sheet{number}.xml", "worksheet") for number in range(1, sheets + 1)]
    listed = "".join(
        f'<Override PartName="{at}" ContentType="{_TYPE}.{kind}+xml"/>' for at, kind in overrides
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )


def _relations(listed: Sequence[tuple[str, str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for name, kind, target in listed
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _styles() -> str:
    codes = "".join(
        f'<numFmt numFmtId="{number}" formatCode={quoteattr(code, {chr(34): "&quot;"})}/>'
        for number, code in _CODES.items()
    )
    shown = "".join(
        f'<xf numFmtId="{number}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"'
        + (' quotePrefix="1"/>' if style == Style.QUOTED else "/>")
        for style, number in enumerate(_FORMATS)
    )
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts count="{len(_CODES)}">{codes}</numFmts>'
        '<fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(_FORMATS)}">{shown}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _strings(texts: Sequence[str]) -> str:
    inner = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in texts)
    return f'<sst xmlns="{MAIN}" count="{len(texts)}" uniqueCount="{len(texts)}">{inner}</sst>'


def _sheet(sheet: Sheet, strings: dict[str, int]) -> str:
    width = max((len(row) for row in sheet.rows), default=0)
    columns = "".join(f'<col min="{n}" max="{n}" width="9" hidden="1"/>' for n in sheet.hidden_columns)
    body = "".join(_row(sheet, number, row, strings) for number, row in enumerate(sheet.rows, 1))
    merged = "".join(f'<mergeCell ref="{area}"/>' for area in sheet.merges)
    before = f"<cols>{columns}</cols>" if columns else ""
    after = f'<mergeCells count="{len(sheet.merges)}">{merged}</mergeCells>' if merged else ""
    area = f"A1:{column_letters(max(width, 1))}{max(len(sheet.rows), 1)}"
    return (
        f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}"><dimension ref="{area}"/>'
        f"{before}<sheetData>{body}</sheetData>{after}</worksheet>"
    )


def _row(sheet: Sheet, number: int, row: Sequence[Cell], strings: dict[str, int]) -> str:
    cells = "".join(
        cell_xml(f"{column_letters(at)}{number}", cell, strings) for at, cell in enumerate(row, 1)
    )
    hidden = ' hidden="1"' if number in sheet.hidden_rows else ""
    return f'<row r="{number}"{hidden}>{cells}</row>' if cells else ""


def cell_xml(ref: str, cell: Cell, strings: dict[str, int]) -> str:
    """A cell's element; a text is added to the strings of the workbook."""
    match cell:
        case None:
            return ""
        case bool():
            return f'<c r="{ref}" t="b"><v>{int(cell)}</v></c>'
        case int() | Decimal():
            return f'<c r="{ref}"><v>{cell}</v></c>'
        case Number(text, style):
            return f'<c r="{ref}" s="{style.value}"><v>{text}</v></c>'
        case str():
            return cell_xml(ref, Text(cell, Style.GENERAL), strings)
        case Text(text, style):
            index = strings.setdefault(text, len(strings))
            return f'<c r="{ref}" s="{style.value}" t="s"><v>{index}</v></c>'
        case Error(text):
            return f'<c r="{ref}" t="e"><v>{text}</v></c>'
        case Formula(text, kept, kind):
            result = "" if kept is None else f"<v>{escape(kept)}</v>"
            typed = f' t="{kind}"' if kind else ""
            return f'<c r="{ref}"{typed}><f>{escape(text)}</f>{result}</c>'
        case Xml(text):
            return text.replace("{ref}", ref)
