"""What is wrong with a table of very many units: the first few of a kind at their places, of the others their number."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from engines.ingest_problems import AND_MORE, AND_MORE_WARNINGS
from indicators.problems import Place, Severity, blocking

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from indicators.problems import Problem, ProblemKind

#: How many of a kind are listed for each indicator.
_LISTED = 20


class IntakeLog:
    """Gathers problems of one file."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._found: list[Problem] = []
        #: How many of a kind are listed for an indicator, and how many are only counted.
        self._listed: Counter[tuple[ProblemKind, str | None]] = Counter()
        self._more: Counter[tuple[ProblemKind, str | None]] = Counter()

    def add(
        self,
        kind: ProblemKind,
        line: int | None = None,
        unit: str | None = None,
        indicator: str | None = None,
        **values: object,
    ) -> None:
        """Something is wrong."""
        if self._listed[kind, indicator] == _LISTED:
            self._more[kind, indicator] += 1
            return
        self._listed[kind, indicator] += 1
        self._found.append(kind.at(Place(self._file, line=line, unit=unit, indicator=indicator), **values))

    def to_list(self, kind: ProblemKind, indicator: str | None, rows: NDArray[np.intp]) -> NDArray[np.intp]:
        """Those of the rows in which something is wrong that are to be added one by one; the others are counted."""
        listed = rows[: _LISTED - self._listed[kind, indicator]]
        if len(rows) > len(listed):
            self._more[kind, indicator] += len(rows) - len(listed)
        return listed

    @property
    def blocks(self) -> bool:
        """Whether nothing can be made of the file."""
        return bool(blocking(self._found))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All of them."""
        more = (
            _more(kind).at(Place(self._file, indicator=indicator), count=count)
            for (kind, indicator), count in self._more.items()
        )
        return (*self._found, *more)


def _more(kind: ProblemKind) -> ProblemKind:
    return AND_MORE if kind.severity is Severity.BLOCKING else AND_MORE_WARNINGS
