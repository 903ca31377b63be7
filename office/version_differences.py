"""What differs between two versions of the scheme, or of the provincial lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from indicators.catalogue_difference import catalogue_differences, reproofs
from indicators.scheme_difference import scheme_differences
from office.kept import list_of, scheme_of
from records import Kind

if TYPE_CHECKING:
    from indicators import Scheme
    from indicators.catalogue_difference import Reproof
    from indicators.difference import Difference
    from office.desk import Desk
    from records import Version


class VersionDifferences(NamedTuple):
    """Two versions side by side: their titles, what differs, and what a scheme must prove anew."""

    titles: tuple[str, str]
    differences: tuple[Difference, ...]
    reproofs: tuple[Reproof, ...]


def version_differences(
    desk: Desk, old: Version, new: Version, scheme: Scheme | None
) -> VersionDifferences | None:
    """What differs between two versions of one kind; None where one of them can no longer be understood.

    Args:
        desk: Where the records are.
        old: The one to begin with.
        new: The one to compare it with.
        scheme: What must be proved anew where lists are compared; None if there is none.
    """
    if old.kind is Kind.SCHEME:
        was, now = scheme_of(desk.records, old), scheme_of(desk.records, new)
        if was is None or now is None:
            return None
        return VersionDifferences((was.title, now.title), scheme_differences(was, now), ())
    before, after = list_of(desk.records, old), list_of(desk.records, new)
    if before is None or after is None:
        return None
    again = () if scheme is None else reproofs(scheme, before, after)
    return VersionDifferences((before.title, after.title), catalogue_differences(before, after), again)
