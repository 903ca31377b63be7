"""Scoring a scale sheet on Spark: stretches are scored by workers, wherever they are, and by the very same code.

Workers and the program that starts them see the sheet and the folder of the result under the same paths. What a worker makes
of a stretch stays on the disk; only tallies come here, are put together, and go out again as the places they decide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engines.block_scoring import BlockScoring
from engines.checksum import Checksum
from engines.in_order import nothing
from engines.memory_notes import notes
from engines.places import Places
from engines.run_folder import RunFolder
from engines.sheet_beside import is_made_for
from engines.sheet_file import SheetFile
from engines.spark_job import over_stretches
from engines.spark_problems import NoSpark
from engines.spark_session import spark_session
from engines.spark_tasks import PARTS, Work
from engines.streaming import Streamed, run_fingerprint
from scoring.layout import compile_plan

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pyspark.sql import SparkSession

    from indicators.scheme import Scheme

    Progress = Callable[[int, int], None]

__all__ = ["NoSpark", "score_on_spark"]

#: By which readers of the folder tell that it is whole.
_WHOLE = "_SUCCESS"


def score_on_spark(
    scheme: Scheme, sheet: Path, result: Path, *, master: str, progress: Progress = nothing
) -> Streamed:
    """Scores, ranks and grades a scale sheet; the result is a folder of Parquet parts, in the order of the sheet.

    What is done is kept beside the result until that is whole: the same call, or one on a single machine, goes on where this
    one was broken off.

    Args:
        scheme: The one the sheet was made for.
        sheet: What is scored.
        result: The folder to be written; what there is of that name is replaced when all is done.
        master: Spark's address: `local[2]`, `local[*]`, `spark://HOST:PORT`, `yarn`, ….
        progress: Told how many stretches are done, of how many; whoever wants to stop raises an exception in it.

    Raises:
        NoSpark: If Spark cannot be had, or cannot do it.
        ValueError: If the sheet was made for another scheme.
    """
    file = SheetFile(sheet)
    if not is_made_for(scheme, file):
        raise ValueError("the sheet was made for another scheme")
    spark = spark_session(master)
    run = _Run(spark, Work(scheme, sheet.absolute(), result.absolute(), run_fingerprint(scheme, file)), file)
    resumed = run.score_all(progress)
    found = run.publish(lambda: progress(len(run.stretches), len(run.stretches)))
    run.deliver()
    return Streamed(file.layout.units, found, resumed, notes(file, run.stretches))


class _Run:
    """One sheet being scored by one scheme."""

    def __init__(self, spark: SparkSession, work: Work, sheet: SheetFile) -> None:
        plan = compile_plan(work.scheme)
        self._spark, self._sheet, self._scheme, self._result = spark, sheet, plan.scheme, work.result
        self._scoring = BlockScoring(plan, sheet)
        self._folder = RunFolder(work.result, work.fingerprint)
        self._sent = spark.sparkContext.broadcast(work)
        self.stretches = self._scoring.stretches

    def score_all(self, progress: Progress) -> int:
        """Has the stretches scored that are not done; how many were."""
        sent, total = self._sent, len(self.stretches)

        def score(at: int) -> str:
            sent.value.score(at)
            return ""

        def done() -> int:
            return sum(map(self._folder.is_done, range(total)))

        resumed = done()
        progress(resumed, total)
        if resumed < total:
            over_stretches(self._spark, total, score, lambda: progress(done(), total), self._folder.path)
        progress(total, total)
        return resumed

    def publish(self, watch: Callable[[], None]) -> Checksum:
        """Has everything written, with the places among all."""
        sent = self._sent
        places = self._spark.sparkContext.broadcast(
            Places(self._scheme, self._sheet, self._folder, self._scoring)
        )
        (self._folder.path / PARTS).mkdir(exist_ok=True)

        def publish(at: int) -> str:
            return str(sent.value.publish(at, places.value))

        found = Checksum()
        for told in over_stretches(self._spark, len(self.stretches), publish, watch, self._folder.path):
            found = found.plus(Checksum.of(told))
        return found

    def deliver(self) -> None:
        """Gives the parts the name of the result, and removes what is no longer needed."""
        parts = self._folder.path / PARTS
        (parts / _WHOLE).touch()
        if self._result.exists():
            self._result.replace(self._folder.path / "former")
        parts.replace(self._result)
        self._folder.remove()
