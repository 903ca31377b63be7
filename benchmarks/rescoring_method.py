"""How scoring again is measured, in words."""

from __future__ import annotations

from benchmarks.assessment import kinds_drawn
from benchmarks.pandas_rules import GUARD

METHOD = f"""\
*What is scored.* One assessment of 60 indicators with 89 reported fields, in which each of the {len(kinds_drawn())} kinds of rules occurs:
targets pro rata, in whole and in started steps, with gains and caps, higher and lower being better, and by group; measures such as
closed ÷ found; deductions for one event and for several; bands, also interpolated; absolute and relative efficacy; ratio to the best
under difficulty coefficients; votes; direct and imported scores; goalposts; checklists; points by rank, also of an
amount per head, over a target, behind a gate and by votes; normal scores and exponential ranks; standard scores; a power; a formula
of the office's own; raters, of whom some have not scored; a rubric; additions and deductions; change on last year; level and
growth mixed; timeliness; pass or fail. Three per cent of the cells are missing, one in six indicators applies to two thirds of the
groups only, a quarter have a weight other than their full points. A tree of sums with a scale of 0.9 leads to a product over base
80; the two highest nodes are rounded. The figures are drawn from a fixed seed; groups differ in size by up to nine times. Units
are listed group after group as in a register, in one of the sheets in no order; another has a single group.

*What is timed.* Scoring a sheet that is in memory: from reported figures to published totals, places within the group and among
all, and grades. Each side has its input prepared beforehand: Baton its compiled plan and arranged columns, pandas one wide frame
of floats with the groups as a category, Polars the same with nulls, the group as a small number, and told that it is sorted where
it is. Every number is computed anew; kept from one run to the next is only what the cells' states alone decide, such as who lacks what.

*By hand in pandas* means [benchmarks/pandas_rules.py](../benchmarks/pandas_rules.py) and
[benchmarks/by_pandas.py](../benchmarks/by_pandas.py): vectorised throughout, without `apply`, written for this one scheme. It knows
which types of groups an indicator leaves out, so it needs no states of cells. It computes in floats with a guard of {GUARD:g} at each step,
each rounding and wherever quotients are ranked, which happens to be enough for these data; without it the results differ. Baton
decides every edge as exact arithmetic does. Normal quantiles are lent by Baton
([scoring/normal_quantile.py](../scoring/normal_quantile.py)), as fast as scipy's, which not everybody has.

*By hand in Polars* means [benchmarks/polars_rules.py](../benchmarks/polars_rules.py) and
[benchmarks/by_polars.py](../benchmarks/by_polars.py): expressions and windows only (but for the normal quantile, which Polars has none
of), with the same guards, and tuned: clips in place of choices, no window twice. One set of expressions is run eagerly, as a lazy plan in memory, and streaming; the fastest of the
three counts. It is measured twice: with one thread, as all others here, and in processes of their own with all processors of the machine, where
Baton keeps to one.

*The copy* is `np.copyto` of the float64 matrix of all reported fields to another one: the least that reading and writing so
many numbers costs.

*How.* Each size has a process of its own, in which all sides take turns, one thread each (also within numpy; pandas without
numexpr and bottleneck). Every call that is timed comes right after others of its own side (how many, the table says); the order is
reversed from round to round. A ratio is the median over the rounds, so that whatever else the machine does hits both. The C library is
told to keep the memory it is given back, for all sides that ask it, as Baton's streaming tells it. Where each side
has one thread, the time is that for which a processor worked for the process: on an idle machine the same as the clock's, and less
disturbed by whatever else runs; the clock's ratios stand beside it. Memory is what calls hold at their peak beyond
what the process held before them, so that what a library keeps of earlier calls is not in it; load the average number of processes that wanted to run in the minute before and the last minute, ours among them. Before
anything is timed, a checksum over all published totals, places and grades must be the same on all sides. The judge at 3,000 units is the
exact reading, which works out every part of every unit by fractions and takes nothing from floats; there the sheet is
also scored in memory in blocks of several sizes, and from files cut into row groups of several sizes.
"""
