"""Templates as files: which there are, and how they get into a folder or a zip, one at a time."""

from __future__ import annotations

import os
import zipfile
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from documents.templates.file_names import file_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from documents.intake.audience import Audience
    from documents.templates.issue import Issue
    from indicators.units import Unit

#: Readable by everybody, as a zip made on Unix notes it.
_PERMISSIONS = 0o644 << 16


class Template(NamedTuple):
    """A workbook to be written: its file name, and what makes it."""

    name: str
    content: Callable[[], bytes]


def forms(issue: Issue, units: Iterable[Unit]) -> list[Template]:
    """A form for each unit that has anything to report."""
    asked = [unit for unit in units if issue.asks(unit)]
    names = file_names((unit.code, unit.name) for unit in asked)
    return [Template(name, partial(issue.form, unit)) for name, unit in zip(names, asked, strict=True)]


def sheets(issue: Issue, units: Sequence[Unit], audience: Audience) -> list[Template]:
    """A sheet for each group of these units of which anything is asked."""
    present = {unit.group for unit in units}
    groups = [g for g in issue.scheme.groups if g.code in present and issue.asks_group(g.code, audience)]
    names = file_names((group.code, group.name) for group in groups)
    return [
        Template(name, partial(issue.group_sheet, group.code, theirs, audience))
        for name, group in zip(names, groups, strict=True)
        for theirs in [[unit for unit in units if unit.group == group.code]]
    ]


def write_each(folder: Path, templates: Iterable[Template]) -> None:
    """Writes each into a folder; a file that is there is replaced whole or not at all.

    Raises:
        OSError: If a file cannot be written.
    """
    for template in templates:
        with _draft(folder / template.name) as draft:
            draft.write_bytes(template.content())


def write_zip(path: Path, templates: Iterable[Template], made_at: datetime) -> None:
    """Writes all into one zip, whole or not at all, holding no more than one of them in memory.

    Raises:
        OSError: If the file cannot be written.
    """
    with _draft(path) as draft, zipfile.ZipFile(draft, "w") as archive:
        for template in templates:
            member = zipfile.ZipInfo(template.name, made_at.timetuple()[:6])
            member.external_attr = _PERMISSIONS
            # Workbooks are compressed already.
            archive.writestr(member, template.content())


@contextmanager
def _draft(path: Path) -> Iterator[Path]:
    """A file that takes the place of another once it is complete."""
    draft = path.with_name(f".{os.getpid()}.baton")
    try:
        yield draft
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
