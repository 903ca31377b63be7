"""Unit names: how the units of a register are found by code, name or alias, typed exactly or nearly."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from documents.intake.nearest import Nearest
from indicators.normal_form import NormalForms

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indicators.problems import Place
    from indicators.units import Unit
    from indicators.words import Words


class Named(NamedTuple):
    """A unit found by a text, whether the register has that very text, and if not, all but its blanks and brackets."""

    unit: Unit
    is_exact: bool
    is_as_typed: bool = True


class UnitNames:
    """The codes, names and aliases of units.

    A text that is none of them finds a unit by its normal form, if that belongs to one unit only.
    """

    def __init__(self) -> None:
        self._exact: dict[str, tuple[Unit, Place]] = {}
        self._forms: NormalForms[str] = NormalForms()
        self._by_code: dict[str, Unit] = {}

    def find(self, text: str) -> Named | None:
        """The unit a text names."""
        exact = self._exact.get(text)
        if exact is not None:
            return Named(exact[0], is_exact=True)
        code = self._forms.find(text)
        if code is None:
            return None
        return Named(self._by_code[code], is_exact=False, is_as_typed=self._forms.is_as_typed(text))

    def place(self, title: str) -> Place | None:
        """Where a code, name or alias was entered; None if there is none like it."""
        known = self._exact.get(title)
        return None if known is None else known[1]

    def add(self, unit: Unit, titles: Iterable[str], place: Place) -> tuple[str, str] | None:
        """Adds a unit; returns a title of it and the name of another unit that differ as little as nothing."""
        alike = None
        self._by_code[unit.code] = unit
        for title in titles:
            self._exact[title] = unit, place
            other = self._forms.add(title, unit.code)
            if other is not None:
                alike = title, self._by_code[other].name
        return alike

    def hint(self, wrong: str) -> Words:
        """The nearest title, to be proposed, never to be taken; asked for only when all units are added."""
        return self._nearest.hint(wrong)

    @cached_property
    def _nearest(self) -> Nearest:
        return Nearest(self._exact)
