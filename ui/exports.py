"""The files one can take home: workbook, CSV that a spreadsheet cannot run, JSON.

They are made when a button is clicked, outside the visitor's session, and so are told the language.
"""

from __future__ import annotations

import csv
import io
from datetime import datetime
from typing import TYPE_CHECKING

import simplejson

from documents.inert_text import inert_field
from documents.json_output import results_record
from documents.record_words import KINDS, veto_names
from documents.result_workbook import write_results
from documents.system.book import write_system
from documents.zipped import safe_name
from scoring import State
from scoring.explanation import STATE_WORDS
from ui import tables, text
from ui.wording import export as words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from documents.notice import Notice
    from indicators import Language, Problem, Words
    from office.examining import Examined
    from scoring import Results
    from scoring.certificate import Certificate


def csv_bytes(rows: Iterable[Sequence[object]], language: Language) -> bytes:
    """Rows as CSV for Excel: UTF-8 with a byte order mark; text which looks like a formula gets a `'` in front.

    Numbers, be they `Decimal`, `int` or plain decimal text, are written as they are.
    """
    out = io.StringIO(newline="")
    csv.writer(out).writerows([_harmless(value, language) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _harmless(value: object, language: Language) -> object:
    if isinstance(value, State):
        return STATE_WORDS[value].in_(language)
    if isinstance(value, str):
        return inert_field(value)
    return "" if value is None else value


def ranking_csv(results: Results, basis: Words, language: Language) -> bytes:
    """One row per unit, in the order of the ranking; the last column says what the results are."""
    names = {group.code: group.name for group in results.scheme.groups}
    adjusted, vetoed = results.scheme.adjustments is not None, bool(results.scheme.vetoes)
    beside = (*(KINDS.values() if adjusted else ()), *((text.VETOES,) if vetoed else ()))
    headings = (
        text.GROUP,
        text.OVERALL_PLACE,
        text.GROUP_PLACE,
        text.UNIT_CODE,
        text.UNIT,
        text.TOTAL,
        text.GRADE,
        *beside,
        text.MISSING,
        text.REMARK,
        words.BASIS,
    )
    rows: list[Sequence[object]] = [[heading.in_(language) for heading in headings]]
    root = results.scheme.root.code
    for standing in tables.in_groups(results):
        position = standing.position
        unit = results.sheet.units[position]
        rows.append(
            (
                names[unit.group],
                None if results.rank is None else int(results.rank[position]) or None,
                int(results.group_rank[position]) or None,
                unit.code,
                unit.name,
                results.total.value(position),
                results.grades[position],
                *((results.bonus[position], results.penalty[position]) if adjusted else ()),
                *((veto_names(results, position).in_(language),) if vetoed else ()),
                int(results.missing_count[position]),
                tables.remark(results, root, standing, language),
                basis.in_(language),
            )
        )
    return csv_bytes(rows, language)


def detail_csv(results: Results, basis: Words, language: Language) -> bytes:
    """One row per unit in the order of the ranking, one column per part of the tree; the last says what they are."""
    detail = results.detail().set_index("code", drop=False).loc[list(results.ranking()["code"])]
    names = {group.code: group.name for group in results.scheme.groups}
    parts = [part for _, part in results.scheme.outline]
    headings = [heading.in_(language) for heading in (text.GROUP, text.UNIT_CODE, text.UNIT)]
    rows: list[Sequence[object]] = [
        [*headings, *(f"{part.code} {part.name}" for part in parts), words.BASIS.in_(language)]
    ]
    columns = [f"points:{part.code}" for part in parts]
    for record in detail.to_dict("records"):
        cells = [record[column] for column in columns]
        rows.append(
            [names[str(record["group"])], record["code"], record["name"], *cells, basis.in_(language)]
        )
    return csv_bytes(rows, language)


def problems_csv(problems: Sequence[Problem], language: Language) -> bytes:
    """Every problem, blocking ones first."""
    headings = [heading.in_(language) for heading in tables.PROBLEM_HEADINGS.values()]
    rows = [
        [row[name] for name in tables.PROBLEM_HEADINGS] for row in tables.problem_rows(problems, language)
    ]
    return csv_bytes([headings, *rows], language)


def json_bytes(
    results: Results, problems: Sequence[Problem], language: Language, notice: Notice | None = None
) -> bytes:
    """The results as the stable record other programs read: a trial, unless there is a notice."""
    record = results_record(results, problems, language, trial=notice is None)
    if notice is not None:
        record["published"] = {"run": notice.run, "moment": notice.moment, "log_head": notice.head}
    return simplejson.dumps(record, use_decimal=True, ensure_ascii=False, indent=2).encode()


def workbook_bytes(
    results: Results,
    problems: Sequence[Problem],
    language: Language,
    notice: Notice | None = None,
    certificate: Certificate | None = None,
) -> bytes:
    """The results as a workbook, marked as what they are; with its certificate, once one was made."""
    return write_results(
        results, tuple(problems), language=language, made_at=now(), notice=notice, certificate=certificate
    )


def system_bytes(examined: Examined, language: Language) -> bytes:
    """The tables of the indicator system as a workbook."""
    return write_system(examined.case, examined.problems, language=language, made_at=now())


def now() -> datetime:
    """The moment, as the office's clock shows it."""
    return datetime.now().astimezone()


def file_name(title: str, *parts: str, suffix: str) -> str:
    """A file name any system takes."""
    return f"{'-'.join(safe_name(part)[:60] for part in (title, *parts))}.{suffix}"
