"""What keeping records can fail at, each with words for the person at the desk: where — what — why — do this."""

from __future__ import annotations

import re
from typing import Protocol

from sqlalchemy.exc import DontWrapMixin

from indicators.words import Words

_UNKEEPABLE_CHARACTER = re.compile("[\\0\\ud800-\\udfff]")


class RecordsError(Exception):
    """The records could not be read or written; nothing was half stored."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.zh)
        self.words = words


class ConflictError(RecordsError):
    """Somebody else has stored a newer version of the same thing meanwhile."""


class NotFoundError(RecordsError):
    """There is no such record."""


class DamagedError(RecordsError):
    """What is there is no database of ours, or no longer."""


class UnkeepableTextError(RecordsError, DontWrapMixin):
    """A text holds what one of the databases cannot keep: NUL, or half of a character."""


class Stored(Protocol):
    """What has versions: a number, and who stored it."""

    @property
    def number(self) -> int:
        """Counted from 1."""

    @property
    def made_by(self) -> str:
        """The actor."""


_CONFLICT = Words(
    "{what}：您看到的是第 {expected} 版，{actor} 已存入第 {found} 版。您的改动没有存入，也没有覆盖对方的。请看过新版后再提交。",
    "{what}: you saw version {expected}, {actor} has stored version {found} meanwhile. Nothing of yours was stored and"
    " nothing of theirs overwritten. Look at the new version, then submit again.",
)
_NOT_FOUND = Words(
    "{what}：库里没有这条记录。可能链接有误，或打开的是另一个数据文件夹。请从“记录”页重新选择。",
    "{what}: there is no such record. The link may be wrong, or another data folder is open. Choose it anew on the"
    " History page.",
)
_VERSION = Words("{what}第 {number} 版", "version {number} of the {what}")
#: What is said to be missing where the database only tells that something is.
OF_WHICH = Words("它所属或引用的记录", "what it belongs or refers to")
_UNKEEPABLE = Words(
    "文字“{text}”：“�”处是无法保存的字符（空字符或半个字符），多半由其他程序带来；没有存入任何内容。请删去该字符再试。",
    "The text “{text}”: where it shows “�” is a character that cannot be kept (NUL, or half of one), most likely brought in"
    " by another program; nothing was stored. Remove it and try again.",
)
_DAMAGED = Words(
    "数据库：文件 {where} 不是指挥棒的数据库，或已损坏。请用 restore 命令从备份恢复，或用 --home 换一个文件夹。",
    "Database: the file {where} is not a database of Baton, or is damaged. Restore a backup with the restore command, or choose"
    " another folder with --home.",
)


def expect_newest(what: Words, expected: int, newest: Stored | None) -> None:
    """Lets pass who has seen the newest version; of two people who worked on one, the second hears of the first.

    Args:
        what: What has versions.
        expected: The number of the version that was seen, 0 for none.
        newest: The newest version there is.

    Raises:
        ConflictError: If there is a newer version than the expected one.
        NotFoundError: If there never was the expected one.
    """
    found = 0 if newest is None else newest.number
    if found < expected:
        raise no_such_version(what, expected)
    if newest is not None and found > expected:
        raise ConflictError(_CONFLICT.fill(what=what, expected=expected, actor=newest.made_by, found=found))


def not_found(what: Words) -> NotFoundError:
    """A record was asked for that is not there."""
    return NotFoundError(_NOT_FOUND.fill(what=what))


def no_such_version(what: Words, number: int) -> NotFoundError:
    """A version was asked for that is not there."""
    return not_found(_VERSION.fill(what=what, number=number))


def damaged(where: object) -> DamagedError:
    """A file that is no database of ours, or no longer."""
    return DamagedError(_DAMAGED.fill(where=where))


def unkeepable(text: str) -> UnkeepableTextError:
    """A text that cannot be kept, shown with a mark where the first trouble is."""
    shown = _UNKEEPABLE_CHARACTER.sub("�", text)
    first = shown.find("�")
    return UnkeepableTextError(_UNKEEPABLE.fill(text=shown[max(0, first - 20) : first + 20]))


def _of_database(chinese: str, english: str) -> Words:
    return Words(f"数据库：{chinese}", f"Database: {english}")


LOCKED = _of_database(
    "另一个程序正占用它，等了很久仍未放开；这次没有存入任何内容。请关闭正在备份或打开数据库的程序，再试一次。",
    "another program holds it and did not let go for a long time; nothing was stored. Close whatever backs it up or has it"
    " open, and try again.",
)
DISK_FULL = _of_database(
    "磁盘已满；这次没有存入任何内容，原有记录完好。请腾出空间再试一次。",
    "the disk is full; nothing was stored and what was there is intact. Free some space and try again.",
)
READ_ONLY = _of_database(
    "数据文件夹 {where} 不可写；这次没有存入任何内容。请检查文件夹权限，或用 --home 换一个文件夹。",
    "the data folder {where} cannot be written to; nothing was stored. Check its permissions, or choose another with"
    " --home.",
)
UNREACHABLE = _of_database(
    "连不上 {where}（{why}）。请检查地址、账号和数据库服务是否在运行。",
    "{where} cannot be reached ({why}). Check the address, the account, and whether the server runs.",
)
UNKNOWN_KIND = _of_database(
    "不认识地址 {where}。请用 sqlite:///文件 或 postgresql://账号@主机/库名。",
    "the address {where} is not understood. Use sqlite:///FILE or postgresql://USER@HOST/DATABASE.",
)
NEWER = _of_database(
    "{where} 由更新版本的指挥棒建立（{revision}），本版本不能打开。请升级指挥棒。",
    "{where} was made by a newer version of Baton ({revision}), which this one cannot open. Upgrade Baton.",
)
ABSENT = _of_database(
    "{where} 处没有数据库。请检查 --home 或 --database 指的位置；首次启动应用时会自动建立。",
    "there is none at {where}. Check the place that --home or --database names; the first start of the app makes one.",
)
GONE = _of_database(
    "{where} 不见了，或已被换成另一个文件；这次没有存入任何内容。请停止应用，把原文件放回，或用 restore 命令从备份恢复，再启动。",
    "{where} is gone, or another file is in its place; nothing was stored. Stop the app, put the file back or restore a backup"
    " with the restore command, then start again.",
)
FAILED = _of_database(
    "没有完成（{why}）；这次没有存入任何内容。请再试一次，仍不行请联系管理员。",
    "it did not work ({why}); nothing was stored. Try again, or tell the administrator.",
)
