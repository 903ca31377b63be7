"""The bulletin 通报 of the chosen results, by the standard template or the office's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from documents.bulletin import read_template, standard_template, write_bulletin
from documents.intake.problem_log import ProblemLog
from ui import exports
from ui.export.offers import MIME, Offer, show_offer
from ui.frame import show_html
from ui.problem_list import show_problems
from ui.session import here, say
from ui.wording import export as words

if TYPE_CHECKING:
    from documents.bulletin import Template
    from ui.export.sources import Source


def show_bulletin(source: Source) -> None:
    """The line of the bulletin, and below it which template it follows."""
    place = st.container()
    template = _choose_template()

    def make() -> bytes:
        return write_bulletin(source.results, made_at=exports.now(), notice=source.notice, template=template)

    with place:
        show_offer(source, Offer("bulletin", *words.BULLETIN, "docx", make))


def _choose_template() -> Template | None:
    """The office's own, where one is given that can be used."""
    with st.popover(say(words.TEMPLATE)):
        st.download_button(
            say(words.STANDARD_TEMPLATE),
            standard_template,
            file_name=exports.file_name(say(words.BULLETIN[0]), say(words.TEMPLATE), suffix="docx"),
            mime=MIME["docx"],
            key="download_template",
            on_click="ignore",
        )
        upload = st.file_uploader(say(words.OWN_TEMPLATE), key=f"bulletin_template {here().assessment}")
        if upload is None:
            return None
        template, problems = read_template(upload.getvalue(), upload.name)
        used = words.TEMPLATE_REFUSED if template is None else words.TEMPLATE_USED.fill(name=upload.name)
        show_html('<p class="bt-note">{said}</p>', said=say(used))
        show_problems(ProblemLog(problems), key="download_template_problems")
        return template
