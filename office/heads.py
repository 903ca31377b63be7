"""Heads: the newest version of everything an assessment consists of, asked for again at every step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from records import assessments, publications, runs, submissions, versions
from records.versions import Kind

if TYPE_CHECKING:
    from records import Assessment, HeldFile, Records, Run, Submission, Version


@dataclass(frozen=True)
class Heads:
    """What an assessment consists of at one moment; equal heads mean equal data."""

    assessment: Assessment
    scheme: Version | None
    #: All versions of provincial lists, the newest first: the scheme says which of them it covers.
    catalogues: tuple[Version, ...]
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
    def is_public(self) -> bool:
        """Whether the newest run, made of just this scheme and data, is the public one."""
        run = self.run
        return (
            run is not None
            and run.number == self.public
            and (run.scheme, run.submission) == (self.scheme_number, self.submission_number)
        )


def heads_of(records: Records, assessment: int) -> Heads:
    """The present heads of an assessment.

    Raises:
        RecordsError: If there is no such assessment.
    """
    submission = submissions.latest(records, assessment)
    newest = {kind: versions.latest(records, assessment, kind) for kind in Kind if kind is not Kind.CATALOGUE}
    return Heads(
        assessment=assessments.found(records, assessment),
        scheme=newest[Kind.SCHEME],
        catalogues=versions.listed(records, assessment, Kind.CATALOGUE),
        benchmark=newest[Kind.BENCHMARK],
        last_year=newest[Kind.LAST_YEAR],
        submission=submission,
        files=() if submission is None else submissions.files(records, assessment, submission.number),
        run=runs.latest(records, assessment),
        public=publications.public_run(records, assessment),
    )
