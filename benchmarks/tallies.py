"""How much must be put together in one place for places among all: the lines of tallies, by what places are taken on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.assessment import assessment
from benchmarks.scale_sheet import draw_scale_sheet
from benchmarks.streaming import GROUPS_OF_A_MILLION, MILLION
from engines import SheetFile
from engines.block_scoring import BlockScoring
from engines.merged_cohorts import MergedCohorts
from indicators.policies import RankOn
from scoring.layout import compile_plan


@dataclass(frozen=True, slots=True)
class Lines:
    """Different lines in the tallies of all stretches, and their bytes."""

    lines: int
    size: int


@dataclass(frozen=True, slots=True)
class Tallies:
    """Of so many units in so many stretches, where places are taken on published scores, and on exact ones."""

    units: int
    stretches: int
    published: Lines
    exact: Lines


def measure_tallies(size: float) -> Tallies:
    """Counts the lines of so many millions of units."""
    units = int(size * MILLION)
    of = assessment(int(size * GROUPS_OF_A_MILLION))
    with TemporaryDirectory() as folder:
        draw_scale_sheet(of, units, Path(folder, "drawn"))
        sheet, found = SheetFile(Path(folder, "drawn")), {}
        for rank_on in (RankOn.PUBLISHED, RankOn.EXACT):
            policies = of.scheme.policies.model_copy(update={"rank_on": rank_on})
            scheme = of.scheme.model_copy(update={"policies": policies})
            plan = compile_plan(scheme)
            cohorts = MergedCohorts(plan, sheet, sheet.layout.stretches())
            found[rank_on] = _lines(BlockScoring(plan, sheet, cohorts))
        return Tallies(units, len(sheet.layout.blocks()), found[RankOn.PUBLISHED], found[RankOn.EXACT])


def _lines(scoring: BlockScoring) -> Lines:
    lines = size = 0
    for stretch in scoring.stretches:
        tally = scoring.scored(stretch).tally
        if tally is None:
            raise ValueError("units of this scheme are not compared")
        lines += len(tally.counts)
        size += sum(
            column.nbytes for column in (*(key.numbers for key in tally.keys), tally.counts, tally.rows)
        )
    return Lines(lines, size)
