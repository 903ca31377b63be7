"""The commands over the records: `backup`, `restore` and `audit`."""

from __future__ import annotations

import re
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from indicators.words import Words, same, visible
from records import Records, RecordsError, audit
from records.actors import login
from records.acts import ACTS
from records.backup import back_up, restore
from records.location import address
from records.migrating import open_existing
from records.sealed import unsealed
from terminal import LANGUAGE, fail, json_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from indicators import Language
    from records.sealed import Unsealed

_WRITTEN = Words("已备份到 {file}", "backed up to {file}")
_RESTORED = Words("已从 {file} 恢复", "restored from {file}")
_KEPT = Words("；原数据库保留在 {kept}", "; the former database is kept as {kept}")
_WHOLE = Words(
    "审计日志完整：共 {number} 条，首尾相接。末条摘要（可抄存，日后用 --head 核对）：{number}:{seal}",
    "the audit log is whole: {number} entries, each sealed with the one before. Its head, to be written down and held against"
    " it later with --head: {number}:{seal}",
)
_BROKEN = Words(
    "审计日志从第 {number} 条起对不上，可能被改动过：{how}。请停止操作，保留数据文件夹并告诉管理员。",
    "the audit log does not hold from entry {number} on; it may have been tampered with: {how}. Stop, keep the data folder"
    " and tell the administrator.",
)
_UNSEALED = Words(
    "审计日志首尾相接，但有 {count} 条记录与它不符，可能被改动过。请停止操作，保留数据文件夹并告诉管理员。",
    "the audit log is whole, but {count} records are not what it says; they may have been tampered with. Stop, keep the data"
    " folder and tell the administrator.",
)
_WHICH = Words(
    "日志第 {entry} 条，考核 {assessment}，{act}：{how}",
    "entry {entry}, assessment {assessment}, {act}: {how}",
)
_WITHOUT_ENTRY = Words("考核 {assessment}，{act}：{how}", "assessment {assessment}, {act}: {how}")
_ANOTHER_HEAD = Words(
    "审计日志与抄存的末条 {head} 不符：该条已被改动或截去，也可能打开的是另一个数据库。请核对位置并告诉管理员。",
    "the audit log does not have the head {head} that was written down: it was changed or cut off, or this is another"
    " database. Check where it is, and tell the administrator.",
)
_NO_HEAD = Words(
    "--head 应写成 条数:摘要（64 位十六进制），如 verify 所印；现在是“{head}”。",
    "--head is NUMBER:HASH (64 hexadecimal digits), as verify prints it; this is “{head}”.",
)
_HEAD = re.compile(r"(\d{1,9}):([0-9a-f]{64})")


def of_database(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say which database, and the language."""
    home = click.option("--home", type=click.Path(path_type=Path), help="数据文件夹 / folder of the data")
    database = click.option("--database", help="数据库地址 / address of the database")
    return home(database(LANGUAGE(command)))


@contextmanager
def _told(language: Language) -> Iterator[None]:
    """Says what went wrong with the records, in a sentence."""
    try:
        yield
    except RecordsError as error:
        fail(error.words, language)


@contextmanager
def opened(home: Path | None, database: str | None, language: Language) -> Iterator[Records]:
    """The database as it is: looking at it neither makes nor changes it."""
    with _told(language):
        records = open_existing(address(home, database))
        try:
            yield records
        finally:
            records.close()


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
@of_database
def backup_command(file: Path, home: Path | None, database: str | None, language: Language) -> None:
    """把全部记录备份成一个文件，应用可照常使用。 / Copy all records into one file while the app is in use."""
    with opened(home, database, language) as records:
        back_up(records, file)
    click.echo(_WRITTEN.fill(file=visible(str(file))).in_(language))


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--actor", default=login, help="经办人 / who does it")
@of_database
def restore_command(
    file: Path, actor: str, home: Path | None, database: str | None, language: Language
) -> None:
    """用备份恢复全部记录，原数据库保留在旁。 / Put a backup in place; the former database is kept beside it."""
    with _told(language):
        kept = restore(address(home, database), actor, file)
    beside = same("") if kept is None else _KEPT.fill(kept=visible(str(kept)))
    click.echo(_RESTORED.fill(file=visible(str(file))).in_(language) + beside.in_(language))


@click.group("audit")
def audit_command() -> None:
    """审计日志：核对、查看。 / The audit log: check it, read it."""


@audit_command.command("verify")
@click.option("--head", help="以前抄存的末条 条数:摘要 / a head written down before, NUMBER:HASH")
@of_database
def verify_command(head: str | None, home: Path | None, database: str | None, language: Language) -> None:
    """核对日志是否完整、未被改动，记录是否与它相符。 / Tell whether the log is whole, and the records what it says."""
    noted = None if head is None else _HEAD.fullmatch(head)
    if head is not None and noted is None:
        fail(_NO_HEAD.fill(head=head), language)
    with opened(home, database, language) as records:
        broken = audit.first_broken(records)
        kept = noted is None or audit.holds(records, int(noted[1]), noted[2])
        number, seal = audit.head(records)
        others = [] if broken is not None else list(unsealed(records))
    if broken is not None:
        fail(_BROKEN.fill(number=broken.number, how=broken.how), language)
    if not kept:
        fail(_ANOTHER_HEAD.fill(head=head), language)
    if others:
        fail(_UNSEALED.fill(count=len(others)), language, [_told_other(one).in_(language) for one in others])
    click.echo(_WHOLE.fill(number=number, seal=seal).in_(language))


@audit_command.command("log")
@click.option("--most", type=click.IntRange(min=1), default=50, help="最多几条 / how many at most")
@click.option("--json", "as_json", is_flag=True, help="每条一行 JSON / one line of JSON each")
@of_database
def log_command(
    *, most: int, as_json: bool, home: Path | None, database: str | None, language: Language
) -> None:
    """列出最近的操作，最新的在前。 / List the latest acts, the newest first."""
    with opened(home, database, language) as records:
        found = audit.entries(records, most=most)
    for entry in found:
        click.echo(json_line(_record(entry)) if as_json else _line(entry, language))


def _told_other(one: Unsealed) -> Words:
    said = _WITHOUT_ENTRY if one.entry is None else _WHICH
    return said.fill(
        entry=one.entry, assessment=one.assessment, act=ACTS.get(one.act, same(one.act)), how=one.how
    )


def _record(entry: audit.Entry) -> dict[str, Any]:
    return {**entry._asdict(), "at": entry.at.isoformat()}


def _line(entry: audit.Entry, language: Language) -> str:
    when = entry.at.astimezone().strftime("%Y-%m-%d %H:%M:%S")
    act = ACTS.get(entry.act, same(entry.act)).in_(language)
    of = "" if entry.assessment is None else f"[{entry.assessment}] "
    details = json_line({name: value for name, value in entry.details.items() if value not in (None, "", [])})
    return f"{entry.number:>6}  {when}  {visible(entry.actor)}  {of}{visible(act)}  {visible(details)}"
