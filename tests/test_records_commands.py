"""Backup, restore and the audit log as a person at a terminal meets them: real processes, real files."""

from __future__ import annotations

import json
import os
import sqlite3
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import TYPE_CHECKING

import pytest

from office import log
from records import RecordsError, assessments, audit, location, open_records, submissions
from records.backup import back_up, restore
from tests.records_whole import expect_whole
from tests.records_worker import hand_in, noise
from tests.test_cli import baton

if TYPE_CHECKING:
    from pathlib import Path

    from records import Records
    from tests.postgres import Server

REFUSED = 2


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A data folder with records of one act."""
    folder = tmp_path / "数据 home"
    assessments.start(open_records(location.address(folder)), "甲", "2026 年考核")
    return folder


def of(home: Path) -> Records:
    return open_records(location.address(home))


# ---------------------------------------------------------------- backup and restore


def test_a_backup_put_back_brings_all_of_it_and_the_former_database_stays(home: Path, tmp_path: Path) -> None:
    backup = tmp_path / "备份.sqlite3"
    done = baton("backup", backup, "--home", home)
    assert (done.returncode, done.stdout) == (0, f"已备份到 {backup}\n")
    before = audit.entries(of(home))
    assessments.start(of(home), "乙", "后来的")
    later = audit.entries(of(home))

    done = baton("restore", backup, "--home", home, "--actor", "丙")
    kept = home / "baton-before-restore-1.sqlite3"
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"已从 {backup} 恢复；原数据库保留在 {kept}\n"
    restored, *rest = audit.entries(of(home))
    assert tuple(rest) == before
    assert (restored.act, restored.actor) == ("database restored", "丙")
    assert restored.details == {
        "backup": "备份.sqlite3",
        "former": kept.name,
        "former_head": [later[0].number, later[0].hash],
    }
    assert audit.entries(open_records(location.of_file(kept))) == later
    expect_whole(of(home))


def test_a_backup_is_one_whole_file_though_others_write(tmp_path: Path) -> None:
    records = open_records(location.address(tmp_path))
    assessments.start(records, "甲", "考核")
    over = Event()

    def work(who: str) -> None:
        while not over.is_set():
            hand_in(records, who, noise(who, 50_000), 200)

    with ThreadPoolExecutor(3) as pool:
        working = [pool.submit(work, f"w{number}") for number in range(3)]
        try:
            backups = [tmp_path / f"{number}.bak" for number in range(5)]
            for backup in backups:
                back_up(records, backup)
        finally:
            over.set()
        for one in working:
            one.result()
    counts = []
    for backup in backups:
        kept = open_records(location.of_file(backup))
        expect_whole(kept)
        counts.append(len(submissions.listed(kept, 1)))
    assert counts == sorted(counts)
    assert set(tmp_path.iterdir()) >= set(backups)
    expect_whole(records)


def test_a_backup_is_put_back_under_the_hands_of_those_who_write(tmp_path: Path) -> None:
    address = location.address(tmp_path / "home")
    records = open_records(address)
    assessments.start(records, "甲", "考核")
    hand_in(records, "甲", b"first", 60)
    backup = tmp_path / "a.bak"
    back_up(records, backup)
    over = Event()

    def work(who: str) -> None:
        while not over.is_set():
            try:
                hand_in(records, who, noise(who, 50_000), 200)
            except RecordsError as error:
                # What somebody saw is not there any more.
                assert "没有这条记录" in error.words.zh, error.words.zh  # noqa: PT017

    with ThreadPoolExecutor(3) as pool:
        working = [pool.submit(work, f"w{number}") for number in range(3)]
        try:
            for _ in range(3):
                restore(address, "乙", backup)
        finally:
            over.set()
        for one in working:
            one.result()
    expect_whole(records)
    assert [entry.act for entry in audit.entries(records)].count("database restored") == 1


def test_an_existing_file_is_not_overwritten_by_a_backup(home: Path, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("mine", encoding="utf-8")
    done = baton("backup", taken, "--home", home)
    assert done.returncode == REFUSED
    assert done.stderr == f"备份：{taken} 已存在，没有覆盖。请换一个文件名。\n"
    done = baton("backup", tmp_path / "no" / "folder.bak", "--home", home, "--language", "en")
    assert done.returncode == REFUSED
    assert "could not be written; what was there is unchanged" in done.stderr
    assert taken.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("kind", ["text", "cut", "other", "newer", "missing", "overwritten"])
def test_what_is_no_whole_backup_is_not_put_in_place(home: Path, tmp_path: Path, kind: str) -> None:
    backup = tmp_path / "a.bak"
    records = of(home)
    hand_in(records, "甲", noise("a", 20_000), 500)
    back_up(records, backup)
    whole = backup.read_bytes()
    match kind:
        case "text":
            backup.write_text("不是数据库", encoding="utf-8")
        case "cut":
            backup.write_bytes(whole[: len(whole) // 2])
        case "overwritten":
            backup.write_bytes(whole[:-40_000] + noise("b", 30_000) + whole[-10_000:])
        case "other":
            backup.unlink()
            sqlite3.connect(backup).execute("CREATE TABLE t (x)").connection.close()
        case "newer":
            connection = sqlite3.connect(backup)
            connection.execute("UPDATE alembic_version SET version_num = '9999'")
            connection.commit()
            connection.close()
        case _:
            backup.unlink()
    before = (home / "baton.sqlite3").read_bytes()
    told = "由更新版本的指挥棒建立" if kind == "newer" else "不是完整的指挥棒备份；现有数据库没有改动"
    with pytest.raises(RecordsError, match=told):
        restore(location.address(home), "甲", backup)
    assert (home / "baton.sqlite3").read_bytes() == before
    assert [path.name for path in home.iterdir() if path.suffix == ".sqlite3"] == ["baton.sqlite3"]


@pytest.mark.parametrize("damage", ["text", "cut", "empty", "gone"])
def test_a_backup_comes_in_the_place_of_a_damaged_database(home: Path, tmp_path: Path, damage: str) -> None:
    file, backup = home / "baton.sqlite3", tmp_path / "a.bak"
    back_up(of(home), backup)
    before = audit.entries(of(home))
    whole = file.read_bytes()
    left = {"text": b"x" * 5_000, "cut": whole[:9_000], "empty": b""}.get(damage)
    file.unlink()
    if left is not None:
        file.write_bytes(left)
    restore(location.address(home), "甲", backup)
    assert audit.entries(of(home))[1:] == before
    expect_whole(of(home))
    kept = home / "baton-before-restore-1.sqlite3"
    assert (kept.read_bytes() if kept.exists() else b"") == (left or b"")


def test_a_restoring_that_cannot_be_told_of_does_not_happen(home: Path, tmp_path: Path) -> None:
    backup = tmp_path / "a.bak"
    back_up(of(home), backup)
    assessments.start(of(home), "乙", "后来的")
    before = audit.entries(of(home))
    for actor in ("", "甲\n乙", "半\ud83d"):
        with pytest.raises(RecordsError, match="没有存入任何内容"):
            restore(location.address(home), actor, backup)
    assert audit.entries(of(home)) == before
    assert [path.name for path in home.iterdir() if "journal" not in path.name] == ["baton.sqlite3"]


def test_a_journal_that_a_lost_database_left_is_not_played_into_the_backup(
    home: Path, tmp_path: Path
) -> None:
    file, backup = home / "baton.sqlite3", tmp_path / "a.bak"
    back_up(of(home), backup)
    before = audit.entries(of(home))
    file.unlink()
    left = [file.with_name(file.name + suffix) for suffix in ("-journal", "-wal")]
    for path in left:
        path.write_bytes(b"left over" * 1_000)
    assert restore(location.address(home), "甲", backup) is None
    assert all(not path.exists() or b"left" not in path.read_bytes() for path in left)
    assert audit.entries(of(home))[1:] == before
    expect_whole(of(home))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every file name is text")
def test_a_backup_under_a_name_of_another_encoding_is_put_back(home: Path, tmp_path: Path) -> None:
    backup = tmp_path / os.fsdecode(b"\xb1\xb8.bak")
    assert baton("backup", backup, "--home", home).returncode == 0
    done = baton("restore", backup, "--home", home)
    assert done.returncode == 0, done.stderr
    assert audit.entries(of(home))[0].details["backup"] == "[U+DCB1][U+DCB8].bak"


def test_a_restored_backup_is_in_the_log_of_every_assessment(home: Path, tmp_path: Path) -> None:
    backup = tmp_path / "a.bak"
    back_up(of(home), backup)
    restore(location.address(home), "乙", backup)
    other = assessments.start(of(home), "乙", "又一")
    acts = [entry.act for entry in log.entries(of(home), other.id)]
    assert acts == ["assessment started", "database restored"]


def test_a_backup_brings_records_to_a_new_machine(home: Path, tmp_path: Path) -> None:
    backup = tmp_path / "a.bak"
    back_up(of(home), backup)
    done = baton("restore", backup, "--home", tmp_path / "new" / "machine")
    assert (done.returncode, done.stdout) == (0, f"已从 {backup} 恢复\n")
    assert [one.title for one in assessments.listed(of(tmp_path / "new" / "machine"))] == ["2026 年考核"]


@pytest.mark.needs("postgresql")
def test_records_on_a_server_are_left_to_its_own_tools(server: Server, tmp_path: Path) -> None:
    address = server.fresh()
    open_records(address).close()
    for command in ("backup", "restore"):
        done = baton(command, tmp_path / "a.bak", "--database", address)
        assert done.returncode == REFUSED
        assert "pg_dump" in done.stderr
    assert list(tmp_path.iterdir()) == []


# ---------------------------------------------------------------- audit


def test_verify_tells_the_head_which_proves_the_log_later(home: Path) -> None:
    done = baton("audit", "verify", "--home", home)
    number, seal = audit.head(of(home))
    assert done.returncode == 0, done.stderr
    assert f"共 {number} 条" in done.stdout
    assert f"{number}:{seal}" in done.stdout
    assessments.start(of(home), "乙", "又一个")
    assert baton("audit", "verify", "--home", home, "--head", f"{number}:{seal}").returncode == 0
    other = baton("audit", "verify", "--home", home, "--head", f"{number}:{'0' * 64}")
    assert other.returncode == REFUSED
    assert "不符" in other.stderr
    for wrong in ("1", f"x:{seal}", f"1:{seal[1:]}"):
        done = baton("audit", "verify", "--home", home, "--head", wrong, "--language", "en")
        assert done.returncode == REFUSED
        assert done.stderr.startswith("--head is NUMBER:HASH")


def test_verify_tells_where_the_log_was_tampered_with(home: Path) -> None:
    for title in ("二", "三"):
        assessments.start(of(home), "乙", title)
    connection = sqlite3.connect(home / "baton.sqlite3")
    connection.execute("DROP TRIGGER audit_entry_update")
    connection.execute("UPDATE audit_entry SET actor = '丁' WHERE number = 2")
    connection.commit()
    connection.close()
    done = baton("audit", "verify", "--home", home)
    assert done.returncode == REFUSED
    assert done.stderr.startswith("审计日志从第 2 条起对不上")


def test_the_log_is_listed_for_people_and_for_programs(database: str) -> None:
    records = open_records(database)
    assessments.start(records, "甲", "2026 年考核")
    hand_in(records, "乙", b"x", 60)
    done = baton("audit", "log", "--database", database, "--most", 1)
    assert done.returncode == 0, done.stderr
    (line,) = done.stdout.splitlines()
    assert "  乙  [1] 存入数据  " in line
    assert '"乙.xlsx"' in line
    done = baton("audit", "log", "--database", database, "--json")
    listed = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["act"] for one in listed] == ["data stored", "assessment started"]
    assert listed[0]["previous"] == listed[1]["hash"]
    assert listed[1]["details"] == {"title": "2026 年考核"}
    records.close()


def test_what_was_typed_cannot_feign_or_hide_a_line_of_the_log(home: Path) -> None:
    assessments.start(of(home), "乙", "考核\u2028  9  丙\u202e\x1b[2J")
    line, _ = baton("audit", "log", "--home", home).stdout.splitlines()
    assert line.isprintable()
    assert "[U+202E]" in line


def test_looking_where_there_is_nothing_says_so_and_makes_nothing(tmp_path: Path) -> None:
    for command in (["audit", "verify"], ["audit", "log"], ["backup", str(tmp_path / "a.bak")]):
        done = baton(*command, "--home", tmp_path / "none")
        assert done.returncode == REFUSED
        assert "没有数据库" in done.stderr
        assert len(done.stderr.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []
