"""A wide table of any order becomes a sheet that says the same; what is wrong with it is named at its place."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
from hypothesis import given
from hypothesis import strategies as st

from engines import SheetFile, ingest, score_file
from engines.checksum import checksum_of
from engines.sheet_layout import heading
from scoring import score
from scoring.sheet import State
from tests.schemes import Case, cases, times

SCHEME = """
scheme: small
title: 小城2020年度考核
policies: {rank_across_groups: yes}
groups: [{code: A, name: 区县}, {code: B, name: 部门}]
tree:
  - {code: T, name: 总分, points: 10}
  - {code: P1, parent: T, name: 学习, points: 4, rule: {kind: direct}}
  - {code: P2, parent: T, name: 整改, points: 6, rule: {kind: direct}, groups: [A]}
"""


def columns_of(found: Case, seed: int) -> dict[str, list[str | None]]:
    """The case as texts, its units in any order."""
    sheet, order = found.sheet, list(range(len(found.units)))
    Random(seed).shuffle(order)  # noqa: S311 - not for secrets
    columns: dict[str, list[str | None]] = {
        "单位代码": [found.units[at].code for at in order],
        "组别": [found.units[at].group for at in order],
    }
    for name, column in sheet.columns.items():
        cells: list[str | None] = []
        for at in order:
            state = State(column.states[at])
            number = Decimal(int(column.mantissas[at])).scaleb(-column.decimals)
            shown = {State.VALUE: f"{number:f}", State.NOT_APPLICABLE: "不适用"}
            cells.append(shown.get(state))
        columns[heading(name)] = cells
    return columns


@times(0.5, long=1)
@given(cases(), st.integers(0, 99), st.sampled_from(("csv", "parquet")), st.sampled_from((1, 7, 4096)))
def test_a_table_in_any_order_scores_like_the_sheet_it_was_made_of(
    found: Case, seed: int, kind: str, rows: int
) -> None:
    without_vetoes = Case(found.scheme, found.units, found.values, found.exemptions, found.adjustments)
    table = pa.table(columns_of(without_vetoes, seed))
    with TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / f"table.{kind}"
        if kind == "csv":
            pa_csv.write_csv(table, source)
        else:
            pq.write_table(table, source)
        layout, problems = ingest(found.scheme, source, folder / "sheet.parquet", rows)
        assert layout is not None, problems
        streamed = score_file(
            found.scheme, SheetFile(folder / "sheet.parquet"), folder / "result.parquet", cores=1
        )
    assert streamed.checksum == checksum_of(score(found.scheme, without_vetoes.sheet))
