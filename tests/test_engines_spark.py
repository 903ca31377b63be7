"""On Spark a sheet publishes what it does on one machine, whatever becomes of the workers."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pyarrow.parquet as pq
import pytest
from hypothesis import Phase, given, settings

from benchmarks.assessment import assessment
from benchmarks.generator import draw_sheet
from benchmarks.scale_sheet import draw_scale_sheet
from benchmarks.streaming_spark import SparkTimes, measure, spark_bars, spark_table
from engines import SheetFile, score_file, write_sheet
from engines.checksum import checksum_of
from engines.spark import score_on_spark
from engines.spark_job import over_stretches
from engines.spark_problems import OLDEST_JAVA, PYSPARK, NoSpark
from engines.spark_session import spark_session
from engines.spark_work import tools_of
from engines.work import Work
from machine import ROOT
from scoring import score
from scoring.results import TooLargeError
from tests.schemes import Case, case, cases, times

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pyspark.sql import SparkSession

pyspark = pytest.importorskip("pyspark", reason="python3 run.py spark")
pytestmark = pytest.mark.needs("java")

MASTER = "local[2]"
#: So many stretches that none is lost sight of before all are done.
MANY = 120


@pytest.fixture(scope="module", autouse=True)
def spark() -> Iterator[SparkSession]:
    """Spark for all tests of this file: it takes longer to start than most of them."""
    session = spark_session(MASTER)
    yield session
    session.stop()


def furnished(folder: Path, groups: int = 24) -> tuple[Work, SheetFile]:
    """A sheet of the measured assessment with a stretch for each group, and the run that scores it."""
    of, path = assessment(groups), folder / "sheet.parquet"
    draw_scale_sheet(of, groups * 40, path, rows=40)
    sheet = SheetFile(path)
    return Work.of(of.scheme, sheet, folder / "result.parquet"), sheet


def scored_alike(found: Case, folder: Path, rows: int = 1) -> None:
    """Holds what Spark publishes of a case against one machine, and against memory."""
    path = folder / "sheet.parquet"
    write_sheet(found.scheme, found.sheet, path, rows)
    one = score_file(found.scheme, SheetFile(path), folder / "one.parquet", cores=1)
    many = score_on_spark(found.scheme, path, folder / "many.parquet", master=MASTER)
    assert many.checksum == one.checksum == checksum_of(score(found.scheme, found.sheet))
    assert pq.read_table(folder / "many.parquet").equals(pq.read_table(folder / "one.parquet"))


# ---------------------------------------------------------------- the same


def test_all_families_of_rules_publish_the_same_on_spark(tmp_path: Path) -> None:
    of = assessment(12)
    sheet, path, result = draw_sheet(of, 3_000), tmp_path / "sheet.parquet", tmp_path / "result.parquet"
    write_sheet(of.scheme, sheet, path, 200)
    result.write_text("an earlier result")
    streamed = score_on_spark(of.scheme, path, result, master=MASTER)
    assert streamed.checksum == checksum_of(score(of.scheme, sheet))
    assert streamed.units == 3_000
    stretches = len(SheetFile(path).layout.stretches())
    assert stretches > 5
    parts = sorted(part.name for part in result.iterdir())
    assert parts == ["_SUCCESS", *(f"part-{at:06}.parquet" for at in range(stretches))]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["result.parquet", "sheet.parquet"]
    score_file(of.scheme, SheetFile(path), tmp_path / "one.parquet", cores=2)
    assert pq.read_table(result).equals(pq.read_table(tmp_path / "one.parquet"))
    # Once more over a result of the same kind, then on one machine over that.
    assert score_on_spark(of.scheme, path, result, master=MASTER).checksum == streamed.checksum
    assert score_file(of.scheme, SheetFile(path), result, cores=2).checksum == streamed.checksum
    assert result.is_file()


# A smaller example is looked for where it takes no second each: in the tests of one machine.
@settings(times(0.06, long=0.05), phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(found=cases())
def test_whatever_the_scheme_spark_publishes_the_same(
    tmp_path_factory: pytest.TempPathFactory, found: Case
) -> None:
    scored_alike(found, tmp_path_factory.mktemp("case"))


TIES = """
scheme: ties
title: 并列
policies: {{rank_across_groups: {across}, ties: {ties}, rank_on: {rank_on}, tie_break: [P2], decimals: 0}}
groups: [{{code: A, name: 甲}}, {{code: B, name: 乙}}, {{code: C, name: 丙}}]
grades: [{{name: 优, quota: 40%}}, {{name: 良}}]
tree:
  - {{code: T, name: 总分, points: 10}}
  - {{code: P1, parent: T, name: 学习, points: 5, rule: {{kind: direct}}}}
  - code: P2
    parent: T
    name: 均衡
    points: 5
    measure: SQRT(甲 * 乙)
    zero_denominator: missing
    rule: {{kind: direct}}
"""


@pytest.mark.parametrize(
    ("across", "ties", "rank_on"),
    [("yes", "ordinal", "published"), ("yes", "dense", "exact"), ("no", "competition", "exact")],
)
def test_equal_units_of_different_stretches_stand_as_they_do_side_by_side(
    across: str, ties: str, rank_on: str, tmp_path: Path
) -> None:
    # Codes that cross the groups; roots of 6 and of 36 that floats may or may not hold alike.
    pairs = [(2, 3), (1, 6), (3, 2), (4, 9), (6, 6), (1, 36), (2, 18), (12, 3)]
    groups = {f"{at:02}": "ABC"[at % 3] for at in range(24)}
    values = {f"{unit} P1.": str(at % 2 + 1) for at, unit in enumerate(groups)}
    for at, unit in enumerate(groups):
        one, other = pairs[at % len(pairs)]
        values |= {f"{unit} P2.甲": str(one), f"{unit} P2.乙": str(other)}
    scored_alike(case(TIES.format(across=across, ties=ties, rank_on=rank_on), groups, values), tmp_path)


def test_the_benchmark_scores_the_same_on_both_sides(tmp_path: Path) -> None:
    found = measure(2_000, tmp_path)
    assert len(found.pairs.ours) == len(found.pairs.theirs)
    shown = spark_table(SparkTimes(5.0, (found,)))
    assert f"| `{found.checksum}` |" in shown
    assert f"**{found.pairs.ratio:.1f}**" in shown
    (bar,) = spark_bars(SparkTimes(5.0, (found,)))
    assert bar.met == (found.pairs.ratio <= 8)


TOO_LARGE = """
scheme: large
title: 太大
groups: [{code: A, name: 甲}, {code: B, name: 乙}]
tree:
  - {code: T, name: 总分, combine: product, base: 10}
  - {code: P1, parent: T, name: 学习, points: 10, measure: a * b, rule: {kind: direct}}
"""


def test_a_score_too_large_to_be_published_is_told_as_on_one_machine(tmp_path: Path) -> None:
    units = {"1": "A", "2": "B"}
    values = {"1 P1.a": "1", "1 P1.b": "1", "2 P1.a": "99999999999", "2 P1.b": "99999999999"}
    found, path = case(TOO_LARGE, units, values), tmp_path / "sheet.parquet"
    write_sheet(found.scheme, found.sheet, path, 1)
    with pytest.raises(TooLargeError) as alone:
        score_file(found.scheme, SheetFile(path), tmp_path / "one.parquet")
    with pytest.raises(TooLargeError) as told:
        score_on_spark(found.scheme, path, tmp_path / "many.parquet", master=MASTER)
    assert (told.value.code, str(told.value)) == (alone.value.code, str(alone.value))


# ---------------------------------------------------------------- broken off


class StopError(Exception):
    """Somebody wants to stop."""


def test_what_was_done_before_a_stop_is_not_done_again(tmp_path: Path) -> None:
    work, sheet = furnished(tmp_path)

    def stop_soon(done: int, _: int) -> None:
        if done:
            raise StopError

    with pytest.raises(StopError):
        score_on_spark(work.scheme, work.sheet, work.result, master=MASTER, progress=stop_soon)
    assert not work.result.exists()
    told: list[tuple[int, int]] = []
    again = score_on_spark(
        work.scheme, work.sheet, work.result, master=MASTER, progress=lambda *now: told.append(now)
    )
    stretches = len(sheet.layout.stretches())
    assert again.resumed > 0
    assert told[0] == (again.resumed, stretches)
    assert told[-1] == (stretches, stretches)
    assert told == sorted(told)
    whole = score_file(work.scheme, sheet, tmp_path / "one.parquet")
    assert again.checksum == whole.checksum


def killing(find: Callable[[], list[psutil.Process]], times: int) -> Callable[[int, int], None]:
    """A progress that kills a process whenever it is told of work that is begun and not done, so many times."""
    left = iter(range(times))

    def progress(done: int, of: int) -> None:
        found = find()
        if found and 0 < done < of and next(left, None) is not None:
            found[0].kill()
            print("killed")

    return progress


def below_us(named: str, us: int | None = None) -> list[psutil.Process]:
    """The processes started from a process, this one unless stated, or by those, with something in their command line."""
    found = []
    for process in psutil.Process(us).children(recursive=True):
        with suppress(psutil.NoSuchProcess):  # it may have ended meanwhile
            found += [process] if named in " ".join(process.cmdline()) else []
    return found


def python_workers() -> list[psutil.Process]:
    """The processes in which Spark runs Python, without the one from which they are forked."""
    found = below_us("pyspark.daemon")
    return [process for process in found if process.ppid() in {other.pid for other in found}]


def test_killed_workers_do_not_change_the_result(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    work, sheet = furnished(tmp_path, MANY)
    expected = score_file(work.scheme, sheet, tmp_path / "one.parquet")
    found = score_on_spark(
        work.scheme, work.sheet, work.result, master=MASTER, progress=killing(python_workers, 3)
    )
    assert capsys.readouterr().out
    assert found.checksum == expected.checksum
    assert pq.read_table(work.result).equals(pq.read_table(tmp_path / "one.parquet"))


def executors() -> list[psutil.Process]:
    """The processes of executors, of which a cluster on one machine has several."""
    return below_us("CoarseGrainedExecutorBackend")


def lose_an_executor(folder: Path) -> None:
    """In a process of its own: Spark runs once in each."""
    work, _ = furnished(folder, MANY)
    cluster = "local-cluster[2,1,1024]"
    found = score_on_spark(
        work.scheme, work.sheet, work.result, master=cluster, progress=killing(executors, 1)
    )
    print(found.checksum)


def test_a_killed_executor_does_not_change_the_result(tmp_path: Path) -> None:
    script = f"from tests.test_engines_spark import *; lose_an_executor(Path({str(tmp_path)!r}))"
    # Executors leave their logs there.
    home = tmp_path / "spark"
    home.mkdir()
    for name in ("bin", "jars", "python"):
        (home / name).symlink_to(Path(pyspark.__file__).with_name(name))
    said = in_process(script, SPARK_HOME=str(home)).stdout.split()
    work, sheet = furnished(tmp_path, MANY)
    expected = score_file(work.scheme, sheet, tmp_path / "one.parquet")
    assert said == ["killed", str(expected.checksum)]
    assert pq.read_table(work.result).equals(pq.read_table(tmp_path / "one.parquet"))


# ---------------------------------------------------------------- what there is not


def in_process(script: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """A program of its own, in the surroundings of this one but for what is said."""
    return subprocess.run(
        [sys.executable, "-c", script],
        env=os.environ | {"PYTHONPATH": str(ROOT)} | settings,
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )


START = """
import sys
{before}
from engines.spark_session import spark_session
from engines.spark_problems import NoSpark
try:
    spark_session({master!r})
except NoSpark as error:
    print(error.problem.code, error.problem.message.en, error.problem.remedy.zh)
"""


def test_without_pyspark_it_is_said_how_to_get_it() -> None:
    said = in_process(START.format(before="sys.modules['pyspark'] = None", master=MASTER)).stdout
    assert said.split()[0] == "spark-not-installed"
    assert f"this Python, {sys.executable}, has no PySpark." in said
    assert f"pip install {PYSPARK}" in said
    assert "python3 run.py spark" in said


def test_without_java_it_is_said_how_to_get_it(tmp_path: Path) -> None:
    script = START.format(before="", master=MASTER)
    for missing in ({"PATH": "", "JAVA_HOME": str(tmp_path)}, {"JAVA_HOME": str(tmp_path)}):
        said = in_process(script, **missing).stdout
        assert said.split()[0] == "spark-no-java"
        assert "openjdk-17-jre-headless" in said
        assert "JAVA_HOME" in said


def test_an_old_java_is_named(tmp_path: Path) -> None:
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    java.write_text('#!/bin/sh\necho "openjdk version \\"1.8.0_402\\"" >&2\n', encoding="utf-8")
    java.chmod(0o755)
    said = in_process(START.format(before="", master=MASTER), JAVA_HOME=str(tmp_path)).stdout
    assert said.split()[0] == "spark-old-java"
    assert f"{java} is Java 8; Spark needs {OLDEST_JAVA} at least." in said


def test_a_master_that_is_none_is_named_with_what_spark_says_of_it() -> None:
    done = in_process(START.format(before="", master="nowhere"))
    assert done.stdout.split()[0] == "spark-not-started"
    assert "Spark at nowhere did not start: Master must " in done.stdout
    assert done.stderr == ""


def test_whoever_stops_while_spark_starts_leaves_no_java_behind() -> None:
    script = START.format(before="", master=MASTER)
    with subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stderr=subprocess.PIPE) as program:
        while not (java := below_us("SparkSubmit", program.pid)):
            time.sleep(0.05)
        program.send_signal(signal.SIGINT)
        assert b"KeyboardInterrupt" in program.communicate()[1]
    assert psutil.wait_procs(java, timeout=30)[1] == []


def test_a_worker_with_another_sheet_under_the_same_path_takes_no_part(
    spark: SparkSession, tmp_path: Path
) -> None:
    work, _ = furnished(tmp_path)
    other = spark.sparkContext.broadcast(replace(work, fingerprint="another"))
    with pytest.raises(NoSpark) as refusal:
        over_stretches(spark, 2, lambda at: tools_of(other.value).score(at, {}), lambda: None, tmp_path)
    assert refusal.value.problem.code == "spark-other-version"


def test_workers_that_do_not_see_the_files_are_told_apart_from_mistakes(
    spark: SparkSession, tmp_path: Path
) -> None:
    with pytest.raises(NoSpark) as refusal:
        over_stretches(spark, 2, lambda at: Path("/nowhere", str(at)).read_bytes(), lambda: None, tmp_path)
    assert refusal.value.problem.code == "spark-workers-differ"
    assert "/nowhere" in refusal.value.problem.message.zh
    assert str(tmp_path) in refusal.value.problem.remedy.en
    with pytest.raises(Exception, match="ZeroDivisionError"):
        over_stretches(spark, 2, lambda at: 1 // (at - at), lambda: None, tmp_path)


def test_a_worker_that_dies_again_and_again_is_given_up_with_words(
    spark: SparkSession, tmp_path: Path
) -> None:
    def die(_: int) -> None:
        os._exit(1)

    with pytest.raises(NoSpark) as refusal:
        over_stretches(spark, 1, die, lambda: None, tmp_path)
    assert refusal.value.problem.code == "spark-gave-up"
    assert "failed 4 times" in refusal.value.problem.message.en


def test_nothing_listens_beyond_this_machine(spark: SparkSession) -> None:
    assert spark.range(1).count() == 1
    addresses = {
        connection.laddr.ip.removeprefix("::ffff:")
        for process in below_us("")
        for connection in process.net_connections()
        if connection.status == psutil.CONN_LISTEN
    }
    assert addresses == {"127.0.0.1"}
