"""What is wrong with a file, as facts that cross between processes; the parent finds the words."""

from __future__ import annotations

#: A fact: a count, or a few characters of what the file says.
Fact = str | int
#: As it is sent: a code of `documents.file_problems`, a sheet, a cell, and the facts its sentence names.
Record = dict[str, object]


class Trouble(Exception):  # noqa: N818 - not an error of the program
    """Why a file, or one cell of it, cannot be taken."""

    def __init__(self, code: str, sheet: str | None = None, cell: str | None = None, **facts: Fact) -> None:
        super().__init__(code)
        self.code = code
        self.sheet = sheet
        self.cell = cell
        self.facts = facts

    def record(self) -> Record:
        """As it is sent."""
        return {"code": self.code, "sheet": self.sheet, "cell": self.cell, "facts": self.facts}


def too_large(
    what: str, value: int, limit: int, sheet: str | None = None, cell: str | None = None
) -> Trouble:
    """More of something than is taken; `what` is a word of `documents.sandbox.answers`."""
    return Trouble("file-too-large", sheet, cell, what=what, value=value, limit=limit)


def unsafe(why: str, sheet: str | None = None) -> Trouble:
    """Something that no spreadsheet program writes."""
    return Trouble("file-unsafe", sheet, why=why)


def damaged(why: str, sheet: str | None = None) -> Trouble:
    """Something that does not hold together."""
    return Trouble("file-unreadable", sheet, why=why)
