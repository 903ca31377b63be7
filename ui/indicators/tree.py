"""The tree of indicators as one table for reading, with a search and filters above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from ui.fields import choose, write
from ui.frame import show_html, show_note
from ui.indicators.html_table import show_table
from ui.indicators.tree_rows import part_row
from ui.indicators.view import indicators_view, take
from ui.session import say
from ui.tables import group_choices
from ui.text import ALL
from ui.wording import indicators as words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indicators import Indicator, Scheme
    from indicators.words import Words
    from ui.indicators.view import IndicatorsView

_HEADINGS = (
    words.INDICATOR,
    words.POINTS,
    words.WEIGHT,
    words.DIRECTION,
    words.GROUPS,
    words.ORIGIN,
    words.DUTY,
    words.DEADLINE,
)


def show_tree(scheme: Scheme) -> None:
    """The filters, then every indicator that fits under the nodes it belongs to."""
    view = indicators_view()
    _show_filters(scheme, view)
    chosen = {indicator.code for indicator in scheme.indicators if _fits(scheme, indicator, view)}
    said = words.SHOWN.fill(title=scheme.title, shown=len(chosen), count=len(scheme.indicators))
    show_html('<p class="bt-line">{said}</p>', said=say(said))
    if not chosen:
        show_note(words.NOTHING_FITS)
        return
    shown = {above for code in chosen for above in _path(scheme, code)}
    rows = [part_row(scheme, part, depth) for depth, part in scheme.outline if part.code in shown]
    show_table(_HEADINGS, rows, "bt-tree", words.SECTIONS["tree"])


def _path(scheme: Scheme, code: str) -> list[str]:
    """A part and everything above it."""
    found = [code]
    while (above := scheme.by_code[found[-1]].parent) is not None:
        found.append(above)
    return found


def _show_filters(scheme: Scheme, view: IndicatorsView) -> None:
    owners = list(dict.fromkeys(i.owner for i in scheme.indicators if i.owner))
    search, owner, group, only = st.columns([4, 3, 3, 3], gap="small")
    with search:
        write(
            words.SEARCH,
            view.search,
            key="indicator_search",
            placeholder=say(words.SEARCH_HINT),
            on_change=take,
            args=("search", "indicator_search"),
        )
    with owner:
        _choose(words.OWNER, "owner", {"": say(ALL), **{name: name for name in owners}})
    with group:
        _choose(words.GROUP, "group", group_choices(scheme))
    with only:
        _choose(words.ONLY, "only", {name: say(title) for name, title in words.ONLY_CHOICES.items()})


def _choose(label: Words, name: str, choices: Mapping[str, str]) -> None:
    view, key = indicators_view(), f"indicator_{name}"
    if getattr(view, name) not in choices:
        setattr(view, name, "")
    choose(label, choices, getattr(view, name), key=key, on_change=take, args=(name, key))


def _fits(scheme: Scheme, indicator: Indicator, view: IndicatorsView) -> bool:
    said = (indicator.code, indicator.name, say(indicator.rule_words), indicator.basis or "")
    wanted = view.search.strip().casefold()
    is_local = indicator.local is not None
    return (
        any(wanted in each.casefold() for each in said)
        and view.owner in ("", indicator.owner)
        and (not view.group or view.group in scheme.groups_of(indicator.code))
        and {
            "": True,
            "listed": bool(indicator.covers),
            "local": is_local,
            "unmapped": not indicator.covers and not is_local,
        }[view.only]
    )
