"""Where the work stands, in one strip of figures, each with a line that says more."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from documents.intake.reconciliation import Arrival
from indicators import Severity
from indicators.parts import full_points
from indicators.shares import percent
from indicators.standing import standing_of
from indicators.words import Words, same
from office.examining import examine
from ui.frame import Html, html, show_html
from ui.session import say
from ui.wording import overview as words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from documents import Intake
    from indicators import Scheme
    from office.heads import Heads
    from office.reading import Reading


class Fact(NamedTuple):
    """A figure under its label, a quiet line beneath it, and whether it asks for something."""

    label: Words
    figure: Words
    line: Words
    style: str = ""


_ALARM = "bt-alarm"


def show_facts(heads: Heads, reading: Reading) -> None:
    """All of them, as a list of terms for whoever hears the page."""
    facts = [*_of_scheme(heads, reading), *_of_data(reading), *_of_run(heads)]
    show_html(
        '<dl class="bt-stand" aria-label="{label}">{facts}</dl>',
        label=say(words.STANDS),
        facts=Html("".join(_fact(fact) for fact in facts)),
    )


def _fact(fact: Fact) -> Html:
    return html(
        '<div class="{style}"><dt>{label}</dt><dd title="{figure}">{figure}</dd><dd title="{line}">{line}</dd></div>',
        style=fact.style,
        label=say(fact.label),
        figure=say(fact.figure),
        line=say(fact.line),
    )


def _of_scheme(heads: Heads, reading: Reading) -> Iterator[Fact]:
    scheme = reading.scheme
    version = words.SCHEME_VERSION.fill(number=heads.scheme_number)
    if scheme is None:
        yield Fact(version, same(reading.scheme_file.name), same(""), f"bt-scheme {_ALARM}")
        return
    yield Fact(version, same(scheme.title), _why(scheme, reading), "bt-scheme")
    points = full_points(scheme.root)
    said = same("") if points is None else words.OF_POINTS.fill(points=f"{points.normalize():f}")
    yield Fact(words.INDICATORS, same(str(len(scheme.indicators))), said)
    standing = standing_of(scheme, reading.catalogue)
    if standing is not None and standing.coverage is not None:
        tally = standing.coverage.overall
        weight = words.IN_WEIGHT.fill(share=percent(tally.in_weight))
        style = _ALARM if standing.coverage.open else ""
        yield Fact(words.COVERAGE, same(f"{tally.covered}/{tally.items}"), weight, style)


def _why(scheme: Scheme, reading: Reading) -> Words:
    standing = standing_of(scheme, reading.catalogue)
    if standing is None:
        return words.NO_LIST
    return words.PROVISIONAL.fill(why=standing.why) if standing.provisional else words.RESTS_OFFICIALLY


def _of_data(reading: Reading) -> Iterator[Fact]:
    if reading.intake is not None:
        yield from _of_units(reading.intake)
    examined = examine(reading)
    data = reading.problems.counts
    found = [] if examined is None else [problem.severity for problem in examined.problems]
    for severity, label in ((Severity.BLOCKING, words.PROBLEMS), (Severity.WARNING, words.WARNINGS)):
        of_scheme = found.count(severity)
        line = words.PROBLEMS_OF.fill(data=data[severity], scheme=of_scheme)
        count = data[severity] + of_scheme
        yield Fact(label, same(f"{count:,}"), line, _ALARM if count and severity == Severity.BLOCKING else "")


def _of_units(intake: Intake) -> Iterator[Fact]:
    found = intake.reconciliation
    missing, late = (len(found.by_arrival[arrival]) for arrival in (Arrival.MISSING, Arrival.LATE))
    line = words.NOT_RECEIVED.fill(missing=missing, late=late)
    figure = same(f"{found.received:,}/{len(found.units):,}")
    yield Fact(words.RECEIVED, figure, line, _ALARM if missing else "")
    short = [arrived.missing for arrived in found.units if arrived.missing]
    yield Fact(words.MISSING_CELLS, same(f"{sum(short):,}"), words.IN_UNITS.fill(units=f"{len(short):,}"))


def _of_run(heads: Heads) -> Iterator[Fact]:
    run = heads.run
    if run is None:
        yield Fact(words.RUN, words.NO_RUN, same(""))
    else:
        said = words.RUN_BY if heads.made(run) else words.RUN_OLDER
        line = said.fill(actor=run.made_by, at=f"{run.made_at.astimezone():%m-%d %H:%M}")
        yield Fact(words.RUN, words.RUN_NUMBER.fill(run=run.number), line)
    public = words.NOT_PUBLIC if heads.public is None else words.PUBLIC_IS.fill(run=heads.public)
    yield Fact(words.STATUS, words.PUBLIC if heads.is_public else words.TRIAL, public)
