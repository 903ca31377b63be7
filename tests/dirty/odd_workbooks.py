"""Workbooks as other programs write them, which are fine, and workbooks that no program should have written."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tests.dirty import office
from tests.dirty.archive import edited, zipped
from tests.dirty.book import BOOK_RELATIONS, MAIN, SHEET_1, STRINGS, WORKBOOK, Sheet, column_letters, parts
from tests.dirty.case import REJECT_CELLS, REJECT_FILE, Case, contained, damaged, either, noted
from tests.dirty.case import accepted as taken
from tests.dirty.wrong_files import clean_parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from tests.dirty.book import Cell
    from tests.dirty.case import File

_DIMENSION = '<dimension ref="A1:G7"/>'
_LAST_ROW, _LAST_COLUMN = 1_048_576, "XFD"


def cases() -> Iterator[Case]:
    """Habits of other programs, stray cells, sizes, wrong references, sheets."""
    yield from _habits()
    yield from _blank()
    yield from _stray()
    yield from _sizes()
    yield from _references()
    yield from _merges()
    yield from _sheets()


def _habits() -> Iterator[Case]:
    clean = clean_parts()
    sheet = clean[SHEET_1].decode()
    texts = {
        "no dimension": sheet.replace(_DIMENSION, ""),
        "a dimension of one cell for a table": sheet.replace("A1:G7", "A1"),
        "a dimension of the whole sheet for a table": sheet.replace("A1:G7", "A1:XFD1048576"),
        "cells without references": _without_cell_references(sheet),
        "rows and cells without references": _without_row_references(_without_cell_references(sheet)),
        "a prefix for every element": _with_prefix(sheet),
        "blanks and comments between elements": sheet.replace("</row>", "</row>\n  <!-- row -->\n"),
        "a processing instruction": sheet.replace("<sheetData>", "<?other do?><sheetData>"),
        "an extension nobody knows": sheet.replace(
            "</worksheet>", f"<extLst>{_EXTENSION}</extLst></worksheet>"
        ),
        "rows with heights and spans": sheet.replace("<row ", '<row spans="1:7" ht="20.5" customHeight="1" '),
        "shared formulas with results": _with_shared_formulas(sheet),
        "a filter, frozen panes and printing": _with_furniture(sheet),
    }
    for name, text in texts.items():
        assert text != sheet, name
        yield _taken(name, {**clean, SHEET_1: text.encode()})
    counts = edited(clean, STRINGS, " uniqueCount=", " other=")
    yield _taken("strings without a count", counts)
    rich = edited(
        clean, STRINGS, '<t xml:space="preserve">甲县</t>', "<r><t>甲</t></r><r><rPr><b/></rPr><t>县</t></r>"
    )
    yield _taken("a unit in two fonts", rich)
    read_aloud = edited(
        clean, STRINGS, "甲县</t>", '甲县</t><rPh sb="0" eb="1"><t>jia xian</t></rPh><phoneticPr fontId="0"/>'
    )
    yield _taken("a unit with its pronunciation", read_aloud)
    mentioned = edited(clean, WORKBOOK, "<sheets>", '<workbookPr date1904="1"/><sheets>')
    yield _taken("dates counted from 1904", mentioned)
    named = edited(clean, WORKBOOK, "</sheets>", f"</sheets>{_DEFINED}")
    yield _taken("names for areas and a hidden one", named)


def _blank() -> Iterator[Case]:
    yield _huge("1,048,576 blank formatted rows", _blank_rows)
    yield _huge("200,000 blank formatted cells", _blank_cells)
    below = f'<row r="{_LAST_ROW}"><c r="{_LAST_COLUMN}{_LAST_ROW}" s="1"/></row></sheetData>'
    yield _taken(
        "a blank formatted cell in the last corner", edited(clean_parts(), SHEET_1, "</sheetData>", below)
    )
    columns = '<cols><col min="1" max="16384" width="9" style="1"/></cols><sheetData>'
    yield _taken("16,384 formatted columns", edited(clean_parts(), SHEET_1, "<sheetData>", columns))


def _stray() -> Iterator[Case]:
    for ref in (f"{_LAST_COLUMN}{_LAST_ROW}", f"A{_LAST_ROW}", f"{_LAST_COLUMN}1048575", "A30000"):
        row = "".join(character for character in ref if character.isdigit())
        for kind, inner in (("number", "<v>1</v>"), ("word", "<is><t>x</t></is>")):
            typed = ' t="inlineStr"' if kind == "word" else ""
            stray = f'<row r="{row}"><c r="{ref}"{typed}>{inner}</c></row></sheetData>'
            yield _damaged(f"a stray {kind} at {ref}", edited(clean_parts(), SHEET_1, "</sheetData>", stray))
    aside = edited(clean_parts(), SHEET_1, "</row>", '<c r="XFD1"><v>1</v></c></row>')
    yield _damaged("a stray number at XFD1", aside)


def _sizes() -> Iterator[Case]:
    below: tuple[tuple[str, int, list[Cell]], ...] = (
        ("20,001 rows", 19_994, ["庚县", 1]),
        ("more than 400,000 cells", 1_000, ["庚县", *[1] * 400]),
    )
    for name, count, row in below:
        yield _made(name, partial(_book, [*office.rows(), *[row] * count]))
    yield _made("600 columns", partial(_book, [[*row, *[1] * 600] for row in office.rows()]))
    many = {office.SHEET: office.rows(), **{f"表{number}": [] for number in range(59)}}
    yield _made("60 sheets", lambda: zipped(parts(many)))
    for name, count in (
        ("four billion strings", 4_294_967_295),
        ("two billion strings", 2_147_483_647),
        ("minus one string", -1),
    ):
        text = clean_parts()[STRINGS].decode()
        before = text[text.index("count=") : text.index("><si>")]
        claim = f'count="{count}" uniqueCount="{count}"'
        yield _damaged(f"a claim of {name}", edited(clean_parts(), STRINGS, before, claim))
    styles = edited(clean_parts(), "xl/styles.xml", '<cellXfs count="13"', '<cellXfs count="4294967295"')
    yield _taken("a claim of four billion styles", styles)


def _references() -> Iterator[Case]:
    clean = clean_parts()
    sheet = clean[SHEET_1].decode()
    at = sheet.index('<c r="B2"')
    number = sheet[at : sheet.index("</c>", at) + 4]
    for name, old, new in (
        ("a string number out of range", 't="s"><v>0</v>', 't="s"><v>9999999</v>'),
        ("a negative string number", 't="s"><v>0</v>', 't="s"><v>-1</v>'),
        ("a string number that is none", 't="s"><v>0</v>', 't="s"><v>x</v>'),
        ("a string number with a point", 't="s"><v>0</v>', 't="s"><v>0.5</v>'),
        ("a number that is none", "<v>28.5</v>", "<v>ninety</v>"),
        ("a number that is not a number", "<v>28.5</v>", "<v>NaN</v>"),
        ("a style out of range", number, number.replace("<c ", '<c s="99999" ')),
        ("a negative style", number, number.replace("<c ", '<c s="-1" ')),
        ("a cell type nobody knows", number, number.replace("<c ", '<c t="zz" ')),
        ("a cell beyond the last column", 'r="B2"', 'r="ZZZZ9"'),
        ("a cell in row 0", 'r="B2"', 'r="B0"'),
        ("a cell in a row beyond the last", 'r="B2"', 'r="B1048577"'),
        ("a cell in a negative row", 'r="B2"', 'r="B-2"'),
        ("a cell without a column", 'r="B2"', 'r="2"'),
        ("a cell without a row", 'r="B2"', 'r="B"'),
        ("a cell of another row", 'r="B2"', 'r="B5"'),
        ("a cell in Arabic-Indic digits", 'r="B2"', 'r="B\u0662"'),
        ("row 0", '<row r="2"', '<row r="0"'),
        ("a row beyond the last", '<row r="7"', '<row r="1048577"'),
        ("a row of a huge number", '<row r="7"', '<row r="99999999999999999999"'),
        ("a row that is none", '<row r="2"', '<row r="two"'),
        ("the same cell twice, not alike", number, number + number.replace("28.5", "29.5")),
        ("the same row twice", '<row r="3"', '<row r="2"'),
    ):
        yield _damaged(name, edited(clean, SHEET_1, old, new))
    rows = sheet.split("<row ")
    turned = "<row ".join([rows[0], rows[1], rows[3], rows[2], *rows[4:]])
    yield either("workbook: rows out of order", partial(_file, {**clean, SHEET_1: turned.encode()}))
    moved = sheet.replace(number, "", 1)
    end = moved.index("</row>", moved.index('<row r="2"'))
    moved = moved[:end] + number + moved[end:]
    yield either("workbook: cells out of order", partial(_file, {**clean, SHEET_1: moved.encode()}))


def _merges() -> Iterator[Case]:
    table = office.rows()
    overlapping = parts({office.SHEET: Sheet(table, ("J10:K12", "K11:L13"))})
    yield either("workbook: merges that overlap on blank cells", partial(_file, overlapping))
    yield _taken("a merge of one cell", parts({office.SHEET: Sheet(table, ("B2:B2",))}))
    yield _taken("a merge of blank cells", parts({office.SHEET: Sheet(table, ("J10:K12",))}))
    blank = tuple(f"J{number}:K{number}" for number in range(1, 100_001))
    yield either("workbook: 100,000 merges", lambda: _file(parts({office.SHEET: Sheet(table, blank)})))
    for area in ("A1:XFD1048576", "A1:G7"):
        book = parts({office.SHEET: Sheet(table, (area,))})
        outcomes = frozenset({REJECT_CELLS, REJECT_FILE})
        undecided = tuple(f"{unit}|" for unit in office.UNITS)
        yield Case(
            f"workbook: everything merged as {area}",
            partial(_file, book),
            outcomes,
            {},
            blocking=None,
            undecided=undecided,
            container=True,
        )


def _sheets() -> Iterator[Case]:
    clean = clean_parts()
    listed = '<sheet name="得分" sheetId="1" state="visible" r:id="rId1"/>'
    for name, part, old, new in (
        ("no sheets", WORKBOOK, listed, ""),
        ("a sheet listed twice under one name", WORKBOOK, listed, listed * 2),
        ("a sheet without its relation", WORKBOOK, 'r:id="rId1"', 'r:id="rId99"'),
        ("a sheet outside the package", BOOK_RELATIONS, "worksheets/sheet1.xml", "../../../../etc/passwd"),
        ("a sheet at an absolute path", BOOK_RELATIONS, "worksheets/sheet1.xml", "file:///etc/passwd"),
        (
            "a sheet on the network",
            BOOK_RELATIONS,
            '"worksheets/sheet1.xml"',
            '"http://127.0.0.1:9/x" TargetMode="External"',
        ),
        ("a sheet that is the workbook part", BOOK_RELATIONS, "worksheets/sheet1.xml", "workbook.xml"),
        ("strings that are the sheet", BOOK_RELATIONS, "sharedStrings.xml", "worksheets/sheet1.xml"),
    ):
        yield _damaged(name, edited(clean, part, old, new))
    yield _taken("a sheet without a name", edited(clean, WORKBOOK, 'name="得分"', 'name=""'))
    table = office.rows()
    for name in (
        "it's",
        "得分!",
        "<script>alert(1)",
        "a&b",
        "=1+1",
        "１２３",
        "得分 (2)",
        "&#x3c;b&#x3e;",
    ):
        yield _taken(f"a sheet named {name}", parts({name: table}))
    for state in ("hidden", "veryHidden"):
        hidden = parts({office.SHEET: Sheet(table, state=state)})
        yield noted(_taken(f"a {state} sheet", hidden), "隐藏")
    twice = parts({"得分": table, "得分 ": table})
    yield _damaged("two sheets of the same name", edited(twice, WORKBOOK, 'name="得分 "', 'name="得分"'))


_EXTENSION = '<ext uri="{0}"><x:other xmlns:x="urn:x" v="1">一</x:other></ext>'
_DEFINED = (
    '<definedNames><definedName name="_xlnm.Print_Area" localSheetId="0">得分!$A$1:$G$7</definedName>'
    '<definedName name="x" hidden="1">#REF!</definedName></definedNames>'
)


def _without_cell_references(sheet: str) -> str:
    for row in range(1, 8):
        for column in range(1, 8):
            sheet = sheet.replace(f'<c r="{column_letters(column)}{row}"', "<c")
    return sheet


def _without_row_references(sheet: str) -> str:
    for row in range(1, 8):
        sheet = sheet.replace(f'<row r="{row}"', "<row")
    return sheet


def _with_prefix(sheet: str) -> str:
    prefixed = sheet.replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?", "<?")
    return prefixed.replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"')


def _with_shared_formulas(sheet: str) -> str:
    first = '<c r="B2" ><f t="shared" ref="B2:B3" si="0">H2*1</f><v>28.5</v></c>'
    second = '<c r="B3"><f t="shared" si="0"/><v>27</v></c>'
    changed = sheet.replace('<c r="B2"><v>28.5</v></c>', first)
    return changed.replace('<c r="B3"><v>27</v></c>', second)


def _with_furniture(sheet: str) -> str:
    view = '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews>'
    after = '</sheetData><autoFilter ref="A1:G7"/><pageMargins left="1" right="1" top="1" bottom="1" header="0" footer="0"/>'
    return sheet.replace("<sheetData>", f"{view}<sheetData>").replace("</sheetData>", after)


def _blank_rows() -> bytes:
    rows = "".join(f'<row r="{number}" s="1" customFormat="1"/>' for number in range(8, _LAST_ROW + 1))
    return zipped(edited(clean_parts(), SHEET_1, "</sheetData>", f"{rows}</sheetData>"))


def _blank_cells() -> bytes:
    letters = [column_letters(number) for number in range(1, 201)]
    rows = "".join(
        f'<row r="{row}">{"".join(f"<c r={chr(34)}{letter}{row}{chr(34)} s={chr(34)}1{chr(34)}/>" for letter in letters)}</row>'
        for row in range(8, 1_008)
    )
    return zipped(edited(clean_parts(), SHEET_1, "</sheetData>", f"{rows}</sheetData>"))


def _taken(name: str, changed: Mapping[str, bytes]) -> Case:
    return contained(taken(f"workbook: {name}", partial(_file, changed)))


def _huge(name: str, make: Callable[[], bytes]) -> Case:
    return contained(taken(f"workbook: {name}", lambda: [(office.FILE, make())]))


def _damaged(name: str, changed: Mapping[str, bytes]) -> Case:
    return damaged(f"workbook: {name}", partial(_file, changed), never=("root:",))


def _made(name: str, make: Callable[[], bytes]) -> Case:
    return damaged(f"workbook: {name}", lambda: [(office.FILE, make())])


def _book(table: list[list[Cell]]) -> bytes:
    return zipped(parts({office.SHEET: table}))


def _file(changed: Mapping[str, bytes]) -> list[File]:
    return [(office.FILE, zipped(changed))]
