"""What is wrong with a table of very many units: the first few of a kind at their places, of the others their number."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from engines.ingest_problems import AND_MORE
from indicators.problems import Place, blocking

if TYPE_CHECKING:
    from indicators.problems import Problem, ProblemKind

#: How many of a kind are listed for each indicator.
_LISTED = 20


class IntakeLog:
    """Gathers problems of one file."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._found: list[Problem] = []
        self._counts: Counter[tuple[str, str | None]] = Counter()

    def add(
        self,
        kind: ProblemKind,
        line: int | None = None,
        unit: str | None = None,
        indicator: str | None = None,
        **values: object,
    ) -> None:
        """Something is wrong."""
        self._counts[kind.code, indicator] += 1
        if self._counts[kind.code, indicator] <= _LISTED:
            self._found.append(
                kind.at(Place(self._file, line=line, unit=unit, indicator=indicator), **values)
            )

    @property
    def blocks(self) -> bool:
        """Whether nothing can be made of the file."""
        return bool(blocking(self._found))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All of them."""
        more = (
            AND_MORE.at(Place(self._file, indicator=indicator), count=count - _LISTED)
            for (_, indicator), count in self._counts.items()
            if count > _LISTED
        )
        return (*self._found, *more)
