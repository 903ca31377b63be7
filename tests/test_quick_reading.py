"""What is read quickly is read as ever: rows without parsing each cell, and cells without judging each anew."""

from __future__ import annotations

import io
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import example, given
from hypothesis import strategies as st

from documents.grid import BLANK, Cell, Grid, Spot
from documents.intake.asked import asked_of
from documents.intake.by_cell import ByCell
from documents.intake.intake import Intake
from documents.intake.quick_taking import QuickTaking
from documents.intake.row_log import RowLog
from documents.intake.taking import Taking
from documents.sandbox.first_reader import SheetParser
from documents.sandbox.limits import Limits
from documents.sandbox.quick_parser import QuickParser
from documents.sandbox.trouble import Trouble
from indicators.formula import ColumnName, Stage
from indicators.scheme import Scheme
from indicators.units import Exemption, Unit

if TYPE_CHECKING:
    from collections.abc import Callable

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRINGS = ["单位", "甲县", "  ", "", "12.5", "长" * 300]
FORMATS = ["General", "0.00", "yyyy-mm-dd", "[h]:mm"]
FEW = Limits(rows=30, columns=5, cells=40, text_m=1)

# ---------------------------------------------------------------- the child: one sheet, parsed


def parsed(kind: Callable[..., SheetParser], body: str, limits: Limits) -> object:
    """All that a parser finds in a sheet, or why it refuses it."""
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<worksheet xmlns="{MAIN}">{body}</worksheet>'
    parser = kind(
        "得分",
        io.BytesIO(text.encode()),
        STRINGS,
        FORMATS,
        limits,
        unworked=False,
        epoch=datetime(1899, 12, 30),  # noqa: DTZ001 - as openpyxl has it
        date_formats={2, 3},
        timedelta_formats={3},
    )
    try:
        rows = list(parser.rows())
    except Trouble as trouble:
        return trouble.record()
    return rows, parser.count, parser.characters, parser.hidden_rows, parser.hidden_columns, parser.merged


NUMBERS = st.one_of(
    st.integers(-(10**18), 10**18).map(str),
    st.floats(allow_nan=False, allow_infinity=False).map(lambda number: repr(number).replace("e", "E")),
    st.sampled_from(["1e5", "1.", ".5", "--1", "1e", "+7", "0012", "1E99999", "44000", "2958466", "-1"]),
)
INSIDES = st.one_of(
    NUMBERS.map(lambda text: f"<v>{text}</v>"),
    st.sampled_from(
        ["", "<v></v>", "<f>1+1</f><v>2</v>", "<f>A1</f>", "<is><t>字</t></is>", "<v>#N/A</v>", "<x/>"]
    ),
)
ATTRIBUTES = st.sampled_from(["", "", "", ' s="1"', ' s="2"', ' s="3"', ' s="9"', ' s="x"'])
KINDS = st.sampled_from(["", "", "", ' t="n"', ' t="str"', ' t="b"', ' t="e"', ' t="inlineStr"', ' t="d"'])
SHARED = st.sampled_from([f' t="s"><v>{number}</v></c>' for number in (*range(len(STRINGS)), 99)])


@st.composite
def cells(draw: st.DrawFn, row: int) -> str:
    columns = sorted(draw(st.sets(st.integers(0, 5), max_size=5)))
    if draw(st.integers(0, 19)) == 0:
        columns.reverse()
    found = []
    for column in columns:
        at = f"{'ABCDEF'[column]}{row + draw(st.sampled_from([0] * 30 + [1]))}"
        if draw(st.booleans()):
            found.append(f'<c r="{at}"{draw(SHARED)}')
        else:
            found.append(f'<c r="{at}"{draw(ATTRIBUTES)}{draw(KINDS)}>{draw(INSIDES)}</c>')
    return "".join(found)


@st.composite
def bodies(draw: st.DrawFn) -> str:
    rows, row = [], 0
    for _ in range(draw(st.integers(0, 8))):
        row += draw(st.sampled_from([1, 1, 1, 2, 9, 0]))
        more = draw(
            st.sampled_from(["", ' spans="1:3"', ' hidden="1"', ' ht="3.5" customHeight="1"', ' r="7"'])
        )
        inside = draw(st.one_of(cells(row), st.just("")))
        rows.append(f'<row r="{row}"{more}>{inside}</row>')
    data = "".join(rows)
    wrapped = draw(
        st.sampled_from(["{}", "{}", "{}", "<!-- {} -->", "<x>{}</x>", '<x xmlns="urn:other">{}</x>'])
    )
    before = draw(st.sampled_from(["", '<cols><col min="2" max="3" hidden="1"/></cols>', '<row r="2"/>']))
    after = draw(
        st.sampled_from(["", '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>', '<row r="3"/>', "<"])
    )
    return f"{before}<sheetData>{wrapped.replace('{}', data)}</sheetData>{after}"


@given(bodies(), st.sampled_from([Limits(), FEW]))
@example('<sheetData><row r="1" a="><c r="A1"><v>1</v></c></row></sheetData>', Limits())
@example(
    '<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row></sheetData>',
    FEW,
)
@example('<sheetData><row r="2" xmlns="urn:other"><c r="A2"><v>1</v></c></row></sheetData>', Limits())
def test_a_sheet_parsed_quickly_is_what_it_is_parsed_cell_by_cell(body: str, limits: Limits) -> None:
    assert parsed(QuickParser, body, limits) == parsed(SheetParser, body, limits)


# ---------------------------------------------------------------- the parent: rows of cells, taken

SCHEME = Scheme.model_validate({
    "scheme": "quick",
    "title": "快",
    "groups": [{"code": "A", "name": "甲组"}, {"code": "B", "name": "乙组"}],
    "tree": [
        {"code": "total", "name": "总分", "points": 30},
        {"code": "P", "parent": "total", "name": "率", "points": 10, "unit": "%", "rule": {"kind": "direct"}},
        {"code": "Q", "parent": "total", "name": "评分", "points": 10, "groups": ["A"], "rule": {"kind": "direct"}},
        {"code": "R", "parent": "total", "name": "达标", "points": 10, "rule": {"kind": "pass or fail", "fail": 0}},
    ],
})  # fmt: skip
UNITS = tuple(Unit(code=f"U{number}", name=f"单位{number}", group="AB"[number % 2]) for number in range(4))
EXEMPT = (Exemption(unit="U0", indicator="P", reason="新设", approved_by="考核办"),)
DISTINCT = (
    BLANK,
    Cell("—"),
    Cell("/"),
    Cell("九十"),
    Cell("9.5 分"),
    Cell("是"),
    *(Cell(text, Decimal(text)) for text in ("0", "-0", "1", "9.5", "9.123456789", "11", "1000000000000")),
    Cell("0.97", Decimal("0.97"), is_percent=True),
    Cell("2024-01-01", is_date=True),
    Cell("#N/A", is_error=True),
    Cell("", is_formula=True, is_uncalculated=True),
    Cell("3", Decimal(3), is_formula=True),
    Cell("3", Decimal(3), unit="元"),
    Cell("3", Decimal(3), shown="4"),
    Cell(merged_range="B2:C3"),
)


def fresh() -> tuple[Intake, Taking, RowLog]:
    intake = Intake(SCHEME, units=UNITS[:3], exemptions=EXEMPT)
    taking = Taking(intake)
    return intake, taking, RowLog(taking)


def all_of(intake: Intake, taking: Taking) -> object:
    problems = [(problem.code, problem.place, problem.message) for problem in intake.problems]
    known = dict(intake.values), dict(intake.states), dict(intake.places), intake.unreported
    return known, problems, intake.problems.blocked_units, dict(taking.answered_in), taking.reasoned_in


ROWS = st.lists(
    st.tuples(
        st.integers(0, 3), st.integers(0, 1), st.lists(st.sampled_from(DISTINCT), min_size=3, max_size=3)
    ),
    max_size=12,
)


@given(ROWS)
def test_rows_taken_quickly_say_what_their_cells_say_one_by_one(
    rows: list[tuple[int, int, list[Cell]]],
) -> None:
    grid = Grid("成绩.xlsx", "成绩表", tuple(tuple(found) for _, _, found in rows))
    fields = list(enumerate(asked_of(SCHEME).values()))
    slow_intake, slow_taking, slow_log = fresh()
    intake, taking, log = fresh()
    quick = QuickTaking(taking, log, grid, fields)
    for row, (unit, turn, _) in enumerate(rows):
        slow_taking.turn = taking.turn = 1 - turn
        quick.take(UNITS[unit], row)
        for position, asked in fields:
            slow_log.take(UNITS[unit], asked, Spot(grid, row, position))
    taking.finish()
    slow_taking.finish()
    assert all_of(intake, taking) == all_of(slow_intake, slow_taking)


# ---------------------------------------------------------------- cells, kept column by column


@given(st.lists(st.tuples(st.sampled_from("UVW"), st.sampled_from("PQ"), st.integers(0, 9))))
def test_what_is_kept_by_column_is_what_a_dictionary_keeps(said: list[tuple[str, str, int]]) -> None:
    known: ByCell[int] = ByCell()
    plain: dict[tuple[str, ColumnName], int] = {}
    for code, indicator, value in said:
        key = code, ColumnName(Stage.RAW, indicator)
        known[key] = plain[key] = value
    assert known == plain
    assert dict(known.items()) == plain
    assert len(known) == len(plain)
    assert known.without({"U"}) == {key: value for key, value in plain.items() if key[0] != "U"}
    for key in list(plain):
        assert key in known
        del known[key], plain[key]
    assert known == {}
    assert ("U", ColumnName(Stage.RAW, "P")) not in known
