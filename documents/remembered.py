"""Answers remembered: what the same bytes hold is asked of a reading process once."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from documents.sandbox.answers import Answer
    from documents.sandbox.limits import Limits

#: Cells kept at most; one takes some 200 bytes.
_MOST_CELLS = 1_500_000
#: What an answer weighs beside its cells.
_LEAST = 100


class Question(NamedTuple):
    """What was asked: the same question has the same answer, as the bytes are named by their SHA-256."""

    sha256: str
    name: str
    member: int | None
    limits: Limits


class Remembered:
    """The answers asked for last; what is in them is as inert as when it was checked."""

    def __init__(self, most_cells: int = _MOST_CELLS) -> None:
        self._most = most_cells
        self._answers: OrderedDict[Question, Answer] = OrderedDict()
        self._weight = 0
        self._lock = Lock()

    def answer(self, question: Question) -> Answer | None:
        """The answer that was given before."""
        with self._lock:
            found = self._answers.get(question)
            if found is not None:
                self._answers.move_to_end(question)
            return found

    def keep(self, question: Question, answer: Answer) -> None:
        """Keeps an answer, in place of those nobody asked for the longest."""
        with self._lock:
            if question in self._answers:
                return
            self._answers[question] = answer
            self._weight += _weight(answer)
            while self._weight > self._most:
                self._weight -= _weight(self._answers.popitem(last=False)[1])


def _weight(answer: Answer) -> int:
    cells = sum(len(grid.rows) * len(grid.rows[0]) for grid in answer.grids)
    return cells + len(answer.members or ()) + _LEAST
