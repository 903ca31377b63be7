"""Which results are exported: what is public, what is at work, or what the trial weights give; each with its marks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indicators import Words
from office.publishing import notice_of
from office.running import reopen
from scoring.findings import findings
from ui import text
from ui.frame import calm
from ui.session import here
from ui.wording import export as words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from documents.notice import Notice
    from indicators import Problem
    from office.heads import Heads
    from office.reading import Reading
    from office.running import Reopened
    from scoring import Results


@dataclass(frozen=True, eq=False)
class Source:
    """Results with all that goes into their files; the notice is that of results which are public."""

    kind: str
    label: Words
    #: What they are, in the names of files.
    brief: Words
    #: The same in every table.
    mark: Words
    #: The same in a sentence.
    means: Words
    results: Results
    problems: tuple[Problem, ...]
    notice: Notice | None = None

    @property
    def in_names(self) -> tuple[Words, ...]:
        """What a file's name says of it."""
        standing = self.results.standing
        provisional = standing is not None and standing.provisional
        return (self.brief, *((text.PROVISIONAL,) if provisional else ()))

    @property
    def basis(self) -> Words:
        """The mark, and whether the results are provisional besides."""
        standing = self.results.standing
        if standing is None or not standing.provisional:
            return self.mark
        also = words.PROVISIONAL_MARK.fill(why=standing.why)
        return Words(f"{self.mark.zh}；{also.zh}", f"{self.mark.en}; {also.en}")


PUBLIC, PRESENT, TUNED, OLD = "public", "present", "tuned", "old"


def sources(heads: Heads, reading: Reading | None) -> Iterator[Source]:
    """What can be exported, the most official first; a public run that cannot be taken is refused on the page."""
    public = _public(heads)
    if public is not None:
        yield public
    if reading is None or reading.results is None:
        return
    if public is None or not heads.is_public:
        problems = tuple(reading.problems)
        yield Source(
            PRESENT, words.PRESENT, text.TRIAL, words.TRIAL_MARK, words.TRIAL_MEANS, reading.results, problems
        )
    tuned = here().trial_results() if here().tuning.weights else None
    if tuned is not None:
        read = () if reading.intake is None else tuple(reading.intake.problems)
        problems = (*read, *findings(tuned))
        yield Source(TUNED, words.TUNED, words.TUNED, words.TUNED_MARK, words.TUNED_MEANS, tuned, problems)


def _public(heads: Heads) -> Source | None:
    with calm():
        notice = notice_of(here().desk, heads)
        if notice is not None:
            return of_public(reopen(here().desk, heads.assessment.id, notice.run), notice)
    return None


def of_public(opened: Reopened, notice: Notice) -> Source:
    """The run that is public, as it was frozen.

    Raises:
        RecordsError: If the present engine gives other figures than were published.
    """
    said = {"run": notice.run, "moment": notice.moment, "by": notice.made_by, "reason": notice.reason}
    return Source(
        PUBLIC,
        words.PUBLIC_RUN.fill(**said),
        words.PUBLISHED_BRIEF.fill(**said),
        words.PUBLISHED_MARK.fill(**said, head=notice.head),
        words.PUBLISHED_MEANS.fill(**said),
        opened.as_kept(),
        opened.snapshot.problems,
        notice,
    )


def of_old_run(opened: Reopened) -> Source:
    """A run that is not public.

    Raises:
        RecordsError: If the present engine gives other figures than were kept.
    """
    mark = words.OLD_RUN_MARK.fill(run=opened.run.number)
    return Source(OLD, mark, mark, mark, words.TRIAL_MEANS, opened.as_kept(), opened.snapshot.problems)
