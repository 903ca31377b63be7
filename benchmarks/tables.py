"""What the page says about everything but scoring again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.app import LARGE, SMALL
from benchmarks.markdown import table
from benchmarks.reading import BAD_CELLS, FORMS, INDICATORS, UNITS

if TYPE_CHECKING:
    from benchmarks.app import AppTimes
    from benchmarks.live_workbook import LiveTimes
    from benchmarks.reading import Reading
    from benchmarks.trust import Trust

APP_METHOD = """\
*The app* is started as `serve` starts it, on a data folder that was filled by the acts of an office, and driven by Playwright with the
machine's Chromium, which shares the two cores with it. The first page is timed from the start of the process, its
modules compiled by a start before, until the page is at rest; the browser asks as soon as somebody answers, as the one does that
`serve` opens. A move is timed within the browser: from the key that moves the slider until the
ranking's grid is drawn with other numbers; its table for readers of the screen follows 200 ms later. The crowd speaks Streamlit's own protocol over one web socket each; each session
moves its weight again as soon as its ranking is there, and an answer without a ranking counts as an error. Memory is that of the server and of the
processes that read files.
"""


def reading_table(reading: Reading) -> str:
    """What `read` takes for what is clean and what is not."""
    rows = table(
        ["the command `read`, from start to end in a process of its own", "seconds (median)"],
        [f"{UNITS:,} units × {INDICATORS} indicators, clean", f"{reading.clean:.1f}"],
        [
            f"{BAD_CELLS} cells that are no numbers, among {FORMS} units × {INDICATORS} indicators",
            f"{reading.bad_cells:.1f}",
        ],
        [f"a zip of {FORMS} forms, one for each unit, × {INDICATORS} indicators", f"{reading.forms:.1f}"],
    )
    must = "Before a time counts, what is found must be just what was put in: outcome, units received and problems."
    return f"{rows}\n\n{must}"


def app_table(times: AppTimes) -> str:
    """One person at the screen, and a crowd."""
    crowd = times.crowd
    return table(
        ["the app, in a browser on the same machine", "seconds (median)"],
        ["from the start of the server to the first page drawn, the sample in it", f"{times.first_page:.1f}"],
        [f"from a key on a slider of weights to the new ranking drawn, {SMALL} units", f"{times.small:.2f}"],
        [f"the same, {LARGE:,} units", f"{times.large:.2f}"],
        [
            f"{crowd.sessions} sessions at once, each moving a weight of {LARGE:,} units: median",
            f"{crowd.median:.1f}",
        ],
        [f"the same, 95th percentile; {crowd.errors} errors, {crowd.megabytes:,.0f} MB", f"{crowd.p95:.1f}"],
    )


def live_table(live: LiveTimes) -> str:
    """The workbook of live formulas."""
    return table(
        [f"the result workbook of {UNITS:,} units × 60, with live formulas", "seconds (median)"],
        [f"written, {live.megabytes:.1f} MB", f"{live.whole:.1f}"],
        ["its live sheets alone", f"{live.live:.1f}"],
        ["opened, worked out and saved again by LibreOffice", f"{live.resaved:.1f}"],
    )


def trust_table(trust: Trust) -> str:
    """What proves it."""
    return table(
        [f"proofs of {UNITS:,} units × 60", "seconds (median)"],
        [f"certificate: {trust.figures:,} figures worked out by fractions", f"{trust.certifying:.1f}"],
        [f"`verify`: {trust.cells:,} cells compared", f"{trust.verifying:.1f}"],
        [f"`audit verify`: {trust.entries:,} entries, and the records against them", f"{trust.auditing:.1f}"],
    )


def checking_sentence(seconds: float) -> str:
    """The command `check`."""
    return (
        "`check` of 3,000 city indicators against a list of 2,000, the command from start to end"
        f" in a process of its own: **{seconds:.1f} s** (median)."
    )
