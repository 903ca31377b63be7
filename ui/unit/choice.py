"""Which unit is open: chosen by group and name, or the next one in the ranking."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from ui import tables, text
from ui.fields import choose
from ui.session import here, say
from ui.wording import unit as words

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from indicators.words import Words
    from scoring import Results
    from ui.session import View

_GROUP, _UNIT = "unit_group", "unit_unit"
#: Ours, and the same for everybody: the browser's own print window, once what is to be printed has been drawn.
_PRINT = "<script>setTimeout(() => window.print(), 400)</script>"


def order_of(results: Results, group: str) -> list[str]:
    """The codes of a group's units by their place on the total, those without one last."""
    rows = tables.standings(results, results.scheme.root.code, group).rows
    return [results.sheet.units[row.position].code for row in rows]


def show_choice(results: Results, chosen: View, group: str) -> None:
    """The fields, and the way to the neighbours in the ranking."""
    codes = order_of(results, group)
    index, units = results.sheet.index, results.sheet.units
    places = results.group_rank
    groups = {code: name for code, name in tables.group_choices(results.scheme).items() if code}
    first, second, before, after, on_paper, back = st.columns(
        [3, 6, 2, 2, 2, 2], gap="small", vertical_alignment="bottom"
    )
    with first:
        choose(text.GROUP, groups, group, key=_GROUP, on_change=_take_group, args=(results,))

    def title(code: str) -> str:
        place = int(places[index[code]])
        return f"{place or say(text.NONE)}　{units[index[code]].name}（{code}）"

    with second:
        titles = {code: title(code) for code in codes}
        choose(words.CHOOSE, titles, chosen.unit, key=_UNIT, on_change=_take_unit)
    at = codes.index(chosen.unit)
    _step(before, words.PREVIOUS, codes[at - 1] if at else None)
    _step(after, words.NEXT, codes[at + 1] if at + 1 < len(codes) else None)
    with on_paper:
        _show_print()
    back.page_link("ui/pages/ranking.py", label=say(words.TO_RANKING))


def _show_print() -> None:
    if st.button(say(words.PRINT), help=say(words.PRINT_HELP), key="print", width="stretch"):
        st.html(_PRINT, unsafe_allow_javascript=True)


def _step(where: DeltaGenerator, label: Words, code: str | None) -> None:
    where.button(
        say(label),
        key=f"step {label.en}",
        disabled=code is None,
        on_click=_open,
        args=(code,),
        width="stretch",
    )


def _open(code: str) -> None:
    here().view.unit = code


def _take_unit() -> None:
    _open(st.session_state[_UNIT])


def _take_group(results: Results) -> None:
    """Another group opens at its best unit."""
    codes = order_of(results, st.session_state[_GROUP])
    if codes:
        _open(codes[0])
