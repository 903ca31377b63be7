"""What several submissions say together: of each cell the latest word holds, silently."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents import Intake, SourceFile, read_intake
from documents.intake.cell_values import CellState
from documents.intake.changes import differences, record_differences
from documents.intake.reconciliation import Arrival
from indicators.formula import ColumnName, Stage
from indicators.problems import Severity
from tests import office_year
from tests.sheets import REGISTER, file_of, scheme_of

if TYPE_CHECKING:
    from collections.abc import Sequence

SCHEME = scheme_of(
    """
tree:
  - {code: total, name: 总分, points: 30}
  - {code: P1, parent: total, name: 整改, points: 10, rule: {kind: direct}}
  - {code: P2, parent: total, name: 评分, points: 10, rule: {kind: direct}}
  - {code: P3, parent: total, name: 满意度, points: 10, rule: {kind: direct}}
"""
)
Row = list[object]
HEAD: Row = ["单位", "P1", "P2", "P3"]
FORM_HEAD: Row = ["指标代码", "指标", "填报值"]


def turn(number: int, file: SourceFile) -> SourceFile:
    return replace(file, turn=number)


def wide(number: int, *rows: Row, name: str = "", head: Row = HEAD) -> SourceFile:
    return turn(number, file_of(name or f"成绩{number}.xlsx", {"得分": [head, *rows]}))


def form(number: int, unit: str, *rows: Row, name: str = "") -> SourceFile:
    sheet: list[Row] = [[f"单位：{unit}"], FORM_HEAD, *rows]
    return turn(number, file_of(name or f"{unit}{number}.xlsx", {"填报": sheet}))


def register(number: int, *rows: Row) -> SourceFile:
    listed = list(rows) or REGISTER[1:]
    return turn(number, file_of(f"名册{number}.xlsx", {"名册": [REGISTER[0], *listed]}))


def read(*files: SourceFile) -> Intake:
    return read_intake(SCHEME, [register(1), *files])


def value(intake: Intake, code: str, unit: str = "U1") -> Decimal | None:
    return intake.values.get((unit, ColumnName(Stage.RAW, code)))


def blocking(intake: Intake) -> list[str]:
    return [problem.code for problem in intake.problems if problem.severity is Severity.BLOCKING]


FULL = wide(1, ["甲县", 1, 2, 3], ["乙县", 4, 5, 6], ["丙局", 7, 8, 9])


def test_a_later_value_holds_without_a_word_whatever_the_order_of_files() -> None:
    later = wide(2, ["甲县", 5, None, None])
    for files in ((FULL, later), (later, FULL)):
        intake = read(*files)
        assert not intake.problems
        assert [value(intake, code) for code in ("P1", "P2", "P3")] == [5, 2, 3]
        assert intake.places["U1", ColumnName(Stage.RAW, "P1")].file == "成绩2.xlsx"
        assert not intake.reconciliation.by_arrival[Arrival.DUPLICATE]


def test_within_one_submission_the_same_files_are_in_conflict() -> None:
    intake = read(FULL, wide(1, ["甲县", 5, None, None], name="另一份.xlsx"))
    assert blocking(intake) == ["value-conflict"]
    assert [one.unit.name for one in intake.reconciliation.by_arrival[Arrival.DUPLICATE]] == ["甲县"]


def test_a_mistake_that_was_corrected_later_stops_nothing() -> None:
    wrong = wide(1, ["甲县", "若干", 2, 3])
    assert blocking(read(wrong)) != []
    intake = read(wrong, wide(2, ["甲县", 5, None, None]))
    assert not blocking(intake)
    assert value(intake, "P1") == 5


def test_a_blank_in_a_later_form_is_an_answer_and_one_in_a_later_sheet_is_none() -> None:
    blank = form(2, "甲县", ["P1", "整改", 5], ["P2", "评分", None])
    intake = read(FULL, blank)
    assert not blocking(intake)
    assert [value(intake, code) for code in ("P1", "P2", "P3")] == [5, None, 3]
    assert intake.states["U1", ColumnName(Stage.RAW, "P2")] is CellState.MISSING
    assert value(read(FULL, wide(2, ["甲县", None, None, None])), "P2") == 2


def test_a_later_form_holds_over_an_earlier_one_and_two_at_once_do_not() -> None:
    first = form(1, "甲县", ["P1", "整改", 1], ["P2", "评分", 2], name="甲.xlsx")
    second = form(2, "甲县", ["P1", "整改", 3], ["P2", "评分", None], name="甲改.xlsx")
    intake = read(first, second)
    assert not blocking(intake)
    assert [value(intake, code) for code in ("P1", "P2")] == [3, None]
    assert blocking(read(first, turn(1, second))) == ["unit-in-two-forms"]


def test_a_sheet_after_a_form_fills_what_the_form_left_blank() -> None:
    intake = read(form(1, "甲县", ["P1", "整改", None]), wide(2, ["甲县", 4, None, None]))
    assert value(intake, "P1") == 4


def test_the_latest_register_holds_as_a_whole_and_earlier_sheets_keep_their_meaning() -> None:
    latest = register(2, ["U1", "甲区", "甲组", "甲"], ["U3", "丙局", "乙组", ""], ["U9", "新局", "乙组", ""])
    intake = read(FULL, latest)
    assert not blocking(intake)
    assert [unit.name for unit in intake.units] == ["甲区", "丙局", "新局"]
    assert [value(intake, "P1", unit) for unit in ("U1", "U2", "U3")] == [1, None, 7]
    assert not intake.reconciliation.unknown
    said = [words.zh for words in record_differences(read(FULL), intake)]
    assert said == ["甲县 改称 甲区", "名册增加 新局", "名册不再有 乙县"]


def test_a_new_sheet_about_a_unit_that_is_gone_is_told_so() -> None:
    latest = register(2, ["U1", "甲县", "甲组", ""])
    assert "unit-unknown" in blocking(read(FULL, latest, wide(3, ["乙县", 1, 1, 1])))


def test_the_same_content_in_two_submissions_is_no_duplicate() -> None:
    intake = read(FULL, turn(2, replace(FULL, name="再报.xlsx")))
    assert not intake.problems
    assert not intake.reconciliation.repeated
    assert [one.code for one in read(FULL, replace(FULL, name="再报.xlsx")).problems] == ["file-repeated"]


def test_moments_with_and_without_a_zone_are_compared() -> None:
    here = replace(FULL, received=datetime(2021, 1, 5, tzinfo=UTC))
    local = replace(FULL, name="同.xlsx", received=datetime(2021, 1, 4))  # noqa: DTZ001 - as a zip has it
    assert read(here, local).reconciliation.received == 3


def year(*files: SourceFile) -> Intake:
    return read_intake(office_year.SCHEME, [file_of("年.xlsx", office_year.SHEETS), *files])


def test_records_of_a_later_submission_replace_those_of_the_same_key_and_add_others() -> None:
    before = year()
    first = before.adjustments[0]
    unit = next(unit for unit in before.units if unit.code == first.unit)
    head: Row = ["单位", "加减分项", "事项", "分值", "审核"]
    rows: list[Row] = [
        [unit.name, first.item, first.matter, "0.25", "通过"],
        [unit.name, "J2", "新事项", 1, "通过"],
    ]
    after = year(turn(2, file_of("补.xlsx", {"加减分": [head, *rows]})))
    assert not blocking(after)
    same = [one for one in after.adjustments if (one.unit, one.matter) == (first.unit, first.matter)]
    assert [one.points for one in same] == [Decimal("0.25")]
    replaced = [one for one in before.adjustments if (one.unit, one.matter) == (first.unit, first.matter)]
    assert len(replaced) == 2
    assert len(after.adjustments) == len(before.adjustments) - len(replaced) + len(rows)
    gone = [words.zh for words in record_differences(after, before)]
    assert f"不再有加减分 {unit.name} J2 1" in gone


def test_an_exemption_recorded_later_has_the_later_reason() -> None:
    head: Row = ["单位", "指标", "理由", "批准人"]
    first = turn(1, file_of("免1.xlsx", {"豁免": [head, ["甲县", "P1", "初拟", "王"]]}))
    second = turn(
        2, file_of("免2.xlsx", {"豁免": [head, ["甲县", "P1", "定稿", "李"], ["乙县", "P2", "新", "李"]]})
    )
    intake = read(FULL, first, second)
    assert not blocking(intake)
    assert {(one.unit, one.indicator, one.reason) for one in intake.exemptions} == {
        ("U1", "P1", "定稿"),
        ("U2", "P2", "新"),
    }
    assert intake.exempted_at["U1", "P1"].file == "免2.xlsx"


def test_what_is_not_reported_any_more_is_a_difference() -> None:
    before, after = read(FULL), read(wide(1, ["甲县", 1, 2, 3]))
    lost = list(differences(before, after))
    assert {(change.unit.code, change.after.state) for change in lost} == {
        ("U2", CellState.MISSING),
        ("U3", CellState.MISSING),
    }
    assert len(lost) == 6


Sheet = dict[tuple[str, str], int]
cells = st.dictionaries(
    st.tuples(st.sampled_from(["甲县", "乙县", "丙局"]), st.sampled_from(["P1", "P2", "P3"])),
    st.integers(0, 10),
    min_size=1,
)


def sheet_of(number: int, said: Sheet) -> SourceFile:
    units = dict.fromkeys(unit for unit, _ in said)
    return wide(number, *([unit, *(said.get((unit, code)) for code in HEAD[1:])] for unit in units))  # type: ignore[arg-type]


@pytest.mark.parametrize("layout", ["wide", "long"])
@given(st.lists(cells, min_size=1, max_size=4), st.randoms())
def test_sheets_of_many_submissions_say_what_writing_them_one_over_the_other_would(
    layout: str, sheets: Sequence[Sheet], chance: st.DataObject
) -> None:
    files = []
    for number, said in enumerate(sheets, 1):
        if layout == "wide":
            files.append(sheet_of(number, said))
        else:
            rows = [[unit, code, number_] for (unit, code), number_ in said.items()]
            files.append(turn(number, file_of(f"{number}.xlsx", {"s": [["单位", "指标", "填报值"], *rows]})))
    chance.shuffle(files)  # type: ignore[attr-defined]
    codes = {"甲县": "U1", "乙县": "U2", "丙局": "U3"}
    expected: dict[tuple[str, str], int] = {}
    for said in sheets:
        expected |= {(codes[unit], code): number for (unit, code), number in said.items()}
    intake = read(*files)
    assert not blocking(intake)
    assert {(unit, name.code): value for (unit, name), value in intake.values.items()} == expected
