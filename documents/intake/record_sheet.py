"""Sheets of records: what the office decided beside the scores, one decision a row."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from documents.intake import sheet_problems
from documents.intake.finding import shown
from documents.intake.heading_words import UNIT, UNIT_CODE
from documents.intake.nearest import Nearest
from documents.intake.no_answer import is_no_answer
from documents.intake.record_header import open_header
from documents.intake.skipped_rows import data_rows
from documents.intake.titles import kind_titles, normal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from documents.intake.header import Header
    from documents.intake.register import Register
    from documents.intake.table import Table
    from indicators.adjustments import AdjustmentItem
    from indicators.problems import Place, Problem
    from indicators.vetoes import Veto
    from indicators.words import Words


class RecordSheets(ABC):
    """All sheets of one kind of record; what was read is kept by the kinds, what was wrong is returned."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._places: dict[tuple[object, ...], Place] = {}

    def read(self, table: Table) -> list[Problem]:
        """Adds the records of one table; returns what is wrong with it."""
        header = open_header(table)
        problems = list(header.problems)
        for row in data_rows(header, (UNIT_CODE, UNIT), self._register.knows, problems):
            problems += self._read_row(header, row)
        return problems

    @abstractmethod
    def _read_row(self, header: Header, row: int) -> list[Problem]:
        """Keeps the record of a row, or says why not."""

    def _before(self, key: tuple[object, ...], place: Place) -> Place | None:
        """Where the same record was read before; None the first time."""
        before = self._places.setdefault(key, place)
        return None if before is place else before


class Kinds:
    """The kinds of records a scheme provides for, found by code or by a name only one of them has."""

    def __init__(self, what: Words, kinds: Sequence[AdjustmentItem] | Sequence[Veto]) -> None:
        self._what = what
        self._codes = kind_titles(kinds)
        self._nearest = Nearest(self._codes)
        self._known = "、".join(kind.name for kind in kinds)

    def in_row(self, header: Header, row: int, column: str) -> tuple[str | None, list[Problem]]:
        """The code of what a row names in a column; None, with the reason unless it is blank, if there is none."""
        title = header.text(row, column)
        code = self._codes.get(normal(title))
        if code is not None or is_no_answer(title):
            return code, []
        name = shown(title)
        said = {"what": self._what, "name": name, "hint": self._nearest.hint(name), "known": self._known}
        return None, [sheet_problems.RECORD_KIND_UNKNOWN.at(header.place(row, column), **said)]


def joined(header: Header, row: int, columns: Sequence[str]) -> str:
    """What a row says in any of several columns that mean the same."""
    return "；".join(text for column in columns if not is_no_answer(text := header.text(row, column)))
