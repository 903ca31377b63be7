"""Scores in a result that must not be published, as they are refused in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from engines.block_scoring import shown
from engines.result_summary import row_groups
from indicators.problems import Place
from scoring.findings import NAMED
from scoring.layout import compile_plan
from scoring.plan import GeometricMean, Plan, Product
from scoring.score_problems import NEGATIVE_FACTOR, TOO_LARGE
from scoring.sheet import TOO_LARGE as LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from indicators.problems import Problem, ProblemKind
    from indicators.scheme import Scheme


def unpublishable(scheme: Scheme, result: Path) -> tuple[Problem, ...]:
    """Scores that are too large, and negative factors, of the total and the parts right below it.

    Args:
        scheme: The one units were scored by.
        result: A result as Parquet, or a folder of its parts.
    """
    plan = compile_plan(scheme)
    root, factors = plan.scheme.root.code, _factors(plan)
    counts: dict[tuple[ProblemKind, str], int] = {}
    units: dict[tuple[ProblemKind, str], list[str]] = {}
    columns = {code: "total" if code == root else code for code in shown(plan)}
    for rows in row_groups(result, ["unit", *columns.values()]):
        for code, column in columns.items():
            for kind, wrong in _wrong(rows[column], is_factor=code in factors):
                of = rows["unit"].filter(wrong)
                counts[kind, code] = counts.get((kind, code), 0) + len(of)
                units.setdefault((kind, code), []).extend(of[:NAMED].to_pylist())
    return tuple(
        kind.at(
            Place(indicator=code),
            name=plan.scheme.by_code[code].name,
            count=count,
            units="、".join(units[kind, code][:NAMED]) + ("……" if count > NAMED else ""),
        )
        for (kind, code), count in counts.items()
    )


def _factors(plan: Plan) -> set[str]:
    return {
        factor.code
        for column in plan.columns
        if isinstance(column, Product | GeometricMean)
        for factor in column.factors
    }


def _wrong(scores: pa.ChunkedArray, *, is_factor: bool) -> Iterator[tuple[ProblemKind, pa.Array]]:
    ends = pc.min_max(scores).as_py()
    if ends["min"] is None:
        return
    if max(-ends["min"], ends["max"]) >= LIMIT:
        yield TOO_LARGE, pc.greater_equal(pc.abs(scores), LIMIT)
    if is_factor and ends["min"] < 0:
        yield NEGATIVE_FACTOR, pc.less(scores, 0)
