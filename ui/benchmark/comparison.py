"""The view 对标: place, cities, the items that lose most, and all items with what more points would bring."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from ui.benchmark.cities import cities_csv, show_cities
from ui.benchmark.dots import dots_chart, worst
from ui.benchmark.items import items_csv, show_items
from ui.benchmark.place import show_place, show_verdict
from ui.benchmark.what_if import show_what_if
from ui.frame import show_html, show_note
from ui.session import here, say
from ui.wording import benchmark as words

if TYPE_CHECKING:
    from collections.abc import Callable

    from indicators.words import Words
    from office.benchmark import Analysis
    from scoring.benchmark import Benchmark


def show_comparison(benchmark: Benchmark, analysis: Analysis) -> None:
    """Everything that is worked out of a benchmark."""
    show_note(words.EXPECTED_ONLY, words.ESTIMATE)
    show_place(benchmark, analysis)
    show_verdict(benchmark, analysis)
    left, right = st.columns([7, 5], gap="medium")
    with left:
        st.subheader(say(words.CITIES))
        show_cities(benchmark, analysis)
        show_html('<p class="bt-aside">{said}</p>', said=say(_chain_words(benchmark)))
        show_what_if(benchmark, analysis)
    with right:
        losing = worst(analysis.gaps)
        if losing:
            st.subheader(say(words.CHART.fill(count=len(losing))))
            st.altair_chart(dots_chart(losing), key="benchmark_dots")
    show_items(benchmark, analysis)
    language = here().language
    with st.container(horizontal=True):
        _download(words.DOWNLOAD_ITEMS, words.ITEMS, lambda: items_csv(benchmark, analysis, language))
        _download(words.DOWNLOAD_CITIES, words.CITIES, lambda: cities_csv(benchmark, analysis, language))


def _chain_words(benchmark: Benchmark) -> Words:
    chain = benchmark.chain
    if not chain.multiplies:
        return words.CHAIN_SUM.fill(list=benchmark.catalogue.title, decimals=chain.decimals)
    times = len(chain.factors) - 1
    base = f"{chain.base:f}" + (f"^{times}" if times > 1 else "")
    return words.CHAIN_PRODUCT.fill(
        list=benchmark.catalogue.title,
        factors=" × ".join(chain.factors),
        base=base,
        decimals=chain.decimals,
    )


def _download(label: Words, file: Words, content: Callable[[], bytes]) -> None:
    st.download_button(
        say(label),
        content,
        file_name=f"{say(file)}.csv",
        mime="text/csv",
        key=f"download {label.en}",
        on_click="ignore",
    )
