"""The method of a result: the scheme, its settings, groups and grades, and when the workbook was made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.notice import state_of
from documents.setting_words import beside_the_tree
from documents.table_style import Block, Column, Row, Table
from indicators.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Sequence

    from documents.notice import Notice
    from documents.result_report import Report
    from documents.setting_words import Line
    from indicators.scheme import Grade

    _Lines = Sequence[tuple[Words, Words | None, str | None]]

NAME = Words("计分办法", "Method")
#: The heading over the names which the scheme file has for its settings.
SETTING_NAME = Words("方案中的名称", "Name in the scheme")


def method_table(
    report: Report, made_at: str, notice: Notice | None = None, contents: Words | None = None
) -> Table:
    """Everything a reader must know to work a result out again; `contents` is what to know of the workbook it is in."""
    scheme, count = report.results.scheme, len(report.results.sheet.units)
    standing = report.results.standing
    state, meaning = state_of(standing, notice)
    about: _Lines = [
        (Words("方案", "Scheme"), same(scheme.title), scheme.scheme),
        (Words("对应省级清单", "Covers"), same(scheme.covers) if scheme.covers else None, "covers"),
        (Words("省级指标覆盖", "Coverage"), standing.line if standing else None, None),
        (Words("说明", "Note"), same(scheme.note) if scheme.note else None, "note"),
        (Words("被评单位数", "Units"), same(str(count)), None),
    ]
    made: list[Line] = [
        (Words("制表时间", "Made"), same(made_at), None),
        (Words("状态", "State"), state, None),
        (Words("状态含义", "What the state means"), meaning, None),
        *([] if contents is None else [(Words("内容", "Contents"), contents, None)]),
    ]
    policies = [(title, value, name) for name, title, value in scheme.printed_policies()]
    blocks: tuple[tuple[Words, _Lines], ...] = (
        (Words("方案", "Scheme"), about),
        (Words("计分设置", "Settings"), policies),
        (Words("同类组", "Peer groups"), _groups(report)),
        (Words("等次", "Grades"), [(same(g.name), _grade_condition(g), None) for g in scheme.grades]),
        *beside_the_tree(scheme),
        (Words("本表", "This workbook"), made),
    )
    columns = (
        Column(Words("项目", "Item"), widest=24),
        Column(Words("内容", "Value"), widest=110),
        Column(SETTING_NAME, widest=30),
    )
    found = tuple(_block(report, caption, lines) for caption, lines in blocks)
    return Table(
        NAME,
        NAME,
        columns,
        blocks=tuple(block for block in found if block.rows),
        remarks=report.remarks,
    )


def _block(report: Report, caption: Words, lines: _Lines) -> Block:
    rows = (
        Row((report.say(title), None if value is None else report.say(value), name), shaded=bool(index % 2))
        for index, (title, value, name) in enumerate(lines)
    )
    return Block(report.say(caption), tuple(rows))


def _groups(report: Report) -> list[Line]:
    counts = {code: len(positions) for code, positions in report.by_group.items()}
    return [
        (
            same(group.name),
            Words(f"{counts[group.code]} 个单位", f"{counts[group.code]} units"),
            group.code,
        )
        for group in report.results.scheme.groups
    ]


def _grade_condition(grade: Grade) -> Words:
    zh, en = [], []
    if grade.at_least is not None:
        zh.append(f"总分 {grade.at_least} 分及以上")
        en.append(f"total at least {grade.at_least}")
    if grade.quota is not None:
        zh.append(f"名额为本组单位数的 {grade.quota}%（与以上等次累计）")
        en.append(f"{grade.quota}% of the group's units, added to the better grades")
    return Words("；".join(zh) or "其余单位", "; ".join(en) or "all others")
