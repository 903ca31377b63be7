"""The exact reading judges the drawn sheet, and however it is cut the same is published."""

from __future__ import annotations

from benchmarks.assessment import assessment
from benchmarks.generator import draw_sheet
from benchmarks.judge import BLOCKS, ROW_GROUPS, judged
from benchmarks.measure import Size, against_all
from benchmarks.outcome import same
from scoring import block


def test_the_exact_reading_blocks_and_files_publish_the_same() -> None:
    rows, of = block.ROWS, assessment(9)
    found = judged(of, draw_sheet(of, 150))
    assert len(found) == 1 + len(BLOCKS) + len(ROW_GROUPS)
    assert same(*found.values())
    assert rows == block.ROWS


def test_at_small_sizes_the_contest_names_its_judges() -> None:
    contest = against_all(Size(150, 9, rounds=1, warm=0))
    assert contest.judges[0].startswith("the exact reading")
    assert len(contest.judges) == 1 + len(BLOCKS) + len(ROW_GROUPS)
