"""A scheme and a set of files as they were read: scored if they can be taken, else with every reason."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

import indicators
import sample_data
from documents import SourceFile, read_intake
from documents.intake.problem_log import ProblemLog
from indicators import Severity, blocking
from indicators.catalogue_text import decode_catalogue
from scoring import score
from scoring.findings import findings
from scoring.rescoring import Rescoring

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from documents import Intake
    from indicators import Problem, Scheme
    from indicators.catalogue import Catalogue
    from scoring import Results


@dataclass(frozen=True, eq=False)
class Reading:
    """What a scheme and a set of files hold; `results` only where nothing blocks."""

    digest: str
    scheme_file: SourceFile
    #: The provincial list the scheme must cover, if it was handed in.
    list_file: SourceFile | None
    files: tuple[SourceFile, ...]
    scheme: Scheme | None
    catalogue: Catalogue | None
    intake: Intake | None
    results: Results | None
    problems: ProblemLog

    @property
    def holds_values(self) -> bool:
        """Whether any value was read."""
        return self.intake is not None and bool(self.intake.values)

    @cached_property
    def rescoring(self) -> Rescoring | None:
        """What scores the same values under other weights; None where there are no results."""
        if self.scheme is None or self.results is None:
            return None
        return Rescoring(self.scheme, self.results.sheet, self.catalogue)

    def values_by_file(self) -> Counter[str]:
        """How many values were read from each file; those of a zip together."""
        if self.intake is None:
            return Counter()
        places = self.intake.places
        return Counter(places.file_of(key).partition("/")[0] for key in places)


def digest_of(scheme_file: SourceFile, list_file: SourceFile | None, files: Iterable[SourceFile]) -> str:
    """The same for the same names and bytes, and for nothing else."""
    found = hashlib.sha256()
    for file in (scheme_file, list_file or SourceFile("", b""), *files):
        # A name in another encoding comes with half characters.
        for part in (file.name.encode(errors="surrogatepass"), file.content, str(file.turn).encode()):
            found.update(len(part).to_bytes(8, "big") + part)
    return found.hexdigest()


def read(
    scheme_file: SourceFile,
    files: tuple[SourceFile, ...],
    list_file: SourceFile | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Reading:
    """Reads a scheme, the list it must cover, and files, and scores them; whatever is wrong is in the problems."""
    digest = digest_of(scheme_file, list_file, files)
    scheme, found = indicators.decode_scheme(scheme_file.content, scheme_file.name)
    problems = ProblemLog(found)
    catalogue = None
    if list_file is not None:
        catalogue, said = decode_catalogue(list_file.content, list_file.name)
        problems += map(_without_stopping, said)
    taken = partial(Reading, digest, scheme_file, list_file, files, scheme, catalogue)
    if scheme is None or not files:
        return taken(None, None, problems)
    intake = read_intake(scheme, files, progress=progress)
    problems += intake.problems
    sheet = intake.sheet()
    if sheet is None:
        return taken(intake, None, problems)
    results = score(scheme, sheet, catalogue)
    problems += findings(results)
    return taken(intake, None if problems.blocked else results, problems)


def _without_stopping(problem: Problem) -> Problem:
    """What is wrong with a list makes results provisional; it does not stop a trial."""
    return replace(problem, severity=Severity.WARNING) if blocking([problem]) else problem


def file_of(path: Path) -> SourceFile:
    """A file of the sample."""
    return SourceFile(path.name, path.read_bytes())


def sample_scheme() -> SourceFile:
    """The sample's scheme."""
    return file_of(sample_data.SCHEME)


def sample_list() -> SourceFile:
    """The list the sample's scheme must cover."""
    return file_of(sample_data.CARRIED_OVER)


def read_sample() -> Reading:
    """The sample city."""
    return read(sample_scheme(), tuple(file_of(path) for path in sample_data.DATA), sample_list())
