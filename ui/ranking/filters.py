"""What narrows the ranking: group, part of the tree, grade, kind of unit, a search."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from ui import tables, text
from ui.fields import choose, switch, write
from ui.session import here, say
from ui.view import NO_GRADE
from ui.wording import ranking as words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indicators.words import Words
    from scoring import Results
    from ui.session import View
    from ui.tables import Standing, Standings


def show_filters(results: Results, chosen: View) -> None:
    """A row of fields, and the ways to look at what they leave."""
    switch(
        words.DISPLAY,
        {code: say(label) for code, label in words.DISPLAYS.items()},
        chosen.display,
        key="view_display",
        label_visibility="collapsed",
        on_change=_take,
        args=("display",),
    )
    scheme = results.scheme
    none = {NO_GRADE: say(words.NO_GRADE)}
    grades = {"": say(text.ALL), **{grade.name: grade.name for grade in scheme.grades}, **none}
    only = {code: say(label) for code, label in words.ONLY_CHOICES.items()}
    group, node, grade, kind, search = st.columns([3, 5, 2, 2, 3], gap="small")
    with group:
        _choose(text.GROUP, "group", tables.group_choices(scheme), chosen.group)
    with node:
        _choose(text.RANK_BY, "node", tables.outline(scheme), chosen.node)
    with grade:
        _choose(text.GRADE, "grade", grades, chosen.grade)
    with kind:
        _choose(words.ONLY, "only", only, chosen.only)
    with search:
        write(
            text.SEARCH,
            chosen.search,
            key="view_search",
            placeholder=say(text.SEARCH_HINT),
            on_change=_take,
            args=("search",),
        )


def _choose(label: Words, name: str, choices: Mapping[str, str], value: str) -> None:
    choose(label, choices, value, key=f"view_{name}", on_change=_take, args=(name,))


def _take(name: str) -> None:
    """A widget's value goes into the view; another group starts at its own best unit, another list at its first page."""
    chosen = here().view
    setattr(chosen, name, st.session_state[f"view_{name}"] or "")
    chosen.page = 0
    if name == "group":
        chosen.unit = ""


@dataclass(frozen=True)
class Listed:
    """What every way to look at the ranking shows: all of the view's standings, and the rows that meet its conditions."""

    results: Results
    chosen: View
    found: Standings
    rows: tuple[Standing, ...]


def listed(results: Results, chosen: View) -> Listed:
    """The ranking of the view."""
    found = tables.standings(results, chosen.node, chosen.group)
    return Listed(results, chosen, found, _matching(results, found, chosen))


def _matching(results: Results, found: Standings, chosen: View) -> tuple[Standing, ...]:
    wanted = chosen.search.strip().casefold()
    units, grades = results.sheet.units, results.grades
    grade = None if chosen.grade == NO_GRADE else chosen.grade
    vetoed = {record.unit for record in results.sheet.vetoes}

    def is_kind(row: Standing) -> bool:
        match chosen.only:
            case "tied":
                return row.tied
            case "missing":
                return bool(results.missing_count[row.position])
            case "vetoed":
                return units[row.position].code in vetoed
            case "unranked":
                return row.place is None
            case _:
                return True

    return tuple(
        row
        for row in found.rows
        if (not chosen.grade or grades[row.position] == grade)
        and is_kind(row)
        and (wanted in units[row.position].name.casefold() or wanted in units[row.position].code.casefold())
    )


def show_nobody() -> None:
    """That nobody matches, and the way back."""
    st.info(say(words.NOBODY))
    st.button(say(words.CLEAR), key="clear_filters", on_click=_clear)


def _clear() -> None:
    chosen = here().view
    chosen.grade = chosen.only = chosen.search = ""
    chosen.page = 0
