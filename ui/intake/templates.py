"""Templates to hand out: one at a time, or many in a zip."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from documents.intake.audience import Audience
from documents.templates.parcel import forms, sheets
from office.templates import issue_of, zipped
from ui import exports, tables, text
from ui.frame import progress, show_note
from ui.session import here, say
from ui.wording import intake as words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from documents.templates.issue import Issue
    from documents.templates.parcel import Template
    from indicators import Unit
    from office.heads import Heads
    from office.reading import Reading

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show(heads: Heads, reading: Reading) -> None:
    """For whom, of which kind, with last year's values or without; then the download."""
    if reading.intake is None or not reading.intake.units:
        st.info(say(words.NO_REGISTER))
        return
    show_note(words.TEMPLATES_NOTE)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kinds = {name: say(label) for name, label in words.KINDS.items()}
        kind = st.segmented_control(
            say(words.FORM_OR_SHEET),
            list(kinds),
            format_func=kinds.__getitem__,
            default="form",
            required=True,
            key="template_kind",
        )
        before = _last_year(heads)
    issue = issue_of(reading, here().language, before)
    if issue is None:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        group = _group(issue)
        of_group = [unit for unit in reading.intake.units if not group or unit.group == group]
        chosen = _forms(issue, of_group, group) if kind == "form" else _sheets(issue, of_group)
    if not chosen:
        st.info(say(words.NOTHING_ASKED))
    elif len(chosen) == 1:
        [template] = chosen
        st.download_button(
            say(words.DOWNLOAD_ONE),
            template.content,
            file_name=template.name,
            mime=_WORKBOOK,
            type="primary",
            key=f"download {template.name}",
            on_click="ignore",
        )
    else:
        names = [one.name for one in issue.scheme.groups if one.code == group]
        _offer_zip(issue, chosen, [kinds[kind], *names])


def _last_year(heads: Heads) -> Reading | None:
    """Another assessment whose values are printed beside, if there is one and it is wanted."""
    others = {one.id: one.title for one in here().assessments() if one.id != heads.assessment.id}
    choices = {0: say(words.NO_LAST_YEAR), **others}
    chosen = st.selectbox(
        say(words.LAST_YEAR),
        list(choices),
        format_func=choices.__getitem__,
        help=say(words.LAST_YEAR_HELP),
        key="template_last_year",
        width=320,
    )
    return here().desk.reading(here().desk.heads(chosen)) if chosen else None


def _forms(issue: Issue, units: Sequence[Unit], group: str) -> list[Template]:
    of_group = {unit.code: unit for unit in units}
    choices = {"": say(words.EVERY_UNIT), **{code: f"{code} {unit.name}" for code, unit in of_group.items()}}
    unit = st.selectbox(
        say(words.FOR_UNIT),
        list(choices),
        format_func=choices.__getitem__,
        key=f"template_unit {group}",
        width=320,
    )
    return forms(issue, [of_group[unit]] if unit else of_group.values())


def _sheets(issue: Issue, units: Sequence[Unit]) -> list[Template]:
    audiences = {one.value: say(label) for one, label in words.AUDIENCES.items()}
    audience = st.selectbox(
        say(words.AUDIENCE),
        list(audiences),
        format_func=audiences.__getitem__,
        key="template_audience",
        width=320,
    )
    return sheets(issue, units, Audience(audience))


def _group(issue: Issue) -> str:
    choices = tables.group_choices(issue.scheme)
    return st.selectbox(
        say(words.FOR_GROUP), list(choices), format_func=choices.__getitem__, key="template_group", width=200
    )


def _offer_zip(issue: Issue, chosen: Sequence[Template], which: Sequence[str]) -> None:
    """Made with its progress shown, since hundreds of workbooks take their time; `which` are they, for the name."""
    if not st.button(say(words.MAKE_ALL.fill(count=len(chosen))), type="primary", key="make_templates"):
        return
    with progress(words.MAKING) as tell:
        content = zipped(issue, chosen, tell)
    st.caption(say(words.MADE.fill(count=len(chosen))))
    name = exports.file_name(issue.scheme.title, *which, suffix="zip")
    st.download_button(
        say(text.DOWNLOAD),
        content,
        file_name=name,
        mime="application/zip",
        key="download_templates",
        on_click="ignore",
    )
