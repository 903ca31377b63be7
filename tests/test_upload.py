"""Upload: a draft is shown with all that it changes, and stored just so, whoever else stores at the same time."""

from __future__ import annotations

import io
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from documents import SourceFile
from documents.intake.reconciliation import Arrival
from indicators.words import Words
from office import exemptions, upload
from office.arrivals import arrivals
from office.desk import Desk
from records import ConflictError, RecordsError, submission_changes, submissions
from records.contents import content
from tests.office_at_work import CODES, SCHEME, UNITS, Office, csv_of, scores, unit
from tests.sheets import file_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from office.heads import Heads
    from office.reading import Reading
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


def test_what_is_stored_is_told_so_even_if_the_database_fails_right_after(office: Office) -> None:
    class Failing(Desk):
        def learn(self, heads: Heads, reading: Reading) -> None:  # noqa: ARG002
            raise RecordsError(Words("断了", "gone"))

    stored = upload.adopt(Failing(office.desk.records), "甲", office.draft(scores("一.csv", 1, P1=3)))
    assert stored.number == 2
    assert office.value(1, "P1") == 3


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
    late = [
        came.arrival
        for came in arrivals(office.desk.records, reading, heads, today.replace(year=today.year - 1, day=1))
    ]
    assert late[:2] == [Arrival.LATE, Arrival.MISSING]
    assert (
        next(came.arrival for came in arrivals(office.desk.records, reading, heads, today))
        is Arrival.RECEIVED
    )


def test_a_correction_after_the_due_date_makes_nobody_late(office: Office) -> None:
    due = date(2024, 3, 1)
    early, late = (datetime(2024, 3, day, tzinfo=UTC) for day in (1, 20))
    office.store(replace(scores("一.csv", 1, P1=3), received=early))
    both = csv_of("一.csv", ["单位", "P1"], [unit(1), 4], [unit(2), 5])
    office.store(replace(both, received=late))
    heads = office.desk.heads(office.number)
    reading = office.desk.reading(heads)
    assert reading is not None
    came = arrivals(office.desk.records, reading, heads, due)
    assert [one.arrival for one in came[:3]] == [Arrival.RECEIVED, Arrival.LATE, Arrival.MISSING]
    assert [one.first for one in came[:3]] == [early, late, None]


# ---------------------------------------------------------------- registers


def register(name: str, *numbers: int) -> SourceFile:
    rows = [[f"U{number:02}", unit(number), "甲组"] for number in numbers]
    return csv_of(name, ["单位代码", "单位", "组别"], *rows)


def test_units_that_a_later_register_drops_are_told_with_their_values_and_kept_in_the_records(
    office: Office,
) -> None:
    office.store(scores("一.csv", 60, P1=3, P2=4))
    draft = office.draft(register("新名册.csv", *range(1, 59)))
    assert [(one.unit.name, one.values) for one in draft.dropped] == [("单位59", 0), ("单位60", 2)]
    stored = office.adopt(draft)
    said = submission_changes.record_changes(office.desk.records, office.number, stored.number)
    assert [words.zh for words in said] == ["名册不再有 单位59", "名册不再有 单位60"]
    assert said[0].en == "no longer in the register: 单位59"
    assert stored.changed == 2


def test_a_register_of_the_same_name_may_drop_units_of_which_earlier_files_tell(office: Office) -> None:
    office.store(scores("一.csv", 60, P1=3), scores("二.csv", 1, P1=4))
    for last in (59, 58):
        office.store(scores("三.csv", last, P1=5))
        draft = office.draft(register("名册.csv", *range(1, last)))
        assert draft.can_be_stored
        assert draft.replaced == ()
        assert [one.unit.name for one in draft.dropped] == [
            unit(n) for n in range(last, 61 if last == 59 else 59)
        ]
        office.adopt(draft)
        assert office.value(1, "P1") == 4
    assert {"名册.csv", "名册 (2).csv", "名册 (3).csv"} <= set(office.names())


def test_a_workbook_with_more_than_a_register_still_takes_its_place_and_says_what_to_do(
    office: Office,
) -> None:
    head: list[object] = ["单位代码", "单位", "组别"]
    units: list[list[object]] = [[f"U{n:02}", unit(n), "甲组"] for n in range(1, 61)]
    office.store(file_of("全.xlsx", {"名册": [head, *units], "得分": [["单位", "P1"], [unit(1), 1]]}))
    office.store(scores("一.csv", 60, P1=3))
    again = file_of("全.xlsx", {"名册": [head, *units[:-1]], "得分": [["单位", "P1"], [unit(1), 1]]})
    # The register handed in at first still tells who was meant.
    assert office.draft(again, removed=("名册.csv",)).stranding == ("全.xlsx",)


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


def exempt(office: Office, number: int, code: str = "P1", actor: str = "甲") -> Draft:
    heads = office.desk.heads(office.number)
    reading = office.desk.reading(heads)
    assert reading is not None
    assert reading.intake is not None
    one = next(one for one in reading.intake.units if one.name == unit(number))
    return exemptions.with_exemption(office.desk, heads, actor, one, code, "新设", "主任会")


def exempted(office: Office) -> list[tuple[str, str, str]]:
    known = exemptions.in_force(office.desk, office.desk.heads(office.number))
    return [(one.exemption.unit, one.exemption.indicator, one.by) for one in known]


def test_two_who_record_exemptions_at_once_both_find_theirs(office: Office) -> None:
    mine, theirs = exempt(office, 1), exempt(office, 2, actor="乙")
    office.adopt(theirs, "乙")
    with pytest.raises(ConflictError):
        office.adopt(mine)
    again = upload.again(office.desk, mine)
    assert [words.zh for words in again.record_changes] == ["新增豁免 单位01 P1"]
    office.adopt(again)
    assert exempted(office) == [("U02", "P1", "乙"), ("U01", "P1", "甲")]
    mine, theirs = exempt(office, 3), exempt(office, 4, actor="丙")
    withdrawn = exemptions.without_exemption(office.desk, mine.heads, "U02", "P1")
    for draft in (theirs, mine, withdrawn):
        office.adopt(draft)
    assert exempted(office) == [("U01", "P1", "甲"), ("U04", "P1", "丙"), ("U03", "P1", "甲")]


def test_exemptions_that_came_back_from_a_spreadsheet_are_not_lost(office: Office) -> None:
    office.adopt(exempt(office, 1, actor="乙"))
    [file] = [file for file in office.desk.heads(office.number).files if file.name == exemptions.FILE]
    text = content(office.desk.records, file.sha256).decode("utf-8-sig")
    office.store(SourceFile(exemptions.FILE, f"豁免登记表\n\n{text}".encode("gb18030")))
    assert exempted(office) == [("U01", "P1", "乙")]
    office.adopt(exempt(office, 2))
    assert exempted(office) == [("U01", "P1", "乙"), ("U02", "P1", "甲")]


def test_an_exemption_is_not_recorded_over_data_that_cannot_be_read(office: Office) -> None:
    office.adopt(exempt(office, 1))
    office.scheme(SCHEME.replace(b"code: P1,", b"code: X1,"))
    with pytest.raises(RecordsError, match="必须改正"):
        exempt(office, 2, "P2")


@pytest.mark.parametrize("code", ["-1", "-A1", "=1+1"])
def test_a_unit_may_be_exempt_whatever_its_code(office: Office, code: str) -> None:
    office.store(
        csv_of("新名册.csv", ["单位代码", "单位", "组别"], [code, unit(1), "甲组"], ["U02", unit(2), "甲组"])
    )
    office.adopt(exempt(office, 1))
    office.adopt(exempt(office, 2))
    assert [one[0] for one in exempted(office)] == [code, "U02"]


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
