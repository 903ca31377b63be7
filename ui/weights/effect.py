"""What the trial makes of the ranking: places before and after in a table, and as a slope chart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from scoring.comparison import compare
from ui import comparison, tables
from ui import text as shared
from ui.fields import choose, tick, write
from ui.session import here, say
from ui.view import settle
from ui.weights.slope import slope_of, slope_spec, slope_words
from ui.weights.view import weights_view
from ui.wording import weights as text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indicators import Unit
    from indicators.words import Words
    from scoring import Results
    from scoring.comparison import Compared

_HEIGHT, _ROW = 570, 28
#: More rows than these nobody reads; a group, a search or the order brings the others up.
_MOST_ROWS = 200


def show_effect(official: Results, results: Results) -> None:
    """The choice of units, how much has changed, and the two pictures of it."""
    compared = compare(official, results)
    changed = here().tuning.weights
    _show_choices(official)
    view, units = weights_view(), official.sheet.units
    group = _group(official)
    of_group = [row for row in compared if not group or units[row.position].group == group]
    st.caption(say(_changes(compared, of_group, len(changed)) if changed else shared.UNCHANGED))
    table, chart = st.columns([9, 7], gap="small")
    with table:
        named = [row for row in of_group if _is_sought(units[row.position], view.search)]
        if view.by_change:
            named.sort(key=comparison.moved, reverse=True)
        _show_table(official, results, named, several=not group and len(official.scheme.groups) > 1)
    with chart:
        if group or official.rank is not None:
            _show_slope(official, of_group)
        else:
            st.caption(say(text.SLOPE_NEEDS_GROUP))


def _changes(compared: Sequence[Compared], of_group: Sequence[Compared], weights: int) -> Words:
    """How much has changed among those who are shown, and among all."""
    overall = comparison.counts(compared, weights)
    if len(of_group) == len(compared):
        return shared.CHANGED.fill(**overall)
    return text.CHANGED_IN_GROUP.fill(
        **comparison.counts(of_group, weights), all_ranks=overall["ranks"], all_grades=overall["grades"]
    )


def _show_choices(official: Results) -> None:
    view = weights_view()
    groups = tables.group_choices(official.scheme)
    group, search, order = st.columns([4, 4, 5], gap="small", vertical_alignment="bottom")
    with group:
        choose(shared.GROUP, groups, _group(official), key="effect_group", on_change=_take_group)
    with search:
        hint = say(shared.SEARCH_HINT)
        write(shared.SEARCH, view.search, key="effect_search", placeholder=hint, on_change=_take_search)
    with order:
        tick(text.BY_CHANGE, view.by_change, key="effect_order", on_change=_take_order)


def _is_sought(unit: Unit, search: str) -> bool:
    return search in unit.name or search in unit.code


def _group(official: Results) -> str:
    """The group that is looked at: as chosen, else as on the ranking page, else the first where groups rank apart."""
    chosen = weights_view().group
    return settle(official).group if chosen is None else chosen


def _take_group() -> None:
    view = weights_view()
    view.group = st.session_state["effect_group"]
    view.say()


def _take_order() -> None:
    view = weights_view()
    view.by_change = st.session_state["effect_order"]
    view.say()


def _take_search() -> None:
    view = weights_view()
    view.search = st.session_state["effect_search"].strip()
    view.say()


def _show_table(official: Results, results: Results, rows: Sequence[Compared], *, several: bool) -> None:
    if not rows:
        st.caption(say(text.NO_UNIT))
        return
    decimals = official.scheme.policies.decimals
    configuration: dict[str, Any] = {
        "unit": tables.words(shared.UNIT, 112),
        "before": tables.count(text.PLACE_BEFORE, 48),
        "after": tables.count(text.PLACE_AFTER, 48),
        "change": tables.words(shared.CHANGE, 48, "center"),
        "total_after": tables.points(shared.TRIAL_TOTAL, decimals, 74),
        "grade_before": tables.words(text.OFFICIAL_GRADE, 72, "center"),
        "grade_after": tables.words(shared.TRIAL_GRADE, 72, "center"),
        **({"group": tables.words(shared.GROUP, 90)} if several else {}),
    }
    shown = rows[:_MOST_ROWS]
    st.dataframe(
        comparison.comparison_frame(official, results, shown),
        key="effect",
        hide_index=True,
        height=tables.height(len(shown), _ROW, _HEIGHT),
        row_height=_ROW,
        placeholder="—",
        column_order=list(configuration),
        column_config=configuration,
    )
    if len(shown) < len(rows):
        st.caption(say(text.OF_ROWS.fill(shown=len(shown), count=len(rows))))


def _show_slope(official: Results, rows: Sequence[Compared]) -> None:
    slope = slope_of(official, rows)
    if slope.frame.empty:
        return
    said = text.SLOPE_LEFT_OUT if slope.left_out else text.SLOPE_ALL
    st.vega_lite_chart(
        slope.frame,
        slope_spec(slope.height),
        key="slope",
        alt=say(text.SLOPE_ALT.fill(**slope_words(slope.frame))),
    )
    st.caption(say(said.fill(shown=len(slope.frame), left=slope.left_out)))
