"""What storing a scheme or a list would change, shown before it is stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from documents.authoring import fingerprint_of
from indicators.catalogue_difference import catalogue_differences, reproofs
from indicators.scheme_difference import scheme_differences
from office.kept import list_named, list_of, lists, scheme_of
from office.reading import read
from office.schemes import take, text_of
from records import Kind, versions

if TYPE_CHECKING:
    from collections.abc import Callable

    from documents import SourceFile
    from indicators import Scheme
    from indicators.catalogue import Catalogue
    from indicators.catalogue_difference import Reproof
    from indicators.difference import Difference
    from office.desk import Desk
    from office.heads import Heads
    from office.reading import Reading
    from office.schemes import Taken
    from records import Version


@dataclass(frozen=True, eq=False)
class Preview:
    """A file that could be the next version, beside the version it would follow; nothing is stored yet."""

    heads: Heads
    taken: Taken
    #: What would be stored; None while problems stand in the way.
    text: SourceFile | None = None
    #: The version it is compared with; None for the first.
    before: Version | None = None
    differences: tuple[Difference, ...] = ()
    #: What the present scheme must prove anew against another list.
    reproofs: tuple[Reproof, ...] = ()
    #: Whether it is, to the last sign, the version it would follow.
    is_repeated: bool = False
    #: Whether a workbook does not come from the present version, and the number of the one it comes from, if known.
    is_outdated: bool = False
    exported_from: int | None = None
    #: The data at hand read by the new scheme; None where there are none, or the scheme does not change.
    reading: Reading | None = None

    @property
    def can_be_stored(self) -> bool:
        """Whether it is sound and not what is stored already."""
        return self.text is not None and not self.is_repeated


def preview(
    desk: Desk, heads: Heads, file: SourceFile, progress: Callable[[int, int], None] | None = None
) -> Preview:
    """Reads a scheme or list, compares it with the present one, and reads the data at hand by it.

    Args:
        desk: Where the records are.
        heads: What it is compared with.
        file: A YAML text or an authoring workbook.
        progress: Told how many files of the data are read, and of how many.
    """
    taken = take(desk, heads, file)
    if taken.scheme is not None:
        return _of_scheme(desk, heads, taken, taken.scheme, progress)
    if taken.catalogue is not None:
        return _of_list(desk, heads, taken, taken.catalogue)
    return Preview(heads, taken)


def _of_scheme(
    desk: Desk,
    heads: Heads,
    taken: Taken,
    scheme: Scheme,
    progress: Callable[[int, int], None] | None,
) -> Preview:
    before = None if heads.scheme is None else scheme_of(desk.records, heads.scheme)
    differences = () if before is None else scheme_differences(before, scheme)
    from_present = before is not None and taken.exported == fingerprint_of(before)
    is_outdated = taken.is_workbook and bool(differences) and not from_present
    text = text_of(desk, heads, taken)
    reading = None
    if heads.files:
        listed = list_named(desk.records, heads.catalogues, scheme.covers)
        list_file = None if listed is None else desk.file_of(listed)
        reading = read(text, desk.sources(heads.files), list_file, progress)
    return Preview(
        heads,
        taken,
        text,
        heads.scheme,
        differences,
        is_repeated=_is_same(desk, heads.scheme, text),
        is_outdated=is_outdated,
        exported_from=_exported_from(desk, heads, taken) if is_outdated else None,
        reading=reading,
    )


def _exported_from(desk: Desk, heads: Heads, taken: Taken) -> int | None:
    """The newest scheme version that says what the workbook was made from."""
    for version in versions.listed(desk.records, heads.assessment.id, Kind.SCHEME):
        scheme = scheme_of(desk.records, version)
        if scheme is not None and fingerprint_of(scheme) == taken.exported:
            return version.number
    return None


def _of_list(desk: Desk, heads: Heads, taken: Taken, catalogue: Catalogue) -> Preview:
    before = _followed(desk, heads, catalogue)
    old = None if before is None else list_of(desk.records, before)
    scheme = None if heads.scheme is None else scheme_of(desk.records, heads.scheme)
    text = text_of(desk, heads, taken)
    return Preview(
        heads,
        taken,
        text,
        before,
        () if old is None else catalogue_differences(old, catalogue),
        () if old is None or scheme is None else reproofs(scheme, old, catalogue),
        is_repeated=_is_same(desk, before, text),
    )


def _followed(desk: Desk, heads: Heads, catalogue: Catalogue) -> Version | None:
    """The newest version of the same list, else of the one it supersedes, else of any."""
    known = lists(desk.records, heads.catalogues)
    for code in (catalogue.catalogue, catalogue.supersedes):
        for version, listed in known:
            if listed.catalogue == code:
                return version
    return known[0][0] if known else None


def _is_same(desk: Desk, version: Version | None, text: SourceFile) -> bool:
    return version is not None and desk.file_of(version).content == text.content
