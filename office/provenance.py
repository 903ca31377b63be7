"""Provenance 出处: the submission a value came in with, who handed it in and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from records import submissions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indicators import Place
    from office.desk import Desk
    from office.heads import Heads
    from records import HeldFile, Run


def source_of(place: Place, files: Iterable[HeldFile]) -> HeldFile | None:
    """The file handed in that a place lies in, or None if there is none of that name.

    It names its SHA-256, the submission it came with, when it was received and from whom. A file within a zip came
    with the zip, and the SHA-256 is then the zip's; that of the file itself is in the score sheet's `digests`.
    """
    name = place.file or ""
    known = {file.name: file for file in files}
    return known.get(name) or known.get(name.partition("/")[0])


def files_behind(desk: Desk, heads: Heads, run: Run | None = None) -> tuple[HeldFile, ...]:
    """The files that present results, or those of a run, were read from."""
    if run is None:
        return heads.files
    return submissions.files(desk.records, heads.assessment.id, run.submission)
