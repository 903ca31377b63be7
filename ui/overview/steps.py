"""What to do next: a short list in order, each line with the page it is done on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from office.next_steps import next_steps
from ui.frame import show_html
from ui.indicators.view import SECTION
from ui.session import say
from ui.wording import overview as words

if TYPE_CHECKING:
    from office.heads import Heads
    from office.reading import Reading


def show_steps(heads: Heads, reading: Reading) -> None:
    """The steps; the pages are links, so that a keyboard gets there too."""
    st.subheader(say(words.NEXT))
    with st.container(key="steps"):
        for number, step in enumerate(next_steps(heads, reading), 1):
            said, link = st.columns([7, 2], vertical_alignment="center", gap="small")
            with said:
                show_html(
                    '<p class="bt-step"><b>{number}</b><span>{words}</span></p>',
                    number=str(number),
                    words=say(step.words),
                )
            link.page_link(
                f"ui/pages/{step.page}.py",
                label=say(words.GO[step.page]),
                query_params={SECTION: step.section} if step.section else None,
            )
