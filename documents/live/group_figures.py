"""The sheet of group statistics: one row for all units, and one for each group, over plain ranges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from documents.live.columns import values_of
from documents.live.figures import OUT, YES
from documents.live.names import GROUPS, PARAMETERS
from documents.live.stages import cohorts
from indicators.formula import CohortOperation, Scope
from indicators.policies import QuotaRounding
from indicators.words import Words
from scoring.cell_text import guarded, quoted, rounded
from scoring.cell_values import statistic
from scoring.grading import places_of_group

if TYPE_CHECKING:
    from documents.live.columns import Shown
    from documents.live.layout import Layout
    from indicators.formula import Cohort

#: The first column after the group's code and name.
FIRST = 2
_RANKS = {CohortOperation.RANK_FROM_HIGHEST, CohortOperation.RANK_FROM_LOWEST}
_NOTHING = Words("无", "none")
_OPERATIONS = {
    CohortOperation.LOWEST: (Words("最低", "lowest"), "MIN({0})"),
    CohortOperation.HIGHEST: (Words("最高", "highest"), "MAX({0})"),
    CohortOperation.COUNT: (Words("有数的单位数", "units with a value"), "COUNT({0})"),
    CohortOperation.SUM: (Words("合计", "sum"), "SUM({0})"),
    CohortOperation.MEAN: (Words("平均", "mean"), "AVERAGE({0})"),
    CohortOperation.VARIANCE: (Words("方差", "variance"), "VARP({0})"),
    CohortOperation.SAMPLE_VARIANCE: (Words("样本方差", "sample variance"), "IF(COUNT({0})>1,VAR({0}),0)"),
}


@dataclass(frozen=True)
class Statistic:
    """One column: the formula over a range as a template, and its values, of all units first and then group by group."""

    code: str
    name: str
    what: str
    text: str
    values: list[Shown]
    #: Whether the row of all units has it.
    of_all: bool
    of_groups: bool


def statistics(layout: Layout) -> list[Statistic]:
    """Lists the columns and gives each its place; all other sheets must have theirs."""
    found = [_size(layout)]
    grades = layout.results.scheme.grades
    if any(grade.quota is not None for grade in grades):
        found += _quotas(layout, FIRST + len(found))
    for node in cohorts(layout):
        if node.operation not in _RANKS:
            layout.statistics[node] = FIRST + len(found)
            found.append(_statistic(layout, node))
    return found


def _size(layout: Layout) -> Statistic:
    values: list[Shown] = [len(layout.order), *(len(group.units) for group in layout.groups)]
    place = (
        layout.extra["order of codes"]
        if "order of codes" in layout.extra
        else next(iter(layout.extra.values()))
    )
    text = f"=ROWS({layout.range(place, GROUPS, Scope.GROUP)})"[1:]
    return Statistic("", layout.say(Words("单位数", "units")), "", text, values, of_all=True, of_groups=True)


def _quotas(layout: Layout, column: int) -> list[Statistic]:
    """The base of quotas, and how many places they give."""
    results = layout.results
    policies, grades = results.scheme.policies, results.scheme.grades
    out = results.out_of_ranking.tolist()
    bases = [sum(not out[position] for position in group.units) for group in layout.groups]
    limits = [places_of_group(grades, base, policies.quota_rounding) for base in bases]
    size = "$C{group}"
    text = size
    if OUT in layout.extra:
        among = layout.range(layout.extra[OUT], GROUPS, Scope.GROUP)
        text = f"{size}-COUNTIF({among},{quoted(layout.say(YES))})"
    name = layout.say(Words("名额基数", "base of quotas"))
    found = [Statistic("", name, "", text, [None, *bases], of_all=False, of_groups=True)]
    added: list[str] = []
    for number, grade in enumerate(grades, start=1):
        if grade.quota is None:
            continue
        added.append(layout.sheet(PARAMETERS, GROUPS) + layout.parameters.place(("quota", number)))
        share = f"$D{{group}}*({'+'.join(added)})"
        layout.limits[number] = column + len(found)
        name = layout.say(Words(f"{grade.name}及以上名额", f"places for {grade.name} or better"))
        found.append(
            Statistic(
                "",
                name,
                "",
                _whole(share, policies.quota_rounding),
                [None, *(of_group[number - 1] for of_group in limits)],
                of_all=False,
                of_groups=True,
            )
        )
    return found


def _whole(share: str, rounding: QuotaRounding) -> str:
    match rounding:
        case QuotaRounding.FLOOR:
            return f"INT({guarded(share)})"
        case QuotaRounding.HALF_UP:
            return rounded(share, 0)
        case QuotaRounding.CEILING:
            return f"-INT(-{guarded(share)})"


def _statistic(layout: Layout, node: Cohort) -> Statistic:
    part = layout.results.scheme.by_code[node.column.code]
    words, form = _OPERATIONS[node.operation]
    among = layout.range(layout.own[node.column], GROUPS, Scope.GROUP)
    text = form.format(among)
    if node.operation is not CohortOperation.COUNT:
        text = f"IF(COUNT({among})=0,{quoted(layout.say(_NOTHING))},{text})"
    shown = values_of(layout, node.column)
    of_all = node.scope is Scope.ALL
    groups = [layout.order] if of_all else [group.units for group in layout.groups]
    values = [
        _value(layout, node, [value for at in units if isinstance(value := shown[at], float)])
        for units in groups
    ]
    values = [*values, *[None for _ in layout.groups]] if of_all else [None, *values]
    what = layout.say(words)
    field = node.column.field or layout.say(
        Words("填报值", "figure") if node.column.stage.value == "raw" else Words("值", "value")
    )
    return Statistic(
        part.code, part.name, f"{field} {what}", text, values, of_all=of_all, of_groups=not of_all
    )


def _value(layout: Layout, node: Cohort, members: list[float]) -> Shown:
    if not members and node.operation is not CohortOperation.COUNT:
        return layout.say(_NOTHING)
    return statistic(node.operation, members)
