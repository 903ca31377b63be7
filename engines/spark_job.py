"""A job of Spark over the stretches of a sheet: watched while it runs, stopped with whoever waits for it."""

from __future__ import annotations

import pickle
import re
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import TYPE_CHECKING, TypeVar
from uuid import uuid4

import pyarrow as pa

from engines.spark_problems import GAVE_UP, OTHER_BATON, OTHER_WORKERS, NoSpark, cause
from engines.spark_session import quiet
from engines.work import OtherBatonError
from scoring.results import TooLargeError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pyspark.sql import SparkSession

    Told = Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]

Found = TypeVar("Found")

#: Tasks for each core: enough that all are busy to the end, not so many that beginning them counts.
_TASKS_PER_CORE = 4
#: Between two looks at a job, in seconds.
_LOOKS = 0.2
#: What goes wrong on a worker because of how it is set up.
_OF_THE_WORKER = re.compile(
    r"^(?:ModuleNotFoundError|ImportError|FileNotFoundError|PermissionError|OSError|.*PYTHON_VERSION_MISMATCH).*",
    re.MULTILINE,
)
_OTHER_BATON = re.compile(rf"^{OtherBatonError.__module__}\.{OtherBatonError.__name__}", re.MULTILINE)


def over_stretches(
    spark: SparkSession, stretches: int, act: Callable[[int], Found], watch: Callable[[], None], folder: Path
) -> list[Found]:
    """What comes of each stretch, in their order; the workers act on them.

    Args:
        spark: Who has it done.
        stretches: How many there are.
        act: Is sent to the workers.
        watch: Is called again and again; if it raises, the job is stopped.
        folder: The one that workers must be able to use, for those who are told that they cannot.

    Raises:
        NoSpark: If it cannot be done, not even at another attempt.
        TooLargeError: If a stretch has a score too large to be published; that of the first such stretch.
        Exception: What else went wrong in `act`.
    """
    context, group = spark.sparkContext, uuid4().hex

    def run() -> list[Found]:
        context.setJobGroup(group, "Baton", interruptOnCancel=True)
        tasks = max(1, min(stretches, _TASKS_PER_CORE * context.defaultParallelism))
        with quiet():
            told = spark.range(0, stretches, 1, tasks).mapInArrow(_teller(act), "at long, told binary")
        return [pickle.loads(row.told) for row in sorted(told.collect(), key=lambda row: row.at)]  # noqa: S301 - by workers of ours

    with ThreadPoolExecutor(1) as thread:
        found = thread.submit(run)
        try:
            while not wait([found], _LOOKS).done:
                watch()
        except BaseException:
            # Once is not enough: it may not have begun.
            while not wait([found], _LOOKS).done:
                context.cancelJobGroup(group)
            raise
        told = _told_by(found, context.master, folder)
    for one in told:
        if isinstance(one, TooLargeError):
            raise one
    return told


def _told_of(act: Callable[[int], object], at: int) -> object:
    try:
        return act(at)
    except TooLargeError as error:
        # Of an exception Spark would make a text, after trying in vain three more times.
        return error


def _teller(act: Callable[[int], object]) -> Told:
    def tell(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            for at in batch.column(0).to_pylist():
                told = [pa.array([at], pa.int64()), pa.array([pickle.dumps(_told_of(act, at))], pa.binary())]
                yield pa.record_batch(told, ["at", "told"])

    return tell


def _told_by(found: Future[list[Found]], master: str, folder: Path) -> list[Found]:
    from py4j.protocol import Py4JError  # noqa: PLC0415 - an optional extra
    from pyspark.errors import PySparkException, PythonException  # noqa: PLC0415

    try:
        return found.result()
    except PythonException as error:
        if _OTHER_BATON.search(str(error)):
            raise NoSpark(OTHER_BATON, master=master) from error
        why = _OF_THE_WORKER.search(str(error))
        if why is None:
            raise
        raise NoSpark(OTHER_WORKERS, master=master, why=why[0], folder=folder) from error
    except (PySparkException, Py4JError) as error:
        raise NoSpark(GAVE_UP, master=master, why=cause(str(error))) from error
