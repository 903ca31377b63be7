"""The tables beside the rankings: grades, and what was not reported."""

from __future__ import annotations

from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING

from documents.result_report import (
    CODE,
    GRADE,
    GROUP,
    INDICATOR,
    INDICATOR_CODE,
    MISSING_POLICY,
    OWNER,
    REMARK,
    UNIT,
)
from documents.table_style import Block, Column, Row, Table
from indicators.policies import WORDS
from indicators.words import Words
from scoring.grading import places_of_group
from scoring.missing import missing_by_effect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from documents.result_report import Report
    from indicators.scheme import Grade

#: More names than these do not fit into a cell a reader would read.
_MOST_NAMES = 60
#: Nobody reads a longer list of what is missing; the counts beside each unit and indicator are complete.
_MOST_MISSING = 5_000

_VETOES_AND_PLACES = Words(
    "不参加排名的不计入名额基数；限定等次的不占名额，由后一名递补；降一等的在定等次之后下降，不递补。",
    "Whoever is out of the ranking does not count for quotas; a capped grade leaves its place to the next unit; one"
    " grade less is taken after the quotas and leaves its place empty.",
)


def grade_table(report: Report) -> Table:
    """How many places each grade has in each group, and who holds it."""
    blocks = tuple(
        Block(report.group_title(group), tuple(_grade_rows(report, report.by_group[group.code])))
        for group in report.results.scheme.groups
    )
    columns = (
        Column(GRADE, "center", bold=True),
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
    remarks = [*report.remarks, report.say(both)]
    if report.results.scheme.vetoes:
        remarks.append(report.say(_VETOES_AND_PLACES))
    name = Words("等次", "Grades")
    return Table(name, name, columns, blocks=blocks, remarks=tuple(remarks))


def _grade_rows(report: Report, positions: tuple[int, ...]) -> Iterator[Row]:
    results = report.results
    rounding = results.scheme.policies.quota_rounding
    assessed = tuple(position for position in positions if not results.out_of_ranking[position])
    limits = places_of_group(results.scheme.grades, len(assessed), rounding)
    for grade, limit in zip(results.scheme.grades, limits, strict=True):
        held = [position for position in positions if results.grades[position] == grade.name]
        cut = [position for position in held if results.cut_by_tie[position]]
        by_tie = report.say(Words("因并列未进上一等次：", "lost a grade by a tie: "))
        yield Row((
            grade.name,
            grade.at_least,
            _reaching(report, grade, assessed),
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


def _reaching(report: Report, grade: Grade, positions: tuple[int, ...]) -> int | None:
    if grade.at_least is None:
        return None
    totals = report.cells(report.results.total, positions)
    return sum(isinstance(total, Decimal) and total >= grade.at_least for total in totals)


def _names(report: Report, positions: list[int]) -> str | None:
    units = report.results.sheet.units
    if len(positions) > _MOST_NAMES:
        return report.say(Words("名单见排名表", "listed in the ranking"))
    return report.say(Words("、", ", ")).join(units[position].name for position in positions) or None


def missing_table(report: Report) -> Table:
    """Every value that was not reported, with who answers for the indicator."""
    missing = report.results.missing_count[list(report.ranked)]
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
    return Table(name, name, columns, rows, remarks=(*report.remarks, count), empty=empty, frozen_columns=3)


def _missing_rows(report: Report) -> Iterator[Row]:
    results, scheme = report.results, report.results.scheme
    absent = [
        (indicator, effect, units)
        for indicator in scheme.indicators
        for effect, units in missing_by_effect(results, indicator)
    ]
    shaded = False
    for position in (position for position in report.ranked if results.missing_count[position]):
        unit = results.sheet.units[position]
        for indicator, effect in (
            (indicator, effect) for indicator, effect, units in absent if units[position]
        ):
            cells = (report.group_names[unit.group], unit.code, unit.name, indicator.code, indicator.name)
            yield Row((*cells, indicator.owner, report.say(WORDS[effect])), shaded=shaded)
        shaded = not shaded
