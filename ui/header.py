"""The head of every page: the product, which assessment is open and how final it is, who acts, in which language."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from records.actors import expect_name
from ui import text
from ui.fields import choose, write
from ui.frame import Html, calm, html, show_html
from ui.loading import reading_or_progress
from ui.session import ASSESSMENT, act_as, here, say
from ui.wording import frame as words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indicators import Language
    from office.heads import Heads
    from office.reading import Reading
    from records import Assessment

_STYLE = Path(__file__).with_name("style.css")
#: Words Streamlit itself writes in English.
_CHINESE_STYLE = Path(__file__).with_name("chinese.css")
_OPEN_KEY, _TITLE_KEY, _ACTOR_KEY = "open_assessment", "new_title", "actor_name"


def take_language_of_link() -> None:
    """The language a link asks for, taken over once: the switch may change it afterwards."""
    session = here()
    asked = st.query_params.get("lang")
    if asked in text.LANGUAGES and session.view.address.get("lang") != asked:
        session.view.address["lang"] = asked
        session.language = _language(asked)


def show_header() -> None:
    """Two lines: beside the pages the product, the actor and the language; below them what is open."""
    _name_assessment_in_address()
    st.html(_STYLE)
    if here().language == "zh":
        st.html(_CHINESE_STYLE)
    show_html('<div class="bt-brand">{product}</div>', product=say(text.PRODUCT))
    with st.container(key="who", horizontal=True, vertical_alignment="center", wrap=False):
        _show_actor()
        _show_language_switch()
    with st.container(key="header", horizontal=True, vertical_alignment="center", wrap=False):
        _show_assessments()
        _show_standing()


# ---------------------------------------------------------------- which assessment, and how final


def _show_assessments() -> None:
    titles, opened = _titles(here().assessments()), here().assessment
    if opened is not None:
        choose(
            words.ASSESSMENT,
            titles,
            opened,
            key=_OPEN_KEY,
            label_visibility="collapsed",
            on_change=_take_assessment,
            width=380,
        )
    # Of another key, it is another one: closed again, once its assessment is open.
    with st.popover(say(words.START), help=say(words.START_HELP), key=f"start-{here().assessment}"):
        title = st.text_input(
            say(words.NEW_TITLE), key=_TITLE_KEY, placeholder=say(words.NEW_TITLE_EXAMPLE), max_chars=80
        )
        st.button(say(words.START_EMPTY), type="primary", on_click=_start, disabled=not title.strip())


def _name_assessment_in_address() -> None:
    """A page that is loaded again, or sent on as a link, opens the same assessment."""
    open_one = here().assessment
    if open_one is not None and st.query_params.get(ASSESSMENT) != str(open_one):
        st.query_params[ASSESSMENT] = str(open_one)


def _titles(assessments: Sequence[Assessment]) -> dict[int, str]:
    """What each is called; those of one title also by when they were begun, for a list tells choices by their text."""
    times = Counter(assessment.title for assessment in assessments)
    return {
        one.id: one.title
        if times[one.title] == 1
        else f"{one.title} · {one.made_at.astimezone():%m-%d %H:%M} · {one.id}"
        for one in assessments
    }


def _take_assessment() -> None:
    here().open(st.session_state[_OPEN_KEY])


@calm()
def _start() -> None:
    here().start_empty(st.session_state[_TITLE_KEY].strip())
    st.session_state[_TITLE_KEY] = ""


def _show_standing() -> None:
    heads = here().heads
    if heads is None:
        return
    current = reading_or_progress()
    units = 0 if current is None or current.intake is None else len(current.intake.units)
    show_html(
        '<div class="bt-head">{badges}<span class="bt-dim">{units}</span></div>',
        badges=_badges(heads, current),
        units=f"{units} {say(text.UNITS).lower()}" if units else say(text.NO_DATA),
    )


def _badges(heads: Heads, current: Reading | None) -> Html:
    """What the results rest on and whether they are final, each said in full when pointed at."""
    badges = []
    if heads.assessment.sample:
        badges.append(("bt-quiet", say(words.SAMPLE), ""))
    if current is not None and current.results is not None:
        standing = current.results.standing
        if standing is not None and standing.provisional:
            badges.append(("", f"{say(text.PROVISIONAL)} · {say(standing.why)}", say(standing.line)))
        public = heads.is_public
        badges.append(
            ("bt-public", say(words.PUBLIC), say(words.PUBLIC_MEANS))
            if public
            else ("", say(text.TRIAL), say(words.TRIAL_MEANS))
        )
    template = '<span class="bt-badge {kind}" title="{means}">{badge}</span>'
    return Html("".join(html(template, kind=kind, badge=badge, means=means) for kind, badge, means in badges))


# ---------------------------------------------------------------- who acts, in which language


def _show_actor() -> None:
    show_html(
        '<span class="bt-actor">{label} <b>{name}</b></span>', label=say(words.ACTOR), name=here().actor
    )
    with st.popover(say(words.CHANGE)):
        write(
            words.ACTOR_NAME,
            here().actor,
            key=_ACTOR_KEY,
            max_chars=40,
            help=say(words.ACTOR_HELP),
            on_change=_take_actor,
        )


@calm()
def _take_actor() -> None:
    name = st.session_state[_ACTOR_KEY].strip()
    if name:
        expect_name(name)
        act_as(name)


def _show_language_switch() -> None:
    other: Language = "zh" if here().language == "en" else "en"
    # Not a choice among both: Streamlit would look for an emoji in the Chinese one, by a catalogue that takes long to load.
    st.button(text.LANGUAGES[other], key="language", type="tertiary", on_click=_speak, args=(other,))


def _speak(language: Language) -> None:
    here().language = language


def _language(code: str | None) -> Language:
    return "en" if code == "en" else "zh"
