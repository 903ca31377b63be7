"""The result workbook 结果工作簿: a run's results, and what they rest on, for Excel and WPS."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from documents.detail_sheet import add_detail
from documents.live.book import add_live_sheets
from documents.method_sheet import method_table
from documents.notice import mark_of, notice_table
from documents.problem_table import problem_table
from documents.ranking_sheets import group_tables, overall_table
from documents.record_tables import adjustment_table, award_table, exemption_table, veto_table
from documents.result_report import (
    INDICATOR_CODE,
    MISSING_POLICY,
    OWNER,
    Report,
)
from documents.result_sheets import grade_table, missing_table
from documents.table_book import Book
from documents.table_style import Column, Row, Table
from documents.verification.sheets import add_verification
from documents.verification.snapshot import Edition
from indicators.parts import Composite, Indicator, common_weight, full_points
from indicators.policies import WORDS
from indicators.words import Words
from scoring.sheet import State

if TYPE_CHECKING:
    from datetime import datetime

    from documents.notice import Notice
    from indicators.problems import Problem
    from indicators.words import Language
    from scoring.certificate import Certificate
    from scoring.results import Results

#: Shares are shown as percentages with two decimals.
_SHOWN_SHARE = Decimal("0.0001")
_VALUES_ALONE = Words(
    "只有数值：不带公式和依据，不能用 verify 核验；要核验，请不加 --values 重新导出。",
    "Values alone, without formulas and what they rest on: verify cannot check it. To have it checked, write it without --values.",
)


def write_results(
    results: Results,
    problems: tuple[Problem, ...],
    *,
    language: Language = "zh",
    made_at: datetime,
    notice: Notice | None = None,
    certificate: Certificate | None = None,
) -> bytes:
    """The results as an .xlsx file, marked on every page as what they are; the same input gives the same bytes.

    Results are a trial 试算 until they are published, and provisional 暂定 while the list they rest on is not settled.

    Args:
        results: A scored sheet.
        problems: What was found on the way, of any severity.
        language: Of headings and remarks; names stay as they were given.
        made_at: The time printed on every page, as the office's clock shows it.
        notice: Of results that are public.
        certificate: Of results that were worked out once more by the exact reading.
    """
    book, report = _with_tables(results, problems, language, made_at, notice=notice)
    add_live_sheets(book, report)
    add_verification(book, report, Edition(results, problems, language, made_at, notice, certificate))
    return book.close()


def write_values(
    results: Results, problems: tuple[Problem, ...], *, language: Language = "zh", made_at: datetime
) -> bytes:
    """The tables of a trial alone, without formulas, what they rest on and what `verify` needs: sooner, and smaller.

    Arguments are as of `write_results`.
    """
    book, _ = _with_tables(results, problems, language, made_at, contents=_VALUES_ALONE)
    return book.close()


def _with_tables(
    results: Results,
    problems: tuple[Problem, ...],
    language: Language,
    made_at: datetime,
    *,
    notice: Notice | None = None,
    contents: Words | None = None,
) -> tuple[Book, Report]:
    """A workbook with the tables people read, to which more can be added; `contents` is said of it."""
    scheme = results.scheme
    book = Book(language, scheme.title, made_at=made_at, mark=mark_of(results.standing, notice))
    report = Report(results, language)
    if notice is not None:
        book.add(notice_table(notice, report.remarks))
    book.add(overall_table(report))
    for table in group_tables(report):
        book.add(table)
    add_detail(book, report)
    if scheme.grades:
        book.add(grade_table(report))
    if scheme.adjustments is not None:
        book.add(adjustment_table(report, scheme.adjustments))
    if scheme.vetoes:
        book.add(veto_table(report))
    if scheme.eligibility is not None:
        book.add(award_table(report, scheme.eligibility))
    book.add(_indicator_table(report))
    book.add(method_table(report, book.made_at, notice, contents))
    if results.sheet.exemptions:
        book.add(exemption_table(report))
    book.add(problem_table(Words("问题", "Problems"), problems, report.remarks))
    book.add(missing_table(report))
    return book, report


def _indicator_table(report: Report) -> Table:
    name = Words("指标", "Indicators")
    columns = (
        Column(Words("层级", "Level"), "center", "0"),
        Column(INDICATOR_CODE, "center"),
        Column(Words("名称", "Name"), widest=40),
        Column(Words("满分", "Points"), "center"),
        Column(Words("权重", "Weight"), "center"),
        Column(Words("占上级", "Share of parent"), "center", "0.00%"),
        Column(Words("计分规则", "Rule"), widest=60),
        Column(Words("适用组别", "Groups"), widest=24),
        Column(MISSING_POLICY, widest=18),
        Column(Words("缺报单位数", "Units missing"), "center", "0"),
        Column(OWNER, widest=18),
    )
    rows = tuple(_indicator_row(report, depth, part) for depth, part in report.results.scheme.outline)
    remarks = report.remarks
    return Table(name, name, columns, rows, remarks=remarks, frozen_columns=3, indented_column=2)


def _indicator_row(report: Report, depth: int, part: Indicator | Composite) -> Row:
    results, scheme = report.results, report.results.scheme
    leaf = isinstance(part, Indicator)
    applies = scheme.groups_of(part.code)
    missing = int((results.published(part.code).states == State.MISSING).sum())
    cells = (
        depth or None,
        part.code,
        part.name,
        full_points(part),
        _weight(report, part),
        _share(report, part),
        report.say(part.rule_words if isinstance(part, Indicator) else part.combination_words),
        _all_or(report, [group.name for group in scheme.groups if group.code in applies]),
        report.say(WORDS[scheme.missing_policy(part)]) if isinstance(part, Indicator) else None,
        missing if leaf else None,
        part.owner if isinstance(part, Indicator) else None,
    )
    return Row(cells, shaded=not leaf, bold=not leaf, indent=depth)


def _weight(report: Report, part: Indicator | Composite) -> Decimal | str | None:
    """What a part counts in the node above, group by group where groups differ."""
    if isinstance(part.weight, dict):
        stop = report.say(Words("；", "; "))
        return stop.join(f"{report.group_names[code]} {weight}" for code, weight in part.weight.items())
    return None if part.parent is None else common_weight(part) or None


def _share(report: Report, part: Indicator | Composite) -> Decimal | None:
    """How much of what its parent weighs a part is; where weights differ by group, and in a product, there are none."""
    scheme = report.results.scheme
    parent = scheme.by_code[part.parent] if part.parent is not None else None
    if not isinstance(parent, Composite) or parent.combine not in {"sum", "weighted mean", "geometric mean"}:
        return None
    weights = [common_weight(child) for child in scheme.children[parent.code]]
    known = [weight for weight in weights if weight is not None]
    weight = common_weight(part)
    if weight is None or len(known) < len(weights) or not sum(known):
        return None
    return (weight / sum(known, Decimal(0))).quantize(_SHOWN_SHARE, ROUND_HALF_UP)


def _all_or(report: Report, names: list[str]) -> str:
    if len(names) == len(report.group_names):
        return report.say(Words("全部", "all"))
    return report.say(Words("、", ", ")).join(names)
