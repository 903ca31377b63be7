"""One unit opened: its score and place, what they are made of, and every part down to the cell it was read from."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from documents.record_words import KINDS, plain
from indicators import Indicator, Place
from office.provenance import source_of
from scoring import decompose, explain
from ui import charts, record_view, tables, text
from ui.frame import html, html_list, show_html
from ui.session import here, say

if TYPE_CHECKING:
    from fractions import Fraction

    from indicators.words import Words
    from records import HeldFile
    from scoring import Explanation, Results
    from ui.frame import Html
    from ui.tables import Standings

_HEIGHT, _ROW = 546, 26
#: All units have the same rows, so that the open part stays open from unit to unit.
_PARTS = "parts"


def show_unit(results: Results, position: int, found: Standings) -> None:
    """Everything about one unit's score."""
    node = here().view.node
    _show_facts(results, position, found)
    frame = charts.composition_frame(results, position, charts.bars_below(results.scheme, node))
    if len(frame):
        st.altair_chart(charts.composition_chart(frame), alt=say(text.COMPOSITION))
    left, right = st.columns([13, 9], gap="small")
    with left:
        part = _show_parts(results, position)
    with right:
        show_calculation(results, explain(results.exact, part, position))
    record_view.show_records(results, position)


def _show_facts(results: Results, position: int, found: Standings) -> None:
    unit = results.sheet.units[position]
    root, node = results.scheme.root.code, here().view.node
    groups = {group.code: group.name for group in results.scheme.groups}
    standing = next((row for row in found.rows if row.position == position), None)
    ranked = sum(row.place is not None for row in found.rows)
    place, tied = say(text.NONE), ""
    if standing is not None and standing.place is not None:
        # Over a list of several groups the place is within the unit's own one, which the list does not count.
        alone = found.overall or bool(here().view.group)
        place = f"{standing.place} / {ranked}" if alone else str(standing.place)
        tied = f" {say(text.TIED)}" if standing.tied else ""
    facts = [
        *([(results.scheme.by_code[node].name, _published(results, node, position))] if node != root else []),
        (say(text.TOTAL), _published(results, root, position)),
        (say(text.PLACE) + tied, place),
        (say(text.GRADE), results.grades[position] or say(text.NONE)),
        *_adjustments(results, position),
        (say(text.MISSING), str(results.missing_count[position])),
    ]
    show_html(
        '<div class="bt-facts bt-score"><div class="bt-name"><span>{where}</span><b>{name}</b></div>{facts}</div>',
        where=f"{groups[unit.group]} · {unit.code}",
        name=unit.name,
        facts=html_list("<div><span>{0}</span><b>{1}</b></div>", facts),
    )


def _adjustments(results: Results, position: int) -> list[tuple[str, str]]:
    if results.scheme.adjustments is None:
        return []
    points = (results.bonus[position], results.penalty[position])
    return [(say(label), plain(number)) for label, number in zip(KINDS.values(), points, strict=True)]


def _published(results: Results, code: str, position: int) -> str:
    value = results.published(code).value(position)
    return say(text.NONE) if value is None else str(value)


def _show_parts(results: Results, position: int) -> str:
    """The tree with the unit's points; returns the part whose calculation is open."""
    chosen = here().view
    codes = [part.code for _, part in results.scheme.outline]
    adds: dict[str, Fraction] = {
        part.code: part.amount
        for code in codes
        for part in decompose(results.exact, code, position)
        if part.code is not None
    }
    opened = chosen.part or chosen.node
    tables.select_row(_PARTS, codes.index(opened))
    decimals = results.scheme.policies.decimals
    st.dataframe(
        tables.parts_frame(results, position, adds),
        key=_PARTS,
        hide_index=True,
        height=tables.height(len(codes), _ROW, _HEIGHT),
        row_height=_ROW,
        placeholder="",
        column_order=["part", "points", "full", "weight", "adds"],
        column_config={
            "part": tables.words(text.PART, 222),
            "points": tables.points(text.SCORE, decimals, 58),
            "full": _short(text.FULL),
            "weight": _short(text.WEIGHT),
            "adds": tables.points(text.ADDS, decimals, 66),
        },
        on_select=partial(_take_part, codes),
        selection_mode="single-row",
    )
    return opened


def _short(label: Any) -> Any:
    return st.column_config.NumberColumn(say(label), width=44, alignment="right")


def _take_part(codes: list[str]) -> None:
    row = tables.selected_row(_PARTS)
    here().view.part = "" if row is None else codes[row]


def show_calculation(results: Results, explanation: Explanation) -> None:
    """The rule in words, the calculation step by step, and the cells it rests on."""
    st.html(calculation_html(results, explanation))


def calculation_html(results: Results, explanation: Explanation) -> Html:
    """The same as HTML."""
    part = results.scheme.by_code[explanation.code]
    full = "" if part.points is None else f" / {part.points}"
    return html(
        '<div class="bt-calc"><h4>{title}<em>{points}</em></h4>'
        "<h5>{rule_title}</h5><p>{rule}</p><h5>{steps_title}</h5><ol>{steps}</ol>{reported}{duties}</div>",
        title=tables.named(explanation.code, explanation.name),
        points=f"{say(explanation.published)}{full}",
        rule_title=say(text.RULE),
        rule=say(explanation.rule),
        steps_title=say(text.STEPS),
        steps=html_list("<li>{0}</li>", [(say(clause.text),) for clause in explanation.clauses]),
        reported=_reported(explanation),
        duties=_duties(part) if isinstance(part, Indicator) else "",
    )


def _reported(explanation: Explanation) -> Html | str:
    if not explanation.reported:
        return ""
    language, heads = here().language, here().heads
    rows = []
    for cell in explanation.reported:
        place = cell.place
        where = "" if place is None else Place(place.file, place.sheet, place.cell).in_words(language)
        held = None if place is None or heads is None else source_of(place, heads.files)
        came = "" if held is None else say(_came(held, cell.sha256))
        rows.append((cell.field or say(text.VALUE), say(cell.shown), where, came))
    headings = (text.FIELD, text.VALUE, text.READ_FROM, text.HANDED_IN)
    return html(
        '<h5>{title}</h5><table class="bt-table"><tr>{headings}</tr>{rows}</table>',
        title=say(text.SOURCE),
        headings=html_list("<th>{0}</th>", [(say(heading),) for heading in headings]),
        rows=html_list("<tr><td>{0}</td><td>{1}</td><td>{2}</td><td>{3}</td></tr>", rows),
    )


def _came(held: HeldFile, sha256: str | None) -> Words:
    """With which submission a file came, from whom and when, and by which fingerprint it is known."""
    at = held.received.astimezone().strftime("%Y-%m-%d %H:%M")
    return text.CAME.fill(number=held.since, by=held.received_from, at=at, sha256=sha256 or held.sha256)


def _duties(indicator: Indicator) -> Html:
    known = (
        (text.DUTY, indicator.owner),
        (text.DATA_SOURCE, indicator.data_source),
        (text.CLAUSE, indicator.clause),
    )
    said = " · ".join(f"{say(label)} {value}" for label, value in known if value)
    return html("<h5>{said}</h5>", said=said)
