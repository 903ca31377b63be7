"""The tables one types into as frames, and what was typed into them; a frame never changes while somebody types."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pandas as pd

from documents.benchmark_titles import city_of
from office.benchmark_edits import CityRow, Filled
from scoring.benchmark_chain import Counted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scoring.benchmark import Benchmark

#: What an editor holds: `edited_rows` by number and column, `added_rows`, and the numbers of `deleted_rows`.
Changes = dict[str, Any]


def columns_of_points(benchmark: Benchmark) -> dict[str, Filled]:
    """The columns that are filled in, by their name in the frame; the item is left open."""
    cities = {f"city {number}": Filled(city, "") for number, city in enumerate(benchmark.cities)}
    return {**cities, "target": Filled("", "", is_target=True), "last": Filled("", "")}


def points_frame(benchmark: Benchmark) -> pd.DataFrame:
    """One row for each item; floats, which show the typed decimals and are read back as them."""
    leaves = benchmark.catalogue.leaves
    known: dict[str, list[Decimal | None]] = {
        name: [benchmark.expected.get((cell.city, item.code)) for item in leaves]
        for name, cell in columns_of_points(benchmark).items()
    }
    known["target"] = [benchmark.targets.get(item.code) for item in leaves]
    known["last"] = [benchmark.last_year.get(item.code) for item in leaves]
    return pd.DataFrame(
        {
            "code": [item.code for item in leaves],
            "name": [item.name for item in leaves],
            "full": [float(item.points or 0) for item in leaves],
            **{name: pd.array([drawn(v) for v in values], dtype="Float64") for name, values in known.items()},
        }
    )


def drawn(value: Decimal | None) -> float | None:
    """A number as a table draws it."""
    return None if value is None else float(value)


def typed(value: object) -> Decimal | None:
    """A number as somebody typed it into a table; None where the cell was cleared."""
    return None if value is None else Decimal(str(value))


def changed_points(benchmark: Benchmark, changes: Changes) -> dict[Filled, Decimal | None]:
    """What was typed into the table of points, by cell."""
    leaves, columns = benchmark.catalogue.leaves, columns_of_points(benchmark)
    return {
        columns[name]._replace(item=leaves[int(row)].code): typed(value)
        for row, cells in changes["edited_rows"].items()
        for name, value in cells.items()
    }


def cities_frame(benchmark: Benchmark) -> pd.DataFrame:
    """One row for each city."""
    last = [drawn(benchmark.last_totals.get(city)) for city in benchmark.cities]
    return pd.DataFrame(
        {
            "name": list(benchmark.cities),
            "ours": [city == benchmark.ours for city in benchmark.cities],
            "last": pd.array(last, dtype="Float64"),
        }
    )


def edited_cities(benchmark: Benchmark, changes: Changes) -> list[CityRow]:
    """The cities with what was typed, those that were added last; the mark of ours is no part of a name."""
    rows = []
    for number, city in enumerate(benchmark.cities):
        if number not in changes["deleted_rows"]:
            before = {
                "name": city,
                "ours": city == benchmark.ours,
                "last": drawn(benchmark.last_totals.get(city)),
            }
            edits = changes["edited_rows"].get(number, {})
            rows.append(_city_row(city, {**before, **edits}))
    return [*rows, *(_city_row("", added) for added in changes["added_rows"])]


def _city_row(before: str, cells: Mapping[str, Any]) -> CityRow:
    name, _ = city_of(cells.get("name") or "")
    return CityRow(before, name, bool(cells.get("ours")), typed(cells.get("last")))


def chain_frame(benchmark: Benchmark) -> pd.DataFrame:
    """One row for each dimension, in the order they are multiplied in."""
    names = benchmark.catalogue.by_code
    return pd.DataFrame(
        [(part.item, names[part.item].name, part.score, float(part.scale)) for part in benchmark.chain.parts],
        columns=["code", "name", "score", "scale"],
    )


def edited_parts(benchmark: Benchmark, changes: Changes) -> list[Counted]:
    """The dimensions with what was typed; a cleared scale counts as zero, which is refused."""
    parts = []
    for number, part in enumerate(benchmark.chain.parts):
        edits = changes["edited_rows"].get(number, {})
        scale = typed(edits["scale"]) or Decimal(0) if "scale" in edits else part.scale
        parts.append(Counted(part.item, (edits.get("score", part.score) or "").strip(), scale))
    return parts
