"""What is measured at one size, and that both sides publish the same."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from benchmarks import by_baton, by_pandas
from benchmarks.assessment import assessment
from benchmarks.by_baton import rescore
from benchmarks.generator import draw_sheet
from benchmarks.memory_copy import memory_copy
from benchmarks.outcome import same
from benchmarks.timing import Pairs, once, pairs
from benchmarks.wide_frame import wide_frame
from benchmarks.workbook import Split, time_workbook
from scoring.results import Scoring


@dataclass(frozen=True, slots=True)
class Size:
    """How many units in how many groups, and how often a pair with pandas and a pair with a copy is timed."""

    units: int
    groups: int
    against_pandas: int
    against_copy: int


@dataclass(frozen=True, slots=True)
class Rescoring:
    """The same sheet scored by both sides, warm.

    `first` is how many seconds Baton's first scoring takes, compiling included; of `against_copy` the copy is ours and
    Baton theirs, so that its ratio is how many copies Baton takes.
    """

    size: Size
    first: float
    against_pandas: Pairs
    against_copy: Pairs
    checksum: str


def rescoring(size: Size) -> Rescoring:
    """Times Baton against pandas by hand and against a memory copy.

    Raises:
        ValueError: If the two do not publish the same.
    """
    of = assessment(size.groups)
    scheme, sheet = of.scheme, draw_sheet(of, size.units)
    first = once(lambda: rescore(Scoring(scheme, sheet)))
    scoring = Scoring(scheme, sheet)
    ours, frame = partial(rescore, scoring), wide_frame(of, sheet)
    theirs = partial(by_pandas.score, of, frame)
    checksum = same(by_baton.outcome_of(ours()), by_pandas.outcome_of(theirs()))
    against_pandas = pairs(ours, theirs, size.against_pandas)
    del theirs, frame
    return Rescoring(
        size, first, against_pandas, pairs(memory_copy(sheet), ours, size.against_copy), checksum
    )


def from_excel_to_excel(size: Size, repeats: int) -> Split:
    """Times the command `score` over workbooks.

    Raises:
        ValueError: If it does not publish what the same sheet gives without a workbook.
    """
    of = assessment(size.groups)
    scheme, sheet = of.scheme, draw_sheet(of, size.units)
    split, outcome = time_workbook(scheme, sheet, repeats)
    same(by_baton.outcome_of(rescore(Scoring(scheme, sheet))), outcome)
    return split
