"""What changes, cell by cell: before and after, and where it was read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pandas as pd
import streamlit as st

from indicators.periods import AT
from ui import exports, tables, text
from ui.frame import html_list, show_html
from ui.intake.grids import ROW, grid_height
from ui.session import here, say
from ui.wording import intake as words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from documents.intake.changes import Change, Said
    from indicators import Language, Place, Scheme, Words
    from indicators.formula import ColumnName
    from office.upload import Draft
    from records import ValueChange

#: Of values, and of units and records, that are shown at once.
_MOST, _MOST_RECORDS = 200, 50


class Line(NamedTuple):
    """One change in words."""

    unit: str
    indicator: str
    before: str
    after: str
    where: str


_HEADINGS = (text.UNIT, text.PART, words.BEFORE, words.AFTER, words.WHERE)


def show_draft(draft: Draft) -> None:
    """What a draft would change, the first of it drawn and all of it for download."""
    language = here().language
    if not draft.changes and not draft.record_changes:
        st.caption(say(words.NO_CHANGES))
        return
    if draft.record_changes:
        show_records(draft.record_changes)
    if draft.changes:
        show_lines(list(_lines(draft, draft.changes[:_MOST], language)), key="draft_changes")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            say(words.DOWNLOAD_CHANGES),
            lambda: _csv(draft, language),
            file_name=f"{say(words.CHANGED_CELLS)}.csv",
            mime="text/csv",
            key="download_changes",
            on_click="ignore",
        )
        if len(draft.changes) > _MOST:
            st.caption(say(words.CHANGES_CUT.fill(count=len(draft.changes), shown=_MOST)))


def show_records(records: Sequence[Words]) -> None:
    """What became of units, exemptions, adjustments and vetoes; the first of it."""
    said = [(say(change),) for change in records[:_MOST_RECORDS]]
    more = len(records) - len(said)
    said += [(f"…… +{more}",)] if more else []
    show_html('<ul class="bt-records">{items}</ul>', items=html_list("<li>{0}</li>", said))


def show_lines(lines: Sequence[Line], key: str) -> None:
    """The table."""
    st.dataframe(
        pd.DataFrame(lines, columns=list(Line._fields)),
        hide_index=True,
        height=grid_height(len(lines)),
        row_height=ROW,
        column_config={
            name: tables.words(heading, width)
            for name, heading, width in zip(Line._fields, _HEADINGS, (160, None, 120, 120, None), strict=True)
        },
        key=key,
    )


def stored_lines(
    changes: Iterable[ValueChange], scheme: Scheme | None, units: Mapping[str, str], language: Language
) -> list[Line]:
    """What a submission changed; units are called as they are called now."""
    titles = _titles(scheme)
    return [
        Line(
            units.get(change.unit, change.unit),
            _indicator(titles, change.indicator, change.field),
            words.NEW_UNIT.in_(language)
            if change.state_before is None
            else _value(change.value_before, change.state_before, language),
            _value(change.value, change.state, language),
            _where(change.file, change.sheet, change.cell),
        )
        for change in changes
    ]


def _lines(draft: Draft, changes: Sequence[Change], language: Language) -> Iterable[Line]:
    titles = _titles(draft.reading.scheme)
    intake = draft.reading.intake
    for change in changes:
        place: Place | None = None if intake is None else intake.places.get((change.unit.code, change.name))
        yield Line(
            change.unit.name,
            _column(titles, change.name),
            words.NEW_UNIT.in_(language) if change.before is None else _said(change.before, language),
            _said(change.after, language),
            "" if place is None else _where(place.file, place.sheet, place.cell),
        )


def _csv(draft: Draft, language: Language) -> bytes:
    records = [(change.in_(language), "", "", "", "") for change in draft.record_changes]
    headings = [heading.in_(language) for heading in _HEADINGS]
    return exports.csv_bytes([headings, *records, *_lines(draft, draft.changes, language)], language)


def _titles(scheme: Scheme | None) -> dict[str, str]:
    return {} if scheme is None else {part.code: part.name for part in scheme.laid_out.tree}


def _column(titles: Mapping[str, str], name: ColumnName) -> str:
    return _indicator(titles, name.code, name.field)


def _indicator(titles: Mapping[str, str], code: str, field: str) -> str:
    name = titles.get(code, titles.get(code.partition(AT)[0], ""))
    return " · ".join(filter(None, (f"{code} {name}".strip(), field)))


def _said(said: Said, language: Language) -> str:
    return _value(None if said.value is None else str(said.value), said.state.value, language)


def _value(value: str | None, state: str, language: Language) -> str:
    return words.STATES[state].in_(language) if value is None else value


def _where(file: str | None, sheet: str | None, cell: str | None) -> str:
    return " ".join(filter(None, (file, sheet and f"‹{sheet}›", cell)))
