"""The tables of a result: rankings, grades, and what was not reported."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from documents.result_report import (
    CODE,
    GROUP,
    INDICATOR,
    INDICATOR_CODE,
    MISSING_POLICY,
    OWNER,
    REMARK,
    UNIT,
)
from documents.table_style import Block, Column, Row, Table
from indicators.policies import WORDS, Ties
from indicators.words import Words
from scoring.grading import quota_limits
from scoring.score_problems import NO_OVERALL_RANK
from scoring.sheet import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from documents.result_report import Report
    from documents.table_style import Cell
    from indicators.scheme import Grade
    from indicators.units import Group
    from scoring.ranking import Standings
    from scoring.results import Results

#: More peer groups than these share one sheet, or the tabs could not be found again.
MOST_GROUP_SHEETS = 8
#: More names than these do not fit into a cell a reader would read.
_MOST_NAMES = 60
#: Nobody reads a longer list of what is missing; the counts beside each unit and indicator are complete.
_MOST_MISSING = 5_000


def overall_table(report: Report, score: str) -> Table:
    """All units: by overall rank where groups may be compared, else group by group."""
    results = report.results
    overall = results.rank
    order = report.ranked
    remarks = [report.policy_line]
    if overall is None:
        by_group = Words("以下按组别排列，名次为组内名次。", " Units are listed by group.")
        remarks.append(report.say(NO_OVERALL_RANK.message) + report.say(by_group))
    else:
        order = tuple(sorted(order, key=lambda position: (not results.scored[position], overall[position])))
    standing = results.standings(results.scheme.root.code, overall=overall is not None)
    shaded = _shades(report, order, by_group=overall is None)
    rows = tuple(
        Row((
            *(() if overall is None else (_place(int(overall[position])),)),
            report.group_names[results.sheet.units[position].group],
            *_ranking_cells(report, position, standing),
        ), shaded=shade)
        for position, shade in zip(order, shaded, strict=True)
    )  # fmt: skip
    columns = (
        *(() if overall is None else (Column(Words("总名次", "Overall rank"), "center", "0", bold=True),)),
        Column(GROUP, "center", widest=20),
        *_ranking_columns(report, score),
    )
    name = Words("排名", "Ranking")
    return Table(
        name, name, columns, rows, remarks=tuple(remarks), frozen_columns=len(columns) - _after_unit(report)
    )


def group_tables(report: Report, score: str) -> Iterator[Table]:
    """The ranking of each peer group: a sheet of its own for few groups, one sheet with blocks for many."""
    groups = report.results.scheme.groups
    columns = _ranking_columns(report, score)
    frozen = len(columns) - _after_unit(report)
    empty = Words("本组没有被评单位", "no units in this group")
    remarks = (report.policy_line,)
    if len(groups) > MOST_GROUP_SHEETS:
        title = Words("分组排名", "Rankings by group")
        blocks = tuple(Block(_group_title(report, group), _group_rows(report, group)) for group in groups)
        yield Table(title, title, columns, blocks=blocks, remarks=remarks, empty=empty, frozen_columns=frozen)
    elif len(groups) > 1:
        for group in groups:
            name = Words(f"排名·{group.name}", f"Ranking·{group.name}")
            title = Words(f"{group.name}排名", f"{group.name}: ranking")
            rows = _group_rows(report, group)
            yield Table(name, title, columns, rows, remarks=remarks, empty=empty, frozen_columns=frozen)


def _group_title(report: Report, group: Group) -> str:
    count = len(report.by_group[group.code])
    return report.say(Words(f"{group.name}（{count} 个单位）", f"{group.name} ({count} units)"))


def _group_rows(report: Report, group: Group) -> tuple[Row, ...]:
    positions = report.by_group[group.code]
    standing = report.results.standings(report.results.scheme.root.code)
    return tuple(
        Row(_ranking_cells(report, position, standing), shaded=bool(row % 2))
        for row, position in enumerate(positions)
    )


def _ranking_columns(report: Report, score: str) -> tuple[Column, ...]:
    return (
        Column(Words("组内名次", "Rank in group"), "center", "0", bold=True),
        Column(CODE, "center"),
        Column(UNIT),
        *(Column(part.name, "right", score) for part in report.first_parts),
        Column(report.results.scheme.root.name, "right", score, bold=True),
        *((Column(Words("等次", "Grade"), "center"),) if report.results.scheme.grades else ()),
        Column(Words("缺报项数", "Missing"), "center", "0"),
        Column(REMARK, widest=44),
    )


def _after_unit(report: Report) -> int:
    """How many columns of a ranking scroll: those right of the unit's name."""
    return len(report.first_parts) + 3 + bool(report.results.scheme.grades)


def _ranking_cells(report: Report, position: int, standing: Standings) -> tuple[Cell, ...]:
    results = report.results
    unit = results.sheet.units[position]
    return (
        _place(int(results.group_rank[position])),
        unit.code,
        unit.name,
        *(report.cell(results.published(part.code), position) for part in report.first_parts),
        report.cell(results.total, position),
        *((results.grades[position],) if results.scheme.grades else ()),
        int(results.missing_count[position]),
        _remark(report, position, standing),
    )


def _place(rank: int) -> int | None:
    return rank or None


def _remark(report: Report, position: int, standing: Standings) -> str:
    results = report.results
    said = []
    if not results.scored[position]:
        said.append(Words("未出总分，不排名", "no total, not ranked"))
    if standing.tied[position]:
        ordinal = results.scheme.policies.ties is Ties.ORDINAL
        by_code = Words("同分，按单位代码排序", "tied, ordered by unit code")
        said.append(by_code if ordinal else Words("并列", "tied"))
    if results.cut_by_tie[position]:
        said.append(Words("并列超出名额，未进上一等次", "a tie at the quota's edge cost a grade"))
    return report.say(Words("；", "; ")).join(report.say(words) for words in said)


def _shades(report: Report, order: tuple[int, ...], *, by_group: bool) -> list[bool]:
    """Every other group shaded, or every other row."""
    if not by_group:
        return [bool(row % 2) for row in range(len(order))]
    return [bool(report.results.groups[position] % 2) for position in order]


def grade_table(report: Report) -> Table:
    """How many places each grade has in each group, and who holds it."""
    blocks = tuple(
        Block(_group_title(report, group), tuple(_grade_rows(report, report.by_group[group.code])))
        for group in report.results.scheme.groups
    )
    columns = (
        Column(Words("等次", "Grade"), "center", bold=True),
        Column(Words("最低总分", "At least"), "center"),
        Column(Words("达到最低总分的单位数", "Units at or above"), "center", "0"),
        Column(Words("名额比例", "Quota"), "center"),
        Column(Words("名额（含以上等次）", "Places (with better grades)"), "center", "0"),
        Column(Words("实评单位数", "Units graded"), "center", "0", bold=True),
        Column(UNIT, widest=70),
        Column(REMARK, widest=30),
    )
    quota_rounding = report.say(WORDS[report.results.scheme.policies.quota_rounding])
    both = Words(
        f"分数线与名额须同时满足；名额比例与以上等次累计；{quota_rounding}；并列超出名额的都不进该等次。",
        f"Threshold and quota must both hold; shares add up from the best grade; {quota_rounding};"
        " of a tie that does not fit as a whole nobody gets the grade.",
    )
    name = Words("等次", "Grades")
    return Table(name, name, columns, blocks=blocks, remarks=(report.policy_line, report.say(both)))


def _grade_rows(report: Report, positions: tuple[int, ...]) -> Iterator[Row]:
    results = report.results
    rounding = results.scheme.policies.quota_rounding
    limits = quota_limits(results.scheme.grades, len(positions), rounding)
    for grade, limit in zip(results.scheme.grades, limits, strict=True):
        held = [position for position in positions if results.grades[position] == grade.name]
        cut = [position for position in held if results.cut_by_tie[position]]
        by_tie = report.say(Words("因并列未进上一等次：", "lost a grade by a tie: "))
        yield Row((
            grade.name,
            grade.at_least,
            _reaching(results, grade, positions),
            None if grade.quota is None else f"{grade.quota}%",
            limit,
            len(held),
            _names(report, held),
            f"{by_tie}{_names(report, cut)}" if cut else "",
        ))  # fmt: skip
    without = [position for position in positions if results.grades[position] is None]
    if without:
        nobody = report.say(Words("未定等次", "no grade"))
        yield Row((nobody, None, None, None, None, len(without), _names(report, without), ""))


def _reaching(results: Results, grade: Grade, positions: tuple[int, ...]) -> int | None:
    if grade.at_least is None:
        return None
    totals = (results.total.value(position) for position in positions)
    return sum(total is not None and total >= grade.at_least for total in totals)


def _names(report: Report, positions: list[int]) -> str | None:
    units = report.results.sheet.units
    if len(positions) > _MOST_NAMES:
        return report.say(Words("名单见排名表", "listed in the ranking"))
    return report.say(Words("、", ", ")).join(units[position].name for position in positions) or None


def missing_table(report: Report) -> Table:
    """Every value that was not reported, with who answers for the indicator."""
    missing = report.results.missing_count
    total, units = int(missing.sum()), int((missing > 0).sum())
    rows = tuple(islice(_missing_rows(report), _MOST_MISSING))
    count = report.say(
        Words(f"缺报 {total} 项，涉及 {units} 个单位。", f"{total} values of {units} units not reported.")
    )
    if len(rows) < total:
        count += report.say(Words(f"只列出前 {len(rows)} 项。", f" The first {len(rows)} are listed."))
    columns = (
        Column(GROUP, "center"),
        Column(CODE, "center"),
        Column(UNIT),
        Column(INDICATOR_CODE, "center"),
        Column(INDICATOR, widest=50),
        Column(OWNER),
        Column(MISSING_POLICY),
    )
    name = Words("缺报", "Missing")
    empty = Words("没有缺报", "nothing is missing")
    return Table(
        name, name, columns, rows, remarks=(report.policy_line, count), empty=empty, frozen_columns=3
    )


def _missing_rows(report: Report) -> Iterator[Row]:
    results, scheme = report.results, report.results.scheme
    absent = [
        (indicator, results.published(indicator.code).states == State.MISSING)
        for indicator in scheme.indicators
    ]
    shaded = False
    for position in (position for position in report.ranked if results.missing_count[position]):
        unit = results.sheet.units[position]
        for indicator in (indicator for indicator, missing in absent if missing[position]):
            policy = report.say(WORDS[scheme.missing_policy(indicator)])
            cells = (report.group_names[unit.group], unit.code, unit.name, indicator.code, indicator.name)
            yield Row((*cells, indicator.owner, policy), shaded=shaded)
        shaded = not shaded
