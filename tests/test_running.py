"""Runs are kept once, opened as they were, and compared as they were kept."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from office.compare_runs import compare
from office.running import keep_run, kept_results, reopen, result_bytes
from records import RecordsError, contents, runs
from records.runs import Outcome
from scoring.packing import packed
from tests.small_office import ACTOR, COMPLETE, SCHEME, SmallOffice, table

if TYPE_CHECKING:
    from office.reading import Reading
    from records import Records, Run


@pytest.fixture
def office(records: Records) -> SmallOffice:
    """Give an office with everything in it."""
    return SmallOffice(records).fill()


def read(office: SmallOffice) -> Reading:
    reading = office.reading
    assert reading is not None
    return reading


def keep(office: SmallOffice) -> Run:
    return keep_run(office.desk, ACTOR, office.heads, read(office))


def test_the_same_results_are_one_run_and_an_old_one_opens_as_it_was(office: SmallOffice) -> None:
    first = keep(office)
    assert keep(office) == first
    before, found, scheme = read(office).results, tuple(read(office).problems), read(office).scheme_file
    assert before is not None
    assert found
    office.hand_in(table("得分.csv", COMPLETE))
    assert keep(office).number == first.number + 1
    opened = reopen(office.desk, office.assessment, first.number)
    assert opened.same
    assert result_bytes(opened.results) == result_bytes(before)
    assert opened.results.missing_count.tolist() == [0, 1, 0]
    assert opened.results.standing == before.standing
    assert opened.snapshot.problems == found
    assert opened.snapshot.scheme_file == scheme


def test_without_results_there_is_no_run(records: Records) -> None:
    office = SmallOffice(records)
    office.take(SCHEME)
    with pytest.raises(RecordsError, match="没有留存"):
        keep(office)


def test_a_run_that_is_not_there_is_said_to_be_so(office: SmallOffice) -> None:
    with pytest.raises(RecordsError, match="第 9 次"):
        reopen(office.desk, office.assessment, 9)


@pytest.mark.parametrize(
    ("snapshot", "said"),
    [
        (b"", "读不出"),
        (b"no snapshot", "读不出"),
        (packed({"format": 1}), "读不出"),
        (packed({"format": 99}), "升级"),
    ],
)
def test_a_run_whose_content_cannot_be_read_is_refused_in_words(
    office: SmallOffice, snapshot: bytes, said: str
) -> None:
    outcome = Outcome(1, None, 1, "9.9", snapshot, snapshot, 3, provisional=False)
    run = runs.add(office.desk.records, ACTOR, office.assessment, outcome)
    with pytest.raises(RecordsError, match=said) as opened:
        reopen(office.desk, office.assessment, run.number)
    assert "9.9" in opened.value.words.en
    with pytest.raises(RecordsError, match=said):
        kept_results(office.desk, run)


def test_a_run_whose_kept_results_are_others_says_so(office: SmallOffice) -> None:
    good = keep(office)
    snapshot = contents.content(office.desk.records, good.snapshot)
    office.hand_in(table("得分.csv", COMPLETE))
    other = contents.content(office.desk.records, keep(office).results)
    outcome = Outcome(1, None, 1, "0.0", snapshot, other, 3, provisional=False)
    run = runs.add(office.desk.records, ACTOR, office.assessment, outcome)
    opened = reopen(office.desk, office.assessment, run.number)
    assert not opened.same
    with pytest.raises(RecordsError, match="不能作为这次计分") as refused:
        opened.as_kept()
    assert "engine 0.0" in refused.value.words.en


def test_two_runs_are_compared_unit_by_unit_with_what_changed_between_them(office: SmallOffice) -> None:
    first = keep(office)
    office.hand_in(table("得分.csv", COMPLETE))
    office.take(SCHEME.replace("at_least: 9", "at_least: 8"))
    second = keep(office)
    found = compare(office.desk, office.assessment, first.number, second.number)
    rows = {row.unit.code: row for row in found.rows}
    west = rows["02"]
    assert west.before is not None
    assert west.after is not None
    assert [west.before.total, west.after.total] == [Decimal(4), Decimal(10)]
    assert west.places_gained == 1
    assert west.points_gained == Decimal(6)
    assert (west.before.grade, west.after.grade) == ("一般", "优秀")
    assert rows["01"].places_gained == -1
    assert not rows["03"].differs
    assert found.scheme is not None
    assert [difference.name or difference.code for difference in found.scheme] != []
    assert [(c.unit, c.indicator, c.state_before, c.value) for c in found.cells] == [
        ("02", "P2", "missing", "6")
    ]
    assert found.changed >= 1
    back = compare(office.desk, office.assessment, second.number, first.number)
    assert {row.unit.code: row.places_gained for row in back.rows}["02"] == -1
    assert [(c.value_before, c.state, c.value, c.place) for c in back.cells] == [("6", "missing", None, "")]


def test_a_value_changed_twice_is_one_change_and_one_changed_back_is_none(office: SmallOffice) -> None:
    first = keep(office)
    for scores in ("5", "5"), ("5.25", "6"):
        office.hand_in(
            table("得分.csv", [*COMPLETE[:2], ["02", "4", scores[1]], ["03", "4", scores[0]]]),
        )
    second = keep(office)
    found = compare(office.desk, office.assessment, first.number, second.number)
    assert [(c.unit, c.state_before, c.value) for c in found.cells] == [("02", "missing", "6")]
    assert (found.changed, found.records_changed) == (1, 0)
    assert found.cells[0].place.startswith("得分.csv")
    back = compare(office.desk, office.assessment, second.number, first.number)
    assert [(c.value_before, c.state) for c in back.cells] == [("6", "missing")]


def test_a_unit_in_one_of_two_runs_only_has_nothing_to_compare(office: SmallOffice) -> None:
    first = keep(office)
    register = [["单位代码", "单位", "组别"], ["01", "东县", "A"], ["03", "甲局", "B"], ["04", "乙局", "B"]]
    scores = [["单位代码", "P1", "P2"], ["01", "3", "5.5"], ["03", "4", "5.25"], ["04", "2", "2"]]
    office.hand_in(table("名册.csv", register), table("得分.csv", scores))
    found = compare(office.desk, office.assessment, first.number, keep(office).number)
    rows = {row.unit.code: row for row in found.rows}
    assert (rows["02"].after, rows["04"].before) == (None, None)
    assert rows["02"].differs
    assert rows["02"].places_gained is None
    assert rows["04"].points_gained is None
