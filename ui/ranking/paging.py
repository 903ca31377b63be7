"""Pages of a long list: what one can read at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import streamlit as st

from ui.session import here, say
from ui.wording import ranking as words

if TYPE_CHECKING:
    from collections.abc import Sequence

Item = TypeVar("Item")

#: Units of one page.
SIZE = 40


def page_of(items: Sequence[Item]) -> Sequence[Item]:
    """The items of the page that is open; with more than one page, the way to the others is drawn."""
    chosen = here().view
    last = max(0, (len(items) - 1) // SIZE)
    chosen.page = min(max(chosen.page, 0), last)
    first = chosen.page * SIZE
    shown = items[first : first + SIZE]
    if last:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.button(
                say(words.PREVIOUS_PAGE),
                key="page_before",
                disabled=chosen.page == 0,
                on_click=_turn,
                args=(-1,),
            )
            st.button(
                say(words.NEXT_PAGE),
                key="page_after",
                disabled=chosen.page == last,
                on_click=_turn,
                args=(1,),
            )
            said = {"first": first + 1, "last": first + len(shown), "count": len(items)}
            st.caption(say(words.SHOWN.fill(**said)), width="content")
    return shown


def _turn(by: int) -> None:
    here().view.page += by
