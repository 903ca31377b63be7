"""What becomes of a set of files: taken, taken with warnings, or refused for some cells or as a whole."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from indicators.problems import Severity
from indicators.words import Words

if TYPE_CHECKING:
    from documents.intake.problem_log import ProblemLog


class Outcome(StrEnum):
    """A set of files is taken whole or not at all."""

    ACCEPT = "accept"
    ACCEPT_WARN = "accept_warn"
    #: Certain cells must be corrected.
    REJECT_CELLS = "reject_cells"
    #: A file, or the set as a whole, is not what is needed.
    REJECT_FILE = "reject_file"

    @property
    def words(self) -> Words:
        """What a person reads."""
        return _WORDS[self]


_WORDS = {
    Outcome.ACCEPT: Words("可以采用", "can be used"),
    Outcome.ACCEPT_WARN: Words("可以采用，有请留意的地方", "can be used, with warnings"),
    Outcome.REJECT_CELLS: Words("不能采用：有单元格必须改正", "cannot be used: cells must be corrected"),
    Outcome.REJECT_FILE: Words(
        "不能采用：有文件读不了或认不出", "cannot be used: a file cannot be read or told"
    ),
}


def outcome_of(problems: ProblemLog) -> Outcome:
    """What becomes of files in which these problems were found."""
    if problems.blocked:
        return Outcome.REJECT_FILE if problems.whole else Outcome.REJECT_CELLS
    return Outcome.ACCEPT_WARN if problems.counts[Severity.WARNING] else Outcome.ACCEPT
