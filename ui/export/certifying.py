"""The certificate of the chosen results: made when it is asked for, and from then on part of their workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from scoring.certificate import certify
from ui.export.offers import show_title
from ui.frame import progress, refuse, show_html
from ui.session import here, say
from ui.wording import export as words

if TYPE_CHECKING:
    from scoring import Results


def show_certifying(results: Results) -> None:
    """What it is, its button, and how it came out."""
    title, what = words.CERTIFYING
    with st.container(key="offer_certificate", horizontal=True, vertical_alignment="center"):
        show_title(title, "xlsx", what)
        asked = st.button(say(words.CERTIFY), key="certify")
    if asked:
        with progress(words.MAKING.fill(what=title)) as tell:
            here().certified = results, certify(results, tell)
        # The workbook above is another one now.
        st.rerun()
    certificate = here().certificate_of(results)
    if certificate is None:
        return
    if certificate.holds:
        said = words.CERTIFIED.fill(count=f"{certificate.figures:,}")
        show_html('<p class="bt-holds">{said}</p>', said=say(said))
    else:
        refuse(words.NOT_CERTIFIED.fill(count=len(certificate.differing)))
