"""The page of figures, docs/performance.md."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from benchmarks.app import LARGE, SMALL
from benchmarks.pandas_rules import GUARD
from benchmarks.reading import BAD_CELLS, FORMS, INDICATORS, UNITS
from benchmarks.timing import WARM

if TYPE_CHECKING:
    from benchmarks.app import AppTimes
    from benchmarks.live_workbook import LiveTimes
    from benchmarks.measure import Rescoring
    from benchmarks.reading import Reading
    from benchmarks.trust import Trust
    from benchmarks.workbook import Split

#: What is asked of the engine: so many times as fast as pandas at least, so many copies at most.
AT_LEAST, AT_MOST = 12, 12

_METHOD = """\
# Performance

`python -m benchmarks`, run from the project's folder, measures everything on this page and writes it.

{table}

| from Excel to Excel, {units:,} units | seconds |
|---|---|
| reading the workbook and checking it | {reading:.1f} |
| scoring, ranking, grading, findings | {scoring:.1f} |
| writing the result workbook | {writing:.1f} |
| **the whole of `score`** | **{total:.1f}** |

| the command `read`, from start to end in a process of its own | seconds (median) |
|---|---|
| {clean_units:,} units × {read_indicators} indicators, clean | {clean:.1f} |
| {bad_cells} cells that are no numbers, among {forms} units × {read_indicators} indicators | {bad:.1f} |
| a zip of {forms} forms, one for each unit, × {read_indicators} indicators | {zipped:.1f} |

Before a time counts, what is found must be just what was put in: outcome, units received and problems.

{app}

{trust}

`check` of 3,000 city indicators against a list of 2,000, the command from start to end in a process of its own: **{checking:.1f} s** (median).

## How it is measured

*What is scored.* One assessment of 60 indicators with 89 reported fields: targets pro rata, in whole and in started steps, with
gains and caps, higher and lower being better, and by group; measures such as closed ÷ found; deductions for one event and for
several; bands, also interpolated; absolute and relative efficacy; ratio to the best under difficulty coefficients; points by rank,
also of an amount per head; change on last year; votes; direct and imported scores; goalposts; checklists; timeliness; pass or
fail. No rule with a logarithm or root is among them. Three per cent of the cells are missing, one in six indicators applies to two
thirds of the groups only, a quarter have a weight other than their full points. A tree of sums with a scale of 0.9 leads to a
product over base 80; the two highest nodes are rounded. The figures are drawn from a fixed seed; groups differ in size by up to nine times.

*What is timed.* Scoring a sheet that is in memory: from reported figures to published totals, places within the group and among
all, and grades. Each side has its input prepared beforehand: Baton its compiled plan and arranged columns, pandas one wide frame
of floats with the groups as a category. Every number is computed anew;
kept from one run to the next is only what the cells' states alone decide, such as who lacks what.

*By hand in pandas* means [benchmarks/pandas_rules.py](../benchmarks/pandas_rules.py) and
[benchmarks/by_pandas.py](../benchmarks/by_pandas.py): vectorised throughout, without `apply`, written for this one scheme. It knows
which types of groups an indicator leaves out, so it needs no states of cells. It computes in floats with a guard of {guard:g} at each step,
each rounding and wherever quotients are ranked, which happens to be enough for these data; without it the results differ. Baton
decides every edge as exact arithmetic does.

*The copy* is `np.copyto` of the float64 matrix of all reported fields to another one: the least that reading and writing so
many numbers costs.

*The app* is started as `serve` starts it, on a data folder that was filled by the acts of an office, and driven by Playwright with the
machine's Chromium, which shares the two cores with it. The first page is timed from the start of the process, its
modules compiled by a start before, until the page is at rest; the browser asks as soon as somebody answers, as the one does that
`serve` opens. A move is timed within the browser: from the key that moves the slider until the
ranking's grid is drawn with other numbers; its table for readers of the screen follows 200 ms later. The crowd speaks Streamlit's own protocol over one web socket each; each session
moves its weight again as soon as its ranking is there, and an answer without a ranking counts as an error. Memory is that of the server and of the
processes that read files.

*How.* One process, one thread (also within numpy; pandas without numexpr and bottleneck), warm: every
call that is timed comes right after {warm} others of its own side. Both sides run in turn, and the ratio is the median over the
pairs, so that whatever else the machine does hits both. Before anything is timed, a checksum over all published totals, places and
grades must be the same on both sides; the one for workbooks must be that of the same sheet without them. The machine has {cores}
cores; seconds are its own, ratios carry over better.
"""


def page(
    rescorings: tuple[Rescoring, ...],
    split: Split,
    split_units: int,
    *,
    checking: float,
    reading: Reading,
    app: AppTimes,
    live: LiveTimes,
    trust: Trust,
) -> str:
    """The whole page."""
    return _METHOD.format(
        table=_table(rescorings),
        units=split_units,
        reading=split.reading,
        scoring=split.scoring,
        writing=split.writing,
        total=split.total,
        checking=checking,
        app=_app(app),
        trust=_trust(split_units, live, trust),
        clean=reading.clean,
        bad=reading.bad_cells,
        zipped=reading.forms,
        clean_units=UNITS,
        bad_cells=BAD_CELLS,
        forms=FORMS,
        read_indicators=INDICATORS,
        guard=GUARD,
        warm=WARM,
        cores=os.cpu_count(),
    )


def _table(rescorings: tuple[Rescoring, ...]) -> str:
    headings = [f"{found.size.units:,} units, {found.size.groups} groups" for found in rescorings]
    pandas = [found.against_pandas for found in rescorings]
    rows = [
        ["scoring again, warm", *headings],
        ["---"] * (len(headings) + 1),
        ["Baton", *(_time(pairs.seconds[0]) for pairs in pandas)],
        ["by hand in pandas", *(_time(pairs.seconds[1]) for pairs in pandas)],
        [f"**times as fast as pandas** (asked: {AT_LEAST})", *(f"**{pairs.ratio:.1f}**" for pairs in pandas)],
        ["a memory copy of the figures", *(_time(found.against_copy.seconds[0]) for found in rescorings)],
        [
            f"**copies that Baton takes** (asked at the largest size: {AT_MOST} at most)",
            *(f"**{found.against_copy.ratio:.1f}**" for found in rescorings),
        ],
        ["Baton's first scoring, compiling included", *(_time(found.first) for found in rescorings)],
        ["checksum of both sides", *(f"`{found.checksum}`" for found in rescorings)],
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _app(times: AppTimes) -> str:
    crowd = times.crowd
    rows = [
        ["the app, in a browser on the same machine", "seconds (median)"],
        ["---", "---"],
        ["from the start of the server to the first page drawn, the sample in it", f"{times.first_page:.1f}"],
        [f"from a key on a slider of weights to the new ranking drawn, {SMALL} units", f"{times.small:.2f}"],
        [f"the same, {LARGE:,} units", f"{times.large:.2f}"],
        [
            f"{crowd.sessions} sessions at once, each moving a weight of {LARGE:,} units: median",
            f"{crowd.median:.1f}",
        ],
        [f"the same, 95th percentile; {crowd.errors} errors, {crowd.megabytes:,.0f} MB", f"{crowd.p95:.1f}"],
    ]
    return _rows(rows)


def _trust(units: int, live: LiveTimes, trust: Trust) -> str:
    return _rows(
        [
            [f"the result workbook of {units:,} units × 60, with live formulas", "seconds (median)"],
            ["---", "---"],
            [f"written, {live.megabytes:.1f} MB", f"{live.whole:.1f}"],
            ["its live sheets alone", f"{live.live:.1f}"],
            ["opened, worked out and saved again by LibreOffice", f"{live.resaved:.1f}"],
            [f"certificate: {trust.figures:,} figures worked out by fractions", f"{trust.certifying:.1f}"],
            [f"`verify`: {trust.cells:,} cells compared", f"{trust.verifying:.1f}"],
            [
                f"`audit verify`: {trust.entries:,} entries, and the records against them",
                f"{trust.auditing:.1f}",
            ],
        ]
    )


def _rows(rows: list[list[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _time(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.1f} ms"
