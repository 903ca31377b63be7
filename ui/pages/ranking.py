"""排名: who stands where, by total or by any part of the tree, and how the scores compare; a row opens the unit."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from ui import text, view
from ui.frame import results_or_stop
from ui.ranking import composition, distribution, filters, imbalance, place_table, rate_table
from ui.session import say

_SHOWS = {
    "table": place_table.show,
    "composition": composition.show,
    "rates": rate_table.show,
    "distribution": distribution.show,
    "imbalance": imbalance.show,
}
_STYLE = Path(filters.__file__).with_name("style.css")


def show_page() -> None:
    """What narrows the list, then the list in the chosen way; the other ways are not worked out."""
    results = results_or_stop()
    if not view.read_address(results):
        st.warning(say(text.LINK_UNKNOWN))
    chosen = view.settle(results)
    st.html(_STYLE)
    filters.show_filters(results, chosen)
    listed = filters.listed(results, chosen)
    if listed.rows:
        _SHOWS[chosen.display](listed)
    else:
        filters.show_nobody()
    view.write_address(view.RANKING)


show_page()
