"""Putting together what the cells of many sheets say, as one value with the place of everything in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from indicators.written import Written

if TYPE_CHECKING:
    from indicators.problems import Place, Problem
    from indicators.written import Path, Value


class Assembly:
    """A value that grows cell by cell, and the problems found on the way."""

    def __init__(self, file: str) -> None:
        self.written = Written(file, value={})

    def report(self, problem: Problem) -> None:
        """Takes a problem down."""
        self.written.problems.append(problem)

    def holds(self, path: Path) -> bool:
        """Whether there is anything at a path."""
        return path in self.written.places

    def text_at(self, path: Path) -> str | None:
        """The text at a path; None if there is none."""
        if path not in self.written.places:
            return None
        here: Any = self.written.value
        for key in path:
            here = here[key]
        return here if isinstance(here, str) else None

    def put(self, path: Path, value: Value, place: Place) -> Place | None:
        """Puts a value at a path, with the records and lists that lead to it.

        Returns:
            The place of what already stands there, or of what stands in the way; None if the value was put.
        """
        here: Any = self.written.value
        places = self.written.places
        for depth, key in enumerate(path):
            if isinstance(here, str) or isinstance(here, list) != isinstance(key, int):
                return places[path[:depth]]
            way, last = path[: depth + 1], depth == len(path) - 1
            if last and way in places:
                return places[way]
            if way not in places:
                _add(here, key, value if last else [] if isinstance(path[depth + 1], int) else {})
                places[way] = place
            here = here[key]
        return None


def _add(around: Any, key: str | int, value: Value) -> None:
    """Adds a value to a record, or at the end of a list."""
    if isinstance(around, list):
        around.append(value)
    else:
        around[key] = value
