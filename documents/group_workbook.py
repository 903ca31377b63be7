"""The workbook of one peer group: its ranking, its detail and what of it is missing, to be handed out by itself."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from documents.detail_sheet import add_detail
from documents.notice import mark_of
from documents.ranking_sheets import group_table
from documents.result_report import Report
from documents.result_sheets import missing_table
from documents.table_book import Book
from scoring.listing import listed

if TYPE_CHECKING:
    from datetime import datetime

    from documents.notice import Notice
    from indicators.units import Group
    from indicators.words import Language
    from scoring.results import Results


@dataclass(frozen=True)
class _OfGroup(Report):
    """What sheets show of one group; places and grades are those among all of its units."""

    group: Group

    @cached_property
    def ranked(self) -> tuple[int, ...]:
        """The positions of the group's units, the best first."""
        units = self.results.sheet.units
        return tuple(
            position for position in listed(self.results) if units[position].group == self.group.code
        )


def write_group(
    results: Results,
    group: Group,
    *,
    language: Language = "zh",
    made_at: datetime,
    notice: Notice | None = None,
) -> bytes:
    """The results of one group as an .xlsx file, marked on every page as what they are.

    Args:
        results: Of all groups.
        group: One of the scheme's.
        language: Of headings and remarks; names stay as they were given.
        made_at: The time printed on every page, as the office's clock shows it.
        notice: Of results that are public.
    """
    subject = f"{results.scheme.title} {group.name}"
    book = Book(language, subject, made_at=made_at, mark=mark_of(results.standing, notice))
    report = _OfGroup(results, language, group)
    book.add(group_table(report, group))
    add_detail(book, report)
    book.add(missing_table(report))
    return book.close()
