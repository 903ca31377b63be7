"""Our city item by item: what is lost, against whom, and what one more point would bring."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import streamlit as st

from indicators.words import Words, listed, same
from ui import exports
from ui.benchmark.figures import NOTHING, full, gap, points, rise, rounded, signed
from ui.frame import Html, html, show_html
from ui.session import say
from ui.wording import benchmark as words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from indicators import Language
    from office.benchmark import Analysis
    from scoring.benchmark import Benchmark
    from scoring.benchmark_gains import Gain, Gap

_MOST_CITIES_NAMED = 2


class Line(NamedTuple):
    """One item: its gaps, and its gain where it has one."""

    gap: Gap
    gain: Gain | None


def show_items(benchmark: Benchmark, analysis: Analysis) -> None:
    """The table, in an order one chooses."""
    labels = {order: say(label) for order, label in words.ORDERS.items()}
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        st.subheader(say(words.ITEMS))
        order = st.segmented_control(
            say(words.ORDER),
            list(labels),
            format_func=labels.__getitem__,
            default="adds",
            required=True,
            key="benchmark_order",
            label_visibility="collapsed",
        )
    _show_table(benchmark, ordered(analysis, order or "adds"))
    show_html('<p class="bt-aside">{said}</p>', said=say(words.HOW_TO_READ))


def ordered(analysis: Analysis, order: str) -> list[Line]:
    """All items; those without what is sorted by come last, equal ones as the list has them."""
    lines = [Line(found, analysis.gains.get(found.item.code)) for found in analysis.gaps]
    match order:
        case "adds":
            return sorted(lines, key=lambda line: _last_if_none(line.gain and line.gain.adds))
        case "lost":
            return sorted(lines, key=lambda line: _last_if_none(line.gap.lost))
        case "to_best":
            return sorted(lines, key=lambda line: _last_if_none(line.gap.to_best))
        case _:
            return lines


def _last_if_none(value: Decimal | None) -> tuple[bool, Decimal | int]:
    return value is None, 0 if value is None else -value


def _headings() -> tuple[Words, ...]:
    return (
        words.CODE,
        words.ITEM,
        words.FULL,
        words.OWN,
        words.LOST,
        words.ONE_MORE,
        words.THEN_PLACE,
        words.TO_BE_FIRST,
        words.BEST,
        words.TO_BEST,
        words.MEAN,
        words.TO_MEAN,
        words.ITEM_TARGET,
        words.ITEM_LAST_YEAR,
    )


def _show_table(benchmark: Benchmark, lines: Sequence[Line]) -> None:
    most = max((line.gain.adds for line in lines if line.gain is not None), default=None)
    heads = (html("<th>{label}</th>", label=say(label)) for label in _headings())
    rows = (
        "<tr>"
        + "".join(html("<td>{text}</td>", text=text) for text in _cells(benchmark, line, most))
        + "</tr>"
        for line in lines
    )
    show_html(
        '<div class="bt-scroll bt-items"><table class="bt-table"><tr>{headings}</tr>{rows}</table></div>',
        headings=Html("".join(heads)),
        rows=Html("".join(rows)),
    )


def _cells(benchmark: Benchmark, line: Line, most: Decimal | None) -> list[str]:
    found, gain = line
    return [
        found.item.code,
        found.item.name,
        full(found.item.points),
        points(found.own),
        points(found.lost),
        _bar(gain, most),
        NOTHING if gain is None else str(gain.place),
        NOTHING if gain is None else _to_be_first(gain),
        _best(found),
        gap(found.to_best),
        points(rounded(found.mean, benchmark)),
        gap(rounded(found.to_mean, benchmark)),
        gap(found.to_target),
        rise(found.over_last_year),
    ]


def _bar(gain: Gain | None, most: Decimal | None) -> Html:
    """What it adds, drawn against the most that any item adds."""
    if gain is None:
        return Html(NOTHING)
    left = "" if gain.points == 1 else say(words.LESS_THAN_ONE.fill(points=full(gain.points)))
    width = round(100 * float(gain.adds / most)) if most else 0
    bar = Html(f'<span class="bt-bar"><i style="width:{width}%"></i></span>')
    return html("{adds}<small>{left}</small>{bar}", adds=signed(gain.adds), left=left, bar=bar)


def _to_be_first(gain: Gain) -> str:
    if gain.to_be_first is None:
        return say(words.NOT_ALONE)
    return signed(gain.to_be_first) if gain.to_be_first else say(words.ALREADY)


def _best(found: Gap) -> str:
    if found.best is None:
        return NOTHING
    named = listed([same(city) for city in found.best_cities[:_MOST_CITIES_NAMED]])
    more = "…" if len(found.best_cities) > _MOST_CITIES_NAMED else ""
    return f"{points(found.best)} {say(named)}{more}"


def items_csv(benchmark: Benchmark, analysis: Analysis, language: Language) -> bytes:
    """The same table as a file, in the order of the list, with every number as a number."""
    heads = [label.in_(language) for label in (*_headings(), words.BEST_CITIES, words.REMARK)]
    rows = [
        (
            found.item.code,
            found.item.name,
            found.item.points,
            found.own,
            found.lost,
            None if gain is None else gain.adds,
            None if gain is None else gain.place,
            None if gain is None else gain.to_be_first,
            found.best,
            found.to_best,
            rounded(found.mean, benchmark),
            rounded(found.to_mean, benchmark),
            found.to_target,
            found.over_last_year,
            "、".join(found.best_cities),
            words.ESTIMATE.in_(language),
        )
        for found, gain in ordered(analysis, "listed")
    ]
    return exports.csv_bytes([heads, *rows], language)
