"""What the page says about scoring again: the bars, the table, and how it was measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.by_polars import LAZY, WAYS
from benchmarks.markdown import short_time, table
from benchmarks.measure import BATON, COPY, PANDAS
from benchmarks.pandas_rules import GUARD
from benchmarks.timing import by_clock, by_processor

if TYPE_CHECKING:
    from benchmarks.measure import Contest, Rescoring, Size
    from benchmarks.timing import Time

#: At least so many times as fast as pandas and as Polars, by the number of units; at most so many copies.
AGAINST_PANDAS = {3_000: 12.0, 100_000: 7.0}
AGAINST_POLARS = {3_000: 2.0, 100_000: 2.0, 1_000_000: 2.0}
COPIES = {1_000_000: 12.0}

PICTURE = "![Processor time of one scoring, by contender and size](pictures/performance.svg)"

METHOD = f"""\
*What is scored.* One assessment of 60 indicators with 89 reported fields: targets pro rata, in whole and in started steps, with
gains and caps, higher and lower being better, and by group; measures such as closed ÷ found; deductions for one event and for
several; bands, also interpolated; absolute and relative efficacy; ratio to the best under difficulty coefficients; points by rank,
also of an amount per head; change on last year; votes; direct and imported scores; goalposts; checklists; timeliness; pass or
fail. No rule with a logarithm or root is among them. Three per cent of the cells are missing, one in six indicators applies to two
thirds of the groups only, a quarter have a weight other than their full points. A tree of sums with a scale of 0.9 leads to a
product over base 80; the two highest nodes are rounded. The figures are drawn from a fixed seed; groups differ in size by up to
nine times. Units are listed group after group as in a register, in one of the sheets in no order; another has a single group.

*What is timed.* Scoring a sheet that is in memory: from reported figures to published totals, places within the group and among
all, and grades. Each side has its input prepared beforehand: Baton its compiled plan and arranged columns, pandas one wide frame
of floats with the groups as a category, Polars the same with nulls, the group as a small number, and told that it is sorted where
it is. Every number is computed anew; kept from one run to the next is only what the cells' states alone decide, such as who lacks what.

*By hand in pandas* means [benchmarks/pandas_rules.py](../benchmarks/pandas_rules.py) and
[benchmarks/by_pandas.py](../benchmarks/by_pandas.py): vectorised throughout, without `apply`, written for this one scheme. It knows
which types of groups an indicator leaves out, so it needs no states of cells. It computes in floats with a guard of {GUARD:g} at each step,
each rounding and wherever quotients are ranked, which happens to be enough for these data; without it the results differ. Baton
decides every edge as exact arithmetic does.

*By hand in Polars* means [benchmarks/polars_rules.py](../benchmarks/polars_rules.py) and
[benchmarks/by_polars.py](../benchmarks/by_polars.py): expressions and windows only, with the same guards, and tuned: clips in place of
choices, no window twice. One set of expressions is run eagerly, as a lazy plan in memory, and streaming; the fastest of the
three counts. It is measured twice: with one thread, as all others here, and in processes of their own with all processors of the machine, where
Baton keeps to one.

*The copy* is `np.copyto` of the float64 matrix of all reported fields to another one: the least that reading and writing so
many numbers costs.

*How.* Each size has a process of its own, in which all sides take turns, one thread each (also within numpy; pandas without
numexpr and bottleneck). Every call that is timed comes right after others of its own side (how many, the table says); the order is
reversed from round to round. A ratio is the median over the rounds, so that whatever else the machine does hits both. Where each side
has one thread, the time is that for which a processor worked for the process: on an idle machine the same as the clock's, and less
disturbed by whatever else runs; the clock's ratios stand beside it. Memory is what calls hold at their peak beyond
what the process held before them, so that what a library keeps of earlier calls is not in it; load the average number of processes that wanted to run in the minute before and the last minute, ours among them. Before
anything is timed, a checksum over all published totals, places and grades must be the same on all sides.
"""


def rescoring_table(found: Rescoring) -> str:
    """One column for each size, then the same sizes with Polars on all processors."""
    return f"{_one_thread(found.one_thread)}\n\n{PICTURE}\n\n{_all_processors(found.all_processors)}"


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
