"""Spark started quietly, and kept for as long as the program runs: a second run finds it warm."""

from __future__ import annotations

import os
import re
import sys
import tempfile
import warnings
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from engines.spark_java import expect_spark
from engines.spark_problems import NOT_STARTED, NoSpark, cause

if TYPE_CHECKING:
    from collections.abc import Iterator

    from py4j.java_gateway import JavaGateway
    from pyspark import SparkConf
    from pyspark.sql import SparkSession

#: How often a task is tried before Spark gives up.
_ATTEMPTS = 4
_HERE = "127.0.0.1"
_QUIET = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
}
#: On one machine nothing listens to others.
_ON_ONE_MACHINE = {
    "spark.driver.host": _HERE,
    "spark.driver.bindAddress": _HERE,
    # Java only hands out tasks: to start soon is worth more than to run fast later.
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.executor.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    # Where this program is imported from.
    "spark.executorEnv.PYTHONPATH": str(Path(__file__).parent.parent),
}
_PROGRAMS = {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": _HERE}


def spark_session(master: str) -> SparkSession:
    """The session at a master; one at another master is stopped.

    Args:
        master: As Spark takes it: `local[2]`, `local[*]`, `spark://HOST:PORT`, `yarn`, ….

    Raises:
        NoSpark: If Spark cannot be had.
    """
    wanted, local = _tried_again(master), master.startswith("local")
    running = _running()
    if running is not None and running.sparkContext.master == wanted:
        return running
    if running is not None:
        running.stop()
    expect_spark()
    return _started(wanted, _QUIET | (_ON_ONE_MACHINE if local else {}), local=local)


def _running() -> SparkSession | None:
    if sys.modules.get("pyspark") is None:
        return None
    from pyspark import SparkContext  # noqa: PLC0415 - an optional extra
    from pyspark.sql import SparkSession  # noqa: PLC0415

    context = SparkContext._active_spark_context  # noqa: SLF001 - what is public speaks of this thread only
    return None if context is None else SparkSession(context)


@contextmanager
def quiet() -> Iterator[None]:
    """PySpark need not say that it does not know this version of pandas, which is not used with it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        yield


def _tried_again(master: str) -> str:
    """Spark on one machine does not try again unless it is told to."""
    if master == "local":
        return f"local[1,{_ATTEMPTS}]"
    return re.sub(r"^local\[(\d+|\*)\]$", rf"local[\1,{_ATTEMPTS}]", master)


def _started(master: str, settings: dict[str, str], *, local: bool) -> SparkSession:
    from py4j.protocol import Py4JError  # noqa: PLC0415 - an optional extra
    from pyspark import SparkConf, SparkContext  # noqa: PLC0415
    from pyspark.errors import PySparkException  # noqa: PLC0415
    from pyspark.sql import SparkSession  # noqa: PLC0415

    conf = SparkConf().setMaster(master).setAppName("Baton").setAll([*settings.items()])
    # What Java has to say is read only if it does not start.
    with tempfile.TemporaryFile() as said:
        try:
            with quiet(), _surroundings(_PROGRAMS if local else {}):
                java = SparkContext._gateway or _java(conf, said)  # noqa: SLF001 - one for all sessions
                return SparkSession(SparkContext(conf=conf, gateway=java))
        except (PySparkException, Py4JError) as error:
            said.seek(0)
            heard = said.read().decode(errors="replace")
            raise NoSpark(NOT_STARTED, master=master, why=cause(heard + str(error))) from error


def _java(conf: SparkConf, said: IO[bytes]) -> JavaGateway:
    """Java, started in a thread: whoever stops the program meanwhile must not leave it behind half started."""
    from pyspark.java_gateway import launch_gateway  # noqa: PLC0415 - an optional extra

    with ThreadPoolExecutor(1) as thread:
        starting = thread.submit(launch_gateway, conf, {"stdout": said, "stderr": said})
        try:
            return starting.result()
        except KeyboardInterrupt:
            # By this it learns that nobody is there any more.
            starting.result().proc.stdin.close()
            raise


@contextmanager
def _surroundings(names: dict[str, str]) -> Iterator[None]:
    """The environment variables that Spark reads while it starts."""
    before = {name: os.environ.get(name) for name in names}
    os.environ.update(names)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name)
            if value is not None:
                os.environ[name] = value
