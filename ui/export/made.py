"""What is made in one go, of each group or unit: with progress, then as one file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from documents.group_workbook import write_group
from documents.zipped import zipped
from office.unit_books import unit_pages, unit_reports
from ui import exports, text
from ui.export.offers import MIME, name_of, noted, show_title
from ui.frame import progress
from ui.session import here, say
from ui.wording import export as words

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from indicators import Words
    from ui.export.sources import Source

    Tell = Callable[[int, int], None]

_ALL = ""


@st.fragment
def show_groups(source: Source) -> None:
    """The tables of each group as a workbook of its own."""
    groups = source.results.scheme.groups
    title, what = words.GROUP_TABLES
    with st.container(key="offer_groups", horizontal=True, vertical_alignment="center"):
        show_title(title, "zip", what)
        asked = _ask(title, "groups")
    if asked:
        _offer(source, title, lambda tell: _group_books(source, tell), len(groups), "groups", suffix="zip")


def _group_books(source: Source, tell: Tell) -> bytes:
    groups, language, made_at = source.results.scheme.groups, here().language, exports.now()
    files = []
    for count, group in enumerate(groups, start=1):
        content = write_group(source.results, group, language=language, made_at=made_at, notice=source.notice)
        files.append(((group.name,), "xlsx", content))
        tell(count, len(groups))
    return zipped(files)


@st.fragment
def show_units(source: Source) -> None:
    """A report for each unit of one group, or of all."""
    title, what = words.UNIT_REPORTS
    with st.container(key="offer_units", horizontal=True, vertical_alignment="center"):
        show_title(title, "zip / docx", what)
        suffix = _choose_form()
        chosen = _choose_group(source)
        asked = _ask(title, "units")
    if asked:
        write = unit_reports if suffix == "zip" else unit_pages
        count = sum(unit.group in chosen for unit in source.results.sheet.units)
        _offer(
            source, title, lambda tell: _reports(source, chosen, write, tell), count, "units", suffix=suffix
        )


def _choose_form() -> str:
    forms = {suffix: say(title) for suffix, title in words.UNIT_FORMS.items()}
    return st.selectbox(
        say(words.UNIT_FORM),
        list(forms),
        format_func=forms.__getitem__,
        key="export_units_form",
        label_visibility="collapsed",
        width=170,
    )


def _choose_group(source: Source) -> Collection[str]:
    scheme = source.results.scheme
    names = {_ALL: say(words.ALL_GROUPS), **{group.code: group.name for group in scheme.groups}}
    group = st.selectbox(
        say(words.WHICH_GROUPS),
        list(names),
        format_func=names.__getitem__,
        key="export_units_group",
        label_visibility="collapsed",
        width=170,
    )
    return scheme.group_codes if group == _ALL else (group,)


def _reports(source: Source, groups: Collection[str], write: Callable[..., bytes], tell: Tell) -> bytes:
    return write(
        source.results,
        groups,
        language=here().language,
        made_at=exports.now(),
        notice=source.notice,
        last_year=here().last_year,
        progress=tell,
    )


def _ask(title: Words, key: str) -> bool:
    return st.button(say(words.MAKE), key=f"make_{key}", help=say(words.MAKE_OF.fill(what=title)))


def _offer(
    source: Source, title: Words, make: Callable[[Tell], bytes], count: int, key: str, *, suffix: str
) -> None:
    """Makes the file while a bar shows how far it is, and then offers it; nothing of it is kept."""
    with progress(words.MAKING.fill(what=title)) as tell:
        content = make(tell)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(say(words.MADE.fill(count=count)))
        st.download_button(
            say(text.DOWNLOAD),
            noted(source, title, lambda: content),
            file_name=name_of(source, title, suffix=suffix),
            mime=MIME[suffix],
            key=f"download_{key}",
            help=say(words.DOWNLOAD_OF.fill(what=title)),
            on_click="ignore",
            type="primary",
        )
