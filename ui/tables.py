"""The tables of the pages as frames: published numbers, states in words, and how their columns look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

import pandas as pd
import streamlit as st

from documents.record_words import veto_names
from indicators.decimals import from_units, half_up
from indicators.parts import Indicator, weight_of
from indicators.periods import AT
from indicators.policies import Ties
from scoring.explanation import STATE_WORDS
from scoring.sheet import State
from ui import text
from ui.session import here, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal
    from fractions import Fraction

    from streamlit.elements.lib.column_types import ColumnConfig

    from indicators import Language, Place, Problem, Scheme
    from indicators.words import Words
    from scoring import Results

Align = Literal["left", "center", "right"]
#: An en space: the tree must stay readable in a narrow column.
_INDENT = "\u2002"


class Standing(NamedTuple):
    """Where one unit stands on one part of the tree; no place without a score."""

    position: int
    place: int | None
    tied: bool


@dataclass(frozen=True)
class Standings:
    """All units of a view, the best first, and how many of each peer group are ranked."""

    rows: tuple[Standing, ...]
    overall: bool


def standings(results: Results, code: str, group: str) -> Standings:
    """The units of a group, or of all, by their place on a part of the tree.

    Places on the root are the official ones. On any other part they are taken on its published points, by the
    scheme's own policy for ties.
    """
    overall = results.rank is not None and not group
    standing = results.standings(code, overall=overall)
    units = results.sheet.units
    shown = [i for i, unit in enumerate(units) if not group or unit.group == group]
    last = len(units) + 1

    def best_first(i: int) -> tuple[int, int, str]:
        return 0 if overall else int(results.groups[i]), int(standing.places[i]) or last, units[i].code

    shown.sort(key=best_first)
    rows = tuple(Standing(i, int(standing.places[i]) or None, bool(standing.tied[i])) for i in shown)
    return Standings(rows, overall)


def in_groups(results: Results) -> tuple[Standing, ...]:
    """All units group by group, with their places on the total within the group."""
    root = results.scheme.root.code
    return tuple(row for code in results.scheme.group_codes for row in standings(results, root, code).rows)


def ranking_frame(results: Results, code: str, rows: Iterable[Standing]) -> pd.DataFrame:
    """The ranking as it is shown, one row per standing."""
    names = {group.code: group.name for group in results.scheme.groups}
    published, units = results.published(code), results.sheet.units
    return pd.DataFrame(
        {
            "place": pd.array([row.place for row in rows], dtype="Int64"),
            "unit": [units[row.position].name for row in rows],
            "score": [_shown(published.value(row.position)) for row in rows],
            "grade": [results.grades[row.position] for row in rows],
            "bonus": [float(results.bonus[row.position]) or None for row in rows],
            "penalty": [float(results.penalty[row.position]) or None for row in rows],
            "vetoes": [say(veto_names(results, row.position)) for row in rows],
            "missing": [int(results.missing_count[row.position]) or None for row in rows],
            "remark": [remark(results, code, row, here().language) for row in rows],
            "code": [units[row.position].code for row in rows],
            "group": [names[units[row.position].group] for row in rows],
        }
    ).astype({"missing": "Int64", "score": "float64", "bonus": "float64", "penalty": "float64"})


def remark(results: Results, code: str, row: Standing, language: Language) -> str:
    """Whatever a reader must know about a place: shared, withheld, or a grade lost to a tie."""
    said = []
    state = State(int(results.published(code).states[row.position]))
    if state is not State.VALUE:
        root = code == results.scheme.root.code
        said.append(text.NOT_RANKED if root else STATE_WORDS.get(state, text.NOT_RANKED))
    elif row.place is None:
        said.append(text.OUT_OF_RANKING)
    if results.cut_by_tie[row.position] and code == results.scheme.root.code:
        said.append(text.TIED_BEYOND_QUOTA)
    elif row.tied:
        said.append(text.TIED_BY_CODE if results.scheme.policies.ties is Ties.ORDINAL else text.TIED)
    return text.SEPARATOR.in_(language).join(words.in_(language) for words in said)


def _shown(value: Decimal | None) -> float | None:
    """A published number for a grid, which sorts and formats floats; two decimals survive that unharmed."""
    return None if value is None else float(value)


def rounded(value: Fraction | None, decimals: int) -> Decimal | None:
    """An exact amount at the published decimals."""
    return None if value is None else from_units(half_up(value, decimals), decimals)


def named(code: str, name: str) -> str:
    """An indicator by code and name; its period stands in the name, in words."""
    return f"{code.partition(AT)[0]} {name}"


def parts_frame(results: Results, position: int, adds: Mapping[str, Fraction]) -> pd.DataFrame:
    """The whole tree for one unit: points, full points, weight, and what each part adds to the one above."""
    decimals = results.scheme.policies.decimals
    group = results.sheet.units[position].group
    rows = []
    for depth, part in results.scheme.outline:
        published = results.published(part.code)
        state = State(int(published.states[position]))
        title = named(part.code, part.name) if isinstance(part, Indicator) else part.name
        rows.append(
            {
                "part": _INDENT * depth
                + ("" if state is State.VALUE else f"〔{say(STATE_WORDS[state])}〕")
                + title,
                "points": _shown(published.value(position)),
                "full": _shown(part.points),
                "weight": _shown(weight_of(part, group) or None) if part.parent is not None else None,
                "adds": _shown(rounded(adds.get(part.code), decimals)),
            }
        )
    numbers = dict.fromkeys(("points", "full", "weight", "adds"), "float64")
    return pd.DataFrame(rows).astype(numbers)


def problem_rows(problems: Iterable[Problem], language: Language) -> list[dict[str, str]]:
    """Problems, blocking ones first, each with its place in columns of its own."""
    weights = list(text.SEVERITIES)
    return [
        {
            "severity": text.SEVERITIES[problem.severity].in_(language),
            "file": problem.place.file or "",
            "sheet": problem.place.sheet or "",
            "cell": _cell(problem.place, language),
            "unit": problem.place.unit or "",
            "indicator": problem.place.indicator or "",
            "message": problem.message.in_(language),
            "remedy": problem.remedy.in_(language),
            "kind": problem.code,
        }
        for problem in sorted(problems, key=lambda problem: weights.index(problem.severity))
    ]


def _cell(place: Place, language: Language) -> str:
    if place.line is not None:
        return text.LINE_NUMBER.fill(line=place.line).in_(language)
    return place.cell or ""


PROBLEM_HEADINGS = {
    "severity": text.SEVERITY,
    "file": text.FILE,
    "sheet": text.SHEET,
    "cell": text.CELL,
    "unit": text.UNIT,
    "indicator": text.PART,
    "message": text.MESSAGE,
    "remedy": text.REMEDY,
    "kind": text.KIND,
}


def words(label: Words, width: int | None = None, align: Align = "left") -> ColumnConfig:
    """A column of text."""
    return st.column_config.TextColumn(say(label), width=width, alignment=align)


def count(label: Words, width: int | None = None, align: Align = "center") -> ColumnConfig:
    """A column of whole numbers."""
    return st.column_config.NumberColumn(say(label), width=width, format="%d", alignment=align)


def points(label: Words, decimals: int, width: int | None = None) -> ColumnConfig:
    """A column of numbers with the published decimals, always all of them."""
    return st.column_config.NumberColumn(say(label), width=width, format=f"%.{decimals}f", alignment="right")


def signed_points(label: Words, decimals: int, width: int | None = None) -> ColumnConfig:
    """A column of differences, always with their sign."""
    return st.column_config.NumberColumn(say(label), width=width, format=f"%+.{decimals}f", alignment="right")


def plain(label: Words, width: int | None = None) -> ColumnConfig:
    """A column of numbers with the decimals they have."""
    return st.column_config.NumberColumn(say(label), width=width, alignment="right")


def select_row(key: str, row: int | None) -> None:
    """Marks a row of a grid before it is drawn; left alone where it is marked already."""
    rows = [] if row is None else [row]
    if selected_row(key) != row or key not in st.session_state:
        st.session_state[key] = {"selection": {"rows": rows, "columns": [], "cells": []}}


def selected_row(key: str) -> int | None:
    """The marked row of a grid."""
    rows = st.session_state[key]["selection"]["rows"] if key in st.session_state else []
    return int(rows[0]) if rows else None


def height(rows: int, row_height: int, most: int) -> int:
    """The height of a grid which is no taller than its rows."""
    return min((rows + 1) * row_height + 8, most)


def outline(scheme: Scheme) -> dict[str, str]:
    """Every part by its code as a choice in a list, indented; the code keeps equal names apart."""
    return {part.code: "\u3000" * depth + f"{part.name}（{part.code}）" for depth, part in scheme.outline}


def group_choices(scheme: Scheme) -> dict[str, str]:
    """The peer groups as choices in a list, all of them first."""
    return {"": say(text.ALL), **{group.code: group.name for group in scheme.groups}}
