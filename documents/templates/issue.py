"""Issuing templates: a form for each unit, or one sheet for each group."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from documents.intake.audience import Audience
from documents.intake.template_identity import Issued, identity_rows
from documents.templates.entries import entries_of
from documents.templates.form_page import add_form
from documents.templates.group_page import add_group
from documents.templates.notes_page import add_notes
from documents.templates.template_book import TemplateBook

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from decimal import Decimal

    from documents.templates.entries import Entry
    from documents.templates.last_year import LastYear
    from indicators.scheme import Scheme
    from indicators.units import Exemption, Group, Unit
    from indicators.words import Language


@dataclass(frozen=True)
class Issue:
    """What all templates of one issue have in common; each is written when it is asked for."""

    scheme: Scheme
    made_at: datetime
    language: Language = "zh"
    exemptions: Sequence[Exemption] = ()
    last_year: LastYear | None = None
    _entries: dict[tuple[Audience, str, frozenset[str]], tuple[Entry, ...]] = field(default_factory=dict)

    def asks(self, unit: Unit) -> bool:
        """Whether a unit has anything to report itself."""
        return bool(self._asked(Audience.UNITS, unit.group, self._exempt.get(unit.code, frozenset())))

    def form(self, unit: Unit) -> bytes:
        """The workbook a unit fills in."""
        entries = self._asked(Audience.UNITS, unit.group, self._exempt.get(unit.code, frozenset()))
        group = self._group(unit.group)
        issued = Issued(Audience.UNITS, group.code, group.name, unit.code, unit.name)
        book = self._book()
        add_form(book, unit, group.name, [(entry, self._before(unit, entry)) for entry in entries])
        return self._finished(book, issued, entries)

    def asks_group(self, code: str, audience: Audience) -> bool:
        """Whether anything is asked of a group, or of the office about it."""
        return bool(self._asked(audience, code, frozenset()))

    def group_sheet(self, code: str, units: Sequence[Unit], audience: Audience) -> bytes:
        """The workbook for these units of a group."""
        entries = self._asked(audience, code, frozenset())
        group = self._group(code)
        book = self._book()
        add_group(book, group, units, entries, self._exempt)
        return self._finished(book, Issued(audience, group.code, group.name), entries)

    def _book(self) -> TemplateBook:
        return TemplateBook(self.language, self.scheme.title, made_at=self.made_at)

    def _finished(self, book: TemplateBook, issued: Issued, entries: Sequence[Entry]) -> bytes:
        add_notes(book, self.scheme, issued.group, entries)
        book.put_identity(identity_rows(self.scheme, issued, [entry.asked for entry in entries]))
        return book.close()

    def _asked(self, audience: Audience, group: str, exempt: frozenset[str]) -> tuple[Entry, ...]:
        key = audience, group, exempt
        if key not in self._entries:
            self._entries[key] = entries_of(self.scheme, audience, group, exempt)
        return self._entries[key]

    def _group(self, code: str) -> Group:
        return next(group for group in self.scheme.groups if group.code == code)

    @cached_property
    def _exempt(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for exemption in self.exemptions:
            found[exemption.unit].add(exemption.indicator)
        return {unit: frozenset(codes) for unit, codes in found.items()}

    def _before(self, unit: Unit, entry: Entry) -> Decimal | None:
        return None if self.last_year is None else self.last_year.value(unit, entry.asked)
