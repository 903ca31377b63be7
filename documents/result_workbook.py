"""The result workbook 结果工作簿: a run's results, and what they rest on, for Excel and WPS."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from documents.detail_sheet import add_detail
from documents.result_report import (
    CODE,
    GROUP,
    INDICATOR,
    INDICATOR_CODE,
    MISSING_POLICY,
    OWNER,
    UNIT,
    Report,
)
from documents.result_sheets import grade_table, group_tables, missing_table, overall_table
from documents.table_book import Book
from documents.table_style import Block, Column, Row, Table
from indicators.parts import Composite, Indicator, common_weight, full_points
from indicators.policies import WORDS
from indicators.problems import Severity
from indicators.words import Words
from scoring.sheet import State

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from indicators.problems import Problem
    from indicators.scheme import Grade
    from indicators.words import Language
    from scoring.results import Results

#: Shares are shown as percentages with two decimals.
_SHOWN_SHARE = Decimal("0.0001")
_TRIAL = Words(
    "试算：仅供核对。覆盖、问题、缺报尚未按发布程序逐项确认，不得作为正式结果使用或对外公布。",
    "Trial: for checking only. Coverage, problems and missing values have not been acknowledged by publishing;"
    " not an official result.",
)


def write_results(
    results: Results,
    problems: tuple[Problem, ...],
    *,
    language: Language = "zh",
    made_at: datetime,
) -> bytes:
    """The results as an .xlsx file, marked as a trial 试算 on every page; the same input gives the same bytes.

    Args:
        results: A scored sheet.
        problems: What was found on the way, of any severity.
        language: Of headings and remarks; names stay as they were given.
        made_at: The time printed on every page, as the office's clock shows it.
    """
    scheme = results.scheme
    decimals = scheme.policies.decimals
    book = Book(language, scheme.title, decimals=decimals, made_at=made_at)
    report = Report(results, language)
    book.add(overall_table(report, book.score_format))
    for table in group_tables(report, book.score_format):
        book.add(table)
    add_detail(book, report)
    if scheme.grades:
        book.add(grade_table(report))
    book.add(_indicator_table(report))
    book.add(_policy_table(report, book))
    if results.sheet.exemptions:
        book.add(_exemption_table(report))
    book.add(_problem_table(report, problems))
    book.add(missing_table(report))
    return book.close()


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
    remarks = (report.policy_line,)
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
        None if part.parent is None else common_weight(part) or None,
        _share(report, part),
        report.say(part.rule_words if isinstance(part, Indicator) else part.combination_words),
        _all_or(report, [group.name for group in scheme.groups if group.code in applies]),
        report.say(WORDS[scheme.missing_policy(part)]) if isinstance(part, Indicator) else None,
        missing if leaf else None,
        part.owner if isinstance(part, Indicator) else None,
    )
    return Row(cells, shaded=not leaf, bold=not leaf, indent=depth)


def _share(report: Report, part: Indicator | Composite) -> Decimal | None:
    """How much of its parent's full points a part's weight is; a product has no shares."""
    parent = report.results.scheme.by_code[part.parent] if part.parent is not None else None
    weight = common_weight(part)
    if not isinstance(parent, Composite) or parent.points is None or weight is None:
        return None
    return (weight / parent.points).quantize(_SHOWN_SHARE, ROUND_HALF_UP)


def _all_or(report: Report, names: list[str]) -> str:
    if len(names) == len(report.group_names):
        return report.say(Words("全部", "all"))
    return report.say(Words("、", ", ")).join(names)


def _policy_table(report: Report, book: Book) -> Table:
    say = report.say
    scheme, units = report.results.scheme, report.results.sheet.units
    about = (
        (Words("方案", "Scheme"), scheme.title, scheme.scheme),
        (Words("对应省级清单", "Covers"), scheme.covers, "covers"),
        (Words("说明", "Note"), scheme.note, "note"),
        (Words("被评单位数", "Units"), str(len(units)), None),
    )
    settings = [(say(title), say(value), name) for name, title, value in scheme.printed_policies()]
    groups = [
        (group.name, say(Words(f"{count} 个单位", f"{count} units")), group.code)
        for group in scheme.groups
        for count in [len(report.by_group[group.code])]
    ]
    grades = [(grade.name, say(_grade_condition(grade)), None) for grade in scheme.grades]
    made = (
        (Words("制表时间", "Made"), book.made_at, None),
        (Words("状态", "State"), say(Words("试算", "trial")), None),
        (Words("状态含义", "What the state means"), say(_TRIAL), None),
    )
    blocks = (
        _block(say(Words("方案", "Scheme")), [(say(title), value, name) for title, value, name in about]),
        _block(say(Words("计分设置", "Settings")), settings),
        _block(say(Words("同类组", "Peer groups")), groups),
        *([_block(say(Words("等次", "Grades")), grades)] if grades else []),
        _block(
            say(Words("本表", "This workbook")), [(say(title), value, name) for title, value, name in made]
        ),
    )
    columns = (
        Column(Words("项目", "Item"), widest=24),
        Column(Words("内容", "Value"), widest=110),
        Column(Words("方案中的名称", "Name in the scheme"), widest=30),
    )
    name = Words("计分办法", "Method")
    return Table(name, name, columns, blocks=blocks, remarks=(report.policy_line,))


def _block(caption: str, lines: Iterable[tuple[str, str | None, str | None]]) -> Block:
    return Block(caption, tuple(Row(line, shaded=bool(index % 2)) for index, line in enumerate(lines)))


def _grade_condition(grade: Grade) -> Words:
    zh, en = [], []
    if grade.at_least is not None:
        zh.append(f"总分 {grade.at_least} 分及以上")
        en.append(f"total at least {grade.at_least}")
    if grade.quota is not None:
        zh.append(f"名额为本组单位数的 {grade.quota}%（与以上等次累计）")
        en.append(f"{grade.quota}% of the group's units, added to the better grades")
    return Words("；".join(zh) or "其余单位", "; ".join(en) or "all others")


def _exemption_table(report: Report) -> Table:
    sheet, scheme = report.results.sheet, report.results.scheme
    rows = []
    for row, exemption in enumerate(sheet.exemptions):
        position = sheet.index.get(exemption.unit)
        unit = None if position is None else sheet.units[position]
        part = scheme.by_code.get(exemption.indicator)
        cells = (
            None if unit is None else report.group_names[unit.group],
            exemption.unit,
            None if unit is None else unit.name,
            exemption.indicator,
            None if part is None else part.name,
            exemption.reason,
            exemption.approved_by,
        )
        rows.append(Row(cells, shaded=bool(row % 2)))
    columns = (
        Column(GROUP, "center"),
        Column(CODE, "center"),
        Column(UNIT),
        Column(INDICATOR_CODE, "center"),
        Column(INDICATOR),
        Column(Words("豁免理由", "Reason"), widest=60),
        Column(Words("批准人", "Approved by")),
    )
    title = Words("豁免", "Exemptions")
    return Table(title, title, columns, tuple(rows), remarks=(report.policy_line,), frozen_columns=3)


def _problem_table(report: Report, problems: tuple[Problem, ...]) -> Table:
    weights = list(Severity)
    rows = tuple(
        Row((
            report.say(problem.severity.words),
            problem.code,
            problem.place.in_words(report.language) or None,
            report.say(problem.message),
            report.say(problem.remedy),
        ), shaded=bool(row % 2), bold=problem.severity is Severity.BLOCKING)
        for row, problem in enumerate(sorted(problems, key=lambda problem: weights.index(problem.severity)))
    )  # fmt: skip
    columns = (
        Column(Words("级别", "Severity"), "center"),
        Column(Words("问题类型", "Code"), widest=26),
        Column(Words("位置", "Place"), widest=36),
        Column(Words("问题", "Problem"), widest=70),
        Column(Words("处理办法", "Remedy"), widest=60),
    )
    name = Words("问题", "Problems")
    empty = Words("没有发现问题", "no problems were found")
    return Table(name, name, columns, rows, remarks=(report.policy_line,), empty=empty)
