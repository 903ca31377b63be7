"""Scoring a scale sheet on Spark: stretches are scored by workers, wherever they are, and by the very same code.

Workers and the program that starts them see the sheet and the folder of the result under the same paths. What a worker makes
of a stretch stays on the disk; only tallies come here, are put together, and go out again as the places they decide.
"""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING
from uuid import uuid4

from engines.checksum import Checksum
from engines.in_order import nothing
from engines.places import Places
from engines.sheet_file import SheetFile
from engines.spark_job import Found, over_stretches
from engines.spark_problems import NoSpark
from engines.spark_session import spark_session
from engines.spark_work import PARTS, publish, tools_of
from engines.streaming import Streamed
from engines.work import Tools, Work

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pyspark.sql import SparkSession

    from engines.cohort_stage import Look
    from indicators.scheme import Scheme

    Progress = Callable[[int, int], None]

__all__ = ["NoSpark", "score_on_spark"]

#: By which readers of the folder tell that it is whole.
_WHOLE = "_SUCCESS"


def score_on_spark(
    scheme: Scheme, sheet: Path, result: Path, *, master: str, progress: Progress = nothing
) -> Streamed:
    """Scores, ranks and grades a scale sheet; the result is a folder of Parquet parts, in the order of the sheet.

    What is done is kept beside the result until that is whole: the same call, or one on a single machine, goes on where an
    earlier one was broken off.

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
    work = Work.of(scheme, file, result)
    spark = spark_session(master)
    run = _Run(spark, work, Tools(work, file))
    resumed = run.score_all(progress)
    found = run.publish(progress)
    run.deliver()
    return Streamed(file.layout.units, found, resumed)


class _Run:
    """One sheet being scored by one scheme."""

    def __init__(self, spark: SparkSession, work: Work, tools: Tools) -> None:
        self._spark, self._result, self._tools = spark, work.result, tools
        self._cohorts, self._folder = tools.cohorts, tools.folder
        self._work = spark.sparkContext.broadcast(work)
        self._stretches, self._looked = len(tools.stretches), 0
        self._total = self._stretches + self._cohorts.looks

    def score_all(self, progress: Progress) -> int:
        """Has the stretches scored that are not done; how many were."""
        work = self._work

        def watch() -> None:
            progress(self._looked + self._folder.kept(), self._total)

        def looks(stage: int, stretches: int) -> list[Look]:
            known = self._spark.sparkContext.broadcast(self._cohorts.found)
            seen = self._each(stretches, lambda at: tools_of(work.value).look(stage, at, known.value), watch)
            self._looked += stretches
            return seen

        resumed = sum(map(self._folder.is_done, range(self._stretches)))
        watch()
        self._cohorts.gather(looks)
        known = self._spark.sparkContext.broadcast(self._cohorts.found)

        def score(at: int) -> None:
            tools = tools_of(work.value)
            if not tools.folder.is_done(at):
                tools.score(at, known.value)

        if resumed < self._stretches:
            self._each(self._stretches, score, watch)
        watch()
        return resumed

    def publish(self, progress: Progress) -> Checksum:
        """Has everything written, with the places among all."""
        tools, work = self._tools, self._work
        found = Places(tools.plan.scheme, tools.sheet, self._folder, tools.scoring)
        places = self._spark.sparkContext.broadcast(found)
        (self._folder.path / PARTS).mkdir(exist_ok=True)
        parts = self._each(
            self._stretches,
            lambda at: publish(work.value, at, places.value),
            lambda: progress(self._total, self._total),
        )
        return reduce(Checksum.plus, parts, Checksum())

    def _each(self, stretches: int, act: Callable[[int], Found], watch: Callable[[], None]) -> list[Found]:
        return over_stretches(self._spark, stretches, act, watch, self._folder.path)

    def deliver(self) -> None:
        """Gives the parts the name of the result, and removes what is no longer needed."""
        parts = self._folder.path / PARTS
        (parts / _WHOLE).touch()
        if self._result.exists():
            self._result.replace(self._folder.path / f"former-{uuid4().hex}")
        parts.replace(self._result)
        self._folder.remove()
