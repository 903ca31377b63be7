"""What our total and place would be if one item were scored otherwise."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import streamlit as st

from scoring.benchmark_gains import full_points, if_scored
from ui.benchmark.figures import signed, total
from ui.benchmark.place import standing_of
from ui.frame import show_html
from ui.session import say
from ui.wording import benchmark as words

if TYPE_CHECKING:
    from office.benchmark import Analysis
    from scoring.benchmark import Benchmark


def show_what_if(benchmark: Benchmark, analysis: Analysis) -> None:
    """An item, its points, and what comes of it; only where our city has a total."""
    now = standing_of(analysis, benchmark.ours).total
    if now is None:
        return
    items = {item.code: item for item in benchmark.catalogue.leaves}
    by_gain = sorted(analysis.gains.values(), key=lambda gain: -gain.adds)
    codes = list(dict.fromkeys([*(gain.item.code for gain in by_gain), *items]))
    names = {code: f"{code} {item.name}" for code, item in items.items()}
    chosen, box, result = st.columns([5, 3, 6], vertical_alignment="bottom", gap="small")
    code = chosen.selectbox(
        say(words.WHAT_IF),
        codes,
        format_func=names.__getitem__,
        key="benchmark_if_item",
    )
    full = full_points(items[code])
    own = benchmark.own(code) or Decimal(0)
    typed = box.number_input(
        say(words.WHAT_IF_POINTS.fill(full=f"{full:f}")),
        min_value=0.0,
        max_value=float(full),
        value=float(min(own + 1, full)),
        step=0.1,
        format="%.2f",
        key=f"benchmark_if {code}",
    )
    found = if_scored(benchmark, code, min(Decimal(str(typed)), full))
    if found is not None:
        new, place = found
        said = words.WHAT_IF_RESULT.fill(total=total(new), change=signed(new - now), place=place)
        with result:
            show_html('<p class="bt-verdict"><b>{said}</b></p>', said=say(said))
