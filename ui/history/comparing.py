"""Two runs side by side, as they were kept, and what changed between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from office.compare_runs import MOST_LISTED, compare
from records import RecordsError, runs
from ui import tables
from ui.frame import refuse, show_html
from ui.history.runs import run_title
from ui.history.shown import show_lines, show_rows
from ui.session import here, say
from ui.wording import history as words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from indicators import Words
    from office.compare_runs import CellChange, Comparison, Row
    from office.heads import Heads
    from records import Run
    from scoring.kept_results import KeptUnit

_TWO = 2
_ROW, _TALLEST = 28, 560


def show_comparing(heads: Heads) -> None:
    """The choice of two runs, and how they differ."""
    known = runs.listed(here().records, heads.assessment.id)
    if len(known) < _TWO:
        st.caption(say(words.NEED_TWO))
        return
    before, after = _choose(known)
    if before == after:
        st.caption(say(words.SAME_RUN))
        return
    try:
        found = compare(here().desk, heads.assessment.id, before, after)
    except RecordsError as error:
        refuse(error.words)
        return
    left, right = st.columns([8, 5], gap="large")
    with left:
        _show_units(found)
    with right:
        st.subheader(say(words.BETWEEN))
        _show_scheme(found)
        _show_data(found)


def _choose(known: tuple[Run, ...]) -> tuple[int, int]:
    titles = {run.number: run_title(run) for run in known}
    numbers = list(titles)
    left, right, _ = st.columns([4, 4, 5], gap="medium")
    before = left.selectbox(
        say(words.BEFORE), numbers, 1, format_func=titles.__getitem__, key="compared_before"
    )
    after = right.selectbox(
        say(words.AFTER), numbers, 0, format_func=titles.__getitem__, key="compared_after"
    )
    return before, after


def _show_units(found: Comparison) -> None:
    differing = [row for row in found.rows if row.differs]
    if not differing:
        show_html('<p class="bt-holds">{said}</p>', said=say(words.ALL_THE_SAME))
    else:
        said = words.DIFFERENT.fill(count=len(found.rows), differing=len(differing))
        show_html('<p class="bt-note">{said}</p>', said=say(said))
    only = st.checkbox(
        say(words.ONLY_DIFFERENT), value=bool(differing), key="only_different", disabled=not differing
    )
    rows = differing if only and differing else found.rows
    frame = _frame(rows)
    decimals = max(
        (_decimals(unit.total) for row in rows for unit in (row.before, row.after) if unit), default=2
    )
    st.dataframe(
        frame,
        height=tables.height(len(frame), _ROW, _TALLEST),
        row_height=_ROW,
        hide_index=True,
        placeholder="",
        column_config={
            "group": tables.words(words.GROUP, 90),
            "unit": tables.words(words.UNIT),
            "place_before": tables.count(_before(words.PLACE), 80),
            "place_after": tables.count(_after(words.PLACE), 80),
            "risen": tables.count(words.RISEN, 60),
            "total_before": tables.points(_before(words.TOTAL), decimals, 90),
            "total_after": tables.points(_after(words.TOTAL), decimals, 90),
            "gained": tables.points(words.GAINED, decimals, 70),
            "grade_before": tables.words(_before(words.GRADE), 85, "center"),
            "grade_after": tables.words(_after(words.GRADE), 85, "center"),
        },
        key="compared_units",
    )


def _decimals(total: Decimal | None) -> int:
    return 0 if total is None else max(0, -int(total.as_tuple().exponent))


def _before(what: Words) -> Words:
    return words.BEFORE_OF.fill(what=what)


def _after(what: Words) -> Words:
    return words.AFTER_OF.fill(what=what)


def _frame(rows: Sequence[Row]) -> pd.DataFrame:
    """One row for each unit; numbers as a grid sorts them."""
    before, after = [row.before for row in rows], [row.after for row in rows]
    return pd.DataFrame(
        {
            "group": [row.unit.group for row in rows],
            "unit": [row.unit.name for row in rows],
            "place_before": _of(before, "place"),
            "place_after": _of(after, "place"),
            "risen": [row.places_gained for row in rows],
            "total_before": _of(before, "total"),
            "total_after": _of(after, "total"),
            "gained": [row.points_gained for row in rows],
            "grade_before": _of(before, "grade"),
            "grade_after": _of(after, "grade"),
        },
        dtype=object,
    ).astype(
        {
            **dict.fromkeys(("place_before", "place_after", "risen"), "Int64"),
            **dict.fromkeys(("total_before", "total_after", "gained"), "float64"),
        }
    )


def _of(units: Iterable[KeptUnit | None], name: str) -> list[object]:
    return [getattr(unit, name, None) for unit in units]


def _show_scheme(found: Comparison) -> None:
    before, after = found.before.scheme, found.after.scheme
    said = {"number": after, "before": before, "after": after}
    if before == after:
        st.caption(say(words.SCHEME_SAME.fill(**said)))
    elif found.scheme is None:
        st.caption(say(words.SCHEME_UNKNOWN.fill(**said)))
    else:
        st.caption(say(words.SCHEME_CHANGED.fill(count=len(found.scheme), **said)))
        show_lines([say(difference.words) for difference in found.scheme[:MOST_LISTED]])


def _show_data(found: Comparison) -> None:
    before, after = found.before.submission, found.after.submission
    said = {"number": after, "before": before, "after": after, "count": found.changed}
    if before == after:
        st.caption(say(words.DATA_SAME.fill(**said)))
        return
    st.caption(say(words.DATA_CHANGED.fill(**said)))
    if found.records_changed:
        st.caption(say(words.RECORDS_CHANGED.fill(count=found.records_changed)))
    if not found.cells:
        return
    if len(found.cells) < found.changed:
        st.caption(say(words.LISTED_OF.fill(shown=len(found.cells))))
    names = {row.unit.code: row.unit.name for row in found.rows}
    headings = (words.UNIT, words.FIELD, words.WAS, words.IS, words.FROM)
    show_rows(headings, [_value_row(change, names) for change in found.cells], words.DATA)


def _value_row(change: CellChange, names: Mapping[str, str]) -> tuple[str, ...]:
    field = f"{change.indicator}|{change.field}" if change.field else change.indicator
    return (
        names.get(change.unit, change.unit),
        field,
        change.value_before or _state(change.state_before),
        change.value or _state(change.state),
        change.place,
    )


def _state(state: str | None) -> str:
    return say(words.CELL_STATES[state]) if state in words.CELL_STATES else state or ""
