"""What was received as a whole: which files of which units, what came twice, what would change, what is clean."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
import pytest

from documents import Intake, SourceFile, read_intake
from documents.gathered import gathered
from documents.intake.cell_values import CellState
from documents.intake.changes import changes
from documents.intake.clean_units import with_clean_units_only
from documents.intake.outcome import Outcome, outcome_of
from documents.intake.problem_log import MOST_KEPT
from documents.intake.reconciliation import Arrival
from documents.intake_json import cell_title, intake_record
from documents.intake_text import change_lines, reconciliation_lines
from documents.templates.issue import Issue
from indicators import Unit
from indicators.formula import ColumnName, Stage
from indicators.problems import Severity
from tests.sheets import REGISTER, file_of, scheme_of

if TYPE_CHECKING:
    from indicators.problems import Problem

SCHEME = scheme_of(
    """
tree:
  - {code: total, name: 总分, points: 30}
  - {code: P1, parent: total, name: 整改, points: 10, rule: {kind: target, target: 10, lose: 1, part_step: pro rata}}
  - {code: P2, parent: total, name: 评分, points: 10, rule: {kind: direct}}
  - {code: P3, parent: total, name: 满意度, points: 10, rule: {kind: direct}}
"""
)
Rows = list[list[object]]
REGISTERED = file_of("名册.xlsx", {"名册": REGISTER})
HEAD: list[object] = ["单位", "P1", "P2", "P3"]


def scores(name: str, *rows: list[object], head: list[object] | None = None) -> SourceFile:
    return file_of(name, {"得分": [head or HEAD, *rows]})


def day(day: int, hour: int = 0) -> datetime:
    """A moment in January, in local time."""
    return datetime(2021, 1, day, hour)  # noqa: DTZ001 - offices live in one time zone


def read(*files: SourceFile, due: date | None = None) -> Intake:
    return read_intake(SCHEME, [REGISTERED, *files], due=due)


def found(problems: list[Problem]) -> list[str]:
    return [problem.code for problem in problems]


ALL = scores("全部.xlsx", ["甲县", 1, 2, 3], ["乙县", 4, 5, 6], ["丙局", 7, 8, 9])


def test_the_same_file_twice_is_read_once_and_said_to_be() -> None:
    once = read(ALL)
    twice = read(ALL, replace(ALL, name="又一份.xlsx"))
    assert found(twice.problems) == ["file-repeated"]
    assert twice.problems[0].place.file == "又一份.xlsx"
    assert "全部.xlsx" in twice.problems[0].message.zh
    assert twice.values == once.values
    assert twice.reconciliation.repeated == (("又一份.xlsx", "全部.xlsx"),)
    assert outcome_of(twice.problems) is Outcome.ACCEPT_WARN


def test_the_same_name_twice_is_no_different() -> None:
    assert found(read(ALL, ALL).problems) == ["file-repeated"]


def test_two_files_that_differ_for_a_unit_ask_which_holds() -> None:
    intake = read(ALL, scores("改.xlsx", ["甲县", 1, 2.5, 3.5]))
    assert found(intake.problems) == ["value-conflict", "value-conflict", "values-in-two-files"]
    problem = intake.problems[0]
    assert (problem.place.file, problem.place.cell, problem.place.unit) == ("改.xlsx", "C2", "甲县")
    assert "全部.xlsx ‹得分›!C2" in problem.message.zh
    assert "以哪个为准" in problem.remedy.zh
    assert intake.reconciliation.units[0].arrival is Arrival.DUPLICATE
    assert outcome_of(intake.problems) is Outcome.REJECT_CELLS


def test_two_files_that_agree_are_pointed_out_and_taken() -> None:
    intake = read(ALL, scores("又.xlsx", ["甲县", 1, 2, 3], ["乙县", 4, 5, 6]))
    assert found(intake.problems) == ["values-in-two-files"]
    assert "6 个数据与 全部.xlsx 重复" in intake.problems[0].message.zh
    assert intake.accepted


def test_two_forms_of_a_unit_ask_which_holds_even_where_one_is_blank() -> None:
    head: list[object] = ["指标代码", "指标", "填报值"]
    full: Rows = [["填报单位：甲县"], head, ["P1", "整改", 1], ["P2", "评分", 2]]
    blank: Rows = [["填报单位：甲县"], head, ["P1", "整改", 1], ["P2", "评分", None]]
    other: Rows = [["填报单位：甲县"], head, ["P3", "满意度", 3]]
    forms = [file_of(f"{name}.xlsx", {"填报表": rows}) for name, rows in (("一", full), ("二", blank))]
    twice = read(*forms)
    assert found(twice.problems) == ["unit-in-two-forms", "unit-without-sheet"]
    assert twice.reconciliation.units[0].arrival is Arrival.DUPLICATE
    assert outcome_of(twice.problems) is Outcome.REJECT_FILE
    assert found(read(forms[0], file_of("三.xlsx", {"填报表": other})).problems) == ["unit-without-sheet"]


def test_files_that_share_out_the_indicators_are_no_duplicates() -> None:
    left = scores("左.xlsx", ["甲县", 1], ["乙县", 4], ["丙局", 7], head=["单位", "P1"])
    right = scores("右.xlsx", ["甲县", 2, 3], ["乙县", 5, 6], ["丙局", 8, 9], head=["单位", "P2", "P3"])
    intake = read(left, right)
    assert intake.problems == []
    assert {arrived.arrival for arrived in intake.reconciliation.units} == {Arrival.RECEIVED}
    assert intake.reconciliation.units[0].files == ("左.xlsx", "右.xlsx")


def test_every_unit_is_reconciled() -> None:
    late = replace(scores("乙县.xlsx", ["乙县", 4, 5, 6]), received=day(16, 9))
    soon = replace(scores("甲县.xlsx", ["甲县", 1, 2, 3]), received=day(15, 23))
    stranger = scores("丁县.xlsx", ["丁县", 1, 2, 3])
    intake = read(soon, late, stranger, due=date(2021, 1, 15))
    found_units = {arrived.unit.name: arrived.arrival for arrived in intake.reconciliation.units}
    assert found_units == {
        "甲县": Arrival.RECEIVED,
        "乙县": Arrival.LATE,
        "丙局": Arrival.MISSING,
    }
    assert intake.reconciliation.unknown == ("丁县.xlsx",)
    codes = found(intake.problems)
    assert codes == ["unit-unknown", "unit-late", "unit-without-sheet"]
    lines = list(reconciliation_lines(intake, "zh"))
    assert lines[0].startswith("收报对账：应报 3，已报 2，未报 1，迟报 1，重复 0；认不出单位的文件 1")
    assert lines[1:] == ["  迟报  乙县（乙县.xlsx）", "  不识  丁县.xlsx"]
    record = intake_record(intake, "zh")["reconciliation"]
    assert (record["expected"], record["received"], record["unknown_files"]) == (3, 2, ["丁县.xlsx"])


def test_an_empty_sheet_is_no_report() -> None:
    intake = read(scores("全部.xlsx", ["甲县", "", None, "—"], ["乙县", 4, 5, 6], ["丙局", 7, 8, ""]))
    assert found(intake.problems) == ["unit-sheet-empty"]
    assert "甲县" in intake.problems[0].message.zh
    assert [arrived.missing for arrived in intake.reconciliation.units] == [3, 0, 1]
    assert "2 个有缺报，共 4 格" in list(reconciliation_lines(intake, "zh"))[1]


def test_indicators_of_which_nothing_came_are_named_once_everybody_reported() -> None:
    head: list[object] = ["单位", "P1"]
    part = scores("部分.xlsx", ["甲县", 1], ["乙县", 2], head=head)
    assert found(read(part).problems) == ["unit-without-sheet"]
    whole = read(part, scores("丙.xlsx", ["丙局", 3], head=head))
    assert found(whole.problems) == ["indicator-without-data"]
    assert "P2 评分、P3 满意度" in whole.problems[0].message.zh
    assert outcome_of(whole.problems) is Outcome.ACCEPT


def test_what_is_said_of_a_whole_column_is_said_once() -> None:
    intake = read(scores("全部.xlsx", ["甲县", "１", 2, 3], ["乙县", "４", 5, 6], ["丙局", "七", "八", 9]))
    codes = [problem.code for problem in gathered(intake.problems)]
    assert codes == ["value-not-a-number", "value-not-a-number", "value-number-as-text"]
    assert "本列共 2 格：B2、B3" in gathered(intake.problems)[-1].message.zh


def test_clean_units_alone_are_taken_only_where_that_was_chosen() -> None:
    intake = read(scores("全部.xlsx", ["甲县", 1, "九", 3], ["乙县", 4, 5, 6], ["丙局", 7, 8, "—"]))
    assert not intake.accepted
    clean = with_clean_units_only(intake)
    assert clean.accepted
    assert outcome_of(clean.problems) is Outcome.ACCEPT_WARN
    assert {unit for unit, _ in clean.values} == {"U2", "U3"}
    states = {name.code: state for (unit, name), state in clean.states.items() if unit == "U1"}
    assert set(states.values()) == {CellState.REJECTED}
    assert clean.states["U3", ColumnName(Stage.RAW, "P3")] is CellState.MISSING
    assert found(clean.problems)[-1] == "units-not-taken"
    assert "甲县" in clean.problems[-1].message.zh


@pytest.mark.parametrize(
    "wrong",
    [
        scores("全部.xlsx", ["丁县", 1, 2, 3], ["乙县", 4, "九", 6], ["丙局", 7, 8, 9]),
        SourceFile("坏.xlsx", b"PK not a workbook"),
    ],
    ids=["an unknown unit", "an unreadable file"],
)
def test_what_belongs_to_no_unit_cannot_be_left_out(wrong: SourceFile) -> None:
    assert not with_clean_units_only(read(wrong)).accepted


def test_what_would_change_in_earlier_data_is_listed_cell_by_cell() -> None:
    before = read(scores("一.xlsx", ["甲县", 1, 2, 3], ["乙县", 4, 5, 6], ["丙局", 7, 8, 9]))
    after = read(scores("二.xlsx", ["甲县", 1, 2.5, ""], ["乙县", 4, 5, 6], head=HEAD))
    listed = {
        cell_title(change.unit, change.name): (change.before, change.after)
        for change in changes(before, after)
    }
    assert set(listed) == {"甲县|P2", "甲县|P3"}
    assert listed["甲县|P2"] == (
        (CellState.VALUE, Decimal(2)),
        (CellState.VALUE, Decimal("2.5")),
    )
    assert listed["甲县|P3"][1] == (CellState.MISSING, None)
    lines = list(change_lines(before, after, "zh"))
    assert lines == ["将改变 2 个数据：", "  甲县|P2  2 → 2.5", "  甲县|P3  3 → 缺报"]
    assert list(change_lines(before, before, "zh")) == ["与以前的数据相同，没有改变。"]


def test_records_that_are_new_are_told_and_what_they_exempt_changes() -> None:
    exempt = file_of(
        "豁免.xlsx", {"豁免": [["单位", "指标", "理由", "批准人"], ["甲县", "P1", "新设", "考核办"]]}
    )
    before, after = read(ALL), read(ALL, exempt)
    lines = list(change_lines(before, after, "zh"))
    assert lines[0] == "新增豁免 甲县 P1"
    assert "  甲县|P1  1 → 不适用" in lines


def test_units_that_are_left_out_change_nothing() -> None:
    before = read(ALL)
    after = with_clean_units_only(read(scores("二.xlsx", ["甲县", "九", 2, 3], ["乙县", 4, 5, 7])))
    listed = [cell_title(change.unit, change.name) for change in changes(before, after)]
    assert listed == ["乙县|P3"]


def test_a_column_that_was_not_handed_in_changes_nothing() -> None:
    before = read(ALL)
    after = read(scores("二.xlsx", ["甲县", 9], head=["单位", "P1"]))
    assert [cell_title(change.unit, change.name) for change in changes(before, after)] == ["甲县|P1"]


def test_a_flood_is_counted_to_the_last_one_and_kept_in_part() -> None:
    scheme = scheme_of(
        "tree:\n  - {code: total, name: 总分, points: 300}\n"
        + "".join(
            f"  - {{code: Q{n}, parent: total, name: 项{n}, points: 10, rule: {{kind: direct}}}}\n"
            for n in range(30)
        )
    )
    units: Rows = [[f"U{n}", f"单位{n}", "A"] for n in range(50)]
    bad: Rows = [[f"单位{n}", *["九十"] * 30] for n in range(50)]
    register: Rows = [["单位代码", "单位", "组别"], *units]
    rows: Rows = [["单位", *(f"Q{n}" for n in range(30))], *bad]
    intake = read_intake(scheme, [file_of("满.xlsx", {"名册": register, "得分": rows})])
    assert intake.problems.total == intake.problems.counts[Severity.BLOCKING] == 1500
    assert len(intake.problems) == MOST_KEPT
    assert intake_record(intake, "zh")["problem_counts"]["blocking"] == 1500
    assert len(intake.problems.blocked_units) == 50
    clean = with_clean_units_only(intake)
    assert clean.accepted
    assert clean.values == {}


def test_what_belongs_to_no_unit_is_never_lost_among_mistakes_in_cells() -> None:
    rows: Rows = [[f"单位{n}", *["九"] * 3] for n in range(400)]
    units: Rows = [[f"U{n}", f"单位{n}", "A"] for n in range(400)]
    register: Rows = [["单位代码", "单位", "组别"], *units]
    files = [
        file_of("满.xlsx", {"名册": register, "得分": [HEAD, *rows, ["生人", 1, 2, 3]]}),
        scores("另.xlsx", ["单位1", 1, "十", 3]),
    ]
    intake = read_intake(SCHEME, files)
    assert intake.problems.counts[Severity.BLOCKING] == 1202
    clean = with_clean_units_only(intake)
    stopping = [problem.code for problem in clean.problems if problem.severity is Severity.BLOCKING]
    assert stopping == ["unit-unknown"]
    assert clean.problems.counts[Severity.BLOCKING] == 1
    assert "另.xlsx" in {problem.place.file for problem in intake.problems}


def test_the_same_file_late_and_on_time_came_on_time() -> None:
    late, soon = (
        replace(ALL, name="晚.xlsx", received=day(20)),
        replace(ALL, name="早.xlsx", received=day(10)),
    )
    assert "unit-late" not in found(read(late, soon, due=date(2021, 1, 15)).problems)


def test_outcomes_tell_cells_from_files() -> None:
    assert outcome_of(read(ALL).problems) is Outcome.ACCEPT
    assert (
        outcome_of(read(scores("全部.xlsx", ["甲县", 1, 11, 3], ["乙县", 4, 5, 6])).problems)
        is Outcome.REJECT_CELLS
    )
    assert outcome_of(read(ALL, SourceFile("坏.xlsx", b"no")).problems) is Outcome.REJECT_FILE
    assert outcome_of(read_intake(SCHEME, []).problems) is Outcome.REJECT_FILE


def test_every_cell_that_is_asked_for_is_in_the_record() -> None:
    record = intake_record(read(scores("全部.xlsx", ["甲县", 0, "", "九"])), "zh")
    assert record["values"]["甲县|P1"] == 0
    assert record["values"]["甲县|P2"] is None
    assert record["values"]["甲县|P3"] is None
    assert [record["states"][f"甲县|P{n}"] for n in (1, 2, 3)] == ["zero", "missing", "rejected"]
    assert record["states"]["乙县|P1"] == "missing"
    assert record["outcome"] == "reject_cells"


def test_a_unit_cannot_excuse_or_award_itself_in_its_own_form() -> None:
    unit = Unit(code="U1", name="甲县", group="A")
    book = openpyxl.load_workbook(io.BytesIO(Issue(SCHEME, datetime(2021, 1, 1)).form(unit)))  # noqa: DTZ001
    sheet = book.create_sheet("豁免")
    for row in (["单位", "指标", "理由", "批准人"], ["甲县", "P1", "太难", "自己"]):
        sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    intake = read(SourceFile("甲县.xlsx", buffer.getvalue()))
    assert "records-from-unit" in found(intake.problems)
    assert intake.exemptions == ()
