"""The live workbook as it is written: which functions it uses, what may be changed, and what it says of itself."""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from documents.live import book as live_book
from documents.live.names import DATA, NODES, PARAMETERS, POINTS, PUBLISHED
from documents.result_workbook import write_results
from indicators.decimals import half_up
from scoring.cell_text import FUNCTIONS, literal
from scoring.results import score
from tests.live_cases import FIRST, LIVE, MADE_AT, differences, drawn, live_sheets
from tests.random_rules import KINDS, rules_of
from tests.recalculated import cells, recalculated
from tests.schemes import case, cases, schemes
from tests.test_result_workbook import HOSTILE, sample, year

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl import Workbook

    from scoring.results import Results

#: A quotient a quarter of a billionth below 6.855, which a guard of nine decimals takes for 6.855.
NEAR_AN_EDGE = """
scheme: s
title: 题
groups: [{code: A, name: 组}]
tree:
  - {code: t, name: 总分, points: 10}
  - {code: a, name: 甲, parent: t, points: 10, measure: 分子 / 分母, zero_denominator: missing, rule: {kind: direct}}
"""


def near_an_edge() -> Results:
    found = case(NEAR_AN_EDGE, {"甲": "A"}, {"甲 a.分子": "137100898", "甲 a.分母": "20000131"})
    return score(found.scheme, found.sheet)


def formulas(content: bytes) -> list[str]:
    """Every formula of a workbook, without the texts in it."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        sheets = [package.read(name).decode() for name in package.namelist() if "worksheets/sheet" in name]
    return [re.sub('"[^"]*"', "", text) for sheet in sheets for text in re.findall("<f>(.*?)</f>", sheet)]


def opened(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def test_only_listed_functions_are_used_and_none_is_newer_than_excel_2007() -> None:
    found = [case for kind in KINDS for case in drawn(cases(schemes(rules_of(kind), levels=2), 8), 1, 1)]
    books = [live_sheets(results) for results in (sample(), year())]
    books += [live_sheets(score(case.scheme, case.sheet)) for case in found]
    used = {
        name for content in books for text in formulas(content) for name in re.findall(r"([A-Z.]+)\(", text)
    }
    assert used <= FUNCTIONS
    assert len(used) > len(FUNCTIONS) / 2
    assert not any("_xlfn" in text for content in books for text in formulas(content))


def test_cells_show_what_the_engine_publishes_before_anything_is_recalculated() -> None:
    results = sample()
    page = cells(live_sheets(results), (PUBLISHED.zh,))
    rows = {value: row for (_, row, column), value in page.items() if column == 2 and row >= FIRST}
    for position, unit in enumerate(results.sheet.units):
        shown = [page[PUBLISHED.zh, rows[unit.code], column] for column in (4, 5, 6)]
        total = results.total.value(position)
        assert total is None or Decimal(str(shown[0])) == total
        assert shown[1] == (int(results.group_rank[position]) or "—")
        assert shown[2] == (results.grades[position] or "—")


@pytest.mark.needs("libreoffice")
def test_a_number_that_floats_would_round_the_wrong_way_is_rounded_as_it_is_exactly(tmp_path: Path) -> None:
    results = near_an_edge()
    exact: Fraction = results.exact.cell(results.plan.exact_name("t"), 0).number
    assert (half_up(exact, 2), half_up(exact, 9)) == (685, 6855000000)
    content = live_sheets(results)
    total = opened(content)[PUBLISHED.zh].cell(FIRST, 4).value
    assert "ABS(" in str(total)
    assert ",6.85," in str(total)
    found = recalculated({"edge.xlsx": content}, tmp_path / "all")["edge.xlsx"]
    assert cells(found, (PUBLISHED.zh,))[PUBLISHED.zh, FIRST, 4] == 6.85
    assert differences(content, found) == []


def test_only_figures_and_settings_may_be_changed() -> None:
    book = opened(live_sheets(year()))
    for name in LIVE:
        assert book[name].protection.sheet
        assert not book[name].protection.password
    figures, settings = book[DATA.zh], book[PARAMETERS.zh]
    assert not figures.cell(FIRST, 4).protection.locked
    unlocked = {row[2].value for row in settings.iter_rows(min_row=5) if not row[3].protection.locked}
    assert "满分" in unlocked
    assert "下级权重之和与满分" not in unlocked
    for name in (POINTS.zh, NODES.zh, PUBLISHED.zh):
        assert all(cell.protection.locked for row in book[name].iter_rows(min_row=FIRST) for cell in row)


def test_ranges_have_names_and_headings_their_rules() -> None:
    book = opened(live_sheets(sample()))
    assert {"总分", "组内名次", "等次"} <= set(book.defined_names)
    assert book.defined_names["总分"].attr_text.startswith("公布!$D$8:$D$")
    comments = [
        cell.comment.text for row in book[POINTS.zh].iter_rows(max_row=FIRST) for cell in row if cell.comment
    ]
    rules = {indicator.rule_words.zh for indicator in sample().plan.scheme.indicators}
    assert len(rules & set(comments)) > len(rules) / 2


def test_more_units_than_a_spreadsheet_works_out_get_values_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_book, "MOST_UNITS", 3)
    book = opened(write_results(sample(), (), made_at=MADE_AT))
    assert not set(LIVE) & set(book.sheetnames)
    assert "只有数值" in {cell.value for row in book["活表说明"].iter_rows() for cell in row}


def test_names_in_any_cell_and_heading_stay_text() -> None:
    found = case(
        NEAR_AN_EDGE.replace("name: 甲", "name: '=1+1'"),
        dict.fromkeys(HOSTILE[:6], "A"),
        {},
    )
    content = live_sheets(score(found.scheme, found.sheet))
    assert not any("HYPERLINK" in text or "SUM(1)" in text for text in formulas(content))
    assert {
        cell.data_type for row in opened(content)[DATA.zh].iter_rows(min_row=FIRST, max_col=3) for cell in row
    } == {"s"}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0.5", "0.5"),
        ("-3", "(-3)"),
        ("1/3", "(1/3)"),
        ("-2/7", "(-2/7)"),
        ("123456789012345", "123456789012345"),
        ("1234567890123456/10", "(617283945061728/5)"),
    ],
)
def test_numbers_are_written_so_that_excel_keeps_all_of_them(value: str, text: str) -> None:
    assert literal(Fraction(value)) == text
