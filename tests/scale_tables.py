"""Tables of many units, made of the sample's: each unit reports what one of its group did."""

from __future__ import annotations

import csv
import io
from functools import cache
from typing import TYPE_CHECKING

from documents import read_intake
from documents.scheme_files import read_scheme_file
from engines.sheet_layout import heading
from indicators.units import Unit
from sample_data import DATA, SCHEME
from scoring.layout import compile_plan
from scoring.sheet import RawColumn, ScoreSheet, State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indicators.scheme import Scheme


@cache
def sample() -> tuple[Scheme, ScoreSheet]:
    """The sample's scheme, and what its units reported."""
    scheme, _ = read_scheme_file(SCHEME)
    assert scheme is not None
    sheet = read_intake(scheme, DATA).sheet()
    assert sheet is not None
    return scheme, sheet


@cache
def many(count: int) -> ScoreSheet:
    """So many units in memory, no two of which have a code in common."""
    _, few = sample()
    of = [at % len(few.units) for at in range(count)]
    units = tuple(
        Unit(code=f"{at:06}", name=f"单位{at}", group=few.units[one].group) for at, one in enumerate(of)
    )
    columns = {
        name: RawColumn(column.mantissas[of], column.decimals, column.states[of])
        for name, column in few.columns.items()
    }
    return ScoreSheet(units, columns)


def rows(scheme: Scheme, sheet: ScoreSheet) -> Iterator[list[str]]:
    """A sheet as the rows of a table, headings first, the last unit first."""
    names = compile_plan(scheme).raw
    yield ["单位代码", "组别", *map(heading, names)]
    for at, unit in reversed([*enumerate(sheet.units)]):
        yield [unit.code, unit.group, *(_cell(sheet.columns[name], at) for name in names)]


def _cell(column: RawColumn, at: int) -> str:
    state = State(column.states[at])
    if state is State.VALUE:
        return (
            str(column.value(at)) if not column.decimals else f"{float(column.value(at)):.{column.decimals}f}"
        )
    return "不适用" if state is State.NOT_APPLICABLE else ""


@cache
def table(count: int) -> str:
    """Many units as a CSV."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows(sample()[0], many(count)))
    return text.getvalue()
