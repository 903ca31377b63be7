"""What a person wrote, before anybody asks what it means: texts, lists and mappings, and where each of them stands."""

from __future__ import annotations

from dataclasses import dataclass, field

from indicators.problems import Place, Problem

#: Text, lists and mappings; numbers and dates stay the text they were typed as.
Value = str | list["Value"] | dict[str, "Value"]

#: The keys and list positions that lead to a value.
Path = tuple[str | int, ...]


@dataclass
class Written:
    """The content of a YAML text or an authoring workbook, with the line or cell of everything in it.

    `problems` are those of the text or workbook itself; nothing is made of it while one of them blocks.
    """

    file: str | None = None
    value: Value = ""
    places: dict[Path, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def place_of(self, path: Path) -> Place:
        """Where a value stands, or the nearest thing around it."""
        while path not in self.places and path:
            path = path[:-1]
        return self.places.get(path, Place(file=self.file))
