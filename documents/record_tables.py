"""The tables of what was decided beside the indicators: bonuses and penalties, vetoes, awards, exemptions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.record_words import APPROVAL, KINDS, UnitAdjustments
from documents.result_report import CODE, GRADE, GROUP, GROUP_RANK, INDICATOR, INDICATOR_CODE, UNIT
from documents.setting_words import eligibility_lines
from documents.table_style import Column, Row, Table
from indicators.periods import AT
from indicators.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from documents.result_report import Report
    from documents.table_style import Cell
    from indicators.adjustments import Adjustments
    from indicators.vetoes import Eligibility

_IDENTITY = (Column(GROUP, "center"), Column(CODE, "center"), Column(UNIT))
_IN_ALL = Words("合计", "in all")
_YES_NO = {True: Words("是", "yes"), False: Words("否", "no")}


def _identity(report: Report, position: int) -> tuple[str, str, str]:
    unit = report.results.sheet.units[position]
    return report.group_names[unit.group], unit.code, unit.name


def adjustment_table(report: Report, setting: Adjustments) -> Table:
    """Every bonus and penalty with what became of it, and for each unit what they come to step by step."""
    columns = (
        *_IDENTITY,
        Column(Words("类别", "Kind"), "center", bold=True),
        Column(Words("加减分项", "Item")),
        Column(Words("事项", "Matter"), widest=44),
        Column(Words("分值", "Points"), "right", report.adjustment_format),
        Column(Words("审核", "Approval"), "center"),
        Column(Words("计分情况", "What counts"), widest=60),
        Column(Words("依据", "Evidence"), widest=40),
    )
    name = Words("加减分", "Adjustments")
    title = Words("加减分", "Bonuses and penalties")
    empty = Words("没有加减分记录", "no bonuses or penalties were recorded")
    rows = tuple(_adjustment_rows(report, setting))
    return Table(name, title, columns, rows, remarks=report.remarks, empty=empty, frozen_columns=3)


def _adjustment_rows(report: Report, setting: Adjustments) -> Iterator[Row]:
    """Unit by unit: its records, and below them in bold what counts of each kind."""
    results = report.results
    recorded = {record.unit for record in results.sheet.adjustments}
    for position in report.ranked:
        if results.sheet.units[position].code not in recorded:
            continue
        unit = UnitAdjustments(results, position, setting)
        for record in unit.records:
            item = unit.item(record)
            yield Row((
                *_identity(report, position),
                report.say(KINDS[item.kind]),
                item.name,
                record.matter,
                record.points,
                report.say(APPROVAL[record.approved]),
                report.say(unit.fate(record)),
                record.evidence or None,
            ))  # fmt: skip
        for kind, label in KINDS.items():
            steps = unit.steps(kind)
            if steps is not None:
                who = (*_identity(report, position), report.say(label), report.say(_IN_ALL))
                yield Row((*who, "", unit.granted[kind], "", report.say(steps), ""), shaded=True, bold=True)


def veto_table(report: Report) -> Table:
    """Every recorded veto with what it does."""
    columns = (
        *_IDENTITY,
        Column(Words("否决事项", "Veto"), bold=True),
        Column(Words("后果", "Effect")),
        Column(Words("理由", "Reason"), widest=60),
        Column(Words("认定单位", "Decided by")),
    )
    vetoes = {veto.code: veto for veto in report.results.scheme.vetoes}
    rows = tuple(
        Row((
            *_identity(report, position),
            vetoes[record.veto].name,
            report.say(vetoes[record.veto].words),
            record.reason,
            record.decided_by,
        ), shaded=bool(position % 2))
        for position in report.ranked
        for record in report.results.vetoes_of(position)
    )  # fmt: skip
    name = Words("否决", "Vetoes")
    title = Words("一票否决", "Vetoes")
    empty = Words("没有否决事项", "no vetoes were recorded")
    return Table(name, title, columns, rows, remarks=report.remarks, empty=empty, frozen_columns=3)


def award_table(report: Report, setting: Eligibility) -> Table:
    """Who may be proposed for awards; whoever may not, with every reason."""
    results = report.results
    awards = {award.position: award for award in results.eligibility()}
    columns = (
        *_IDENTITY,
        Column(GROUP_RANK, "center", "0"),
        Column(results.scheme.root.name, "right", report.score_format),
        *((Column(GRADE, "center"),) if results.scheme.grades else ()),
        Column(Words("符合条件", "Eligible"), "center", bold=True),
        Column(Words("不符合的原因", "Reasons against"), widest=80),
    )
    stop = report.say(Words("；", "; "))
    rows: list[Row] = []
    totals = report.cells(results.total, report.ranked)
    for position, total in zip(report.ranked, totals, strict=True):
        award = awards[position]
        cells: tuple[Cell, ...] = (
            *_identity(report, position),
            int(results.group_rank[position]) or None,
            total,
            *((results.grades[position],) if results.scheme.grades else ()),
            report.say(_YES_NO[award.eligible]),
            stop.join(report.say(reason) for reason in award.reasons) or None,
        )
        rows.append(Row(cells, shaded=bool(len(rows) % 2)))
    colon = report.say(Words("：", ": "))
    asked = [
        f"{report.say(title)}{colon}{report.say(value)}"
        for title, value, _ in eligibility_lines(results.scheme, setting)
    ]
    conditions = report.say(Words("条件：", "Conditions: ")) + stop.join(asked)
    name = Words("评先评优", "Awards")
    title = Words("评先评优资格", "Who may be proposed for awards")
    remarks = (*report.remarks, conditions)
    return Table(name, title, columns, tuple(rows), remarks=remarks, frozen_columns=3)


def exemption_table(report: Report) -> Table:
    """Every recorded exemption."""
    sheet, stop = report.results.sheet, report.say(Words("、", ", "))
    rows = []
    for row, exemption in enumerate(sheet.exemptions):
        position = sheet.index.get(exemption.unit)
        cells: tuple[Cell, ...] = (
            *((None, exemption.unit, None) if position is None else _identity(report, position)),
            exemption.indicator,
            stop.join(_names(report, exemption.indicator)) or None,
            exemption.reason,
            exemption.approved_by,
        )
        rows.append(Row(cells, shaded=bool(row % 2)))
    columns = (
        *_IDENTITY,
        Column(INDICATOR_CODE, "center"),
        Column(INDICATOR),
        Column(Words("豁免理由", "Reason"), widest=60),
        Column(Words("批准人", "Approved by")),
    )
    title = Words("豁免", "Exemptions")
    return Table(title, title, columns, tuple(rows), remarks=report.remarks, frozen_columns=3)


def _names(report: Report, indicator: str) -> list[str]:
    """The name of an indicator, in each period it is measured in."""
    tree = report.results.scheme.tree
    return [part.name for part in tree if indicator in {part.code, part.code.partition(AT)[0]}]
