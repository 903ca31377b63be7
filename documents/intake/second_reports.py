"""Second reports: two files that speak for the same cells of a unit."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from documents.intake import received_problems
from indicators.problems import Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from indicators.problems import Problem
    from indicators.units import Unit

#: Differences that are quoted of two files; their number is always said.
_MOST_QUOTED = 3


@dataclass
class _Pair:
    unit: Unit
    #: How many values are the same, and what of the others differs.
    alike: int = 0
    differing: list[str] = field(default_factory=list)
    #: Whether both are forms, in which a blank is an answer too.
    forms: bool = False


class SecondReports:
    """Cells which a later file reports again, by unit and pair of files."""

    def __init__(self) -> None:
        self._pairs: dict[tuple[str, str, str], _Pair] = {}

    @property
    def units(self) -> frozenset[str]:
        """The codes of the units concerned."""
        return frozenset(unit for unit, _, _ in self._pairs)

    def add(self, unit: Unit, files: tuple[str, str], title: str, values: tuple[Decimal, Decimal]) -> None:
        """Notes a cell to which two files give values, the earlier one first."""
        pair = self._pair(unit, files)
        if values[0] == values[1]:
            pair.alike += 1
        else:
            pair.differing.append(f"{title} {values[0]} / {values[1]}")

    def add_forms(self, unit: Unit, files: tuple[str, str]) -> None:
        """Notes two forms of a unit that ask for the same."""
        self._pair(unit, files).forms = True

    def _pair(self, unit: Unit, files: tuple[str, str]) -> _Pair:
        return self._pairs.setdefault((unit.code, *files), _Pair(unit))

    def problems(self) -> Iterator[Problem]:
        """One problem for each unit and pair of files: which holds, unless they say the same."""
        for (_, other, file), pair in self._pairs.items():
            place = Place(file, unit=pair.unit.name)
            said = {"name": pair.unit.name, "file": file, "other": other}
            if pair.differing:
                quoted = "、".join(pair.differing[:_MOST_QUOTED])
                count = len(pair.differing)
                yield received_problems.UNIT_IN_TWO_FILES.at(place, **said, count=count, quoted=quoted)
            elif pair.forms:
                yield received_problems.UNIT_TWO_FORMS.at(place, **said)
            else:
                yield received_problems.UNIT_TWICE_ALIKE.at(place, **said, count=pair.alike)
