"""A scheme and a set of files as they were read: scored if they can be taken, else with every reason."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import indicators
import sample_data
from documents import SourceFile, read_intake
from indicators import blocking
from scoring import score
from scoring.findings import findings

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from documents import Intake
    from indicators import Problem, Scheme
    from scoring import Results


@dataclass(frozen=True, eq=False)
class Reading:
    """What a scheme and a set of files hold; `results` only where nothing blocks."""

    digest: str
    scheme_file: SourceFile
    files: tuple[SourceFile, ...]
    scheme: Scheme | None
    intake: Intake | None
    results: Results | None
    problems: tuple[Problem, ...]

    def values_by_file(self) -> Counter[str]:
        """How many values were read from each file."""
        places = {} if self.intake is None else self.intake.places
        return Counter(place.file for place in places.values() if place.file is not None)


def digest_of(scheme_file: SourceFile, files: Iterable[SourceFile]) -> str:
    """The same for the same names and bytes, and for nothing else."""
    found = hashlib.sha256()
    for file in (scheme_file, *files):
        for part in (file.name.encode(), file.content):
            found.update(len(part).to_bytes(8, "big") + part)
    return found.hexdigest()


def read(scheme_file: SourceFile, files: tuple[SourceFile, ...]) -> Reading:
    """Reads a scheme and files and scores them; whatever is wrong is in the problems."""
    digest = digest_of(scheme_file, files)
    scheme, problems = indicators.decode_scheme(scheme_file.content, scheme_file.name)
    if scheme is None or not files:
        return Reading(digest, scheme_file, files, scheme, None, None, problems)
    intake = read_intake(scheme, files)
    problems = (*problems, *intake.problems)
    sheet = intake.sheet()
    if sheet is None:
        return Reading(digest, scheme_file, files, scheme, intake, None, problems)
    results = score(scheme, sheet)
    problems = (*problems, *findings(results))
    usable = None if blocking(problems) else results
    return Reading(digest, scheme_file, files, scheme, intake, usable, problems)


def file_of(path: Path) -> SourceFile:
    """A file of the sample."""
    return SourceFile(path.name, path.read_bytes())


def sample_scheme() -> SourceFile:
    """The sample's scheme."""
    return file_of(sample_data.SCHEME)


def read_sample() -> Reading:
    """The sample city."""
    return read(sample_scheme(), tuple(file_of(path) for path in sample_data.DATA))


def broken_files() -> tuple[SourceFile, ...]:
    """The sample's files, with the deliberately broken sheet in place of the districts' one."""
    replaced = sample_data.FOLDER / "scores-districts.xlsx"
    return tuple(file_of(sample_data.BROKEN if path == replaced else path) for path in sample_data.DATA)
