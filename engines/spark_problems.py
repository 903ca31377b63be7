"""What can keep Spark from doing its work, none of which is a fault of the data or the scheme."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indicators.problems import Place, ProblemKind, blocking_kind

if TYPE_CHECKING:
    from indicators.problems import Problem

#: The version that the project's own tests run with; the optional extra `spark` pins it.
PYSPARK = "pyspark==4.3.0"
#: The oldest Java that this Spark runs on.
OLDEST_JAVA = 17

NOT_INSTALLED = blocking_kind(
    "spark-not-installed",
    "这个 Python（{python}）没有安装 PySpark。",
    "this Python, {python}, has no PySpark.",
    f"请运行 python3 run.py spark（约 460 MB）；自行安装的，用这个 Python 运行 -m pip install {PYSPARK}。单机算得了的，不必用 Spark。",
    f"Run python3 run.py spark (about 460 MB), or -m pip install {PYSPARK} with this Python if you installed it yourself. What"
    " one machine can score needs no Spark.",
)
NO_JAVA = blocking_kind(
    "spark-no-java",
    "没有找到 Java，Spark 要用它。",
    "there is no Java, which Spark runs on.",
    f"请安装 Java {OLDEST_JAVA} 或更新版本（Debian 12：apt-get install openjdk-17-jre-headless），或用环境变量 JAVA_HOME 指明它的位置。",
    f"Install Java {OLDEST_JAVA} or newer (Debian 12: apt-get install openjdk-17-jre-headless), or name its folder in the"
    " environment variable JAVA_HOME.",
)
OLD_JAVA = blocking_kind(
    "spark-old-java",
    "{java} 是 Java {version}，Spark 至少要 Java " + f"{OLDEST_JAVA}。",
    "{java} is Java {version}; Spark needs " + f"{OLDEST_JAVA} at least.",
    f"请安装 Java {OLDEST_JAVA} 或更新版本，并用环境变量 JAVA_HOME 指明它的位置。",
    f"Install Java {OLDEST_JAVA} or newer, and name its folder in the environment variable JAVA_HOME.",
)
NOT_STARTED = blocking_kind(
    "spark-not-started",
    "Spark（{master}）没有启动：{why}。",
    "Spark at {master} did not start: {why}.",
    "请核对 Spark 的地址（本机写 local[*]），确认集群在运行、从本机连得上。",
    "Check its address (this machine is local[*]), that the cluster runs, and that it can be reached from here.",
)
OTHER_WORKERS = blocking_kind(
    "spark-workers-differ",
    "Spark（{master}）的工作机器算不了：{why}。",
    "the machines of Spark at {master} cannot do it: {why}.",
    "请在每台机器上装同一版本的指挥棒、PySpark 和 Python（由环境变量 PYSPARK_PYTHON 指明），并让它们都能以同一路径读写 {folder}。",
    "Each of them needs the same Baton, PySpark and Python (named by the environment variable PYSPARK_PYTHON), and must read"
    " and write {folder} under that path.",
)
OTHER_BATON = blocking_kind(
    "spark-other-version",
    "Spark（{master}）的工作机器上装的指挥棒版本不同，或在同一路径下看到的是另一份表，算出来会不一样。",
    "the machines of Spark at {master} have another version of Baton, or find another sheet under the same path: something"
    " else would come of it there.",
    "请在每台机器上装同一版本的指挥棒；计分时不要改动那份表。",
    "Install the same version on each of them, and leave the sheet alone while it is scored.",
)
GAVE_UP = blocking_kind(
    "spark-gave-up",
    "Spark（{master}）试了多次没有算成：{why}。",
    "Spark at {master} gave up after several attempts: {why}.",
    "请看集群的日志，多半是内存不够或机器中途退出；再运行一次会接着往下算，算好的不必重算。",
    "Look into the logs of the cluster: most often memory ran out, or machines went away. The same run goes on from where it"
    " stopped, and what is done is not done again.",
)

KINDS = tuple(value for value in globals().values() if isinstance(value, ProblemKind))


class NoSpark(Exception):  # noqa: N818 - says what there is not
    """Spark cannot do it; `problem` says why, and what to do."""

    def __init__(self, kind: ProblemKind, **values: object) -> None:
        self.problem: Problem = kind.at(Place(), **values)
        super().__init__(self.problem.in_words("en"))


def cause(said: str) -> str:
    """What Java names first as the cause, in one line."""
    found = re.search(r"(?:Exception: |Error: |Reason: )(.+)", said)
    return (found[1] if found else said).strip().rstrip(".")
