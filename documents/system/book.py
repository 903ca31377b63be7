"""The workbook of an indicator system: the tables an office prints, signs and hands out, and what checks found."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from documents.marks import system_mark
from documents.problem_table import problem_table
from documents.system.burden_table import burden_table
from documents.system.coverage_table import coverage_table
from documents.system.form_book import add_form
from documents.system.indicator_table import system_table
from documents.system.liaison_table import duty_table, liaison_table
from documents.table_book import Book
from indicators.problems import Severity
from indicators.standing import Standing
from indicators.words import Words, listed

if TYPE_CHECKING:
    from datetime import datetime

    from indicators.checks.case import Case
    from indicators.problems import Problem
    from indicators.words import Language

PROBLEMS = Words("检查问题", "Problems")


def write_system(
    case: Case,
    problems: tuple[Problem, ...],
    *,
    language: Language = "zh",
    made_at: datetime,
) -> bytes:
    """The tables of an indicator system as an .xlsx file, marked as provisional on every page while the list is.

    Args:
        case: The scheme, the list it must cover, and last year's scheme, where they are at hand.
        problems: What the checks found, of any severity.
        language: Of headings and remarks; names stay as they were given.
        made_at: The time printed on every page, as the office's clock shows it.
    """
    book = Book(language, case.scheme.title, made_at=made_at, mark=system_mark(_standing(case)))
    add_form(book, system_table(case, problems))
    if case.coverage is not None:
        add_form(book, coverage_table(case.scheme, case.coverage))
    add_form(book, liaison_table(case.scheme))
    add_form(book, duty_table(case.scheme))
    add_form(book, problem_table(PROBLEMS, problems, (_counts(problems),)))
    add_form(book, burden_table(case.scheme, case.previous))
    return book.close()


def _standing(case: Case) -> Standing | None:
    """What the tables rest on: the list that was held against the scheme, be it the one it names or another."""
    if case.catalogue is not None:
        return Standing(case.catalogue.catalogue, case.coverage)
    return None if case.scheme.covers is None else Standing(case.scheme.covers, None)


def _counts(problems: tuple[Problem, ...]) -> Words:
    """How many of each severity there are."""
    counts = Counter(problem.severity for problem in problems)
    said = listed([
        Words(f"{severity.words.zh} {counts[severity]} 个", f"{severity.words.en}: {counts[severity]}")
        for severity in Severity
    ])  # fmt: skip
    return Words(f"{said.zh}。", f"{said.en}.")
