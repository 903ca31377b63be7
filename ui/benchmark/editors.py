"""The tables one types into: points, cities, and how the total comes about.

Each is drawn from one stored version and does not change while somebody types; what was typed is taken by a button.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from documents.benchmark_titles import city_of
from office.benchmark_edits import CityRow, Filled, with_chain, with_cities, with_points
from scoring.benchmark_chain import DECIMALS, Counted
from ui import tables
from ui.benchmark.saving import refuse, save
from ui.session import say
from ui.wording import benchmark as words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from scoring.benchmark import Benchmark
    from ui.benchmark.state import State

_ROW, _HEIGHT = 28, 600
_KINDS = ("points", "cities", "chain")
Changes = dict[str, Any]


def key_of(kind: str, assessment: int, version: int) -> str:
    """The key of an editor: another version is another table."""
    return f"benchmark {kind} {assessment} {version}"


def is_touched(assessment: int, version: int) -> bool:
    """Whether anything was typed into an editor of a version and not saved."""
    held = (st.session_state.get(key_of(kind, assessment, version)) for kind in _KINDS)
    return any(any(changes.values()) for changes in held if changes)


def show_points(state: State, benchmark: Benchmark, version: int) -> None:
    """The expected scores of all cities, our targets and last year's points."""
    st.caption(say(words.POINTS_HELP))
    key = key_of("points", state.assessment, version)
    columns = columns_of_points(benchmark)
    names = {name: cell.city for name, cell in columns.items()}
    names |= {"target": say(words.TARGET), "last": say(words.LAST_YEAR)}
    st.data_editor(
        points_frame(benchmark),
        key=key,
        hide_index=True,
        row_height=_ROW,
        height=tables.height(len(benchmark.catalogue.leaves), _ROW, _HEIGHT),
        disabled=["code", "name", "full"],
        column_config={
            "code": st.column_config.TextColumn(say(words.CODE), width=84, pinned=True),
            "name": st.column_config.TextColumn(say(words.ITEM), width=230, pinned=True),
            "full": st.column_config.NumberColumn(say(words.FULL), width=60),
            **{
                name: st.column_config.NumberColumn(label, min_value=0, width=96)
                for name, label in names.items()
            },
        },
    )
    if st.button(say(words.SAVE), type="primary", key="benchmark_save_points"):
        changes = changed_points(benchmark, st.session_state[key])
        if changes:
            save(state, with_points(benchmark, changes), version)
        else:
            st.info(say(words.NOTHING_CHANGED))


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
            **{
                name: pd.array([_drawn(v) for v in values], dtype="Float64") for name, values in known.items()
            },
        }
    )


def _drawn(value: Decimal | None) -> float | None:
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


def show_cities(state: State, benchmark: Benchmark, version: int) -> None:
    """The cities, which is ours, last year's totals, and what our total is to be."""
    st.caption(say(words.CITIES_HELP))
    key = key_of("cities", state.assessment, version)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        st.data_editor(
            cities_frame(benchmark),
            key=key,
            num_rows="dynamic",
            row_height=_ROW,
            hide_index=True,
            column_config={
                "name": st.column_config.TextColumn(say(words.CITY), required=True),
                "ours": st.column_config.CheckboxColumn(say(words.IS_OURS), default=False),
                "last": st.column_config.NumberColumn(say(words.LAST_TOTAL), min_value=0),
            },
        )
    with right:
        target = st.number_input(
            say(words.TARGET_TOTAL),
            min_value=0.0,
            value=_drawn(benchmark.target_total),
            step=0.01,
            format="%.2f",
            key=f"benchmark_target {version}",
        )
    if st.button(say(words.SAVE), type="primary", key="benchmark_save_cities"):
        rows = edited_cities(benchmark, st.session_state[key])
        edited, wrong = with_cities(benchmark, rows, typed(target))
        if edited is not None:
            save(state, edited, version)
        elif wrong is not None:
            refuse(wrong)


def cities_frame(benchmark: Benchmark) -> pd.DataFrame:
    """One row for each city."""
    last = [_drawn(benchmark.last_totals.get(city)) for city in benchmark.cities]
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
                "last": _drawn(benchmark.last_totals.get(city)),
            }
            edits = changes["edited_rows"].get(number, changes["edited_rows"].get(str(number), {}))
            rows.append(_city_row(city, {**before, **edits}))
    return [*rows, *(_city_row("", added) for added in changes["added_rows"])]


def _city_row(before: str, cells: Mapping[str, Any]) -> CityRow:
    name, _ = city_of(cells.get("name") or "")
    return CityRow(before, name, bool(cells.get("ours")), typed(cells.get("last")))


def show_chain(state: State, benchmark: Benchmark, version: int) -> None:
    """In which score each dimension counts, how much, and what several scores are divided by."""
    st.caption(say(words.CHAIN_HELP))
    key, chain = key_of("chain", state.assessment, version), benchmark.chain
    left, right = st.columns([3, 2], gap="medium")
    with left:
        st.data_editor(
            chain_frame(benchmark),
            key=key,
            hide_index=True,
            row_height=_ROW,
            disabled=["code", "name"],
            column_config={
                "code": st.column_config.TextColumn(say(words.CODE), width=90),
                "name": st.column_config.TextColumn(say(words.BRANCH)),
                "score": st.column_config.TextColumn(say(words.COUNTS_IN), required=True),
                "scale": st.column_config.NumberColumn(say(words.SCALE), min_value=0, required=True),
            },
        )
    with right:
        base = st.number_input(
            say(words.BASE), min_value=0.0, value=float(chain.base), key=f"benchmark_base_of {version}"
        )
        decimals = st.number_input(
            say(words.DECIMALS),
            min_value=0,
            max_value=DECIMALS,
            value=chain.decimals,
            key=f"benchmark_decimals {version}",
        )
    if st.button(say(words.SAVE), type="primary", key="benchmark_save_chain"):
        parts = edited_parts(benchmark, st.session_state[key])
        save(state, with_chain(benchmark, parts, Decimal(str(base)), decimals), version)


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


EDITORS: dict[str, Callable[[State, Benchmark, int], None]] = {
    "points": show_points,
    "cities": show_cities,
    "chain": show_chain,
}
