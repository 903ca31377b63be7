"""What the page says about scoring again: the bars, the table, and how it was measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.bars import Bar, at_least, at_most
from benchmarks.by_polars import LAZY, WAYS
from benchmarks.markdown import short_time, table
from benchmarks.measure import BATON, COPY, PANDAS
from benchmarks.timing import by_clock, by_processor

if TYPE_CHECKING:
    from benchmarks.measure import Contest, Rescoring, Size
    from benchmarks.timing import Time

#: At least so many times as fast as pandas and as Polars, by the number of units; at most so many copies.
AGAINST_PANDAS = {3_000: 12.0, 100_000: 7.0}
AGAINST_POLARS = {3_000: 2.0, 100_000: 2.0, 1_000_000: 2.0}
COPIES = {1_000_000: 12.0}

PICTURE = "![Processor time of one scoring, by contender and size](pictures/performance.svg)"


def rescoring_table(found: Rescoring) -> str:
    """One column for each size, then the same sizes with Polars on all processors."""
    tables = (_one_thread(found.one_thread), *map(_word_of_the_judge, _judged(found)))
    return "\n\n".join((*tables, PICTURE, _all_processors(found.all_processors)))


def _judged(found: Rescoring) -> list[Contest]:
    return [contest for contest in found.one_thread if contest.judges]


def _word_of_the_judge(contest: Contest) -> str:
    """Who else finds the checksum of a size."""
    judges = ", ".join(contest.judges)
    return f"The checksum of {heading(contest.size)}, is also that of {judges}: the same scores, places and grades."


def rescoring_bars(found: Rescoring) -> tuple[Bar, ...]:
    """Against a copy, Polars and pandas, in all sheets of a size together; and the word of the judge."""
    bars = []
    for units in dict.fromkeys(contest.size.units for contest in found.one_thread):
        contests = [contest for contest in found.one_thread if contest.size.units == units]
        work = f"scoring again, {units:,} units, one thread, against"
        if units in COPIES:
            copies = (contest.ratio(BATON, COPY).processor for contest in contests)
            bars.append(at_most(f"{work} a memory copy", COPIES[units], *copies))
        if units in AGAINST_POLARS:
            best = ((contest, contest.best_polars(by_processor)) for contest in contests)
            ratios = (contest.ratio(way, BATON).processor for contest, way in best)
            bars.append(at_least(f"{work} the best Polars", AGAINST_POLARS[units], *ratios))
        if units in AGAINST_PANDAS:
            ratios = (contest.ratio(PANDAS, BATON).processor for contest in contests)
            bars.append(at_least(f"{work} pandas", AGAINST_PANDAS[units], *ratios))
    return (*bars, *map(_judgement, _judged(found)))


def _judgement(contest: Contest) -> Bar:
    """All sides but the copy, and all judges."""
    ways = len(contest.times) - 1 + len(contest.judges)
    work = f"every engine and block size, {contest.size.units:,} units: one checksum, the exact reading's"
    return Bar(work, "the same", f"`{contest.checksum}`, {ways} ways", met=True)


def _one_thread(contests: tuple[Contest, ...]) -> str:
    best = [(contest, contest.best_polars(by_processor)) for contest in contests]
    return table(
        [
            "scoring again, warm, one thread each: processor time",
            *(heading(contest.size) for contest in contests),
        ],
        *(
            [_of(side), *(short_time(contest.middle(side).processor) for contest in contests)]
            for side in (BATON, PANDAS, *WAYS, COPY)
        ),
        [
            "**times as fast as pandas** (by the clock)",
            *(_at_least(contest, PANDAS, AGAINST_PANDAS) for contest in contests),
        ],
        [
            "**times as fast as the best Polars** (by the clock)",
            *(_at_least(contest, way, AGAINST_POLARS) for contest, way in best),
        ],
        ["**copies that Baton takes** (by the clock)", *(_at_most(contest, COPIES) for contest in contests)],
        [
            "Baton's first scoring, compiling included, by the clock",
            *(short_time(contest.first) for contest in contests),
        ],
        *beside(contests, (BATON, PANDAS, LAZY)),
    )


def _all_processors(contests: tuple[Contest, ...]) -> str:
    ratios = [contest.ratio(contest.best_polars(by_clock), BATON) for contest in contests]
    return table(
        [
            "Polars on all processors, Baton on one: by the clock",
            *(heading(contest.size) for contest in contests),
        ],
        *(
            [_of(side), *(short_time(contest.middle(side).clock) for contest in contests)]
            for side in (BATON, *WAYS)
        ),
        [
            "**times as fast as the best Polars** (by processor time)",
            *(f"**{ratio.clock:.3g}** ({ratio.processor:.3g})" for ratio in ratios),
        ],
        *beside(contests, (BATON, LAZY)),
    )


def beside(contests: tuple[Contest, ...], sides: tuple[str, ...]) -> list[list[str]]:
    """What was recorded beside the times of some sides."""
    return [
        *(
            [
                f"memory on top at the peak: {side}",
                *(f"{contest.megabytes[side]:,.0f} MB" for contest in contests),
            ]
            for side in sides
        ),
        [
            "rounds, calls before each",
            *(f"{contest.size.rounds}, {contest.size.warm}" for contest in contests),
        ],
        [
            "load before, at the end",
            *(" → ".join(f"{load:.1f}" for load in contest.load) for contest in contests),
        ],
        ["checksum of all sides", *(f"`{contest.checksum}`" for contest in contests)],
    ]


def heading(size: Size) -> str:
    """What was scored at a size, in words."""
    groups = "one group" if size.groups == 1 else f"{size.groups} groups"
    return f"{size.units:,} units, {groups}{', in no order' * size.mixed}"


def _of(side: str) -> str:
    return {BATON: BATON, COPY: "a memory copy of the figures"}.get(side, f"by hand in {side}")


def _at_least(contest: Contest, side: str, asked: dict[int, float]) -> str:
    ratio, bar = contest.ratio(side, BATON), asked.get(contest.size.units)
    return (
        _ratio(ratio) if bar is None else f"{_ratio(ratio)}; asked ≥ {bar:g}: {_word(ratio.processor >= bar)}"
    )


def _at_most(contest: Contest, asked: dict[int, float]) -> str:
    ratio, bar = contest.ratio(BATON, COPY), asked.get(contest.size.units)
    return (
        _ratio(ratio) if bar is None else f"{_ratio(ratio)}; asked ≤ {bar:g}: {_word(ratio.processor <= bar)}"
    )


def _word(met: bool) -> str:  # noqa: FBT001 - what it says
    return "met" if met else "missed"


def _ratio(ratio: Time) -> str:
    return f"**{ratio.processor:.3g}** ({ratio.clock:.3g})"
