"""Files handed in: told from those that are held by their content, and from each other by their names."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from records import HeldFile, NewFile
from records.contents import digest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from documents import SourceFile


class Repeated(NamedTuple):
    """A file whose content is there already: among those held, or else earlier in the same upload."""

    name: str
    first: str
    held: HeldFile | None


def told_apart(
    added: Iterable[SourceFile], held: Sequence[HeldFile]
) -> tuple[dict[str, NewFile], tuple[Repeated, ...]]:
    """The files to add by their names, and those whose content is there already.

    A file of the same name as one that is held is to take its place; of two files added under one name the second gets a
    number.
    """
    now = datetime.now(UTC)
    known: dict[str, Repeated] = {file.sha256: Repeated("", file.name, file) for file in held}
    taken = {file.name for file in held}
    new: dict[str, NewFile] = {}
    repeated = []
    for file in added:
        content = digest(file.content)
        if content in known:
            repeated.append(known[content]._replace(name=file.name))
            continue
        name = free_name(file.name, {*new, *taken}) if file.name in new else file.name
        new[name] = NewFile(name, file.content, file.received or now)
        known[content] = Repeated("", name, None)
    return new, tuple(repeated)


def free_name(name: str, taken: Collection[str]) -> str:
    """The name with the first number that makes it one of its own."""
    stem, dot, ending = name.rpartition(".")
    count = 2
    while (free := f"{stem or name} ({count}){dot}{ending if dot else ''}") in taken:
        count += 1
    return free
