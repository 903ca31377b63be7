"""The notice 公布说明 printed with results that are public: which run they are, on whose decision, and what was acknowledged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from documents.marks import result_mark, system_mark
from documents.table_style import Block, Column, Row, Table
from indicators.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Sequence

    from documents.table_style import Mark
    from indicators.standing import Standing

_NAME = Words("公布说明", "Publication")
_HEAD = Words("审计日志末条", "Head of the log")
_ANCHORING = Words("如何存证", "Anchoring it")
_HOW_TO_ANCHOR = Words(
    "请把上面这行（条数:摘要，共 64 位十六进制）打印存档或发给上级；日后运行 baton audit verify --head 条数:摘要，"
    "即可查出此前的记录是否被改动、删除或截去。",
    "Print the line above (NUMBER:HASH, 64 hexadecimal digits) or send it to somebody else; later"
    " baton audit verify --head NUMBER:HASH tells whether anything recorded until then was changed, removed or cut off.",
)
_NOTHING = Words("没有需要确认的事项", "nothing had to be acknowledged")
_TRIAL = Words(
    "试算：仅供核对。覆盖、问题、缺报尚未按公布程序逐项确认，不得作为正式结果使用或对外公布。",
    "Trial: for checking only. Coverage, problems and missing values have not been acknowledged by publishing;"
    " not an official result.",
)
_PUBLIC = Words("已公布", "published")
_PUBLIC_MEANING = Words(
    "已公布：第 {run} 次计分，{moment} 公布。结果已冻结，只能由新的公布取代或撤回，不作修改；确认事项见“公布说明”。",
    "Published: run {run}, on {moment}. It is frozen: it can be superseded or withdrawn, never edited; what was"
    " acknowledged stands on the sheet “Publication”.",
)


@dataclass(frozen=True, slots=True)
class Notice:
    """A run made public: its number, when as the office's clock shows it, by whom and on whose decision."""

    run: int
    moment: str
    made_by: str
    reason: str
    #: What was acknowledged, as it was kept: a sentence, and a line for everything it is about.
    acknowledged: tuple[str, ...]
    #: The head of the audit log when the file was made, as NUMBER:HASH.
    head: str = ""


def mark_of(standing: Standing | None, notice: Notice | None) -> Mark | None:
    """How every page is marked: as a trial until results are public, and as provisional while their list is."""
    return result_mark(standing) if notice is None else system_mark(standing)


def state_of(standing: Standing | None, notice: Notice | None) -> tuple[Words, Words]:
    """The state of results in a few words, and what it means."""
    if notice is None:
        return result_mark(standing).corner, _TRIAL
    mark = system_mark(standing)
    state = (
        _PUBLIC
        if mark is None
        else Words(f"{_PUBLIC.zh} · {mark.corner.zh}", f"{_PUBLIC.en} · {mark.corner.en}")
    )
    return state, _PUBLIC_MEANING.fill(run=notice.run, moment=notice.moment)


def notice_table(notice: Notice, remarks: Sequence[str]) -> Table:
    """What was said in publishing, line by line."""
    about = (
        (Words("计分", "Run"), Words(f"第 {notice.run} 次", f"run {notice.run}")),
        (Words("公布时间", "Published"), same(notice.moment)),
        (Words("公布人", "By"), same(notice.made_by)),
        (Words("依据", "On whose decision"), same(notice.reason)),
        *(((_HEAD, same(notice.head)), (_ANCHORING, _HOW_TO_ANCHOR)) if notice.head else ()),
    )
    lines = tuple(
        Row((str(number) if not at else "", line), bold=not at)
        for number, text in enumerate(notice.acknowledged, start=1)
        for at, line in enumerate(text.split("\n"))
    )
    return Table(
        _NAME,
        _NAME,
        (Column(Words("项目", "Item"), "center", widest=20), Column(Words("内容", "Content"), widest=140)),
        blocks=(
            Block(Words("公布", "Publication"), tuple(Row(cells) for cells in about)),
            Block(Words("公布时确认的事项", "Acknowledged in publishing"), lines),
        ),
        remarks=tuple(remarks),
        empty=_NOTHING,
    )
