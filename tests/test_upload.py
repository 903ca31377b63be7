"""Upload: a draft is shown with all that it changes, and stored just so, whoever else stores at the same time."""

from __future__ import annotations

import io
import zipfile
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from documents import SourceFile
from documents.intake.reconciliation import Arrival
from office import exemptions, upload
from office.arrivals import arrivals
from records import ConflictError, RecordsError, submissions
from records.contents import content
from tests.office_at_work import CODES, SCHEME, UNITS, Office, csv_of, scores, unit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from office.upload import Draft


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def said(draft: Draft) -> list[tuple[str, str, str, str]]:
    return [
        (
            change.unit.name,
            change.name.code,
            "—" if change.before is None or change.before.value is None else str(change.before.value),
            "—" if change.after.value is None else str(change.after.value),
        )
        for change in draft.changes
    ]


# ---------------------------------------------------------------- one person


def test_a_corrected_file_shows_what_changes_before_it_is_stored(office: Office) -> None:
    office.store(scores("一.csv", 1, P1=3, P2=4))
    draft = office.draft(scores("一改.csv", 1, P1=5))
    assert said(draft) == [("单位01", "P1", "3", "5")]
    assert office.value(1, "P1") == 3
    stored = office.adopt(draft)
    assert (stored.number, stored.changed) == (3, 1)
    [change] = submissions.changes(office.desk.records, office.number, 3)
    assert (change.unit, change.indicator, change.value_before, change.value) == ("U01", "P1", "3", "5")
    assert (change.file, change.cell) == ("一改.csv", "B2")
    assert [office.value(1, code) for code in ("P1", "P2")] == [5, 4]


def test_a_file_of_the_same_name_takes_the_place_of_the_other_and_what_is_lost_is_shown(
    office: Office,
) -> None:
    office.store(scores("一.csv", 1, P1=3, P2=4))
    draft = office.draft(scores("一.csv", 1, P1=5))
    assert draft.replaced == ("一.csv",)
    assert said(draft) == [("单位01", "P1", "3", "5"), ("单位01", "P2", "4", "—")]


def test_the_same_content_is_recognised_by_whatever_name_with_who_handed_it_in(office: Office) -> None:
    file = scores("一.csv", 1, P1=3)
    office.store(file, actor="乙")
    draft = office.draft(SourceFile("又一次.csv", file.content))
    [repeated] = draft.repeated
    assert repeated.held is not None
    assert (repeated.name, repeated.first) == ("又一次.csv", "一.csv")
    assert (repeated.held.since, repeated.held.received_from) == (2, "乙")
    assert not draft.brings_anything
    with pytest.raises(RecordsError, match="没有新的内容"):
        office.adopt(draft)


def test_two_files_of_one_name_in_one_upload_are_both_kept(office: Office) -> None:
    first, second = scores("表.csv", 1, P1=1), scores("表.csv", 2, P1=2)
    draft = office.draft(first, second, first)
    assert [one.first for one in draft.repeated] == ["表.csv"]
    office.adopt(draft)
    assert office.names() == ["名册.csv", "表.csv", "表 (2).csv"]
    assert [office.value(1, "P1"), office.value(2, "P1")] == [1, 2]
    office.store(scores("表.csv", 3, P1=3), scores("表.csv", 4, P1=4))
    assert office.names() == ["名册.csv", "表 (2).csv", "表.csv", "表 (3).csv"]
    assert [office.value(2, "P1"), office.value(4, "P1")] == [2, 4]


def test_a_zip_is_one_file_and_all_that_is_in_it_counts(office: Office) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number in (1, 2):
            archive.writestr(f"{number}.csv", scores("", number, P1=number).content)
    office.store(SourceFile("报送.zip", buffer.getvalue()))
    assert office.names() == ["名册.csv", "报送.zip"]
    office.store(scores("改.csv", 2, P1=9))
    assert [office.value(number, "P1") for number in (1, 2)] == [1, 9]


def test_taking_a_file_out_shows_what_goes_and_brings_back_what_was_said_before(office: Office) -> None:
    office.store(scores("一.csv", 1, P1=3))
    office.store(scores("二.csv", 1, P1=5, P2=6))
    draft = office.draft(removed=("二.csv", "没有这个.csv"))
    assert draft.removed == ("二.csv",)
    assert said(draft) == [("单位01", "P1", "5", "3"), ("单位01", "P2", "6", "—")]
    office.adopt(draft)
    assert office.value(1, "P1") == 3


def test_without_any_file_everything_is_said_to_go(office: Office) -> None:
    draft = office.draft(removed=("名册.csv",))
    assert len(draft.record_changes) == UNITS
    office.adopt(draft)
    assert office.names() == []


def test_what_must_be_corrected_is_not_stored(office: Office) -> None:
    draft = office.draft(scores("一.csv", 1, P1="若干"))
    assert not draft.can_be_stored
    with pytest.raises(RecordsError, match="1 个问题必须改正"):
        office.adopt(draft)
    assert office.names() == ["名册.csv"]


def test_stored_data_is_scored_by_an_act_of_its_own(office: Office) -> None:
    office.store(csv_of("全.csv", ["单位", *CODES], *([unit(n), *[n % 9] * 50] for n in range(1, 61))))
    run = upload.score(office.desk, "甲", office.number)
    assert run is not None
    assert (run.submission, run.units) == (2, UNITS)


def test_units_are_late_by_a_day_of_ones_choice(office: Office) -> None:
    office.store(scores("一.csv", 1, P1=3))
    heads = office.desk.heads(office.number)
    reading = office.desk.reading(heads)
    assert reading is not None
    today = heads.files[-1].received.astimezone().date()
    late = [came.arrival for came in arrivals(reading, heads, today.replace(year=today.year - 1, day=1))]
    assert late[:2] == [Arrival.LATE, Arrival.MISSING]
    assert next(came.arrival for came in arrivals(reading, heads, today)) is Arrival.RECEIVED


# ---------------------------------------------------------------- exemptions


def test_an_exemption_is_recorded_shown_and_withdrawn(office: Office) -> None:
    heads = office.desk.heads(office.number)
    reading = office.desk.reading(heads)
    assert reading is not None
    assert reading.intake is not None
    one, two = reading.intake.units[:2]
    office.adopt(
        exemptions.with_exemption(office.desk, heads, "乙", one, "P1", "=没有 下属\n单位", "主任会"), "乙"
    )
    heads = office.desk.heads(office.number)
    office.adopt(exemptions.with_exemption(office.desk, heads, "丙", two, "P2", "新设", "主任会"), "丙")
    heads = office.desk.heads(office.number)
    known = exemptions.in_force(office.desk, heads)
    assert [(each.exemption.unit, each.exemption.indicator) for each in known] == [
        ("U01", "P1"),
        ("U02", "P2"),
    ]
    assert known[0].exemption.reason == "'=没有 下属 单位"
    assert [each.by for each in known] == ["乙", "丙"]
    assert all(each.is_recorded_here and each.at for each in known)
    kept = content(office.desk.records, known[0].file.sha256).decode("utf-8-sig")
    assert "乙" in kept
    assert not any(cell.startswith("=") for line in kept.splitlines() for cell in line.split(","))
    draft = exemptions.without_exemption(office.desk, heads, "U01", "P1")
    assert [words.zh for words in draft.record_changes] == ["不再有豁免 单位01 P1"]
    office.adopt(draft)
    heads = office.desk.heads(office.number)
    assert [each.exemption.unit for each in exemptions.in_force(office.desk, heads)] == ["U02"]
    office.adopt(exemptions.without_exemption(office.desk, heads, "U02", "P2"))
    assert exemptions.FILE not in office.names()


def test_an_exemption_that_came_in_a_file_is_not_withdrawn_here(office: Office) -> None:
    office.store(csv_of("免.csv", ["单位", "指标", "理由", "批准人"], [unit(1), "P1", "新设", "会议"]))
    [known] = exemptions.in_force(office.desk, office.desk.heads(office.number))
    assert not known.is_recorded_here
    assert known.file.name == "免.csv"


# ---------------------------------------------------------------- several people


def test_what_does_not_touch_is_stored_on_top_of_what_came_meanwhile(office: Office) -> None:
    mine, theirs = office.draft(scores("一.csv", 1, P1=1)), office.draft(scores("二.csv", 2, P1=2))
    office.adopt(theirs, "乙")
    stored = office.adopt(mine, "甲")
    assert stored.number == 3
    assert [office.value(1, "P1"), office.value(2, "P1")] == [1, 2]


@pytest.mark.parametrize("name", ["一.csv", "别的.csv"])
def test_of_two_who_change_one_cell_the_second_is_told_and_nothing_is_lost(office: Office, name: str) -> None:
    mine, theirs = office.draft(scores("一.csv", 1, P1=1)), office.draft(scores(name, 1, P1=2))
    office.adopt(theirs, "乙")
    with pytest.raises(ConflictError, match="乙"):
        office.adopt(mine)
    assert office.value(1, "P1") == 2
    again = upload.again(office.desk, mine)
    assert said(again) == [("单位01", "P1", "2", "1")]
    office.adopt(again)
    assert office.value(1, "P1") == 1


def test_a_draft_read_by_an_older_scheme_is_not_stored(office: Office) -> None:
    draft = office.draft(scores("一.csv", 1, P1=1))
    office.scheme(SCHEME.replace("多人报送".encode(), "新版".encode()))
    with pytest.raises(ConflictError, match="新版"):
        office.adopt(draft)
    office.adopt(upload.again(office.desk, draft))
    assert office.value(1, "P1") == 1


def own_sheet(number: int) -> SourceFile:
    """Sixty rows: what every unit scored on one indicator."""
    rows = [[unit(row), (row + number) % 11] for row in range(1, UNITS + 1)]
    return csv_of(f"责任单位{number}.csv", ["单位", CODES[number]], *rows)


def own_form(number: int) -> SourceFile:
    """A unit's form of fifty rows, all sent by the name that it was issued under."""
    rows = [[code, f"指标{code}", (row + number) % 11] for row, code in enumerate(CODES)]
    return csv_of(
        f"{unit(number + 1)}.csv", [f"单位：{unit(number + 1)}"], ["指标代码", "指标", "填报值"], *rows
    )


@pytest.mark.parametrize("file_of", [own_sheet, own_form], ids=["sheets", "forms"])
def test_fifty_uploads_at_once_all_arrive(office: Office, file_of: Callable[[int], SourceFile]) -> None:
    desk, heads = office.desk, office.desk.heads(office.number)

    def one(number: int) -> int:
        draft = upload.draft(desk, heads, [file_of(number)])
        return upload.adopt(desk, f"经办{number}", draft).number

    with ThreadPoolExecutor(50) as threads:
        numbers = list(threads.map(one, range(50)))
    assert sorted(numbers) == list(range(2, 52))
    if file_of is own_sheet:
        found = {(row, n): office.value(row, CODES[n]) for n in range(50) for row in range(1, UNITS + 1)}
        assert found == {key: Decimal(sum(key) % 11) for key in found}
    else:
        found = {(n, r): office.value(n + 1, code) for n in range(50) for r, code in enumerate(CODES)}
        assert found == {key: Decimal(sum(key) % 11) for key in found}
    assert sum(one.changed for one in submissions.listed(desk.records, office.number)[:50]) == len(found)
