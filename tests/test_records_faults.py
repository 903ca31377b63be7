"""Records when things go wrong: many writers, killed programs, no space, no rights, no server, files that are damaged."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
import sqlalchemy as sa

from records import (
    Kind,
    Records,
    RecordsError,
    assessments,
    audit,
    contents,
    database,
    location,
    migrating,
    open_records,
    proposals,
    runs,
    steps,
    submissions,
    versions,
)
from tests.postgres import PASSWORD
from tests.records_whole import expect_whole
from tests.records_worker import CHANGES, hand_in, noise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.postgres import Server

ROOT = Path(__file__).parent.parent


def worker(*arguments: object, before: tuple[str, ...] = ()) -> subprocess.Popen[str]:
    """A worker beside this one."""
    command = [*before, sys.executable, "-m", "tests.records_worker", *map(str, arguments)]
    return subprocess.Popen(
        command,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def said(process: subprocess.Popen[str]) -> list[dict[str, Any]]:
    """All that a worker said to its end."""
    out, err = process.communicate(timeout=300)
    assert process.returncode == 0, err
    return [json.loads(line) for line in out.splitlines()]


# ---------------------------------------------------------------- many writers


def expect_all_handed_in(records: Records, writers: int, numbers: list[int]) -> None:
    assert sorted(numbers) == list(range(1, writers + 1))
    kept = submissions.listed(records, 1)
    assert sorted(one.made_by for one in kept) == sorted(f"w{n}" for n in range(writers))
    handed_in = {file.name for one in kept for file in submissions.files(records, 1, one.number)}
    assert handed_in == {f"w{n}.xlsx" for n in range(writers)}
    for one in kept:
        assert one.changed == 60
    expect_whole(records)


def test_fifty_threads_hand_in_at_once_and_nothing_is_lost(records: Records) -> None:
    assessments.start(records, "甲", "考核")

    def upload(number: int) -> int:
        return hand_in(records, f"w{number}", noise(str(number), 5_000), 60).number

    with ThreadPoolExecutor(50) as pool:
        expect_all_handed_in(records, 50, list(pool.map(upload, range(50))))


def test_fifty_programs_hand_in_at_once_and_nothing_is_lost(records: Records, database: str) -> None:
    assessments.start(records, "甲", "考核")
    numbers = [line["submission"] for line in said(worker("crowd", database, 50))]
    expect_all_handed_in(records, 50, numbers)


def test_many_may_be_the_first_to_open_a_database(database: str) -> None:
    with ThreadPoolExecutor(8) as pool:
        opened = list(pool.map(open_records, [database] * 8))
    assert [assessments.listed(records) for records in opened] == [()] * 8
    for records in opened:
        records.close()


# ---------------------------------------------------------------- killed


def test_a_program_killed_at_any_moment_loses_nothing_it_acknowledged_and_leaves_nothing_half(
    database: str, request: pytest.FixtureRequest
) -> None:
    chance = random.Random(6)  # noqa: S311 - no secret
    nursery, records, acknowledged = worker("nursery", database), open_records(database), 0
    for turn in range(200 if request.config.getoption("--long") else 20):
        lines = killed_at_work(nursery, turn, chance.randrange(3), chance.uniform(0, 0.1))
        for line in lines:
            expect_kept(records, line)
        expect_whole(records)
        acknowledged += len(lines)
    nursery.communicate()
    assert acknowledged
    records.close()


def killed_at_work(
    nursery: subprocess.Popen[str], turn: int, acts: int, seconds: float
) -> list[dict[str, Any]]:
    """What a program acknowledged until it was killed, some time after so many acts."""
    assert nursery.stdin is not None
    assert nursery.stdout is not None
    print(turn, file=nursery.stdin, flush=True)
    born = json.loads(nursery.stdout.readline())["born"]
    lines = [json.loads(nursery.stdout.readline()) for _ in range(acts)]
    time.sleep(seconds)
    os.kill(born, signal.SIGKILL)
    while "gone" not in (line := json.loads(nursery.stdout.readline())):
        lines.append(line)
    assert line == {"gone": -signal.SIGKILL}
    return lines


def expect_kept(records: Records, acknowledged: dict[str, Any]) -> None:
    match acknowledged:
        case {"submission": number, "sha256": sha256}:
            assert len(contents.content(records, sha256)) == 100_000
            assert submissions.files(records, 1, number)[-1].sha256 == sha256
            assert len(submissions.changes(records, 1, number, most=2 * CHANGES)) == CHANGES
        case {"run": number}:
            run = runs.numbered(records, 1, number)
            assert len(contents.content(records, run.snapshot)) == 50_000
            assert len(contents.content(records, run.results)) == 20_000
        case {"proposal": number}:
            assert str(proposals.numbered(records, 1, number).weights["P1"]) == "7.125"
        case {"version": number}:
            assert versions.numbered(records, 1, Kind.SCHEME, number).proposal is not None
        case _:
            pytest.fail(f"said {acknowledged}")


# ---------------------------------------------------------------- no space, no rights


def small_disk(folder: Path) -> tuple[str, ...]:
    """How to start a program that sees a disk of two megabytes in a folder; nothing where that is not permitted."""
    mount = f'mount -t tmpfs -o size=2m none "{folder}" && exec "$@"'
    start = ("unshare", "-m", "sh", "-c", mount, "sh")
    permitted = (
        shutil.which("unshare")
        and subprocess.run([*start, "true"], capture_output=True, check=False).returncode == 0
    )
    return start if permitted else ()


@pytest.mark.parametrize("kind", ["disk", "file"])
def test_when_the_disk_is_full_it_is_said_and_nothing_is_half_stored(tmp_path: Path, kind: str) -> None:
    start = small_disk(tmp_path) if kind == "disk" else ()
    address = location.of_file(tmp_path / "records.sqlite3")
    (line,) = said(worker("fill", address, 0 if start else 2_000_000, before=start))
    assert line["told"] == ("数据库：磁盘已满；这次没有存入任何内容，原有记录完好。请腾出空间再试一次。")
    assert line["turn"] > 1
    assert line["same"]
    assert line["whole"]


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user may look into."""
    folder = Path(tempfile.mkdtemp(prefix="baton-rights-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.parametrize("what", ["folder", "file"])
def test_where_nothing_may_be_written_one_can_still_read(open_folder: Path, what: str) -> None:
    file = open_folder / "records.sqlite3"
    assessments.start(open_records(location.of_file(file)), "甲", "考核")
    file.chmod(0o444 if what == "file" else 0o666)
    open_folder.chmod(0o777 if what == "file" else 0o555)
    opened, read, written = said(worker("without-rights", location.of_file(file)))
    assert opened == {"opened": str(file)}
    assert read == {"read": ["考核"]}
    assert written["told"] == (
        f"数据库：数据文件夹 {open_folder} 不可写；这次没有存入任何内容。请检查文件夹权限，或用 --home 换一个文件夹。"
    )
    records = open_records(location.of_file(file))
    assert [one.title for one in assessments.listed(records)] == ["考核"]


@pytest.mark.parametrize("below", [".", "new/folder"])
def test_where_no_database_can_be_made_it_is_said(open_folder: Path, below: str) -> None:
    open_folder.chmod(0o555)
    lines = said(worker("without-rights", location.of_file(open_folder / below / "records.sqlite3")))
    assert [line.get("told", "").split("；")[0] for line in lines] == [
        f"数据库：数据文件夹 {(open_folder / below)} 不可写"
    ] * 3
    assert list(open_folder.iterdir()) == []


# ---------------------------------------------------------------- held by another


def test_a_database_held_by_another_program_is_waited_for(tmp_path: Path) -> None:
    file = tmp_path / "records.sqlite3"
    records = open_records(location.of_file(file))
    other = worker("hold", file, 0.5)
    assert other.stdout is not None
    other.stdout.readline()
    assert assessments.start(records, "甲", "考核").title == "考核"
    said(other)


def test_beyond_all_patience_it_is_said_and_nothing_is_stored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "records.sqlite3"
    open_records(location.of_file(file))
    monkeypatch.setattr(database, "PATIENCE", 0.2)
    other = worker("hold", file, 3)
    assert other.stdout is not None
    other.stdout.readline()
    records = database.connect(location.of_file(file))
    for act in (lambda: assessments.start(records, "甲", "考核"), lambda: assessments.listed(records)):
        with pytest.raises(RecordsError, match="另一个程序正占用它"):
            act()
    other.kill()
    other.communicate()
    assert assessments.listed(records) == ()


@pytest.mark.needs("postgresql")
def test_a_server_busy_with_another_is_not_waited_for_for_ever(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = server.fresh()
    first = open_records(address)
    monkeypatch.setattr(database, "PATIENCE", 0.2)
    second = open_records(address)
    with first.writing(), pytest.raises(RecordsError, match="另一个程序正占用它"):
        assessments.start(second, "乙", "考核")
    assert assessments.start(second, "乙", "考核").made_by == "乙"
    for records in (first, second):
        records.close()


# ---------------------------------------------------------------- no server


@pytest.mark.needs("postgresql")
def test_a_server_that_does_not_let_in_or_does_not_answer_is_told_without_the_password(
    server: Server,
) -> None:
    address = server.fresh()
    welcome = open_records(server.over_the_network(address, PASSWORD))
    assert assessments.listed(welcome) == ()
    welcome.close()
    for wrong, why in (
        (server.over_the_network(address, "secret"), "password authentication failed"),
        ("postgresql://baton:secret@127.0.0.1:1/records", "refused"),
        ("postgresql://baton:secret@/records?host=/nowhere", "No such file"),
        (address.replace("records_", "missing_"), "does not exist"),
    ):
        with pytest.raises(RecordsError, match=r"连不上.*请检查地址、账号和数据库服务是否在运行") as caught:
            open_records(wrong)
        assert why in caught.value.words.zh
        assert "secret" not in caught.value.words.zh + caught.value.words.en


@pytest.mark.needs("postgresql")
def test_a_server_that_goes_away_in_an_act_leaves_nothing_of_it_and_the_next_act_works(
    server: Server,
) -> None:
    address = server.fresh()
    records = open_records(address)
    started = assessments.start(records, "甲", "考核")

    def lose_the_server() -> None:
        with records.writing() as connection:
            assessments.begin(connection, "甲", "半途", sample=False)
            with psycopg.connect(address, autocommit=True) as other:
                other.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )

    with pytest.raises(RecordsError, match="连不上"):
        lose_the_server()
    assert assessments.listed(records) == (started,)
    expect_whole(records)
    records.close()


# ---------------------------------------------------------------- not a database of ours


def test_an_address_that_is_none_is_refused_with_an_example(tmp_path: Path) -> None:
    file = tmp_path / "x.sqlite3"
    for address in (
        "",
        "baton",
        str(file),
        "mysql://u:secret@h/d",
        "sqlite://",
        "sqlite:///:memory:",
        f"sqlite:///{file}?a=b",
    ):
        with pytest.raises(
            RecordsError, match=r"请用 sqlite:///文件 或 postgresql://账号@主机/库名"
        ) as caught:
            open_records(address)
        assert "secret" not in caught.value.words.zh
    assert list(tmp_path.iterdir()) == []


def damaged(file: Path, kind: str) -> None:
    if kind == "a text":
        file.write_text("单位,指标\n" * 1_000, encoding="utf-8")
    elif kind == "another program's":
        with sqlite3.connect(file) as connection:
            connection.execute("CREATE TABLE notes (text)")
        connection.close()
    else:
        assessments.start(open_records(location.of_file(file)), "甲", "考核")
        whole = file.read_bytes()
        cut = {"cut short": whole[:5_000], "cut in its head": whole[:50]}
        file.write_bytes(cut.get(kind) or whole[:100] + noise("damage", len(whole) - 100))


@pytest.mark.parametrize(
    "kind", ["a text", "another program's", "cut short", "cut in its head", "overwritten"]
)
def test_a_file_that_is_no_database_of_ours_or_is_damaged_is_left_as_it_is(tmp_path: Path, kind: str) -> None:
    file = tmp_path / "records.sqlite3"
    damaged(file, kind)
    before = file.read_bytes()
    with pytest.raises(RecordsError, match="不是指挥棒的数据库，或已损坏。请用 restore 命令从备份恢复"):
        open_records(location.of_file(file))
    assert file.read_bytes() == before


def test_a_folder_in_the_place_of_the_database_is_told(tmp_path: Path) -> None:
    with pytest.raises(RecordsError, match="不可写"):
        open_records(location.of_file(tmp_path))


def test_a_database_of_a_newer_version_is_left_to_it(database: str) -> None:
    records = open_records(database)
    with records.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    for opens in (open_records, migrating.open_existing):
        with pytest.raises(RecordsError, match="由更新版本的指挥棒建立（9999）"):
            opens(database)
    records.close()


def test_what_is_not_there_is_not_made_by_looking(tmp_path: Path) -> None:
    with pytest.raises(RecordsError, match="没有数据库"):
        migrating.open_existing(location.of_file(tmp_path / "new" / "records.sqlite3"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("left", ["nothing", "an empty file", "no folder"])
def test_a_database_that_goes_while_it_is_open_is_said_to_be_gone_and_not_begun_anew(
    tmp_path: Path, left: str
) -> None:
    file = tmp_path / "home" / "records.sqlite3"
    records = open_records(location.of_file(file))
    assessments.start(records, "甲", "考核")
    if left == "no folder":
        shutil.rmtree(file.parent)
    else:
        file.unlink()
    if left == "an empty file":
        file.touch()
    for act in (lambda: assessments.start(records, "甲", "又一"), lambda: assessments.listed(records)):
        with pytest.raises(RecordsError, match="不见了，或已被换成另一个文件") as caught:
            act()
        assert "table" not in caught.value.words.zh
    assert file.exists() == (left == "an empty file")


@pytest.mark.needs("postgresql")
def test_tables_that_go_while_a_server_is_used_are_said_to_be_gone(server: Server) -> None:
    records = open_records(server.fresh())
    with records.writing() as connection:
        connection.exec_driver_sql("DROP TABLE assessment CASCADE")
    with pytest.raises(RecordsError, match="不见了"):
        assessments.listed(records)
    records.close()


# ---------------------------------------------------------------- older forms

SECOND_STEP = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = "0002", "0001"


def upgrade():
    op.create_table("later", sa.Column("id", sa.Integer, primary_key=True))
    op.add_column("run", sa.Column("remark", sa.Text))
"""
FAILING = SECOND_STEP + '    op.drop_table("nothing_of_ours")\n'
STUMBLING = SECOND_STEP + "    raise ZeroDivisionError\n"


def come_to(folder: Path, second: str, patch: pytest.MonkeyPatch) -> None:
    """A version of Baton to come, with a second step."""
    newer = folder / "steps 100%"
    shutil.copytree(steps.FOLDER, newer, ignore=shutil.ignore_patterns("__pycache__"))
    (newer / "versions" / "second.py").write_text(second, encoding="utf-8")
    patch.setattr(steps, "FOLDER", newer)
    patch.setattr(migrating, "FORM", steps.newest())


def test_the_form_that_is_opened_as_it_is_is_that_of_the_last_step() -> None:
    assert steps.newest() == migrating.FORM


def test_an_older_database_is_brought_forward_after_a_backup(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = open_records(database)
    assessments.start(old, "甲", "考核")
    log = audit.entries(old)
    come_to(tmp_path, SECOND_STEP, monkeypatch)
    with ThreadPoolExecutor(4) as pool:
        opened = list(pool.map(open_records, [database] * 4))
    for records in opened:
        with records.reading() as connection:
            assert sa.inspect(connection).has_table("later")
        assert audit.entries(records) == log
        records.close()
    monkeypatch.undo()
    if old.file is not None:
        kept = old.file.with_name("records-before-upgrade-of-0001-1.sqlite3")
        assert set(tmp_path.glob("*.sqlite3")) == {old.file, kept}
        assert audit.entries(open_records(location.of_file(kept))) == log
    old.close()


@pytest.mark.parametrize(("second", "error"), [(FAILING, RecordsError), (STUMBLING, ZeroDivisionError)])
def test_a_step_that_fails_leaves_the_database_as_it_was(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, second: str, error: type[Exception]
) -> None:
    records = open_records(database)
    assessments.start(records, "甲", "考核")
    come_to(tmp_path, second, monkeypatch)
    for _ in range(2):
        with pytest.raises(error):
            open_records(database)
    monkeypatch.undo()
    again = open_records(database)
    with again.reading() as connection:
        assert not sa.inspect(connection).has_table("later")
    assert assessments.start(again, "乙", "照常").id == 2
    expect_whole(again)
    for one in (records, again):
        one.close()
