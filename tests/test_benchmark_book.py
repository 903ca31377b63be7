"""The benchmark workbook: written, filled in and read back, and every way of filling it in wrongly."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sample_data
from documents import SourceFile, benchmark_problems, file_problems
from documents.benchmark_book import blank_benchmark, write_benchmark
from documents.benchmark_reader import MOST_CITIES, read_benchmark
from documents.benchmark_titles import CHAIN_SHEET, SCORES_SHEET, city_of
from indicators import blocking
from indicators.problems import ProblemKind
from sample_data.make_benchmark import benchmark
from scoring.benchmark_chain import Chain, Counted, chain_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from openpyxl.workbook import Workbook

    from indicators import Problem
    from scoring.benchmark import Benchmark

MADE = datetime(2021, 1, 15, 9, 0)  # noqa: DTZ001 - as printed
SAMPLE = benchmark()
CATALOGUE = SAMPLE.catalogue
#: What holds where the workbook does not say how the total comes about.
SUM = chain_of(CATALOGUE, None)
WRITTEN = write_benchmark(SAMPLE, MADE)
#: The row of the headings and the first of the items; the column of the first city.
HEAD, FIRST, CITY = 3, 4, 5


def read(content: bytes, name: str = "对标表.xlsx") -> tuple[Benchmark | None, tuple[Problem, ...]]:
    return read_benchmark(SourceFile(name, content), CATALOGUE, SUM)


def changed(change: Callable[[Workbook], object]) -> bytes:
    """Give the sample's workbook as somebody changed it."""
    book = openpyxl.load_workbook(io.BytesIO(WRITTEN))
    change(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def put(row: int, column: int, value: object) -> Callable[[Workbook], object]:
    """Give a change of one cell of the scores."""

    def change(book: Workbook) -> None:
        book[SCORES_SHEET].cell(row, column).value = value  # type: ignore[assignment]

    return change


def put_chain(row: int, column: int, value: object) -> Callable[[Workbook], object]:
    def change(book: Workbook) -> None:
        book[CHAIN_SHEET].cell(row, column).value = value  # type: ignore[assignment]

    return change


def codes(problems: Sequence[Problem]) -> list[str]:
    return [problem.code for problem in problems]


def only(problems: Sequence[Problem], kind: ProblemKind) -> Problem:
    assert codes(problems) == [kind.code]
    return problems[0]


def same(one: Benchmark | None, other: Benchmark) -> None:
    assert one is not None
    assert (one.cities, one.ours, one.chain) == (other.cities, other.ours, other.chain)
    assert one.expected == other.expected
    assert (one.targets, one.last_year) == (other.targets, other.last_year)
    assert (one.last_totals, one.target_total) == (other.last_totals, other.target_total)


# ---------------------------------------------------------------- round trips


def test_what_is_written_is_read_back() -> None:
    found, problems = read(WRITTEN)
    assert problems == ()
    same(found, SAMPLE)


def test_the_samples_workbook_is_what_its_maker_states() -> None:
    found, problems = read_benchmark(sample_data.FOLDER / "benchmark.xlsx", CATALOGUE, SUM)
    assert problems == ()
    same(found, SAMPLE)


def test_a_template_is_filled_in_and_read_back() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_benchmark(blank_benchmark(CATALOGUE, SAMPLE.chain), MADE)))
    sheet = book[SCORES_SHEET]
    sheet.cell(HEAD, CITY).value = "云江市（本市）"
    sheet.cell(HEAD, CITY + 1).value = "沧屿市"
    sheet.delete_cols(CITY + 2, 3)
    for row, item in enumerate(CATALOGUE.leaves, start=FIRST):
        assert sheet.cell(row, 1).value == item.code
        assert Decimal(str(sheet.cell(row, 4).value)) == item.points
        for column, city in enumerate(("云江市", "沧屿市"), start=CITY):
            sheet.cell(row, column).value = float(SAMPLE.expected[city, item.code])
    buffer = io.BytesIO()
    book.save(buffer)
    found, problems = read(buffer.getvalue())
    assert problems == ()
    assert found is not None
    assert found.cities == ("云江市", "沧屿市")
    assert found.expected == {key: v for key, v in SAMPLE.expected.items() if key[0] in found.cities}


def test_only_what_is_filled_in_can_be_changed() -> None:
    book = openpyxl.load_workbook(io.BytesIO(WRITTEN))
    sheet = book[SCORES_SHEET]
    assert sheet.protection.sheet
    assert sheet.cell(FIRST, 1).protection.locked
    assert sheet.cell(FIRST, 4).protection.locked
    assert not sheet.cell(FIRST, CITY).protection.locked
    assert not sheet.cell(HEAD, CITY).protection.locked
    assert book[CHAIN_SHEET].cell(FIRST, 1).protection.locked
    assert not book[CHAIN_SHEET].cell(FIRST, 4).protection.locked


points = st.integers(0, 20_000).map(lambda units: Decimal(units) / 10_000)


@settings(max_examples=10)
@given(
    st.dictionaries(st.sampled_from([item.code for item in CATALOGUE.leaves if item.points != 100]), points)
)
def test_any_points_up_to_four_decimals_come_back(values: dict[str, Decimal]) -> None:
    typed = replace(
        SAMPLE, expected={("云江市", code): value for code, value in values.items()}, targets=values
    )
    found, problems = read(write_benchmark(typed, MADE))
    assert problems == ()
    same(found, typed)


@pytest.mark.parametrize("name", ["=1+1", "<r>市</r>", "{市}", "'市", "甲 市", "市" * 60])
def test_a_city_may_have_any_name(name: str) -> None:
    typed = replace(SAMPLE, cities=(name,), ours=name, expected={}, last_totals={})
    found, _ = read(write_benchmark(typed, MADE))
    assert found is not None
    assert found.cities == (name,)


def test_another_chain_comes_back() -> None:
    parts = tuple(
        Counted(part.item, "一" if part.item < "SN-4" else "二", Decimal("1.25")) for part in SUM.parts
    )
    typed = replace(SAMPLE, chain=Chain(parts, Decimal("62.5"), 3))
    found, problems = read(write_benchmark(typed, MADE))
    assert problems == ()
    assert found is not None
    assert set(found.chain.parts) == set(parts)
    assert (found.chain.base, found.chain.decimals) == (Decimal("62.5"), 3)


def test_a_csv_without_a_chain_counts_as_the_scheme_does() -> None:
    lines = ["代码,满分,甲(本市),乙市", *(f"{i.code},{i.points},{i.points},0" for i in CATALOGUE.leaves)]
    found, problems = read("\n".join(lines).encode(), "对标.csv")
    assert problems == ()
    assert found is not None
    assert (found.cities, found.ours, found.chain) == (("甲", "乙市"), "甲", SUM)
    assert found.expected["乙市", "SN-Q"] == 0


def test_the_mark_of_ours_is_no_part_of_the_name() -> None:
    assert city_of(" 云江市 （ 本市 ） ") == ("云江市", True)
    assert city_of("云江市(本市)") == ("云江市", True)
    assert city_of("Yunjiang (OURS)") == ("Yunjiang", True)
    assert city_of("云江市") == ("云江市", False)


# ---------------------------------------------------------------- cells


@pytest.mark.parametrize("typed", [None, "", "—", "×", "未统计", " "])
def test_a_blank_is_missing_and_never_zero(typed: object) -> None:
    found, problems = read(changed(put(FIRST, CITY, typed)))
    assert problems == ()
    assert found is not None
    assert found.own("SN-1.1.1") is None
    assert found.missing("云江市") == ("SN-1.1.1",)


def test_a_zero_is_a_value() -> None:
    found, problems = read(changed(put(FIRST, CITY, 0)))
    assert problems == ()
    assert found is not None
    assert found.own("SN-1.1.1") == 0


@pytest.mark.parametrize("typed", [3.01, -0.01, 300, "3.01"])
def test_points_outside_the_full_points_are_refused_at_their_cell(typed: object) -> None:
    found, problems = read(changed(put(FIRST, CITY, typed)))
    blocked = blocking(problems)
    assert codes(blocked) == ["value-out-of-range"]
    assert blocked[0].place.cell == "E4"
    assert blocked[0].place.unit == "云江市"
    assert blocked[0].place.indicator == "SN-1.1.1 党委专题研究党建"
    assert found is not None
    assert found.own("SN-1.1.1") is None


@pytest.mark.parametrize("typed", ["/", "不适用", "无", "N/A"])
def test_nobody_is_excused_from_an_item(typed: str) -> None:
    _, problems = read(changed(put(FIRST, CITY, typed)))
    assert only(problems, benchmark_problems.NOT_A_SCORE).place.cell == "E4"


@pytest.mark.parametrize("typed", ["约2分", "=1+1", "优秀", True, "#DIV/0!", "2021-01-02", "2.12345"])
def test_what_is_no_number_is_refused(typed: object) -> None:
    found, problems = read(changed(put(FIRST, CITY, typed)))
    assert len(blocking(problems)) == 1
    assert found is not None
    assert found.own("SN-1.1.1") is None


def test_points_as_text_are_read_and_said() -> None:
    found, problems = read(changed(put(FIRST, CITY, "2.5分")))
    assert not blocking(problems)
    assert len(problems) == 1
    assert found is not None
    assert found.own("SN-1.1.1") == Decimal("2.5")


def test_a_target_total_is_ours_alone() -> None:
    row = FIRST + len(CATALOGUE.leaves) + 1
    found, problems = read(changed(put(row, CITY + 1, 112)))
    assert only(problems, benchmark_problems.TARGET_OF_RIVAL).place.cell == f"F{row}"
    assert found is not None
    assert found.target_total == Decimal("110.5")


# ---------------------------------------------------------------- headings and rows


def test_a_column_without_a_city_is_refused() -> None:
    _, problems = read(changed(put(HEAD, CITY + 1, None)))
    assert only(problems, benchmark_problems.HEADING_BLANK).place.cell == "F3"


def test_a_city_twice_is_refused_with_both_places() -> None:
    _, problems = read(changed(put(HEAD, CITY + 2, "沧屿市")))
    problem = only(problems, benchmark_problems.CITY_REPEATED)
    assert problem.place.cell == "G3"
    assert "F3" in problem.message.zh


def test_our_city_must_be_marked() -> None:
    found, problems = read(changed(put(HEAD, CITY, "云江市")))
    assert found is None
    only(problems, benchmark_problems.OURS_UNMARKED)


def test_only_one_city_is_ours() -> None:
    found, problems = read(changed(put(HEAD, CITY + 1, "沧屿市（本市）")))
    assert found is None
    assert only(problems, benchmark_problems.OURS_TWICE).place.cell == "F3"


def test_too_many_cities_are_refused() -> None:
    names = tuple(f"市{number}" for number in range(MOST_CITIES + 1))
    typed = replace(SAMPLE, cities=names, ours=names[0], expected={}, last_totals={})
    _, problems = read(write_benchmark(typed, MADE))
    only(problems, benchmark_problems.TOO_MANY_CITIES)


def test_an_unknown_code_is_named_with_the_nearest() -> None:
    found, problems = read(changed(put(FIRST, 1, "SN-1.1.9")))
    assert codes(problems) == ["benchmark-item-unknown", "benchmark-items-left-out"]
    assert problems[0].place.cell == "A4"
    assert "SN-1.1." in problems[0].message.zh.partition("是否为")[2]
    assert "SN-1.1.1" in problems[1].message.zh
    assert not blocking(problems)
    assert found is not None
    assert found.missing("沧屿市") == ("SN-1.1.1",)


def test_an_item_twice_is_refused() -> None:
    _, problems = read(changed(put(FIRST + 1, 1, "SN-1.1.1")))
    assert codes(blocking(problems)) == [benchmark_problems.ITEM_REPEATED.code]


def test_a_row_without_a_code_is_said_and_sums_are_not() -> None:
    last = FIRST + len(CATALOGUE.leaves) + 2
    _, problems = read(changed(put(last, 3, "平均")))
    assert only(problems, benchmark_problems.ROW_WITHOUT_CODE).place.cell == f"A{last}"
    _, problems = read(changed(put(last, 3, "合计")))
    assert problems == ()


def test_a_dimension_among_the_rows_is_passed_over() -> None:
    def change(book: Workbook) -> None:
        book[SCORES_SHEET].cell(FIRST + len(CATALOGUE.leaves) + 2, 1).value = "SN-1"

    assert read(changed(change))[1] == ()


def test_other_full_points_are_said_and_the_lists_hold() -> None:
    _, problems = read(changed(put(FIRST, 4, 5)))
    problem = only(problems, benchmark_problems.FULL_POINTS_DIFFER)
    assert problem.place.cell == "D4"


def test_a_sheet_that_is_neither_is_said() -> None:
    def change(book: Workbook) -> None:
        book.create_sheet("随手记").cell(1, 1).value = "会议纪要"

    found, problems = read(changed(change))
    assert only(problems, benchmark_problems.SHEET_NOT_READ).place.sheet == "随手记"
    assert found is not None


def test_two_tables_are_refused() -> None:
    def change(book: Workbook) -> None:
        book.copy_worksheet(book[SCORES_SHEET])

    found, problems = read(changed(change))
    assert found is None
    assert benchmark_problems.TABLE_TWICE.code in codes(problems)


def test_a_workbook_without_the_table_is_refused() -> None:
    book = openpyxl.Workbook()
    book.active.cell(1, 1).value = "会议纪要"  # type: ignore[union-attr]
    buffer = io.BytesIO()
    book.save(buffer)
    found, problems = read(buffer.getvalue())
    assert found is None
    assert benchmark_problems.TABLE_MISSING.code in codes(problems)


def test_what_is_no_workbook_is_refused() -> None:
    found, problems = read(b"%PDF-1.7 \xff\xfe", "对标表.pdf")
    assert found is None
    assert codes(problems) == [file_problems.FILE_NOT_A_SHEET.code]


# ---------------------------------------------------------------- the chain


def test_a_dimension_that_is_not_stated_counts_as_otherwise() -> None:
    found, problems = read(changed(put_chain(FIRST, 1, None)))
    problem = only(problems, benchmark_problems.PARTS_LEFT_OUT)
    assert "SN-Q" in problem.message.zh
    assert found is not None
    assert found.chain.parts[-1] == Counted("SN-Q", "总分", Decimal(1))


def test_an_unknown_dimension_is_said() -> None:
    _, problems = read(changed(put_chain(FIRST, 1, "SN-9")))
    assert codes(problems) == [benchmark_problems.PART_UNKNOWN.code, benchmark_problems.PARTS_LEFT_OUT.code]


def test_a_dimension_twice_is_refused() -> None:
    _, problems = read(changed(put_chain(FIRST, 1, "SN-1")))
    assert codes(blocking(problems)) == [benchmark_problems.PART_REPEATED.code]


def test_a_score_without_a_name_is_refused() -> None:
    _, problems = read(changed(put_chain(FIRST, 3, None)))
    assert codes(blocking(problems)) == [benchmark_problems.SCORE_UNNAMED.code]


@pytest.mark.parametrize("typed", [0, -1, None, "多", 10**7, "90%"])
def test_a_scale_that_cannot_be_is_refused(typed: object) -> None:
    _, problems = read(changed(put_chain(FIRST, 4, typed)))
    assert codes(blocking(problems)) == [benchmark_problems.SETTING_WRONG.code]
    assert blocking(problems)[0].place.cell == "D4"


@pytest.mark.parametrize(("offset", "typed"), [(0, 0), (0, "八十"), (1, 2.5), (1, 9), (1, "两位")])
def test_a_base_or_decimals_that_cannot_be_are_refused(offset: int, typed: object) -> None:
    row = FIRST + len(SUM.parts) + offset
    _, problems = read(changed(put_chain(row, 4, typed)))
    assert codes(blocking(problems)) == [benchmark_problems.SETTING_WRONG.code]


def test_scores_that_are_multiplied_need_a_base() -> None:
    _, problems = read(changed(put_chain(FIRST + len(SUM.parts), 2, None)))
    assert "高质量发展成效得分" in only(problems, benchmark_problems.BASE_MISSING).message.zh


# ---------------------------------------------------------------- the catalogue


def test_every_kind_is_named_by_a_test_and_says_it_in_both_languages() -> None:
    tests = Path(__file__).read_text(encoding="utf-8")
    kinds = {name: kind for name, kind in vars(benchmark_problems).items() if isinstance(kind, ProblemKind)}
    assert set(kinds.values()) == set(benchmark_problems.KINDS)
    assert [
        n for n, kind in kinds.items() if f"benchmark_problems.{n}" not in tests and kind.code not in tests
    ] == []
    for kind in kinds.values():
        assert kind.message.en
        assert kind.remedy.en
