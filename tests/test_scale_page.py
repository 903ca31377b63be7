"""The page about scale says what was measured last, and what it measures is what a person would run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.from_table import Command, FromTable, FromTables, time_table
from benchmarks.part import keep
from benchmarks.parts import PARTS
from benchmarks.scale_page import TABLES, cost_table, filled, limits_table, tallies_table
from benchmarks.tallies import Lines, Tallies, measure_tallies

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).parent.parent / "docs" / "scale.md"
MARK = "<!-- figures: {} -->\n{}\n<!-- end -->\n"


def made_up() -> FromTables:
    sizes = (
        FromTable(100_000, 2**25, 2**20, 2**20, Command(12, 10, 300, 90), Command(2, 3, 250, 5), "ab"),
        FromTable(500_000, 5 * 2**25, 2**22, 2**21, Command(60, 50, 500, 450), Command(10, 15, 260, 9), "cd"),
    )
    return FromTables(sizes)


def row(table: str, name: str) -> list[str]:
    (found,) = (line for line in table.splitlines() if line.startswith(f"| {name} |"))
    return found.strip("| ").split(" | ")[1:]


def test_the_figures_on_the_page_are_those_that_were_measured_last() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert filled(text, PARTS) == text, "run: python -m benchmarks tallies"


def test_every_mark_of_the_page_is_a_part_or_worked_out_of_one() -> None:
    known = {part.name for part in PARTS} | {"limits", "spark"}
    assert set(_marks(PAGE.read_text(encoding="utf-8"))) <= known


def _marks(text: str) -> Iterator[str]:
    for piece in text.split("<!-- figures: ")[1:]:
        yield piece.partition(" ")[0]


def test_what_sorting_takes_is_the_whole_without_the_scoring() -> None:
    table = cost_table(made_up())
    assert row(table, "sorting it, s (of processors)") == ["10 (7)", "50 (35)"]
    assert "about **70 s of sorting and 30 s of scoring** in processor time" in table
    assert "**500 MB** more memory" in table
    assert (
        "5,250,000 units would take 6 minutes to sort, once and on one core, and 3 minutes to score" in table
    )


def test_the_register_fills_the_memory_where_its_growth_reaches_it() -> None:
    said = limits_table(made_up())
    assert "300 MB for 100,000 units and 500 MB for each million more" in said
    assert "about **23 million units**" in said


def test_tallies_are_reckoned_for_a_country() -> None:
    table = tallies_table(Tallies(300_000, 9, Lines(10, 2**20), Lines(20, 2**21)))
    assert row(table, "exact scores") == ["20", "2.0", "35"]


def test_tables_of_parts_that_were_never_measured_stay_as_they_are(tmp_path: Path) -> None:
    text = MARK.format("table", "before") + MARK.format("tallies", "before")
    text += "1. A list\n   <!-- figures: limits -->\n   <!-- end -->\n   goes on\n"
    assert filled(text, PARTS, tmp_path) == text
    keep(TABLES, made_up(), tmp_path)
    once = filled(text, PARTS, tmp_path)
    assert once.count("before") == 1
    assert "6 minutes to sort" in once
    assert "\n   Sorting takes" in once
    assert once.endswith("\n   goes on\n")
    assert filled(once, PARTS, tmp_path) == once


def test_a_table_is_made_scored_and_scored_again(tmp_path: Path) -> None:
    found = time_table(2_000, tmp_path / "small")
    assert found.units == 2_000
    assert found.table > found.sheet > found.result > 0
    assert found.whole.memory > 50
    assert len(found.checksum) == 32
    left = {path.name.partition(".")[0] for path in (tmp_path / "small").iterdir()}
    assert left == {"scheme", "table", "result"}


def test_places_on_exact_scores_need_a_line_for_nearly_every_unit() -> None:
    found = measure_tallies(0.004)
    assert found.units == 4_000
    assert found.published.lines < found.exact.lines <= found.units
