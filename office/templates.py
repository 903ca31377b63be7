"""Templates 填报表 handed out: what is written for whom by the present scheme, register and exemptions."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from documents.templates.issue import Issue
from documents.templates.last_year import LastYear
from documents.templates.parcel import write_zip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from documents.templates.parcel import Template
    from indicators import Language
    from office.reading import Reading


def issue_of(reading: Reading, language: Language, before: Reading | None = None) -> Issue | None:
    """What all templates of today have in common; None before there is a register.

    Args:
        reading: The present scheme and data.
        language: Of what is printed.
        before: The assessment of the year before, whose values are printed beside.
    """
    if reading.scheme is None or reading.intake is None or not reading.intake.units:
        return None
    last_year = None
    if before is not None and before.scheme is not None and before.intake is not None:
        last_year = LastYear(before.scheme, before.intake.values)
    made_at = datetime.now().astimezone()
    return Issue(reading.scheme, made_at, language, reading.intake.exemptions, last_year)


def zipped(issue: Issue, templates: Sequence[Template], progress: Callable[[int, int], None]) -> bytes:
    """All of them in one zip.

    Args:
        issue: To which they belong.
        templates: Each is written when its turn comes.
        progress: Told how many are written, and of how many.
    """

    def one_by_one() -> Iterator[Template]:
        for done, template in enumerate(templates):
            progress(done, len(templates))
            yield template

    with tempfile.TemporaryDirectory(prefix="baton-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "templates.zip"
        write_zip(path, one_by_one(), issue.made_at)
        return path.read_bytes()
