"""A case: the files handed in, and everything that must come of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tests.dirty import office

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

#: A file as it is handed in: its name and its content.
File = tuple[str, bytes]

ACCEPT, ACCEPT_WARN = "accept", "accept_warn"
REJECT_CELLS, REJECT_FILE = "reject_cells", "reject_file"


@dataclass(frozen=True, slots=True)
class Case:
    """Files and what must come of reading them beside the register.

    Places are written `file!sheet!cell`, `file!cell` in CSV; a problem without a cell stands on its `file`, and a
    member of a zip is `zip/member`. Values are decimal texts by `unit|indicator[|field][@period]`.
    """

    name: str
    #: Makes the files; some are big, so not before they are wanted.
    make: Callable[[], Iterable[File]]
    #: More than one where two are equally right.
    outcomes: frozenset[str]
    #: All cells that hold a value, where the outcome is not `reject_file` or is so for certain.
    values: Mapping[str, str]
    states: Mapping[str, str] = field(default_factory=dict)
    #: Where blocking problems stand, exactly; None where any place will do.
    blocking: frozenset[str] | None = frozenset()
    #: The cells which warnings are about, exactly.
    warned: frozenset[str] = frozenset()
    #: The codes of some problems by their places.
    codes: Mapping[str, str] = field(default_factory=dict)
    #: Words which the message or remedy of the problem at a place must contain; with no place, of any.
    said: Mapping[str, str] = field(default_factory=dict)
    #: What must appear nowhere in the record.
    never: tuple[str, ...] = ()
    #: Starts of the keys whose values are nobody's to say until the problem is settled.
    undecided: tuple[str, ...] = ()
    #: Whether the file as a container is at issue, rather than what is written on the sheets.
    container: bool = False

    @property
    def files(self) -> tuple[File, ...]:
        """The register and the files of the case."""
        return (office.register(), *self.make())


def accepted(
    name: str,
    make: Callable[[], Iterable[File]],
    *,
    values: Mapping[str, str] | None = None,
    states: Mapping[str, str] | None = None,
    warned: Iterable[str] = (),
) -> Case:
    """A case that is taken; the clean values unless others are stated, with warnings at these cells."""
    cells = frozenset(warned)
    outcome = ACCEPT_WARN if cells else ACCEPT
    taken = office.values() if values is None else values
    return Case(name, make, frozenset({outcome}), taken, states or {}, warned=cells)


def warned_of(case: Case) -> Case:
    """The same case with a warning which is about no cell, such as a unit without a sheet."""
    return replace(case, outcomes=frozenset({ACCEPT_WARN}))


def refused(
    name: str,
    make: Callable[[], Iterable[File]],
    at: Mapping[str, str],
    *,
    values: Mapping[str, str] | None = None,
    states: Mapping[str, str] | None = None,
    said: Mapping[str, str] | None = None,
    undecided: tuple[str, ...] = (),
    warned: Iterable[str] = (),
) -> Case:
    """A case refused at these cells, each with the code of its problem, or none where none plainly fits."""
    return Case(
        name,
        make,
        frozenset({REJECT_CELLS}),
        office.values() if values is None else values,
        states or {},
        blocking=frozenset(at),
        warned=frozenset(warned),
        codes={place: code for place, code in at.items() if code},
        said=said or {},
        undecided=undecided,
    )


def damaged(
    name: str,
    make: Callable[[], Iterable[File]],
    *,
    file: str = office.FILE,
    code: str = "",
    never: tuple[str, ...] = (),
    values: Mapping[str, str] | None = None,
    undecided: tuple[str, ...] = (),
) -> Case:
    """A file refused as a whole: none of its values is taken, and what other files bring is stated."""
    return Case(
        name,
        make,
        frozenset({REJECT_FILE}),
        values or {},
        {} if values else {"甲县|1.1": "missing", "市审计局|P3.3": "missing"},
        blocking=frozenset({file}),
        codes={file: code} if code else {},
        never=never,
        undecided=undecided,
        container=True,
    )


def either(name: str, make: Callable[[], Iterable[File]]) -> Case:
    """A file that may be taken with its clean values, or refused as a whole."""
    return Case(
        name,
        make,
        frozenset({ACCEPT, ACCEPT_WARN, REJECT_FILE}),
        office.values(),
        blocking=None,
        container=True,
    )


def noted(case: Case, words: str) -> Case:
    """The same case, where some problem or note also says these words."""
    return replace(case, said={**case.said, "": words})


def contained(case: Case) -> Case:
    """The same case, counted among those of containers."""
    return replace(case, container=True)
