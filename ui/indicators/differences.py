"""Differences of two versions, and what must be proved anew, as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from indicators.difference import KIND_WORDS, Kind
from ui.frame import Html, html, show_note
from ui.indicators.html_table import row, show_table
from ui.session import say
from ui.text import NONE
from ui.wording import indicators as words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indicators.catalogue_difference import Reproof
    from indicators.difference import Difference
    from indicators.words import Words

#: Lines shown; the workbook of changes holds all of them.
_MOST = 300


def show_differences(differences: Sequence[Difference]) -> None:
    """Every difference: what, where, before and after; a guess is marked as one."""
    if not differences:
        show_note(words.NO_DIFFERENCES)
        return
    headings = (words.CHANGE, words.INDICATOR_CHANGED, words.FIELD, words.BEFORE, words.AFTER)
    show_table(headings, map(_difference, differences[:_MOST]), "bt-differences", words.CHANGE)
    if len(differences) > _MOST:
        st.caption(say(words.DIFFERENCES_CUT.fill(count=len(differences), shown=_MOST)))


def _difference(found: Difference) -> Html:
    kind = say(KIND_WORDS[found.kind])
    guess = html("<small>{guess}</small>", guess=say(words.GUESS)) if found.proposed else Html("")
    about = f"{found.code} {found.name}".rstrip()
    field = "" if found.title is None or found.kind is not Kind.OTHER else say(found.title)
    change = html("{kind}{guess}", kind=kind, guess=guess)
    is_whole = found.before is None and found.after is None
    values = ("", "") if is_whole else (_said(found.before), _said(found.after))
    return row((change, about, field, *values), f"bt-{found.kind.value}")


def _said(value: Words | None) -> str:
    return say(NONE) if value is None or not value.zh else say(value)


def show_reproofs(reproofs: Sequence[Reproof]) -> None:
    """What a scheme must prove anew against another list; nothing where there is nothing."""
    if not reproofs:
        return
    st.markdown(f"**{say(words.REPROOFS.fill(count=len(reproofs)))}**")
    headings = (words.PROVINCE, words.BY, words.WHY, words.DO_THIS)
    show_table(
        headings, map(_reproof, reproofs[:_MOST]), "bt-reproofs", words.REPROOFS.fill(count=len(reproofs))
    )


def _reproof(found: Reproof) -> Html:
    broken = (
        html('<small class="bt-open">{broken}</small>', broken=say(words.BROKEN))
        if found.broken
        else Html("")
    )
    item = html("{item}{broken}", item=f"{found.item} {found.name}", broken=broken)
    return row((item, "、".join(found.indicators), say(found.why), say(found.remedy)))
