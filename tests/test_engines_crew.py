"""Other processes do the same as this one, and nothing is lost with them."""

from __future__ import annotations

import pickle
import subprocess
import sys
import time
from contextlib import suppress
from queue import SimpleQueue
from typing import TYPE_CHECKING

import psutil
import pyarrow.parquet as pq
import pytest

from benchmarks.assessment import assessment
from benchmarks.scale_sheet import draw_scale_sheet
from engines import SheetFile, crew, score_file, write_sheet
from engines.crew import Crew
from engines.mate import GoneError, Mate
from engines.run_folder import RunFolder
from engines.work import Tools, Work
from machine import ROOT
from scoring.results import TooLargeError
from tests.test_engines_cohorts import compared

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: Longer than a process takes to start on a machine that has much to do.
PATIENCE = 60.0
COMPARED = "{kind: rank points, lose: 5%, cohort: all}"


def mates() -> list[psutil.Process]:
    """The processes that this one has started to work for it."""
    found = []
    for child in psutil.Process().children():
        # One that was just killed has no command any more.
        with suppress(psutil.Error):
            found += [child for word in child.cmdline() if "mate_process" in word]
    return found


@pytest.fixture
def work(tmp_path: Path) -> Work:
    """A group of many units cut into stretches, whom a rule compares with one another."""
    found = compared(COMPARED)
    write_sheet(found.scheme, found.sheet, tmp_path / "sheet.parquet", 3)
    return Work.of(found.scheme, SheetFile(tmp_path / "sheet.parquet"), tmp_path / "result.parquet")


@pytest.fixture
def mate(work: Work) -> Iterator[Mate]:
    ready: SimpleQueue[Mate] = SimpleQueue()
    started = Mate(work, ready.put)
    try:
        yield ready.get(timeout=PATIENCE)
    finally:
        started.end()


def test_a_mate_says_and_scores_what_this_process_does(work: Work, mate: Mate, tmp_path: Path) -> None:
    ours = Tools(work, SheetFile(work.sheet))
    ours.cohorts.gather(
        lambda stage, looks: [mate.look(stage, at, ours.cohorts.found) for at in range(looks)]
    )
    assert ours.cohorts.found
    elsewhere = RunFolder(tmp_path / "elsewhere", "0" * 32)
    for at, stretch in enumerate(ours.stretches):
        mate.score(at, ours.cohorts.found)
        assert ours.folder.is_done(at)
        elsewhere.keep(at, ours.scoring.scored(stretch))
    kept, own = (sorted(folder.path.iterdir()) for folder in (ours.folder, elsewhere))
    assert [path.name for path in kept] == [path.name for path in own]
    assert [path.read_bytes() for path in kept] == [path.read_bytes() for path in own]


def test_what_goes_wrong_in_a_mate_goes_wrong_here(work: Work, mate: Mate) -> None:
    ours = Tools(work, SheetFile(work.sheet))
    with pytest.raises(IndexError):
        mate.score(len(ours.stretches), ours.cohorts.found)
    with pytest.raises(KeyError):
        mate.score(0, {})


def test_a_score_too_large_is_told_of_in_another_process_as_in_this() -> None:
    error = pickle.loads(pickle.dumps(TooLargeError("P1")))  # noqa: S301 - our own
    assert error.code == "P1"
    assert str(error) == str(TooLargeError("P1"))
    assert "“P1”" in str(error)


def test_a_mate_that_is_gone_is_missed(mate: Mate) -> None:
    psutil.Process(mate.number).kill()
    with pytest.raises(GoneError):
        mate.score(0, {})


def test_where_no_other_process_can_be_started_this_one_does_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    of, path = assessment(6), tmp_path / "sheet.parquet"
    draw_scale_sheet(of, 6 * 40, path, rows=40)
    alone = score_file(of.scheme, SheetFile(path), tmp_path / "alone.parquet", cores=1)
    monkeypatch.setattr(crew, "WORTH_A_PROCESS", 1)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nowhere"))
    found = score_file(of.scheme, SheetFile(path), tmp_path / "result.parquet", cores=3)
    assert mates() == []
    assert found.checksum == alone.checksum


def test_whoever_is_left_does_what_a_killed_mate_was_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    of, path = assessment(24), tmp_path / "sheet.parquet"
    draw_scale_sheet(of, 24 * 40, path, rows=10)
    alone = score_file(of.scheme, SheetFile(path), tmp_path / "alone.parquet", cores=1)
    monkeypatch.setattr(crew, "WORTH_A_PROCESS", 1)
    killed: list[int] = []
    seen: set[int] = set()

    def progress(done: int, _: int) -> None:
        # Slow enough that the others have started long before the end.
        time.sleep(0.05)
        children = mates()
        seen.update(child.pid for child in children)
        if done >= 70 and not killed:
            killed.append(children[0].pid)
            children[0].kill()

    together = score_file(
        of.scheme, SheetFile(path), tmp_path / "together.parquet", cores=3, progress=progress
    )
    assert together.checksum == alone.checksum
    assert pq.read_table(tmp_path / "together.parquet").equals(pq.read_table(tmp_path / "alone.parquet"))
    assert len(seen) == 2
    assert killed
    assert not any(psutil.pid_exists(pid) for pid in seen)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "alone.parquet",
        "sheet.parquet",
        "together.parquet",
    ]


def test_as_many_processes_are_started_as_there_is_work_for(work: Work) -> None:
    ours = Tools(work, SheetFile(work.sheet))
    for cores, cells, others in ((1, 10**9, 0), (4, 10**6, 0), (4, 3 * 10**8, 2), (2, 10**9, 1)):
        with Crew(work, ours, cores, cells):
            assert len(mates()) == others
        assert not mates()


KILLED = """
import pickle, sys, time
from engines.mate import Mate
from pathlib import Path
work = pickle.loads(Path(sys.argv[1]).read_bytes())
mate = Mate(work, lambda mate: print(mate.number, flush=True))
time.sleep(600)
"""


def test_a_mate_ends_with_the_process_that_started_it_even_if_that_is_killed(
    work: Work, tmp_path: Path
) -> None:

    (tmp_path / "work").write_bytes(pickle.dumps(work))
    command = [sys.executable, "-c", KILLED, str(tmp_path / "work")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, encoding="ascii") as parent:
        assert parent.stdout is not None
        mate = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
    mate.wait(PATIENCE)
