"""A sheet scored stretch by stretch publishes what it does when it is scored as a whole."""

from __future__ import annotations

import multiprocessing
import shutil
import time
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.assessment import assessment
from benchmarks.generator import draw_sheet
from benchmarks.scale_sheet import draw_scale_sheet
from engines import SheetFile, Streamed, score_file, write_sheet
from engines.checksum import Checksum, checksum_of
from engines.sheet_layout import row_group_cuts
from indicators import write_scheme
from scoring import score
from scoring.sheet import State
from tests.schemes import Case, case, cases, scheme_of, times

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.assessment import Assessment
    from scoring.results import Results

GROUPS, UNITS, ROWS = 12, 3_000, 200


def streamed(found: Case, folder: Path, rows: int, cores: int = 1) -> Streamed:
    write_sheet(found.scheme, found.sheet, folder / "sheet.parquet", rows)
    return score_file(
        found.scheme, SheetFile(folder / "sheet.parquet"), folder / "result.parquet", cores=cores
    )


def published(results: Results) -> dict[str, tuple[object, ...]]:
    root = results.scheme.root
    parts = (root, *results.scheme.children[root.code])
    ranks = [None] * len(results.sheet.units) if results.rank is None else results.rank.tolist()
    return {
        unit.code: (
            unit.group,
            *(results.published(part.code).value(at) for part in parts),
            State(results.total.states[at]).name.lower(),
            int(results.group_rank[at]) or None,
            ranks[at] or None,
            results.grades[at],
        )
        for at, unit in enumerate(results.sheet.units)
    }


def in_file(path: Path) -> dict[str, tuple[object, ...]]:
    return {
        str(code): tuple(rest) for code, *rest in zip(*pq.read_table(path).to_pydict().values(), strict=True)
    }


@times(1, long=1)
@given(cases(), st.sampled_from((1, 2, 7, 4096)), st.integers(1, 3))
def test_however_a_sheet_is_cut_the_same_is_published(found: Case, rows: int, cores: int) -> None:
    whole = score(found.scheme, found.sheet)
    with TemporaryDirectory() as folder:
        found_streamed = streamed(found, Path(folder), rows, cores)
        assert in_file(Path(folder, "result.parquet")) == published(whole)
    assert found_streamed.checksum == checksum_of(whole)


@pytest.fixture(scope="module")
def measured() -> Assessment:
    return assessment(GROUPS)


def test_all_families_of_rules_publish_the_same_in_stretches(measured: Assessment, tmp_path: Path) -> None:
    sheet = draw_sheet(measured, UNITS)
    write_sheet(measured.scheme, sheet, tmp_path / "sheet.parquet", ROWS)
    file = SheetFile(tmp_path / "sheet.parquet")
    assert len(file.layout.blocks()) > 5
    streamed = score_file(measured.scheme, file, tmp_path / "result.parquet", cores=2)
    assert streamed.checksum == checksum_of(score(measured.scheme, sheet))


def ties_of(ties: str, *, rank_on: str = "published") -> Case:
    """Three groups in which units of equal totals stand in codes that cross the groups."""
    scheme = f"""
scheme: ties
title: 并列
policies: {{rank_across_groups: yes, ties: {ties}, rank_on: {rank_on}, tie_break: [P2], decimals: 0}}
groups: [{{code: A, name: 甲}}, {{code: B, name: 乙}}, {{code: C, name: 丙}}]
grades: [{{name: 优, quota: 40%}}, {{name: 良}}]
tree:
  - {{code: T, name: 总分, points: 10}}
  - {{code: P1, parent: T, name: 学习, points: 5, rule: {{kind: direct}}}}
  - {{code: P2, parent: T, name: 整改, points: 5, rule: {{kind: direct}}, measure: a / b, zero_denominator: missing}}
"""
    random = Random(8)  # noqa: S311 - not for secrets
    groups = {f"{random.randrange(10_000):04}": random.choice("ABC") for _ in range(90)}
    values = {}
    for unit in groups:
        values[f"{unit} P1."] = str(random.choice((1, 2, "2.4")))
        # Equal quotients of different figures, which floats may or may not hold alike.
        times = random.randrange(1, 40)
        values[f"{unit} P2.a"], values[f"{unit} P2.b"] = f"{times * random.choice((1, 2))}", f"{times * 3}"
    return case(scheme, groups, values)


@pytest.mark.parametrize("rank_on", ["published", "exact"])
@pytest.mark.parametrize("ties", ["competition", "dense", "ordinal"])
def test_equal_units_of_different_stretches_stand_as_they_do_side_by_side(
    ties: str, rank_on: str, tmp_path: Path
) -> None:
    found = ties_of(ties, rank_on=rank_on)
    streamed(found, tmp_path, rows=1)
    assert in_file(tmp_path / "result.parquet") == published(score(found.scheme, found.sheet))


ROOTS = """
scheme: roots
title: 无理数
policies: {rank_across_groups: yes, rank_on: exact, decimals: 0}
groups: [{code: A, name: 甲组}, {code: B, name: 乙组}, {code: C, name: 丙组}]
tree:
  - {code: T, name: 总分, points: 100}
  - code: P
    parent: T
    name: 均衡
    points: 100
    measure: SQRT(甲 * 乙)
    zero_denominator: missing
    rule: {kind: direct}
"""


def test_units_that_only_the_exact_reading_can_tell_apart_are_told_apart_across_stretches(
    tmp_path: Path,
) -> None:
    pairs = [(2, 3), (1, 6), (3, 2), (5, 7), (7, 5), (1, 35), (4, 9), (6, 6), (1, 36), (2, 18), (8, 9)]
    groups = {f"{at:02}": "ABC"[at % 3] for at in range(len(pairs))}
    values = {}
    for unit, (one, other) in zip(groups, pairs, strict=True):
        values[f"{unit} P.甲"], values[f"{unit} P.乙"] = str(one), str(other)
    found = case(ROOTS, groups, values)
    streamed(found, tmp_path, rows=1)
    whole = score(found.scheme, found.sheet)
    assert in_file(tmp_path / "result.parquet") == published(whole)
    assert whole.rank is not None
    assert sorted(whole.rank.tolist()) == [1, 2, 2, 2, 2, 6, 6, 6, 9, 9, 9]


# ---------------------------------------------------------------- broken off


def furnished(folder: Path) -> tuple[Assessment, SheetFile]:
    of = assessment(24)
    draw_scale_sheet(of, 24 * 40, folder / "sheet.parquet", rows=40)
    return of, SheetFile(folder / "sheet.parquet")


class StopError(Exception):
    """Somebody wants to stop."""


def stop_after(stretches: int) -> Callable[[int, int], None]:
    def progress(done: int, _: int) -> None:
        if done >= stretches:
            raise StopError

    return progress


def test_what_was_done_before_a_stop_is_not_done_again(tmp_path: Path) -> None:
    of, file = furnished(tmp_path)
    target = tmp_path / "result.parquet"
    with pytest.raises(StopError):
        score_file(of.scheme, file, target, cores=1, progress=stop_after(5))
    assert not target.exists()
    told: list[tuple[int, int]] = []
    again = score_file(of.scheme, file, target, progress=lambda done, total: told.append((done, total)))
    assert again.resumed >= 5
    stretches = len(file.layout.blocks())
    assert told == [(done, stretches) for done in range(again.resumed, stretches + 1)]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["result.parquet", "sheet.parquet"]
    whole = score_file(of.scheme, file, target, cores=1)
    assert (whole.resumed, whole.checksum) == (0, again.checksum)


def test_what_was_begun_with_other_data_or_another_scheme_is_not_gone_on_with(tmp_path: Path) -> None:
    of, file = furnished(tmp_path)
    target = tmp_path / "result.parquet"
    with pytest.raises(StopError):
        score_file(of.scheme, file, target, cores=1, progress=stop_after(5))
    content = write_scheme(of.scheme).replace("lose: 0.05", "lose: 0.06")
    assert score_file(scheme_of(content), file, target).resumed == 0
    with pytest.raises(StopError):
        score_file(of.scheme, file, target, cores=1, progress=stop_after(5))
    write_sheet(of.scheme, draw_sheet(of, 24 * 40), tmp_path / "sheet.parquet", 40)
    assert score_file(of.scheme, SheetFile(tmp_path / "sheet.parquet"), target).resumed == 0


def score_in_child(folder: str) -> None:
    of, path = assessment(24), Path(folder)
    score_file(of.scheme, SheetFile(path / "sheet.parquet"), path / "result.parquet", cores=2)


def test_a_run_killed_at_any_moment_is_completed_with_the_same_checksum(tmp_path: Path) -> None:
    of, file = furnished(tmp_path)
    target = tmp_path / "result.parquet"
    expected = score_file(of.scheme, file, target, cores=2).checksum
    stretches = len(file.layout.blocks())
    server = multiprocessing.get_context("forkserver")
    server.set_forkserver_preload(["benchmarks.scale_sheet", "engines"])
    random, resumed = Random(20), []  # noqa: S311 - not for secrets
    for _ in range(20):
        target.unlink()
        child = server.Process(target=score_in_child, args=(str(tmp_path),))
        child.start()
        # By what is on the disk, not by the clock: a busy machine would have it killed before it began, or after its end.
        awaited = random.randint(0, stretches)
        while child.is_alive() and len(list(tmp_path.glob("*.run/*.units"))) < awaited:
            time.sleep(0.001)
        time.sleep(random.uniform(0, 0.02))
        child.kill()
        child.join()
        again = score_file(of.scheme, file, target, cores=2)
        assert again.checksum == expected
        resumed.append(again.resumed)
    assert any(0 < done < stretches for done in resumed)


def test_a_run_stopped_while_its_folder_is_removed_is_completed_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    of, file = furnished(tmp_path)
    target = tmp_path / "result.parquet"
    expected = score_file(of.scheme, file, target, cores=1).checksum

    def broken_off(folder: Path, **_: object) -> None:
        next(folder.glob("*.tally")).unlink()
        raise StopError

    monkeypatch.setattr(shutil, "rmtree", broken_off)
    with pytest.raises(StopError):
        score_file(of.scheme, file, target, cores=1)
    monkeypatch.undo()
    assert score_file(of.scheme, file, target, cores=1).checksum == expected


# ---------------------------------------------------------------- sheets


def test_a_sheet_of_another_scheme_is_refused(tmp_path: Path) -> None:
    _, file = furnished(tmp_path)
    with pytest.raises(ValueError, match="another scheme"):
        score_file(assessment(23).scheme, file, tmp_path / "result.parquet")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["sheet.parquet"]
    plain = tmp_path / "plain.parquet"
    pq.write_table(pq.read_table(tmp_path / "sheet.parquet").replace_schema_metadata(), plain)
    with pytest.raises(ValueError, match="no scale sheet"):
        SheetFile(plain)


@pytest.mark.parametrize(
    ("sizes", "cuts"),
    [
        ([10, 10, 10], [20, 10]),
        ([25, 3, 50, 4], [25, 3, 16, 17, 17, 4]),
        ([0, 0], []),
        ([3, 0, 40], [43]),
    ],
)
def test_row_groups_are_cut_where_groups_end_and_within_large_ones_only(
    sizes: list[int], cuts: list[int]
) -> None:
    found = list(row_group_cuts(sizes, 20))
    assert sum(found) == sum(sizes)
    assert found == cuts


def test_checksums_of_parts_add_up_and_tell_everything(measured: Assessment) -> None:
    whole = checksum_of(score(measured.scheme, draw_sheet(measured, 50)))
    assert str(whole) == str(Checksum(*whole).plus(Checksum()))
    assert whole != checksum_of(score(measured.scheme, draw_sheet(measured, 51)))
