"""What must be on this machine before Spark can be started: PySpark, and a Java it runs on."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from engines.spark_problems import NO_JAVA, NOT_INSTALLED, OLD_JAVA, OLDEST_JAVA, NoSpark


def expect_spark() -> None:
    """Whether Spark can be started at all.

    Raises:
        NoSpark: If PySpark or Java is missing, or Java is too old.
    """
    if find_spec("pyspark") is None:
        raise NoSpark(NOT_INSTALLED, python=sys.executable)
    java = _java()
    version = None if java is None else _version(java)
    if java is None or version is None:
        raise NoSpark(NO_JAVA)
    if version < OLDEST_JAVA:
        raise NoSpark(OLD_JAVA, java=java, version=version)


def _java() -> str | None:
    """The Java that Spark would take."""
    home = os.environ.get("JAVA_HOME")
    return shutil.which("java", path=None if home is None else str(Path(home, "bin")))


def _version(java: str) -> int | None:
    """Of `1.8.0_402` and `17.0.15` the 8 and the 17; None if the program cannot be run."""
    try:
        # The program that Spark itself would start.
        said = subprocess.run([java, "-version"], capture_output=True, encoding="utf-8", check=False)  # noqa: S603
    except OSError:
        return None
    found = re.search(r'version "(?:1\.)?(\d+)', said.stderr)
    return None if found is None else int(found[1])
