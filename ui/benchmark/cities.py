"""All cities with their totals, the best first: a table to read, and the same as CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from indicators.words import Words, same
from scoring.benchmark_gains import place_among
from ui import exports
from ui.benchmark.figures import gap, points, rise, rounded, signed, total
from ui.frame import Html, html, show_html
from ui.session import say
from ui.wording import benchmark as words

if TYPE_CHECKING:
    from decimal import Decimal

    from indicators import Language
    from office.benchmark import Analysis
    from scoring.benchmark import Benchmark, Standing


class Line(NamedTuple):
    """One row of the table; points as published, None where there are none."""

    place: int | None
    city: str
    total: Decimal | None
    scores: tuple[Decimal | None, ...]
    #: What each score beyond the first adds by multiplying.
    effects: tuple[Decimal | None, ...]
    to_first: Decimal | None
    last: Decimal | None
    over_last_year: Decimal | None
    missing: int


def headings(benchmark: Benchmark) -> list[Words]:
    """The columns of the table."""
    factors = benchmark.chain.factors
    later = factors[1:]
    effects = [words.EFFECT.fill(name=name) for name in later] if len(later) > 1 else [words.THE_EFFECT]
    return [
        words.RANK,
        words.CITY,
        words.TOTAL,
        *map(same, factors),
        *(effects if later else ()),
        words.TO_FIRST,
        words.LAST_TOTAL,
        words.OVER_LAST_YEAR,
        words.MISSING,
    ]


def line(benchmark: Benchmark, standing: Standing) -> Line:
    """The row of one city."""
    last = benchmark.last_totals.get(standing.city)
    factors = benchmark.chain.factors
    return Line(
        standing.place,
        standing.city,
        standing.total,
        tuple(standing.scores[name][0] for name in factors),
        tuple(rounded(standing.effects.get(name), benchmark) for name in factors[1:]),
        standing.to_first,
        last,
        less(standing.total, last),
        len(benchmark.missing(standing.city)),
    )


def less(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    """The difference of two totals, where both are known."""
    return None if one is None or other is None else one - other


def score_and_place(value: Decimal | None, place: int | None) -> str:
    """A score with the place it takes, where there is one."""
    if value is None or place is None:
        return points(value)
    return say(words.SCORE_AND_PLACE.fill(points=points(value), place=place))


def show_cities(benchmark: Benchmark, analysis: Analysis) -> None:
    """The table."""
    # Where nothing is missing, nobody needs a column that says so.
    shown = headings(benchmark)[: None if _anything_missing(benchmark) else -1]
    heads = (_heading(label, names_score=label.zh in benchmark.chain.factors) for label in shown)
    rows = (_row(benchmark, line(benchmark, standing)) for standing in analysis.standings)
    show_html(
        '<div class="bt-scroll bt-cities"><table class="bt-table"><tr>{headings}</tr>{rows}</table></div>',
        headings=Html("".join(heads)),
        rows=Html("".join(rows)),
    )


def _heading(label: Words, *, names_score: bool) -> Html:
    """Scores have long names, which may be broken anywhere."""
    style = ' class="bt-long"' if names_score else ""
    return html(f"<th{style}>{{label}}</th>", label=say(label))


def _row(benchmark: Benchmark, row: Line) -> str:
    own = row.city == benchmark.ours
    texts = [
        say(words.UNRANKED) if row.place is None else str(row.place),
        f"{row.city}{say(words.OURS_MARK)}" if own else row.city,
        *map(total, (row.total, *row.scores)),
        *map(signed, row.effects),
        gap(row.to_first),
        _last_year(benchmark, row.last),
        rise(row.over_last_year),
        *([str(row.missing)] if _anything_missing(benchmark) else []),
    ]
    style = ' class="bt-ours"' if own else ""
    return f"<tr{style}>" + "".join(html("<td>{text}</td>", text=text) for text in texts) + "</tr>"


def _anything_missing(benchmark: Benchmark) -> bool:
    return any(benchmark.missing(city) for city in benchmark.cities)


def _last_year(benchmark: Benchmark, last: Decimal | None) -> str:
    """Last year's total, with its place where all of them are known."""
    known = tuple(benchmark.last_totals.values())
    place = None if last is None or len(known) < len(benchmark.cities) else place_among(last, known)
    return score_and_place(last, place)


def cities_csv(benchmark: Benchmark, analysis: Analysis, language: Language) -> bytes:
    """The same table as a file; everything in it is worked out from expected scores."""
    rows = [line(benchmark, standing) for standing in analysis.standings]
    flat = [
        (row.place, row.city, row.total, *row.scores, *row.effects, *row[5:], words.ESTIMATE.in_(language))
        for row in rows
    ]
    heads = [label.in_(language) for label in (*headings(benchmark), words.REMARK)]
    return exports.csv_bytes([heads, *flat], language)
