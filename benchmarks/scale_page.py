"""The figures of docs/scale.md: tables between marks, made anew from what was measured last."""

from __future__ import annotations

import re
from dataclasses import replace
from textwrap import indent
from typing import TYPE_CHECKING, Any

from benchmarks.from_table import FromTables, time_tables
from benchmarks.markdown import table
from benchmarks.part import FIGURES, Part, kept
from benchmarks.streaming import MILLION
from benchmarks.tallies import Tallies, measure_tallies

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from benchmarks.from_table import FromTable
    from benchmarks.tallies import Lines

MEGABYTE, MINUTE = 2**20, 60
#: Every grassroots organisation of a country, for which the page reckons.
COUNTRY = 5_250_000
#: The memory of an ordinary machine, in megabytes, of which so much is left to one program.
MEMORY = 12_000
_MARKED = re.compile(r"^( *)<!-- figures: (\w+) -->\n.*?^ *<!-- end -->$", re.DOTALL | re.MULTILINE)


def cost_table(found: FromTables) -> str:
    """What a CSV takes from start to end."""
    sizes = found.sizes
    rows = {
        "the CSV, MB": [f"{one.table / MEGABYTE:,.0f}" for one in sizes],
        "sorting it, s (of processors)": [f"{_sorting(one):.0f} ({_sorting_work(one):.0f})" for one in sizes],
        "scoring, ranking, grading, s (of processors)": [
            f"{one.scored.clock:.1f} ({one.scored.processor:.1f})" for one in sizes
        ],
        "peak memory: sorting, MB": [f"{one.whole.memory:,.0f}" for one in sizes],
        "peak memory: scoring, MB": [f"{one.scored.memory:,.0f}" for one in sizes],
        "the sorted sheet, MB": [f"{one.sheet / MEGABYTE:,.0f}" for one in sizes],
        "the result, MB": [f"{one.result / MEGABYTE:,.1f}" for one in sizes],
        "disk at the peak, beside the CSV, MB": [f"{one.whole.disk:,.0f}" for one in sizes],
        "checksum": [f"`{one.checksum}`" for one in sizes],
    }
    largest = sizes[-1]
    millions = largest.units / MILLION
    sorting, scoring = _sorting_work(largest) / millions, largest.scored.processor / millions
    return (
        table(
            ["`score` of a CSV, 60 indicators in 89 columns", *(f"{one.units:,} units" for one in sizes)],
            *([name, *cells] for name, cells in rows.items()),
        )
        + f"\n\nFor each million of units that is about **{sorting:.0f} s of sorting and {scoring:.0f} s of scoring** in processor time,"
        f" **{largest.table / MEGABYTE / millions:,.0f} MB** of CSV,"
        f" **{largest.whole.disk / millions:,.0f} MB** of disk beside it, and **{_growth(found):,.0f} MB** more memory while it"
        f" is sorted. {COUNTRY:,} units would take {_minutes(COUNTRY / MILLION * sorting)} to sort, once and"
        f" on one core, and {_minutes(COUNTRY / MILLION * scoring)} to score, each time anew but on all cores together."
    )


def limits_table(found: FromTables) -> str:
    """How far one machine goes."""
    first = found.sizes[0]
    growth = _growth(found)
    most = (MEMORY - first.whole.memory) / growth * MILLION if growth > 0 else 0
    return (
        f"Sorting takes {first.whole.memory:,.0f} MB for {first.units:,} units and {growth:,.0f} MB for each million more:"
        f" {MEMORY:,} MB are full at about **{_rounded(most)} units**."
    )


def tallies_table(found: Tallies) -> str:
    """What must be put together for places among all."""
    rows = [
        [name, f"{one.lines:,}", f"{one.size / MEGABYTE:.1f}", f"{_of_country(one, found):,.0f}"]
        for name, one in (("published scores", found.published), ("exact scores", found.exact))
    ]
    heading = f"places taken on, {found.units:,} units in {found.stretches} stretches"
    return table([heading, "lines", "MB", f"MB at {COUNTRY:,} units"], *rows)


def filled(text: str, parts: Iterable[Part[Any]], folder: Path = FIGURES) -> str:
    """The page with its tables made anew; those of parts that were never measured stay as they are."""
    by_name = {part.name: part for part in parts} | {"limits": _LIMITS}

    def current(marked: re.Match[str]) -> str:
        before, name = marked[1], marked[2]
        figures = kept(by_name[name], folder) if name in by_name else None
        if figures is None:
            return marked[0]
        made = by_name[name].table(figures)
        return indent(f"<!-- figures: {name} -->\n\n{made}\n\n<!-- end -->", before)

    return _MARKED.sub(current, text)


def _sorting(one: FromTable) -> float:
    return one.whole.clock - one.scored.clock


def _sorting_work(one: FromTable) -> float:
    return one.whole.processor - one.scored.processor


def _growth(found: FromTables) -> float:
    """Megabytes that a million more units take while they are sorted."""
    first, last = found.sizes[0], found.sizes[-1]
    return (last.whole.memory - first.whole.memory) / (last.units - first.units) * MILLION


def _of_country(one: Lines, found: Tallies) -> float:
    return one.size / MEGABYTE * COUNTRY / found.units


def _minutes(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 2 * MINUTE else f"{seconds / MINUTE:.0f} minutes"


def _rounded(units: float) -> str:
    return f"{units / MILLION:,.0f} million"


TABLES = Part("table", FromTables, lambda: time_tables((0.1, 0.4)), cost_table)
#: Worked out from the same figures.
_LIMITS = replace(TABLES, table=limits_table)
TALLIES = Part("tallies", Tallies, lambda: measure_tallies(0.3), tallies_table)
