"""评先评优: who may be proposed for awards, and for everybody else every reason why not."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import streamlit as st

from indicators.words import Words, listed
from ui import exports, tables
from ui.frame import Html, html, html_list, show_html
from ui.session import here, say
from ui.wording import benchmark as words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indicators import Language, Scheme
    from indicators.vetoes import Eligibility
    from scoring import Results
    from scoring.eligibility import Award

#: What one reads; the file has all.
_MOST = 200
_HEADINGS = (words.GROUP, words.GROUP_PLACE, words.UNIT, words.GRADE)


class Listed(NamedTuple):
    """One unit of the list; an empty verdict means that nothing keeps it from being proposed."""

    group: str
    place: int | None
    code: str
    name: str
    grade: str | None
    award: Award


def show_awards(results: Results) -> None:
    """The conditions, the list of a group, and its download."""
    setting = results.scheme.eligibility
    if setting is None:
        st.info(say(words.NO_CONDITIONS))
        return
    everybody = listed_units(results)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        groups = {"": say(words.ALL_GROUPS), **{g.code: g.name for g in results.scheme.groups}}
        group = st.selectbox(
            say(words.GROUP), list(groups), format_func=groups.__getitem__, key="award_group", width=260
        )
        own = [
            unit for unit in everybody if not group or results.sheet.units[unit.award.position].group == group
        ]
        counts = {True: sum(unit.award.eligible for unit in own)}
        counts[False] = len(own) - counts[True]
        labels = {
            True: f"{say(words.ELIGIBLE)} {counts[True]}",
            False: f"{say(words.EXCLUDED)} {counts[False]}",
        }
        eligible = st.segmented_control(
            say(words.WHICH),
            list(labels),
            format_func=labels.__getitem__,
            default=True,
            required=True,
            key="award_which",
        )
        language = here().language
        st.download_button(
            say(words.DOWNLOAD_AWARDS),
            lambda: awards_csv(own, language),
            file_name=f"{say(words.AWARDS_FILE)}.csv",
            mime="text/csv",
            key="download_awards",
            on_click="ignore",
        )
    conditions = listed(list(_conditions(results.scheme, setting)))
    show_html('<p class="bt-aside">{said}</p>', said=say(words.CONDITIONS.fill(conditions=conditions)))
    _show_list([unit for unit in own if unit.award.eligible == eligible])


def listed_units(results: Results) -> list[Listed]:
    """Every unit, group by group, in the order of the ranking."""
    names = {group.code: group.name for group in results.scheme.groups}
    awards = results.eligibility()
    return [
        Listed(
            names[unit.group],
            row.place,
            unit.code,
            unit.name,
            results.grades[row.position],
            awards[row.position],
        )
        for row in tables.in_groups(results)
        for unit in [results.sheet.units[row.position]]
    ]


def _conditions(scheme: Scheme, setting: Eligibility) -> Iterator[Words]:
    """What is asked, in words."""
    if setting.grade is not None:
        yield words.COND_GRADE.fill(grade=setting.grade)
    if setting.group_rank is not None:
        yield words.COND_RANK.fill(last=setting.group_rank)
    for condition in setting.conditions:
        yield words.COND_NODE.fill(name=scheme.by_code[condition.node].name, least=condition.at_least)
    if setting.no_veto:
        yield words.COND_VETO
    if setting.no_missing:
        yield words.COND_MISSING


def _show_list(units: Sequence[Listed]) -> None:
    if not units:
        st.info(say(words.NOBODY))
        return
    shown = units[:_MOST]
    # Nobody needs a column of reasons where nobody is excluded.
    headings = (*_HEADINGS, *([words.REASONS] if any(unit.award.reasons for unit in shown) else []))
    rows = (_row(unit, len(headings)) for unit in shown)
    show_html(
        '<div class="bt-scroll bt-awards"><table class="bt-table"><tr>{headings}</tr>{rows}</table></div>',
        headings=html_list("<th>{0}</th>", [(say(label),) for label in headings]),
        rows=Html("".join(rows)),
    )
    if len(units) > _MOST:
        st.caption(say(words.CUT.fill(shown=_MOST, count=len(units))))


def _row(unit: Listed, columns: int) -> str:
    texts = [
        unit.group,
        "—" if unit.place is None else str(unit.place),
        unit.name,
        unit.grade or "—",
        Html("<br>".join(html("{reason}", reason=say(reason)) for reason in unit.award.reasons)),
    ]
    return "<tr>" + "".join(html("<td>{text}</td>", text=text) for text in texts[:columns]) + "</tr>"


def awards_csv(units: Sequence[Listed], language: Language) -> bytes:
    """The list as a file: eligible or not, with every reason."""
    columns = (words.GROUP, words.GROUP_PLACE, words.UNIT_CODE, words.UNIT, words.GRADE, words.VERDICT)
    heads = [label.in_(language) for label in (*columns, words.REASONS)]
    separator = Words("；", "; ").in_(language)
    rows = [
        (
            unit.group,
            unit.place,
            unit.code,
            unit.name,
            unit.grade,
            (words.ELIGIBLE if unit.award.eligible else words.EXCLUDED).in_(language),
            separator.join(reason.in_(language) for reason in unit.award.reasons),
        )
        for unit in units
    ]
    return exports.csv_bytes([heads, *rows], language)
