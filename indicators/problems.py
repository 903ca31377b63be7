"""What is wrong with something a person wrote: a record with a code, a place, a message and a remedy."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from indicators.words import Words, visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indicators.words import Language


class Severity(StrEnum):
    """How much a problem weighs: a blocking one stops the work, a warning asks for a look, a note informs."""

    BLOCKING = "blocking"
    WARNING = "warning"
    NOTE = "note"

    @property
    def words(self) -> Words:
        """What a person reads."""
        return _SEVERITY_WORDS[self]


_SEVERITY_WORDS = {
    Severity.BLOCKING: Words("必须改正", "must be corrected"),
    Severity.WARNING: Words("请留意", "warning"),
    Severity.NOTE: Words("说明", "note"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a problem or a value sits; whatever is not known is left out."""

    file: str | None = None
    sheet: str | None = None
    cell: str | None = None
    line: int | None = None
    unit: str | None = None
    indicator: str | None = None

    def in_words(self, language: Language) -> str:
        """For example `成绩.xlsx ‹得分›!D14 · 云岭区 · P1.1.1`."""
        where = self.file or ""
        if self.sheet is not None:
            where += f" ‹{self.sheet}›"
        if self.cell is not None:
            where += f"!{self.cell}"
        if self.line is not None:
            where += f" 第{self.line}行" if language == "zh" else f" line {self.line}"
        return visible(" · ".join(part for part in (where.strip(), self.unit, self.indicator) if part))


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, where it is, and what to do about it."""

    code: str
    severity: Severity
    place: Place
    message: Words
    remedy: Words

    def in_words(self, language: Language) -> str:
        """One line in the order where — what — why — do this."""
        place = self.place.in_words(language)
        colon = "：" if language == "zh" else ": "
        space = "" if language == "zh" else " "
        said = f"{self.message.in_(language)}{space}{self.remedy.in_(language)}"
        return f"{place}{colon}{said}" if place else said

    def placed(self, place: Place) -> Problem:
        """The same problem at a place that says more; the indicator it names stays."""
        return replace(self, place=replace(place, indicator=self.place.indicator))


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """One entry of a problem catalogue; message and remedy are templates with `{name}` places."""

    code: str
    severity: Severity
    message: Words
    remedy: Words

    def at(self, place: Place, **values: object) -> Problem:
        """The problem of this kind at one place; texts that are quoted show what is hidden in them."""
        values = {name: _quoted(value) for name, value in values.items()}
        return Problem(
            self.code, self.severity, place, self.message.fill(**values), self.remedy.fill(**values)
        )


def _quoted(value: object) -> object:
    if isinstance(value, Words):
        return Words(visible(value.zh), visible(value.en))
    return visible(value) if isinstance(value, str) else value


def blocking(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Those of the problems which stop the work."""
    return tuple(problem for problem in problems if problem.severity is Severity.BLOCKING)


def blocking_kind(code: str, zh: str, en: str, do_zh: str, do_en: str) -> ProblemKind:
    """A kind that stops the work: its code, what is wrong, and what to do about it."""
    return ProblemKind(code, Severity.BLOCKING, Words(zh, en), Words(do_zh, do_en))


def warning_kind(code: str, zh: str, en: str, do_zh: str, do_en: str) -> ProblemKind:
    """A kind that asks for a look."""
    return ProblemKind(code, Severity.WARNING, Words(zh, en), Words(do_zh, do_en))


def note_kind(code: str, zh: str, en: str, do_zh: str, do_en: str) -> ProblemKind:
    """A kind that informs."""
    return ProblemKind(code, Severity.NOTE, Words(zh, en), Words(do_zh, do_en))
