"""The benchmark 对标: read as it was stored last, edited, and stored as a version of its workbook."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from documents.benchmark_book import blank_benchmark, write_benchmark
from documents.benchmark_reader import read_benchmark
from documents.source_file import SourceFile
from indicators.problems import blocking
from records import Kind, contents, versions
from scoring.benchmark import standings
from scoring.benchmark_chain import chain_of
from scoring.benchmark_gains import gains, gaps

if TYPE_CHECKING:
    from indicators.catalogue import Catalogue
    from indicators.problems import Problem
    from indicators.scheme import Scheme
    from records import Records, Version
    from scoring.benchmark import Benchmark, Standing
    from scoring.benchmark_chain import Chain
    from scoring.benchmark_gains import Gain, Gap

#: The name of a workbook that was edited in the app.
FILE_NAME = "对标表.xlsx"


@dataclass(frozen=True, eq=False)
class Taken:
    """What a workbook holds, with everything that is wrong with it."""

    file: SourceFile
    benchmark: Benchmark | None
    problems: tuple[Problem, ...]

    @property
    def can_be_stored(self) -> bool:
        """Whether nothing of it must be corrected first."""
        return self.benchmark is not None and not blocking(self.problems)


class Analysis(NamedTuple):
    """Everything worked out of a benchmark; gains are empty where our city has no total."""

    standings: tuple[Standing, ...]
    gaps: tuple[Gap, ...]
    gains: dict[str, Gain]


def read(file: SourceFile, catalogue: Catalogue, scheme: Scheme | None) -> Taken:
    """What a workbook holds, on the list and by the city's own chain where it states none; read once."""
    return _read(file.name, file.content, catalogue, chain_of(catalogue, scheme))


@lru_cache(maxsize=16)
def _read(name: str, content: bytes, catalogue: Catalogue, chain: Chain) -> Taken:
    file = SourceFile(name, content)
    return Taken(file, *read_benchmark(file, catalogue, chain))


def stored(records: Records, version: Version, catalogue: Catalogue, scheme: Scheme | None) -> Taken:
    """What a stored version holds.

    Raises:
        RecordsError: If its bytes cannot be had.
    """
    file = SourceFile(version.name, contents.content(records, version.sha256))
    return read(file, catalogue, scheme)


def blank(catalogue: Catalogue, scheme: Scheme | None) -> Benchmark:
    """Where nothing was entered yet: the list, the city's own chain, five cities to be named."""
    return blank_benchmark(catalogue, chain_of(catalogue, scheme))


@lru_cache(maxsize=16)
def analysed(benchmark: Benchmark) -> Analysis:
    """Places, gaps and gains; worked out once."""
    return Analysis(
        standings(benchmark), gaps(benchmark), {gain.item.code: gain for gain in gains(benchmark)}
    )


def workbook(benchmark: Benchmark) -> bytes:
    """The workbook with everything that is known, to be filled in further."""
    return write_benchmark(benchmark, datetime.now().astimezone())


def template(benchmark: Benchmark) -> bytes:
    """The workbook without any score: the list, the cities and the chain."""
    return workbook(
        replace(benchmark, expected={}, targets={}, last_year={}, last_totals={}, target_total=None)
    )


def edited(benchmark: Benchmark, scheme: Scheme | None) -> Taken:
    """What was edited in the app, as the workbook made of it is read: there is one gate for both ways in."""
    return read(SourceFile(FILE_NAME, workbook(benchmark)), benchmark.catalogue, scheme)


def store(
    records: Records, actor: str, assessment: int, taken: Taken, *, expected: int, note: str = ""
) -> Version:
    """Stores a workbook as the next version.

    Args:
        records: The database.
        actor: Who stores it.
        assessment: To what it belongs.
        taken: Of which nothing must be corrected.
        expected: The number of the version it was made from, 0 for the first.
        note: What is new in it.

    Raises:
        ConflictError: If somebody stored a newer version meanwhile.
        RecordsError: If it cannot be stored.
        ValueError: If the workbook may not be taken.
    """
    if not taken.can_be_stored:
        raise ValueError("a workbook with blocking problems is not stored")
    name, content = taken.file.name, taken.file.content
    return versions.add(
        records, actor, assessment, Kind.BENCHMARK, name, content, expected=expected, note=note
    )


def changed_scores(before: Benchmark | None, after: Benchmark) -> int:
    """How many expected scores are new, other or gone."""
    old = {} if before is None else before.expected
    return sum(old.get(key) != after.expected.get(key) for key in {*old, *after.expected})
