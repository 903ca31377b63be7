"""What is kept, on both databases alike: versions, conflicts, the data and its changes, runs, publications, the log."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import time
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from indicators.words import Words
from records import (
    Act,
    ConflictError,
    Kind,
    NewFile,
    NotFoundError,
    Publication,
    Records,
    RecordsError,
    ValueChange,
    assessments,
    audit,
    contents,
    location,
    open_records,
    proposals,
    publications,
    runs,
    submission_changes,
    submissions,
    versions,
)
from records.database import journal_mode
from records.errors import UnkeepableTextError
from records.publications import Newest
from records.runs import Outcome
from records.tables import WRITTEN_ONCE, metadata

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.postgres import Server

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
#: What somebody might type, paste or be called.
HOSTILE = [
    "'; DROP TABLE version; --",
    '"%s" %(name)s :name ? {0} $1 \\',
    "\x01\x1b\x7f\u202e\u2028\ufeff\uffff",
    "𠮷野家🎼👩‍👩‍👧",
    "é é",
    " \t\n 前后 ",
    "",
    "长" * 100_000,
]
UNKEEPABLE = ["a\0b", "\0", "半个\ud83d", "\udc00\ud83c"]


def change(unit: str = "U1", value: str | None = "1.50", **other: str | None) -> ValueChange:
    said: dict[str, Any] = {
        "unit": unit,
        "indicator": "P1.1",
        "field": "value",
        "state_before": None,
        "value_before": None,
        "state": "present",
        "value": value,
        "file": "表.xlsx",
        "sheet": "一",
        "cell": "C3",
    }
    return ValueChange(**(said | other))


def new_file(name: str = "表.xlsx", content: bytes = b"sheet") -> NewFile:
    return NewFile(name, content, NOON)


def outcome(**other: object) -> Outcome:
    said: dict[str, Any] = {
        "scheme": 1,
        "catalogue": None,
        "submission": 1,
        "engine": "1",
        "snapshot": b"snapshot",
        "results": b"results",
        "units": 69,
        "provisional": True,
    }
    return Outcome(**(said | other))


def publish(records: Records, *said: Any, supersedes: int | None) -> Publication:
    with records.writing() as connection:
        return publications.publish(connection, *said, supersedes=supersedes)


def noise(seed: int, size: int) -> bytes:
    """Bytes without any order, the same for the same seed."""
    return hashlib.shake_128(str(seed).encode()).digest(size)


def entries(records: Records) -> list[str]:
    """The acts in the log, the oldest first."""
    return [entry.act for entry in reversed(audit.entries(records))]


def rows(records: Records) -> dict[str, int]:
    with records.reading() as connection:
        return {
            name: connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
            for name, table in metadata.tables.items()
        }


@pytest.fixture
def started(records: Records) -> int:
    return assessments.start(records, "甲", "2026 年考核").id


# ---------------------------------------------------------------- assessments


def test_an_assessment_is_found_again_as_it_was_started(records: Records) -> None:
    sample = assessments.start(records, "甲", "样例市", sample=True)
    own = assessments.start(records, "乙", "2026 年考核")
    assert assessments.listed(records) == (own, sample)
    assert assessments.found(records, sample.id) == sample
    assert (sample.sample, own.sample) == (True, False)
    assert own.made_at - sample.made_at < timedelta(minutes=1)
    assert own.made_at.tzinfo is not None


@pytest.mark.parametrize("number", [0, -1, 99, 2**31, 2**63, 10**40])
def test_what_is_not_there_is_not_found_however_large_its_number(records: Records, number: int) -> None:
    for ask in (
        lambda: assessments.found(records, number),
        lambda: versions.numbered(records, number, Kind.SCHEME, number),
        lambda: proposals.numbered(records, number, number),
        lambda: runs.numbered(records, number, number),
        lambda: submissions.changes(records, number, number),
    ):
        with pytest.raises(NotFoundError):
            ask()


def test_a_content_that_is_not_there_is_not_found(records: Records) -> None:
    for sha256 in ("", "f" * 64, "f" * 1000):
        with pytest.raises(NotFoundError):
            contents.content(records, sha256)


# ---------------------------------------------------------------- versions


def test_versions_are_counted_for_each_kind_and_all_stay(records: Records, started: int) -> None:
    first = versions.add(records, "甲", started, Kind.SCHEME, "方案.yaml", b"one", expected=0)
    second = versions.add(records, "乙", started, Kind.SCHEME, "方案.yaml", b"two", expected=1, note="改权重")
    other = versions.add(records, "乙", started, Kind.CATALOGUE, "清单.yaml", b"one", expected=0)
    assert [first.number, second.number, other.number] == [1, 2, 1]
    assert versions.listed(records, started, Kind.SCHEME) == (second, first)
    assert versions.latest(records, started, Kind.SCHEME) == second
    assert versions.numbered(records, started, Kind.SCHEME, 1) == first
    assert versions.latest(records, started, Kind.BENCHMARK) is None
    assert contents.content(records, first.sha256) == b"one"
    assert other.sha256 == first.sha256
    assert versions.latest(records, started, Kind.CATALOGUE) == other


def test_of_two_who_edit_one_scheme_the_second_hears_of_the_first_and_nothing_is_stored(
    records: Records, started: int
) -> None:
    versions.add(records, "甲", started, Kind.SCHEME, "s", b"one", expected=0)
    versions.add(records, "甲", started, Kind.SCHEME, "s", b"by the first", expected=1)
    before = rows(records)
    with pytest.raises(ConflictError) as caught:
        versions.add(records, "乙", started, Kind.SCHEME, "s", b"by the second", expected=1)
    assert "方案：您看到的是第 1 版，甲 已存入第 2 版" in caught.value.words.zh
    assert "you saw version 1, 甲 has stored version 2" in caught.value.words.en
    assert rows(records) == before


def test_a_version_made_from_one_that_never_was_is_not_stored(records: Records, started: int) -> None:
    for expected in (1, 7):
        with pytest.raises(NotFoundError, match=f"方案第 {expected} 版"):
            versions.add(records, "甲", started, Kind.SCHEME, "s", b"", expected=expected)
        with pytest.raises(NotFoundError, match=f"填报数据第 {expected} 版"):
            submissions.add(records, "甲", started, [], [], expected=expected, scheme=1)
    assert entries(records) == ["assessment started"]


def test_nothing_belongs_to_what_is_not_there(records: Records, started: int) -> None:
    before = rows(records)
    held = submissions.HeldFile("表.xlsx", "0" * 64, 1, 1, NOON, "甲")
    for act in (
        lambda: versions.add(records, "甲", 99, Kind.SCHEME, "s", b"", expected=0),
        lambda: versions.add(records, "甲", started, Kind.SCHEME, "s", b"", expected=0, proposal=5),
        lambda: submissions.add(records, "甲", 99, [new_file()], [], expected=0, scheme=1),
        lambda: submissions.add(records, "甲", started, [held], [], expected=0, scheme=1),
        lambda: proposals.add(records, "甲", 99, "n", "r", {}, scheme=1),
        lambda: runs.add(records, "甲", 99, outcome()),
        lambda: publish(records, "甲", started, 1, "r", (), supersedes=None),
    ):
        with pytest.raises(NotFoundError):
            act()
    assert rows(records) == before


# ---------------------------------------------------------------- the data


def test_a_submission_is_its_files_and_what_they_change(records: Records, started: int) -> None:
    changes = [change(f"U{n}", str(n)) for n in range(600)]
    changes.append(
        change("U9", None, state="missing", state_before="present", value_before="0.10", cell=None)
    )
    first = submissions.add(
        records, "甲", started, [new_file("b.xlsx"), new_file("a.csv", b"a")], changes, expected=0, scheme=3
    )
    assert (first.number, first.scheme, first.changed) == (1, 3, 601)
    assert submissions.latest(records, started) == first
    assert submissions.changes(records, started, 1, most=10_000) == tuple(changes)
    assert submissions.changes(records, started, 1, first=598, most=2) == tuple(changes[598:600])
    one, two = submissions.files(records, started, 1)
    assert (one.name, one.size, one.since, one.received, one.received_from) == ("b.xlsx", 5, 1, NOON, "甲")
    assert contents.content(records, two.sha256) == b"a"
    assert submissions.files(records, started, 0) == submissions.files(records, started, 2) == ()


def test_files_held_already_keep_when_and_from_whom_they_came(records: Records, started: int) -> None:
    submissions.add(records, "甲", started, [new_file("a"), new_file("b")], [], expected=0, scheme=1)
    held = submissions.files(records, started, 1)
    beijing = NOON.astimezone(timezone(timedelta(hours=8))) + timedelta(days=1)
    corrected = NewFile("a", b"corrected", beijing)
    said = Words("名册增加 甲县", "new in the register: 甲县")
    second = submissions.add(
        records, "乙", started, [held[1], corrected], [], expected=1, scheme=1, record_changes=[said, said]
    )
    b, a = submissions.files(records, started, 2)
    assert b == held[1]
    assert (a.name, a.since, a.received, a.received_from) == ("a", 2, beijing, "乙")
    assert second.changed == 2
    assert submission_changes.record_changes(records, started, 2) == (said, said)
    assert submission_changes.record_changes(records, started, 1) == ()
    assert submissions.files(records, started, 1) == held
    assert [submission.number for submission in submissions.listed(records, started)] == [2, 1]


def test_the_log_tells_of_each_file_once_and_of_all_of_them_by_one_digest(
    records: Records, started: int
) -> None:
    first = [new_file("a"), new_file("b"), new_file("c")]
    submissions.add(records, "甲", started, first, [], expected=0, scheme=1)
    a, b, _ = submissions.files(records, started, 1)
    submissions.add(records, "甲", started, [a, new_file("b", b"x"), new_file("d")], [], expected=1, scheme=1)
    submissions.add(records, "甲", started, [a, b], [], expected=2, scheme=1)
    sheet, other = contents.digest(b"sheet"), contents.digest(b"x")
    told = [entry.details for entry in reversed(audit.entries(records)) if entry.act == "data stored"]
    assert [(one["added"], one["replaced"], one["removed"]) for one in told] == [
        ({"a": sheet, "b": sheet, "c": sheet}, {}, {}),
        ({"d": sheet}, {"b": other}, {"c": sheet}),
        ({}, {"b": sheet}, {"d": sheet}),
    ]
    assert [one["files"] for one in told] == [3, 3, 2]
    assert len({one["files_digest"] for one in told}) == 3


def test_the_second_to_store_data_hears_of_the_first(records: Records, started: int) -> None:
    submissions.add(records, "甲", started, [new_file()], [change()], expected=0, scheme=1)
    before = rows(records)
    with pytest.raises(ConflictError, match="填报数据：您看到的是第 0 版，甲 已存入第 1 版"):
        submissions.add(records, "乙", started, [new_file("x", b"x")], [change()], expected=0, scheme=1)
    assert rows(records) == before


def test_everything_a_unit_ever_reported_comes_newest_first(records: Records, started: int) -> None:
    other = assessments.start(records, "甲", "另一年").id
    for number, value in enumerate(["1", "2"]):
        reported = [change("U1", value, field=field) for field in ("value", "plan")]
        submissions.add(records, "甲", started, [], [change("U2", "9"), *reported], expected=number, scheme=1)
    submissions.add(records, "甲", other, [], [change()], expected=0, scheme=1)
    told = submissions.history(records, started, "U1", "P1.1")
    assert [(submission.number, one.field, one.value) for submission, one in told] == [
        (2, "value", "2"),
        (2, "plan", "2"),
        (1, "value", "1"),
        (1, "plan", "1"),
    ]


def test_large_contents_come_back_to_the_byte(records: Records, started: int) -> None:
    large = noise(1, 10_000_000)
    version = versions.add(records, "甲", started, Kind.SCHEME, "s", large, expected=0)
    empty = versions.add(records, "甲", started, Kind.SCHEME, "s", b"", expected=1)
    assert contents.content(records, version.sha256) == large
    assert contents.content(records, empty.sha256) == b""


def test_the_same_bytes_are_kept_once(records: Records, started: int) -> None:
    for number in range(3):
        versions.add(records, "甲", started, Kind.SCHEME, f"s{number}", b"same", expected=number)
    assert rows(records)["content"] == 1


def test_data_of_a_province_is_stored_in_seconds(records: Records, started: int) -> None:
    many = [
        change(f"U{unit}", str(cell), indicator=f"P{cell}") for unit in range(3_000) for cell in range(60)
    ]
    began = time.process_time()
    submissions.add(records, "甲", started, [new_file()], many, expected=0, scheme=1)
    assert time.process_time() - began < 30
    assert submissions.changes(records, started, 1, first=179_999) == (many[-1],)


# ---------------------------------------------------------------- proposals and runs


def test_a_proposal_keeps_every_digit_that_was_typed(records: Records, started: int) -> None:
    weights = {
        code: Decimal(typed)
        for code, typed in {"P1": "7.125", "P2": "0.10", "P3": "100", "P4": "0", "P5": "1E+2"}.items()
    }
    weights["P6"] = Decimal("12.3456789012345678901234567890")
    proposal = proposals.add(records, "甲", started, "重质", "领导意见", weights, scheme=1)
    kept = proposals.numbered(records, started, 1)
    assert kept == proposal
    assert {code: str(weight) for code, weight in kept.weights.items()} == {
        code: str(weight) for code, weight in weights.items()
    }
    assert list(kept.weights) == list(weights)


def test_a_proposal_tells_which_version_applied_it(records: Records, started: int) -> None:
    for name in ("一", "二"):
        proposals.add(records, "甲", started, name, "", {"P1": Decimal(5)}, scheme=1)
    versions.add(records, "甲", started, Kind.SCHEME, "s", b"1", expected=0)
    versions.add(records, "甲", started, Kind.SCHEME, "s", b"2", expected=1, proposal=2)
    assert [(one.number, one.applied_in) for one in proposals.listed(records, started)] == [(2, 2), (1, None)]


def test_the_same_run_is_not_kept_twice_in_a_row(records: Records, started: int) -> None:
    first = runs.add(records, "甲", started, outcome())
    assert runs.add(records, "乙", started, outcome()) == first
    second = runs.add(records, "乙", started, outcome(results=b"other"))
    third = runs.add(records, "乙", started, outcome())
    assert [run.number for run in runs.listed(records, started)] == [3, 2, 1]
    assert (runs.latest(records, started), runs.numbered(records, started, 2)) == (third, second)
    assert contents.content(records, third.results) == b"results"
    assert entries(records) == ["assessment started", *["run stored"] * 3]


# ---------------------------------------------------------------- publications


@pytest.fixture
def scored(records: Records, started: int) -> int:
    for number in range(1, 4):
        runs.add(records, "甲", started, outcome(submission=number))
    return started


def test_publishing_another_run_supersedes_the_public_one_in_the_same_act(
    records: Records, scored: int
) -> None:
    assert publications.public_run(records, scored) is None
    publish(records, "甲", scored, 1, "定稿", ["U1 P1.1 缺报"], supersedes=None)
    second = publish(records, "乙", scored, 3, "更正", [], supersedes=1)
    assert publications.public_run(records, scored) == 3
    acts = publications.listed(records, scored)
    assert [(one.run, one.act) for one in acts] == [
        (3, Act.PUBLISHED),
        (1, Act.SUPERSEDED),
        (1, Act.PUBLISHED),
    ]
    assert acts[0] == second
    assert acts[2].acknowledged == ("U1 P1.1 缺报",)
    assert entries(records)[-3:] == ["run published", "run superseded", "run published"]


def test_who_has_not_seen_the_newest_of_everything_is_told(records: Records, scored: int) -> None:
    submissions.add(records, "甲", scored, [new_file()], [change()], expected=0, scheme=1)
    versions.add(records, "甲", scored, Kind.CATALOGUE, "l", b"1", expected=0)
    other = assessments.start(records, "甲", "另一考核").id
    versions.add(records, "甲", other, Kind.SCHEME, "s", b"1", expected=0)
    with records.writing() as connection:
        publications.expect_newest(connection, scored, Newest(0, 1, 1))
        for seen in (Newest(0, 0, 1), Newest(0, 1, 0), Newest(1, 1, 1)):
            with pytest.raises(ConflictError, match="没有改动"):
                publications.expect_newest(connection, scored, seen)


def test_what_is_withdrawn_stays_in_the_records_and_may_be_published_again(
    records: Records, scored: int
) -> None:
    publish(records, "甲", scored, 1, "定稿", [], supersedes=None)
    publications.withdraw(records, "乙", scored, 1, "数据有误")
    assert publications.public_run(records, scored) is None
    assert runs.numbered(records, scored, 1)
    publish(records, "甲", scored, 1, "查实无误", [], supersedes=None)
    assert publications.public_run(records, scored) == 1
    assert len(publications.listed(records, scored)) == 3


def test_what_somebody_else_made_public_is_not_superseded_unseen(records: Records, scored: int) -> None:
    publish(records, "甲", scored, 1, "定稿", [], supersedes=None)
    before = rows(records)
    for run, supersedes, told in (
        (2, None, "现在公布的是第 1 次"),
        (2, 3, "现在公布的是第 1 次"),
        (1, 1, "已经公布"),
    ):
        with pytest.raises(RecordsError, match=told):
            publish(records, "乙", scored, run, "", [], supersedes=supersedes)
    with pytest.raises(RecordsError, match="第 2 次计分现在不是公布状态"):
        publications.withdraw(records, "乙", scored, 2, "")
    publications.withdraw(records, "甲", scored, 1, "")
    with pytest.raises(RecordsError, match="第 1 次计分现在不是公布状态"):
        publish(records, "乙", scored, 2, "", [], supersedes=1)
    after = rows(records)
    assert after.pop("publication") - before.pop("publication") == 1
    assert after.pop("audit_entry") - before.pop("audit_entry") == 1
    assert after == before


# ---------------------------------------------------------------- written once, and the log


def full(records: Records) -> int:
    """An assessment with a row in every table."""
    started = assessments.start(records, "甲", "考核").id
    proposals.add(records, "甲", started, "一", "", {"P1": Decimal("0.10")}, scheme=1)
    versions.add(records, "甲", started, Kind.SCHEME, "s", b"1", expected=0, proposal=1)
    said = Words("名册增加 甲县", "new in the register: 甲县")
    submissions.add(
        records, "甲", started, [new_file()], [change()], expected=0, scheme=1, record_changes=[said]
    )
    runs.add(records, "甲", started, outcome())
    publish(records, "甲", started, 1, "定稿", [], supersedes=None)
    return started


@pytest.mark.parametrize("table", WRITTEN_ONCE)
def test_no_row_is_ever_changed_or_deleted(records: Records, table: str) -> None:
    full(records)
    before = rows(records)
    column = metadata.tables[table].c[0].name
    acts = [f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"]  # noqa: S608 - names of ours
    if records.file is None:
        acts.append(f"TRUNCATE {table} CASCADE")
    for act in acts:
        with pytest.raises(RecordsError, match="written once"), records.writing() as connection:
            connection.exec_driver_sql(act)
    assert before[table] >= 1
    assert rows(records) == before


def test_every_act_is_in_the_log_with_who_did_it(records: Records) -> None:
    full(records)
    log = audit.entries(records)
    assert [(entry.number, entry.act, entry.actor) for entry in reversed(log)] == [
        (1, "assessment started", "甲"),
        (2, "proposal stored", "甲"),
        (3, "scheme stored", "甲"),
        (4, "data stored", "甲"),
        (5, "run stored", "甲"),
        (6, "run published", "甲"),
    ]
    assert log[2].details["added"] == {"表.xlsx": contents.digest(b"sheet")}
    assert log[4].details["weights"] == {"P1": "0.10"}
    assert audit.first_broken(records) is None
    assert audit.head(records) == (6, log[0].hash)


def test_the_log_is_paged_and_told_for_one_assessment(records: Records) -> None:
    first, second = full(records), full(records)
    assert [entry.number for entry in audit.entries(records, before=4, most=2)] == [3, 2]
    assert [entry.number for entry in audit.entries(records, first)] == [6, 5, 4, 3, 2, 1]
    assert [entry.number for entry in audit.entries(records, second, before=9)] == [8, 7]


def test_an_act_that_fails_leaves_neither_a_row_nor_an_entry(records: Records) -> None:
    started = full(records)
    before, head = rows(records), audit.head(records)

    def fail() -> Any:
        yield change()
        raise ZeroDivisionError

    def begin_and_fail() -> None:
        with records.writing() as connection:
            assessments.begin(connection, "甲", "半途", sample=False)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        submissions.add(records, "甲", started, [new_file("x", b"x")], fail(), expected=1, scheme=1)
    with pytest.raises(ZeroDivisionError):
        begin_and_fail()
    with pytest.raises(UnkeepableTextError):
        submissions.add(records, "甲", started, [new_file("x", b"x")], [change("\0")], expected=1, scheme=1)
    assert (rows(records), audit.head(records)) == (before, head)


def renumber(connection: sa.Connection, *moves: tuple[int, int]) -> None:
    entry = metadata.tables["audit_entry"]
    for number, to in moves:
        connection.execute(entry.update().where(entry.c.number == number).values(number=to))


def take_out(connection: sa.Connection, number: int) -> None:
    """Removes an entry and closes the gap."""
    entry = metadata.tables["audit_entry"]
    connection.execute(entry.delete().where(entry.c.number == number))
    renumber(connection, *((later, later - 1) for later in range(number + 1, 7)))


TAMPERING: dict[str, Callable[[sa.Connection], object]] = {
    "edited": lambda c: c.exec_driver_sql("UPDATE audit_entry SET actor = '丁' WHERE number = 3"),
    "details edited": lambda c: c.exec_driver_sql("UPDATE audit_entry SET details = '{}' WHERE number = 3"),
    "gone": lambda c: c.exec_driver_sql("DELETE FROM audit_entry WHERE number = 3"),
    "gone and numbered anew": lambda c: take_out(c, 3),
    "swapped": lambda c: renumber(c, (3, 99), (4, 3), (99, 4)),
    "sealed anew": lambda c: c.exec_driver_sql("UPDATE audit_entry SET hash = previous WHERE number = 3"),
}


def without_triggers(records: Records) -> None:
    """As somebody with the database in hand could do."""
    on_table = "" if records.file is not None else " ON audit_entry"
    with records.writing() as connection:
        for act in ("update", "delete"):
            connection.exec_driver_sql(f"DROP TRIGGER audit_entry_{act}{on_table}")


@pytest.mark.parametrize("tampering", TAMPERING)
def test_whatever_is_done_to_the_log_behind_our_back_is_found_where_it_was_done(
    records: Records, tampering: str
) -> None:
    full(records)
    without_triggers(records)
    with records.writing() as connection:
        TAMPERING[tampering](connection)
    broken = audit.first_broken(records)
    assert broken is not None
    assert broken.number == 3


def test_the_end_of_the_log_cut_off_is_found_by_a_head_that_was_written_down(records: Records) -> None:
    full(records)
    number, seal = audit.head(records)
    without_triggers(records)
    with records.writing() as connection:
        connection.exec_driver_sql("DELETE FROM audit_entry WHERE number = 6")
    assert audit.first_broken(records) is None
    assert audit.holds(records, number, seal) is False
    assert audit.holds(records, *audit.head(records)) is True


# ---------------------------------------------------------------- texts of all sorts


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_is_typed_comes_back_to_the_letter(records: Records, text: str) -> None:
    started = assessments.start(records, "甲", text).id
    version = versions.add(records, "甲", started, Kind.SCHEME, text, b"", expected=0, note=text)
    proposals.add(records, "甲", started, text, text, {text: Decimal("0.1")}, scheme=1)
    one = change(text, text, indicator=text, field=text, state=text, file=text, sheet=text, cell=text)
    submissions.add(records, "甲", started, [new_file(text)], [one], expected=0, scheme=1, note=text)
    runs.add(records, "甲", started, outcome(engine=text))
    publish(records, "甲", started, 1, text, [text], supersedes=None)
    assert assessments.found(records, started)[1::2] == (text, "甲")
    assert versions.latest(records, started, Kind.SCHEME) == version
    assert proposals.numbered(records, started, 1)[1:3] == (text, text)
    assert proposals.numbered(records, started, 1).weights == {text: Decimal("0.1")}
    assert submissions.history(records, started, text, text)[0][1] == one
    assert submissions.files(records, started, 1)[0].name == text
    assert runs.numbered(records, started, 1).engine == text
    assert publications.listed(records, started)[0].acknowledged == (text,)
    assert audit.first_broken(records) is None


@pytest.mark.parametrize(
    ("actor", "why"),
    [
        ("", "是空的"),
        (" \u3000\t", "是空的"),
        ("长" * 81, "太长，有 81 个字"),
        ("甲\n  9  乙", "换行"),
        ("甲\x1b[2J", "控制字符"),
        ("\u202e甲", "控制字符"),
    ],
)
def test_who_acts_is_a_name_on_one_line_or_nothing_is_stored(records: Records, actor: str, why: str) -> None:
    before = rows(records)
    with pytest.raises(RecordsError, match=why) as caught:
        assessments.start(records, actor, "考核")
    assert caught.value.words.zh.isprintable()
    assert rows(records) == before


@pytest.mark.parametrize("actor", ["张　三", "O'Brien", "𠮷野家", "👩‍👩‍👧", "长" * 80])
def test_a_name_of_any_writing_may_act(records: Records, actor: str) -> None:
    assert assessments.start(records, actor, "考核").made_by == actor


@pytest.mark.parametrize("text", UNKEEPABLE, ids=range(len(UNKEEPABLE)))
def test_what_cannot_be_kept_is_refused_alike_and_shown(records: Records, text: str) -> None:
    started = full(records)
    before = rows(records)
    for act in (
        lambda: assessments.start(records, text, "t"),
        lambda: assessments.start(records, "甲", text),
        lambda: versions.add(records, "甲", started, Kind.SCHEME, text, b"", expected=1),
        lambda: submissions.add(records, "甲", started, [new_file(text)], [], expected=1, scheme=1),
        lambda: submissions.add(records, "甲", started, [], [change(value=text)], expected=1, scheme=1),
        lambda: proposals.add(records, "甲", started, "n", text, {}, scheme=1),
        lambda: publications.withdraw(records, "甲", started, 1, text),
        lambda: submissions.history(records, started, text, "P1"),
    ):
        with pytest.raises(UnkeepableTextError, match="�"):
            act()
    assert rows(records) == before


# ---------------------------------------------------------------- both databases


def story(records: Records) -> list[object]:
    """Everything the records tell after a story of acts, ids and times apart."""
    first, second = full(records), full(records)
    submissions.add(
        records,
        "乙",
        first,
        [*submissions.files(records, first, 1), new_file("更正.csv", b"x")],
        [
            change("U2", "-0.50"),
            change("U1", None, state="missing", state_before="present", value_before="1"),
        ],
        expected=1,
        scheme=1,
        note="更正",
    )
    proposals.add(
        records, "乙", first, "二", "理由", {"P2": Decimal("7.125"), "P1": Decimal("0.10")}, scheme=1
    )
    versions.add(records, "乙", first, Kind.SCHEME, "s", b"2", expected=1, proposal=2)
    runs.add(records, "乙", first, outcome(scheme=2, submission=2, catalogue=None, provisional=False))
    publish(records, "乙", first, 2, "更正", ["甲", "乙"], supersedes=1)
    publications.withdraw(records, "丙", second, 1, "不公布")
    told: list[object] = list(assessments.listed(records))
    for assessment in (first, second):
        told += versions.listed(records, assessment, Kind.SCHEME)
        told += proposals.listed(records, assessment)
        told += submissions.listed(records, assessment)
        told += submissions.files(records, assessment, 2)
        told += submissions.history(records, assessment, "U1", "P1.1")
        told += submissions.changes(records, assessment, 1)
        told += runs.listed(records, assessment)
        told += publications.listed(records, assessment)
    told += audit.entries(records)
    return [timeless(one) for one in told]


def timeless(told: Any) -> object:
    """Without moments, and without the seals they go into."""
    if isinstance(told, tuple):
        kept = told._asdict() if hasattr(told, "_asdict") else dict(enumerate(told))
        return {name: timeless(value) for name, value in kept.items() if name not in {"previous", "hash"}}
    return None if isinstance(told, datetime) else told


@pytest.mark.needs("postgresql")
def test_both_databases_tell_the_same_story(server: Server, tmp_path: Path) -> None:
    embedded = open_records(f"sqlite:///{tmp_path / 'records.sqlite3'}")
    served = open_records(server.fresh())
    assert story(embedded) == story(served)
    assert json.dumps(rows(embedded)) == json.dumps(rows(served))
    served.close()


def test_the_tables_are_those_the_migrations_make(records: Records) -> None:
    with records.reading() as connection:
        migrated = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(migrated, metadata) == []


def test_opening_again_finds_everything_as_it_was(database: str) -> None:
    records = open_records(database)
    full(records)
    before = rows(records), audit.entries(records)
    records.close()
    again = open_records(database)
    assert (rows(again), audit.entries(again)) == before
    again.close()


@pytest.mark.needs("postgresql")
def test_a_reader_of_a_server_sees_one_moment_while_others_write(server: Server) -> None:
    # In the embedded database a writer may have to wait for the reader.
    records = open_records(server.fresh())
    with records.reading() as connection:
        count = sa.select(sa.func.count()).select_from(metadata.tables["assessment"])
        assert connection.execute(count).scalar() == 0
        assessments.start(records, "甲", "考核")
        assert connection.execute(count).scalar() == 0
    assert len(assessments.listed(records)) == 1
    records.close()


def test_others_read_on_while_a_large_act_is_gathered(records: Records, started: int) -> None:
    with records.writing() as connection:
        for number in range(100):
            contents.keep(connection, noise(number, 200_000))
        assert assessments.found(records, started).title == "2026 年考核"


# ---------------------------------------------------------------- the embedded database


@pytest.mark.parametrize(
    ("version", "mode"),
    [
        ((3, 40, 1), "TRUNCATE"),
        ((3, 44, 5), "TRUNCATE"),
        ((3, 44, 6), "WAL"),
        ((3, 44, 9), "WAL"),
        ((3, 45, 0), "TRUNCATE"),
        ((3, 50, 6), "TRUNCATE"),
        ((3, 50, 7), "WAL"),
        ((3, 51, 2), "TRUNCATE"),
        ((3, 51, 3), "WAL"),
        ((3, 52, 0), "WAL"),
        ((4, 0, 0), "WAL"),
    ],
)
def test_the_write_ahead_log_is_used_only_where_its_reset_is_sound(
    version: tuple[int, int, int], mode: str
) -> None:
    assert journal_mode(version) == mode


def test_every_connection_is_careful(tmp_path: Path) -> None:
    records = open_records(location.of_file(tmp_path / "records.sqlite3"))
    for use in (records.reading, records.writing):
        with use() as connection:

            def pragma(name: str, connection: sa.Connection = connection) -> object:
                return connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()

            assert pragma("synchronous") == 2
            assert pragma("foreign_keys") == 1
            assert pragma("journal_mode") == journal_mode(sqlite3.sqlite_version_info).lower()


@pytest.mark.parametrize("folder", ["100%41 ?x=1#y", "空 格/数据", "a'b\"c;d"])
def test_a_folder_may_have_any_name(tmp_path: Path, folder: str) -> None:
    file = tmp_path / folder / "baton.sqlite3"
    full(open_records(location.of_file(file)))
    assert open_records(location.of_file(file)).file == file
    assert file.exists()


def test_the_address_is_what_is_given_or_what_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(location.HOME, str(tmp_path / "home"))
    monkeypatch.delenv(location.DATABASE, raising=False)
    assert location.address() == location.of_file(tmp_path / "home" / "baton.sqlite3")
    monkeypatch.setenv(location.DATABASE, "postgresql://somewhere/else")
    assert location.address() == "postgresql://somewhere/else"
    assert location.address(home=tmp_path) == location.of_file(tmp_path / "baton.sqlite3")
    assert location.address(tmp_path, "sqlite:///given") == "sqlite:///given"
