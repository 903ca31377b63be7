"""The headings of the benchmark workbook 对标表, which whoever writes it and whoever reads it mean the same by."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from indicators.normal_form import compact

if TYPE_CHECKING:
    from documents.grid import Grid

#: All of a form's own words are Chinese in every language: whoever reads it back knows it by them.
SCORES_SHEET, CHAIN_SHEET = "对标得分", "计分办法"
OURS_MARK = "（本市）"
#: A heading is looked for in so many rows from the top.
_HEAD_ROWS = 12


class Title(Enum):
    """A column with a meaning of its own, by the titles it may have; the first is the one we write."""

    CODE = ("代码", "指标代码", "code")
    BRANCH = ("一级指标", "类别", "方面", "branch")
    NAME = ("指标", "指标名称", "名称", "indicator", "name")
    FULL = ("满分", "分值", "full points")
    TARGET = ("本市目标", "目标", "our target")
    LAST_YEAR = ("本市上年", "上年得分", "our last year")
    REMARK = ("备注", "说明", "remark")
    SCORE = ("计入得分", "计入", "counts in")
    SCALE = ("系数", "系数或数值", "scale")

    @property
    def written(self) -> str:
        """As we write it."""
        titles: tuple[str, ...] = self.value
        return titles[0]


#: Rows of the score table beside those of items.
LAST_TOTAL, TARGET_TOTAL = ("上年总分", "last year's total"), ("目标总分", "target total")
#: Rows that other people add, and nobody needs.
SUMS = ("合计", "小计", "总计", "预计总分", "total")
#: Rows of the sheet of the chain beside those of dimensions.
BASE, DECIMALS = ("基准", "基准值", "base"), ("小数位", "小数位数", "decimals")

_MARKED = re.compile(r"(?P<name>.*)[（(] ?(本市|ours) ?[）)]", re.IGNORECASE)
_TITLES = {compact(text): title for title in Title for text in title.value}


class Table(NamedTuple):
    """A table found in a sheet: the row of its headings, and which column has which meaning."""

    grid: Grid
    head: int
    columns: dict[Title, int]


def is_one_of(text: str, titles: tuple[str, ...]) -> bool:
    """Whether a text is one of these, however it is spaced and bracketed."""
    return compact(text) in map(compact, titles)


def find_table(grid: Grid, wanted: frozenset[Title]) -> Table | None:
    """The table whose headings have all the wanted meanings; None if the sheet has no such table."""
    for number, row in enumerate(grid.rows[:_HEAD_ROWS]):
        columns: dict[Title, int] = {}
        for column, cell in enumerate(row):
            title = _TITLES.get(compact(cell.text)) if cell.text else None
            if title is not None:
                columns.setdefault(title, column)
        if wanted <= columns.keys():
            return Table(grid, number, columns)
    return None


def city_of(heading: str) -> tuple[str, bool]:
    """The name of a city in a heading, and whether it is marked as ours."""
    name = " ".join(heading.split())
    marked = _MARKED.fullmatch(name)
    return (name, False) if marked is None else (marked["name"].strip(), True)
