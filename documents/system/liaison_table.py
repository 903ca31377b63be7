"""Who answers for what 责任分解表, and what is still open with the provincial counterparts 对接情况表."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.system.phrases import (
    CODE,
    COUNTERPART,
    DATA_SOURCE,
    DEADLINE,
    NAME,
    REMARK,
    SIGNATURES,
    UNSTATED,
    WEIGHT,
    weight_cell,
)
from documents.table_style import Alert, Block, Column, Joined, Row, Table
from indicators.liaison import LIAISON_WORDS, LiaisonState
from indicators.responsibility import (
    duties_by_lead,
    liaison_by_department,
    liaison_counts,
    liaison_state,
    responsible_for,
)
from indicators.words import Words, listed, same

if TYPE_CHECKING:
    from collections.abc import Iterator

    from documents.table_style import Cell
    from indicators.parts import Indicator
    from indicators.responsibility import Duties, Talks
    from indicators.scheme import Scheme

LIAISON = Words("对接情况表", "Liaison")
DUTIES = Words("责任分解表", "Responsibilities")
_RESPONSIBLE = Words("责任单位", "Responsible")
_LEAD = Words("牵头单位", "Lead")
_NOBODY = Alert(Words("未明确责任单位", "nobody is named"))


def liaison_table(scheme: Scheme) -> Table:
    """What is open, department by department, and what is confirmed in one line each."""
    departments = liaison_by_department(scheme)
    columns = (
        Column(_RESPONSIBLE, "center", bold=True, widest=24),
        Column(CODE, "center", widest=16),
        Column(NAME, widest=40),
        Column(Words("对应省级指标", "Provincial indicators"), "center", widest=24),
        Column(COUNTERPART, "center", widest=24),
        Column(Words("对接状态", "State"), "center", widest=16),
        Column(Words("日期", "Date"), "center", widest=16),
        Column(REMARK, widest=50),
    )
    still_open = tuple(row for talks in departments for row in _open_rows(talks))
    confirmed = tuple(_confirmed_row(talks) for talks in departments if talks.confirmed)
    blocks = (
        Block(Words("一、尚未确认的", "1. Not confirmed yet"), still_open),
        Block(Words("二、已经确认的", "2. Confirmed"), confirmed),
    )
    return Table(
        LIAISON,
        LIAISON,
        columns,
        blocks=blocks,
        remarks=(_counts(scheme),),
        frozen_columns=1,
        signatures=SIGNATURES,
    )


def _counts(scheme: Scheme) -> Words:
    counts = liaison_counts(scheme)
    states = listed([
        Words(f"{LIAISON_WORDS[state].zh} {count} 项", f"{LIAISON_WORDS[state].en} {count}")
        for state, count in counts.items()
    ])  # fmt: skip
    total = sum(counts.values())
    return Words(
        f"须与省对口单位对接的指标共 {total} 项：{states.zh}。个性化指标没有省对口单位，不列入。",
        f"{total} indicators have a provincial counterpart: {states.en}. Local ones have none and are left out.",
    )


def _department(name: str | None, note: Words) -> Cell:
    if name is None:
        return _NOBODY
    return Words(f"{name}\n{note.zh}", f"{name}\n{note.en}")


def _open_rows(talks: Talks) -> Iterator[Row]:
    count, total = len(talks.open), len(talks.open) + len(talks.confirmed)
    note = Words(f"（{total} 项中未确认 {count} 项）", f"({count} of {total} open)")
    for number, indicator in enumerate(talks.open):
        liaison = indicator.liaison
        state = liaison_state(indicator)
        words = LIAISON_WORDS[state]
        yield Row((
            Joined.ABOVE if number else _department(talks.department, note),
            indicator.code,
            indicator.name,
            "、".join(cover.item for cover in indicator.covers),
            indicator.counterpart or Alert(UNSTATED),
            Alert(words) if state is LiaisonState.NOT_CONTACTED else words,
            None if liaison is None else liaison.date,
            None if liaison is None else liaison.note,
        ))  # fmt: skip


def _confirmed_row(talks: Talks) -> Row:
    count = len(talks.confirmed)
    names = listed([same(f"{indicator.code} {indicator.name}") for indicator in talks.confirmed])
    department = _NOBODY if talks.department is None else talks.department
    number = Words(f"{count} 项", f"{count}")
    return Row((department, number, names, *[Joined.LEFT] * 5))


def duty_table(scheme: Scheme) -> Table:
    """The indicators of every lead department, task by task."""
    columns = (
        Column(_LEAD, "center", bold=True, widest=24),
        Column(Words("年度重点任务", "Annual task"), "center", widest=34),
        Column(CODE, "center", widest=16),
        Column(NAME, widest=40),
        Column(WEIGHT, "center", widest=16),
        Column(_RESPONSIBLE, "center", widest=24),
        Column(Words("配合单位", "Support"), widest=34),
        Column(DEADLINE, "center", widest=16),
        Column(DATA_SOURCE, widest=30),
    )
    departments = duties_by_lead(scheme)
    rows = tuple(row for duties in departments for row in _duty_rows(scheme, duties))
    named = sum(duties.department is not None for duties in departments)
    count = Words(
        f"牵头单位 {named} 个，指标 {len(scheme.indicators)} 项。",
        f"{named} lead departments, {len(scheme.indicators)} indicators.",
    )
    return Table(
        DUTIES,
        DUTIES,
        columns,
        blocks=(Block("", rows),),
        remarks=(count,),
        frozen_columns=1,
        signatures=SIGNATURES,
    )


def _duty_rows(scheme: Scheme, duties: Duties) -> Iterator[Row]:
    """The tasks of a department in the order in which they come up, what belongs to none last."""
    by_task: dict[str | None, list[Indicator]] = {}
    for indicator in duties.indicators:
        by_task.setdefault(indicator.task, []).append(indicator)
    count = len(duties.indicators)
    note = Words(f"（{count} 项）", f"({count})")
    department = _department(duties.department, note)
    for task, indicators in sorted(by_task.items(), key=lambda found: found[0] is None):
        for number, indicator in enumerate(indicators):
            yield Row((
                department,
                Joined.ABOVE if number else task,
                indicator.code,
                indicator.name,
                weight_cell(scheme, indicator),
                responsible_for(indicator),
                "、".join(indicator.support) or None,
                indicator.deadline,
                indicator.data_source,
            ))  # fmt: skip
            department = Joined.ABOVE
