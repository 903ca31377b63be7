"""Heads: the newest version of everything an assessment consists of, asked for again at every step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from office.kept import list_named, scheme_of
from records import assessments, publications, runs, submissions, versions
from records.versions import Kind
from scoring.version import ENGINE

if TYPE_CHECKING:
    from records import Assessment, HeldFile, Records, Run, Submission, Version


@dataclass(frozen=True)
class Heads:
    """What an assessment consists of at one moment; equal heads mean equal data."""

    assessment: Assessment
    scheme: Version | None
    #: All versions of provincial lists, the newest first; and of the one the scheme names, the newest that is there.
    catalogues: tuple[Version, ...]
    catalogue: Version | None
    benchmark: Version | None
    last_year: Version | None
    submission: Submission | None
    files: tuple[HeldFile, ...]
    run: Run | None
    #: The run that is public.
    public: int | None

    @property
    def scheme_number(self) -> int:
        """The number of the scheme version, 0 before the first."""
        return 0 if self.scheme is None else self.scheme.number

    @property
    def submission_number(self) -> int:
        """The number of the version of the data, 0 before the first."""
        return 0 if self.submission is None else self.submission.number

    @property
    def catalogue_number(self) -> int | None:
        """The number of the version of the list that results rest on; None where there is none."""
        return None if self.catalogue is None else self.catalogue.number

    def made(self, run: Run) -> bool:
        """Whether a run was made of the present scheme, list and data, by the present engine."""
        present = self.scheme_number, self.catalogue_number, self.submission_number, ENGINE
        return (run.scheme, run.catalogue, run.submission, run.engine) == present

    @property
    def is_public(self) -> bool:
        """Whether the newest run, made of just this scheme, list and data by this engine, is the public one."""
        return self.run is not None and self.run.number == self.public and self.made(self.run)


def heads_of(records: Records, assessment: int) -> Heads:
    """The present heads of an assessment.

    Raises:
        RecordsError: If there is no such assessment.
    """
    submission = submissions.latest(records, assessment)
    catalogues = versions.listed(records, assessment, Kind.CATALOGUE)
    newest = {kind: versions.latest(records, assessment, kind) for kind in Kind if kind is not Kind.CATALOGUE}
    return Heads(
        assessment=assessments.found(records, assessment),
        scheme=newest[Kind.SCHEME],
        catalogues=catalogues,
        catalogue=_covered(records, newest[Kind.SCHEME], catalogues),
        benchmark=newest[Kind.BENCHMARK],
        last_year=newest[Kind.LAST_YEAR],
        submission=submission,
        files=() if submission is None else submissions.files(records, assessment, submission.number),
        run=runs.latest(records, assessment),
        public=publications.public_run(records, assessment),
    )


def _covered(records: Records, scheme: Version | None, catalogues: tuple[Version, ...]) -> Version | None:
    """The newest version of the list that a scheme names."""
    stated = None if scheme is None else scheme_of(records, scheme)
    return None if stated is None else list_named(records, catalogues, stated.covers)
