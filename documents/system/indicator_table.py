"""The indicator system 指标体系表: every indicator under its levels, in the layout an office hands out."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from documents.setting_words import beside_the_tree
from documents.system.level_cells import depth_of, level_cells, level_columns, level_title
from documents.system.phrases import (
    CODE,
    COUNTERPART,
    DATA_SOURCE,
    DEADLINE,
    NAME,
    POINTS,
    SIGNATURES,
    WEIGHT,
    content_words,
    department_words,
    group_words,
    list_words,
    origin_cell,
    points_words,
    stacked,
    weight_cell,
)
from documents.system.tree_sections import sections_of
from documents.table_style import Block, Column, Joined, Row, Table
from indicators.parts import common_weight, full_points
from indicators.problems import blocking
from indicators.shares import percent
from indicators.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Iterator

    from documents.system.tree_sections import Section
    from documents.table_style import Cell
    from indicators.checks.case import Case
    from indicators.parts import Indicator
    from indicators.problems import Problem
    from indicators.scheme import Scheme

TITLE = Words("指标体系表", "Indicator system")
_LEGEND = Words(
    "★ 为本市个性化指标；“评分”按满分计，“权重”是计入上级的分值，小计、合计按权重。",
    "★ is the city's own. Scoring is in full points; the weight is what counts in the node above and adds up there.",
)
_LEGEND_WITHOUT_WEIGHTS = Words("★ 为本市个性化指标。", "★ is the city's own.")


def system_table(case: Case, problems: tuple[Problem, ...]) -> Table:
    """Every indicator once, under its levels, with subtotals, what stands beside the tree, and lines to sign."""
    scheme = case.scheme
    sections = sections_of(scheme)
    layout = _Layout(scheme, depth_of(path for section in sections for path in section.paths))
    blocks = [
        Block(section.caption if section.frame else "", tuple(layout.rows(section))) for section in sections
    ]
    blocks.append(Block("", (layout.total_row(),)))
    for caption, lines in beside_the_tree(scheme):
        blocks.append(Block(caption, tuple(layout.beside(title, value) for title, value, _ in lines)))
    return Table(
        TITLE,
        TITLE,
        layout.columns,
        blocks=tuple(blocks),
        remarks=tuple(_remarks(case, problems, weighted=layout.weighted)),
        frozen_columns=layout.depth + 2,
        signatures=SIGNATURES,
    )


class _Layout:
    """The columns of one scheme's table, and its rows in them."""

    def __init__(self, scheme: Scheme, depth: int) -> None:
        self.scheme = scheme
        self.depth = depth
        #: Whether full points and weights are not all the same.
        self.weighted = any(common_weight(i) != full_points(i) for i in scheme.indicators)
        name = level_title(depth) if depth else NAME
        self.columns = (
            *level_columns(depth, widest=14),
            Column(CODE, "center", widest=12),
            Column(name, widest=20),
            Column(POINTS, "center", widest=8),
            *((Column(WEIGHT, "center", widest=16),) if self.weighted else ()),
            Column(Words("考核内容及评分细则", "What is assessed, and how it scores"), widest=58),
            Column(Words("适用组别", "Groups"), "center", widest=14),
            Column(Words("省定／个性化", "Provincial or local"), "center", widest=18),
            Column(Words("责任单位", "Responsible"), "center", widest=18),
            Column(COUNTERPART, "center", widest=12),
            Column(DATA_SOURCE, "center", widest=14),
            Column(DEADLINE, "center", widest=11),
            Column(Words("依据", "Clause"), "center", widest=14),
        )

    def rows(self, section: Section) -> Iterator[Row]:
        """The indicators of a section, each first-level part followed by its subtotal."""
        levels = level_cells(section.paths, self.depth, self._level_words)
        lines = zip(section.paths, levels, section.indicators, strict=True)
        for first, group in groupby(lines, lambda line: line[0][:1]):
            below = list(group)
            for _, cells, indicator in below:
                yield Row((*cells, *self._cells(indicator)))
            if first:
                yield self._subtotal(first[0], [indicator for *_, indicator in below])

    def _level_words(self, code: str) -> Words:
        part = self.scheme.by_code[code]
        points = points_words(self.scheme, part)
        return stacked(words for words in (same(part.name), points) if words.zh)

    def _cells(self, indicator: Indicator) -> tuple[Cell, ...]:
        return (
            indicator.code,
            indicator.name,
            indicator.points,
            *((weight_cell(self.scheme, indicator),) if self.weighted else ()),
            content_words(self.scheme, indicator),
            group_words(self.scheme, indicator),
            origin_cell(indicator),
            department_words(indicator),
            indicator.counterpart,
            indicator.data_source,
            indicator.deadline,
            indicator.clause,
        )

    def _subtotal(self, code: str, indicators: list[Indicator]) -> Row:
        part = self.scheme.by_code[code]
        label = Words(f"{part.name} 小计", f"{part.name}: subtotal")
        return self._sum_row(label, full_points(part), self._count(indicators))

    def total_row(self) -> Row:
        """The whole scheme in one row."""
        root = self.scheme.root
        label = Words(f"{root.name} 合计", f"{root.name}: total")
        return self._sum_row(label, full_points(root), self._count(list(self.scheme.indicators)))

    def _count(self, indicators: list[Indicator]) -> Words:
        local = sum(indicator.local is not None for indicator in indicators)
        if not local:
            return Words(f"{len(indicators)} 项", f"{len(indicators)} indicators")
        return Words(
            f"{len(indicators)} 项，其中个性化 {local} 项",
            f"{len(indicators)} indicators, {local} of them local",
        )

    def _sum_row(self, label: Words, points: Cell, said: Words) -> Row:
        """The label over everything left of the number that adds up, what is said over everything right of it."""
        left = self.depth + 2 + self.weighted
        right = len(self.columns) - left - 2
        cells = (label, *[Joined.LEFT] * (left - 1), points, said, *[Joined.LEFT] * right)
        return Row(cells, shaded=True, bold=True)

    def beside(self, title: Words, value: Words) -> Row:
        """Something said beside the tree."""
        left = self.depth + 2
        right = len(self.columns) - left - 1
        return Row((title, *[Joined.LEFT] * (left - 1), value, *[Joined.LEFT] * right))


def _remarks(case: Case, problems: tuple[Problem, ...], *, weighted: bool) -> Iterator[Words]:
    if case.catalogue is not None:
        yield list_words(case.catalogue)
    if case.coverage is not None:
        tally = case.coverage.overall
        count, weight = percent(tally.in_count), percent(tally.in_weight)
        yield Words(
            f"省级指标覆盖：{tally.items} 项中覆盖 {tally.covered} 项（{count}），按分值 {weight}，见“对照表”。",
            f"Coverage: {tally.covered} of {tally.items} provincial indicators ({count}), {weight} by points;"
            " see the coverage table.",
        )
    stops = len(blocking(problems))
    if stops:
        yield Words(
            f"检查发现必须改正的问题 {stops} 个，见“检查问题”；改正前不能发布。",
            f"{stops} problems must be corrected before this can be published: see Problems.",
        )
    yield _LEGEND if weighted else _LEGEND_WITHOUT_WEIGHTS
    yield _policies(case.scheme)


def _policies(scheme: Scheme) -> Words:
    printed = scheme.printed_policies()
    zh = "；".join(f"{title.zh}：{value.zh}" for _, title, value in printed)
    en = "; ".join(f"{title.en}: {value.en}" for _, title, value in printed)
    return Words(f"计分约定：{zh}。", f"Settings: {en}.")
