"""The rankings of a result: all units, and each peer group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.record_words import KINDS, veto_names
from documents.result_report import CODE, GRADE, GROUP, GROUP_RANK, REMARK, UNIT, VETOES
from documents.table_style import Block, Column, Row, Table
from indicators.policies import Ties
from indicators.words import Words
from scoring.score_problems import NO_OVERALL_RANK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from documents.result_report import Report
    from documents.table_style import Cell
    from indicators.units import Group
    from scoring.ranking import Standings

#: More peer groups than these share one sheet, or the tabs could not be found again.
MOST_GROUP_SHEETS = 8

_NOBODY = Words("本组没有被评单位", "no units in this group")


def overall_table(report: Report) -> Table:
    """All units: by overall rank where groups may be compared, else group by group."""
    results = report.results
    overall = results.rank
    order = report.ranked
    remarks = [*report.remarks]
    if overall is None:
        by_group = Words("以下按组别排列，名次为组内名次。", " Units are listed by group.")
        remarks.append(report.say(NO_OVERALL_RANK.message) + report.say(by_group))
    else:
        order = tuple(sorted(order, key=lambda position: overall[position] or len(order) + 1))
    standing = results.standings(results.scheme.root.code, overall=overall is not None)
    shaded = _shades(report, order, by_group=overall is None)
    cells = zip(
        *(() if overall is None else ([_place(int(overall[position])) for position in order],)),
        [report.group_names[results.sheet.units[position].group] for position in order],
        *_ranking_cells(report, order, standing),
        strict=True,
    )
    rows = tuple(Row(row, shaded=shade) for row, shade in zip(cells, shaded, strict=True))
    columns = (
        *(() if overall is None else (Column(Words("总名次", "Overall rank"), "center", "0", bold=True),)),
        Column(GROUP, "center", widest=20),
        *_ranking_columns(report),
    )
    name = Words("排名", "Ranking")
    return Table(
        name,
        name,
        columns,
        rows,
        remarks=tuple(remarks),
        frozen_columns=len(columns) - len(_score_columns(report)),
    )


def group_tables(report: Report) -> Iterator[Table]:
    """The ranking of each peer group: a sheet of its own for few groups, one sheet with blocks for many."""
    groups = report.results.scheme.groups
    columns = _ranking_columns(report)
    frozen = len(columns) - len(_score_columns(report))
    remarks = report.remarks
    if len(groups) > MOST_GROUP_SHEETS:
        title = Words("分组排名", "Rankings by group")
        blocks = tuple(Block(report.group_title(group), _group_rows(report, group)) for group in groups)
        yield Table(
            title, title, columns, blocks=blocks, remarks=remarks, empty=_NOBODY, frozen_columns=frozen
        )
    elif len(groups) > 1:
        yield from (group_table(report, group) for group in groups)


def group_table(report: Report, group: Group) -> Table:
    """The ranking of one peer group on a sheet of its own."""
    columns = _ranking_columns(report)
    return Table(
        Words(f"排名·{group.name}", f"Ranking·{group.name}"),
        Words(f"{group.name}排名", f"{group.name}: ranking"),
        columns,
        _group_rows(report, group),
        remarks=report.remarks,
        empty=_NOBODY,
        frozen_columns=len(columns) - len(_score_columns(report)),
    )


def _group_rows(report: Report, group: Group) -> tuple[Row, ...]:
    positions = report.by_group[group.code]
    standing = report.results.standings(report.results.scheme.root.code)
    cells = zip(*_ranking_cells(report, positions, standing), strict=True)
    return tuple(Row(row, shaded=bool(number % 2)) for number, row in enumerate(cells))


def _ranking_columns(report: Report) -> tuple[Column, ...]:
    return (
        Column(GROUP_RANK, "center", "0", bold=True),
        Column(CODE, "center"),
        Column(UNIT),
        *_score_columns(report),
    )


def _score_columns(report: Report) -> tuple[Column, ...]:
    """The columns that scroll: those right of the unit's name."""
    scheme, score = report.results.scheme, report.score_format
    adjustments: tuple[Column, ...] = ()
    if scheme.adjustments is not None:
        outside = Words("", "") if scheme.adjustments.in_total else Words("（不计入）", " (not counted)")
        adjustments = tuple(
            Column(Words(kind.zh + outside.zh, kind.en + outside.en), "right", report.adjustment_format)
            for kind in KINDS.values()
        )
    return (
        *(Column(part.name, "right", score) for part in report.first_parts),
        *adjustments,
        Column(scheme.root.name, "right", score, bold=True),
        *((Column(GRADE, "center"),) if scheme.grades else ()),
        *((Column(VETOES, "center"),) if scheme.vetoes else ()),
        Column(Words("缺报项数", "Missing"), "center", "0"),
        Column(REMARK, widest=44),
    )


def _ranking_cells(report: Report, positions: Sequence[int], standing: Standings) -> Iterator[Sequence[Cell]]:
    """What the ranking says of some units, column by column."""
    results = report.results
    scheme, units = results.scheme, [results.sheet.units[position] for position in positions]
    yield [_place(int(results.group_rank[position])) for position in positions]
    yield [unit.code for unit in units]
    yield [unit.name for unit in units]
    for part in report.first_parts:
        yield report.cells(results.published(part.code), positions)
    if scheme.adjustments is not None:
        yield [results.bonus[position] for position in positions]
        yield [results.penalty[position] for position in positions]
    yield report.cells(results.total, positions)
    if scheme.grades:
        yield [results.grades[position] for position in positions]
    if scheme.vetoes:
        yield [report.say(veto_names(results, position)) or None for position in positions]
    yield [int(results.missing_count[position]) for position in positions]
    yield [_remark(report, position, standing) for position in positions]


def _place(rank: int) -> int | None:
    return rank or None


def _remark(report: Report, position: int, standing: Standings) -> str:
    results = report.results
    said = []
    if not results.scored[position]:
        said.append(Words("未出总分，不排名", "no total, not ranked"))
    elif results.out_of_ranking[position]:
        said.append(Words("因否决事项不参加排名", "out of the ranking by a veto"))
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
