"""The sheets of points and nodes: every column of the plan that is worked out, as formulas."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from documents.live.columns import Column, values_of
from documents.live.names import NODES, POINTS
from indicators import trees
from indicators.formula import Cohort, CohortOperation, Stage, UnitConstant
from indicators.parts import Composite, Indicator
from indicators.words import Words, same
from scoring.cell_values import applicable_points
from scoring.plan import Formula, PresentMean, Raw, Rounded, Sum

if TYPE_CHECKING:
    from collections.abc import Iterator

    from documents.live.columns import Kind, Texts
    from documents.live.layout import Layout
    from indicators.formula import ColumnName
    from scoring.cell_edges import Edges
    from scoring.plan import Column as Planned

_RANKS = {CohortOperation.RANK_FROM_HIGHEST, CohortOperation.RANK_FROM_LOWEST}


def cohorts(layout: Layout) -> list[Cohort]:
    """Everything that is asked of cohorts, each once."""
    found: dict[Cohort, None] = {}
    for column in layout.results.plan.columns:
        match column:
            case Formula(tree=tree):
                found |= {node: None for node in trees.walk(tree) if isinstance(node, Cohort)}
            case Sum(terms=terms):
                found |= {
                    Cohort(CohortOperation.MEAN, term.column): None for term in terms if term.reads_group_mean
                }
            case _:
                pass
    return list(found)


def add_stages(layout: Layout, edges: Edges) -> None:
    """Gives every column of the plan that is worked out its place and its formulas."""
    raw = set(layout.results.plan.raw)
    compared = {node.column for node in cohorts(layout) if node.operation in _RANKS} - raw
    for column in _in_order(layout):
        sheet = POINTS if column.name.stage in {Stage.MEASURE, Stage.POINTS} else NODES
        if isinstance(column, Sum):
            layout.applicable[column.name] = layout.add(sheet, _applicable(layout, column))
        layout.own[column.name] = layout.add(sheet, _column(layout, edges, sheet, column))
        if column.name in compared:
            layout.compared[column.name] = layout.add(sheet, comparable(layout, edges, sheet, column.name))


def _in_order(layout: Layout) -> Iterator[Planned]:
    """The columns in the order of the tree, each part's own as they follow from one another."""
    own: dict[str, list[Planned]] = {}
    for column in layout.results.plan.columns:
        if not isinstance(column, Raw):
            own.setdefault(column.name.code, []).append(column)
    for _, part in layout.results.scheme.outline:
        yield from own.get(part.code, ())


def _column(layout: Layout, edges: Edges, sheet: Words, column: Planned) -> Column:
    part = layout.results.scheme.by_code[column.name.code]
    rule = part.rule_words if isinstance(part, Indicator) else part.combination_words
    kinds: dict[Stage, Kind] = {Stage.MEASURE: "step", Stage.POINTS: "points"}
    return Column(
        part.code,
        part.name,
        layout.say(_what(column)),
        kinds.get(column.name.stage, "node"),
        values_of(layout, column.name),
        partial(_texts, layout, edges, sheet, column),
        brief=layout.say(_brief(column, part)),
        note=layout.say(rule),
        number="0.####" if column.name.stage is Stage.MEASURE else "0.00####",
    )


def _brief(column: Planned, part: Indicator | Composite) -> Words:
    """How a column is worked out, in a word or two."""
    match column:
        case Rounded():
            return Words("四舍五入", "half up")
        case Formula(name=name) if (
            name.stage is Stage.MEASURE and isinstance(part, Indicator) and not name.field
        ):
            return same(part.measure or "")
        case Formula(name=name) if name.stage is Stage.POINTS and isinstance(part, Indicator):
            return part.rule.title
        case Formula(name=name) if name.stage is Stage.ADJUSTED:
            return Words("加分－减分", "bonus − penalty")
        case PresentMean():
            return Words("有数者平均", "mean of those present")
        case Formula():
            return Words("先算", "worked out first")
        case _:
            return part.rule_words if isinstance(part, Indicator) else part.combination_words


def _what(column: Planned) -> Words:
    match column:
        case PresentMean(label=label):
            return label
        case Rounded(decimals=decimals):
            return Words(f"取 {decimals} 位小数后计入", f"rounded to {decimals} decimals")
    match column.name.stage:
        case Stage.MEASURE:
            return same(column.name.field) if column.name.field else Words("指标值", "value")
        case Stage.POINTS:
            return Words("得分", "points")
        case Stage.ADJUSTED:
            return Words("加减分后", "after bonuses and penalties")
        case _:
            return Words("得分", "score")


def _texts(layout: Layout, edges: Edges, sheet: Words, column: Planned) -> Texts:
    """One formula for all units but those at an edge, or with a number of their own."""
    units = layout.results.sheet.units
    common = layout.formulas(sheet, column.name)
    inside, rounding = edges.inside(column), edges.of_column(column)
    named = _named(column)
    special = (
        {position for position, unit in enumerate(units) if unit.code in named} | set(inside) | set(rounding)
    )
    own = {}
    for position in special:
        code = units[position].code
        formulas = layout.formulas(sheet, column.name, code) if code in named else common
        own[position] = formulas.of(column, inside.get(position, {}), rounding.get(position))
    return common.of(column, {}), own


def _named(column: Planned) -> set[str]:
    """The units with numbers of their own in a formula."""
    if not isinstance(column, Formula):
        return set()
    nodes = (node for node in trees.walk(column.tree) if isinstance(node, UnitConstant))
    return {unit for node in nodes for unit, _ in node.by_unit}


def comparable(layout: Layout, edges: Edges, sheet: Words, name: ColumnName) -> Column:
    """A column as units are compared on it."""
    part = layout.results.scheme.by_code[name.code]
    found = edges.comparing(name)

    def texts() -> Texts:
        formulas = layout.formulas(sheet, name)
        own = {position: formulas.comparable(name, edge) for position, edge in found.items()}
        return formulas.comparable(name), own

    values = [round(value, 9) if isinstance(value, float) else value for value in values_of(layout, name)]
    for position, edge in found.items():
        values[position] = float(edge.gives)
    what = layout.say(Words("用于比较", "for comparing"))
    return Column(part.code, part.name, what, "step", values, texts, number="0.####")


def _applicable(layout: Layout, column: Sum) -> Column:
    part = layout.results.scheme.by_code[column.name.code]

    def texts() -> Texts:
        return layout.formulas(NODES, column.name).applicable(column), {}

    what = layout.say(Words("适用满分", "points that apply"))
    return Column(
        part.code, part.name, what, "step", applicable_points(layout.results, column).tolist(), texts
    )
