"""What `score` is told about tables of very many units, and when it takes them for such."""

from __future__ import annotations

from dataclasses import dataclass
from functools import wraps
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from indicators.words import Words
from terminal import expect_apart, fail

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from indicators import Language

LOCAL, SPARK = "local", "spark"
#: How tables of very many units may be called, and results of them; a CSV alone may be a sheet like any other.
PARQUET, CSV = {".parquet", ".pq"}, {".csv"}
#: What `score` says of results in memory only, by the names of its options.
_IN_MEMORY_ONLY = {"json_file": "--json", "values_alone": "--values", "certified": "--certify"}
_ONE_TABLE = Words(
    "大表计分先给一份 .csv 或 .parquet 的大表，每个单位一行；其后可给加减分、否决、豁免的记录，也是 .csv 或 .parquet。",
    "very many units are scored from one table, a .csv or .parquet with a row for each unit; after it there may be records of"
    " bonuses and penalties, vetoes and exemptions, .csv or .parquet as well.",
)
_NO_OUTPUT = Words(
    "大表计分请用 -o 写明结果文件，如 -o 结果.parquet；要用表格软件打开的写 -o 结果.csv。",
    "name the file of the result with -o, as -o RESULT.parquet, or -o RESULT.csv to open it in a spreadsheet.",
)
_WRONG_OUTPUT = Words(
    "大表的结果写成 .parquet 或 .csv，不写“{name}”。请换一个文件名；单位在 20,000 个以内的，用名册和成绩表计分，可得 .xlsx。",
    "results of such tables are .parquet or .csv, not “{name}”. Choose another name; up to 20,000 units can be scored from a"
    " register and sheets, which gives an .xlsx.",
)
_NOT_AT_SCALE = Words(
    "大表计分没有 {option}，请去掉它。", "{option} is not for tables of very many units: leave it out."
)
_AT_SCALE_ONLY = Words(
    "{option} 只用于大表计分（-o 结果.parquet 或 --engine），请去掉它。",
    "{option} is for tables of very many units only (-o RESULT.parquet, or --engine): leave it out.",
)
_SPARK_ONLY = Words(
    "--master 只用于 --engine spark，请去掉它。", "--master is for --engine spark: leave it out."
)

_LOCAL_ONLY = Words(
    "在 Spark 上用几个核写在地址里，如 --master local[2]；请去掉 --cores。",
    "how many cores Spark uses is said in its address, as --master local[2]: leave out --cores.",
)


@dataclass(frozen=True, slots=True)
class AtScale:
    """What is to be scored: paths of the scheme, of one table, of records of decisions, and of the result.

    `master` is set where Spark is to do it, `cores` where not all of them are to be used.
    """

    scheme: Path
    table: Path
    records: tuple[Path, ...]
    output: Path
    master: str | None
    cores: int | None
    keep_sheet: bool
    language: Language


def or_at_scale(in_memory: Callable[..., None]) -> Callable[..., None]:
    """Has a command that scores in memory score tables of very many units, too."""

    @click.option(
        "--engine",
        type=click.Choice([LOCAL, SPARK]),
        help="单位很多的大表：在本机分段计分，或在 Spark 上 / for very many units: on this machine, or on Spark",
    )
    @click.option("--master", help="Spark 的地址，默认 local[*] / Spark's address; local[*] unless stated")
    @click.option("--cores", type=click.IntRange(min=1), help="大表计分用几个核 / for very many units: cores")
    @click.option(
        "--keep-sheet",
        is_flag=True,
        help="大表计分：留下整理好的表，改了权重再算时不必重新整理 / keep the sorted table for scoring again",
    )
    @wraps(in_memory)
    def either(
        *, engine: str | None, master: str | None, cores: int | None, keep_sheet: bool, **asked: Any
    ) -> None:
        data, output, language = asked["data"], asked["output"], asked["language"]
        if not _is_at_scale(engine, data, output):
            given = {"--master": master, "--cores": cores, "--keep-sheet": keep_sheet}
            for option in (option for option, value in given.items() if value):
                fail(_AT_SCALE_ONLY.fill(option=option), language)
            in_memory(**asked)
            return
        for option in (option for name, option in _IN_MEMORY_ONLY.items() if asked[name]):
            fail(_NOT_AT_SCALE.fill(option=option), language)
        if master is not None and engine != SPARK:
            fail(_SPARK_ONLY, language)
        if cores is not None and engine == SPARK:
            fail(_LOCAL_ONLY, language)
        if not data or any(path.suffix.lower() not in PARQUET | CSV for path in data):
            fail(_ONE_TABLE, language)
        if output is None:
            fail(_NO_OUTPUT, language)
        if output.suffix.lower() not in PARQUET | CSV:
            fail(_WRONG_OUTPUT.fill(name=output.name), language)
        expect_apart((output,), (asked["scheme"], *data), language)
        address = (master or "local[*]") if engine == SPARK else None
        # Arrow need not be waited for where a result fits into memory.
        import_module("scale_commands").score_at_scale(
            AtScale(asked["scheme"], data[0], data[1:], output, address, cores, keep_sheet, language)
        )

    return either


def _is_at_scale(engine: str | None, data: tuple[Path, ...], output: Path | None) -> bool:
    given, wanted = {path.suffix.lower() for path in data}, "" if output is None else output.suffix.lower()
    return engine is not None or bool(PARQUET & {*given, wanted}) or given == {wanted} == CSV
