"""Problems gathered for reading: what is said of every cell of a column is said once."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from indicators.problems import Severity
from indicators.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indicators.problems import Problem

_COLUMN = re.compile(r"[A-Z]+")
#: Cells that are named; their number is always said.
_MOST_NAMED = 10


def gathered(problems: Iterable[Problem]) -> list[Problem]:
    """The problems in order of severity, warnings and notes of one kind in one column as one.

    What must be corrected is told cell by cell, however often it is the same.
    """
    order = list(Severity)
    groups: dict[object, list[Problem]] = {}
    for problem in sorted(problems, key=lambda problem: order.index(problem.severity)):
        place, column = problem.place, _COLUMN.match(problem.place.cell or "")
        alone = problem.severity is Severity.BLOCKING or column is None
        key = len(groups) if alone else (problem.code, place.file, place.sheet, column and column[0])
        groups.setdefault(key, []).append(problem)
    return [_as_one(group) for group in groups.values()]


def _as_one(group: list[Problem]) -> Problem:
    if len(group) == 1:
        return group[0]
    first = group[0]
    named = [str(problem.place.cell) for problem in group[:_MOST_NAMED]]
    more = "……" if len(group) > _MOST_NAMED else ""
    said = Words(
        f"{first.message.zh}（本列共 {len(group)} 格：{'、'.join(named)}{more}）",
        f"{first.message.en} ({len(group)} cells of this column: {', '.join(named)}{more})",
    )
    return replace(first, message=said, place=replace(first.place, unit=None))
