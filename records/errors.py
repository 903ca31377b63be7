"""What keeping records can fail at, each with words for the person at the desk: where — what — why — do this."""

from __future__ import annotations

from indicators.words import Words


class RecordsError(Exception):
    """The records could not be read or written; nothing was half stored."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.zh)
        self.words = words


class ConflictError(RecordsError):
    """Somebody else has stored a newer version of the same thing meanwhile."""


class NotFoundError(RecordsError):
    """There is no such record."""


def conflict(what: Words, expected: int, found: int, actor: str) -> ConflictError:
    """Two people worked on one thing; the second is told what the first did."""
    return ConflictError(
        Words(
            f"{what.zh}：您看到的是第 {expected} 版，{actor} 已存入第 {found} 版。您的改动没有存入，也没有覆盖对方的。"
            "请看过新版后再提交。",
            f"{what.en}: you saw version {expected}, {actor} has stored version {found} meanwhile. Nothing of yours was"
            " stored and nothing of theirs overwritten. Look at the new version, then submit again.",
        )
    )


def not_found(what: Words) -> NotFoundError:
    """A record was asked for that is not there."""
    return NotFoundError(
        Words(
            f"{what.zh}：库里没有这条记录。可能链接有误，或打开的是另一个数据文件夹。请从“记录”页重新选择。",
            f"{what.en}: there is no such record. The link may be wrong, or another data folder is open. Choose it anew"
            " on the History page.",
        )
    )


def _of_database(chinese: str, english: str) -> Words:
    return Words(f"数据库：{chinese}", f"Database: {english}")


LOCKED = _of_database(
    "另一个程序正占用它，等了 {seconds} 秒仍未放开；这次没有存入任何内容。请关闭正在备份或打开数据库的程序，再试一次。",
    "another program holds it and did not let go within {seconds} seconds; nothing was stored. Close whatever backs it"
    " up or has it open, and try again.",
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
DAMAGED = _of_database(
    "文件 {where} 不是指挥棒的数据库，或已损坏。请用 restore 命令从备份恢复，或用 --home 换一个文件夹。",
    "the file {where} is not a database of Baton, or is damaged. Restore a backup with the restore command, or choose"
    " another folder with --home.",
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
FAILED = _of_database(
    "没有完成（{why}）；这次没有存入任何内容。请再试一次，仍不行请联系管理员。",
    "it did not work ({why}); nothing was stored. Try again, or tell the administrator.",
)
