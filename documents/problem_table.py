"""Problems as a printed table, what must be corrected first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.table_style import Block, Column, Row, Table
from indicators.problems import Severity
from indicators.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indicators.problems import Problem

_NONE_FOUND = Words("没有发现问题", "no problems were found")
_COLUMNS = (
    Column(Words("级别", "Severity"), "center", widest=18),
    Column(Words("位置", "Place"), widest=36),
    Column(Words("问题", "Problem"), widest=76),
    Column(Words("处理办法", "Remedy"), widest=60),
    Column(Words("问题类型", "Code"), widest=28),
)


def problem_table(name: Words, problems: Iterable[Problem], remarks: tuple[str | Words, ...]) -> Table:
    """Every problem with its place and remedy."""
    order = list(Severity)
    rows = tuple(
        Row((
            problem.severity.words,
            Words(problem.place.in_words("zh") or "—", problem.place.in_words("en") or "—"),
            problem.message,
            problem.remedy,
            problem.code,
        ), bold=problem.severity is Severity.BLOCKING)
        for problem in sorted(problems, key=lambda problem: order.index(problem.severity))
    )  # fmt: skip
    return Table(name, name, _COLUMNS, blocks=(Block("", rows),), remarks=remarks, empty=_NONE_FOUND)
