"""Unit reports in one go: a page for each unit, all of them in one zip, folder by folder as the groups are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.notice import mark_of
from documents.result_report import number_format
from documents.table_style import Column, Row, Table
from documents.unit_report_docx import write_unit_pages
from documents.unit_report_page import UnitPage, write_unit_page
from documents.zipped import zipped
from indicators.words import Words
from office.unit_account import account, printed_title
from office.unit_report import unit_report
from scoring.rates import PERCENT_DECIMALS
from scoring.sheet import State

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from datetime import datetime
    from decimal import Decimal

    from documents.notice import Notice
    from documents.table_style import Cell
    from indicators.words import Language
    from office.last_year import LastYear
    from office.unit_report import Facts, Line, UnitReport
    from scoring import Results

_TITLE = Words("{unit} 考核结果", "{unit}: results")
_SHEET = Words("考核结果", "Results")
_MOVED = Words(
    "拉高、拉低：该项换成本组平均分，总分会相差多少",
    "Lifted and cost: how much the total would differ with the mean of the group in place of the part",
)
_TO_GAIN = Words("可提升：该项得满分，总分可增加多少", "To gain: how much full points would add to the total")


def unit_reports(
    results: Results,
    groups: Collection[str],
    *,
    language: Language,
    made_at: datetime,
    notice: Notice | None = None,
    last_year: LastYear | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> bytes:
    """A zip with a workbook of one page for each unit of some groups.

    Args:
        results: Of all units, to compare with.
        groups: The codes of the groups whose units are wanted.
        language: Of headings; names stay as they were given.
        made_at: The time printed on every page, as the office's clock shows it.
        notice: Of results that are public.
        last_year: Last year's results, if they are at hand.
        progress: Told how many units are written, and of how many.
    """
    mark, title = mark_of(results.standing, notice), results.scheme.title

    def files() -> Iterator[tuple[tuple[str, ...], str, bytes]]:
        for report in _reports(results, groups, last_year, progress):
            page = unit_page(results, report)
            content = write_unit_page(page, title, language=language, made_at=made_at, mark=mark)
            unit = report.facts.unit
            yield (report.facts.group, f"{unit.code} {unit.name}"), "xlsx", content

    return zipped(files())


def unit_pages(
    results: Results,
    groups: Collection[str],
    *,
    language: Language,
    made_at: datetime,
    notice: Notice | None = None,
    last_year: LastYear | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> bytes:
    """The same reports as one Word document, a page for each unit; arguments are those of `unit_reports`."""
    pages = [unit_page(results, report) for report in _reports(results, groups, last_year, progress)]
    mark = mark_of(results.standing, notice)
    return write_unit_pages(pages, results.scheme.title, language=language, made_at=made_at, mark=mark)


def _reports(
    results: Results,
    groups: Collection[str],
    last_year: LastYear | None,
    progress: Callable[[int, int], None] | None,
) -> Iterator[UnitReport]:
    wanted = [position for position, unit in enumerate(results.sheet.units) if unit.group in groups]
    for count, position in enumerate(wanted, start=1):
        yield unit_report(results, position, last_year)
        if progress is not None:
            progress(count, len(wanted))


def unit_page(results: Results, report: UnitReport) -> UnitPage:
    """A unit's report as a page; where there is no last year, or nobody to compare with, nothing is said of them."""
    facts = report.facts
    score = number_format(results.total.decimals)
    standing = results.standing
    compares, looks_back = facts.members > 1, _looks_back(report)
    of_group = (
        Column(Words("本组平均", "Mean of group"), "right", score),
        Column(Words("本组最高", "Best of group"), "right", score),
        Column(Words("本组名次", "Rank in group"), "center", "0"),
    )
    table = Table(
        _SHEET,
        _TITLE.fill(unit=facts.unit.name),
        (
            Column(Words("指标", "Part"), widest=44),
            Column(Words("满分", "Full"), "right"),
            Column(Words("得分", "Points"), "right", score, bold=True),
            Column(Words("得分率（%）", "Rate (%)"), "right", number_format(PERCENT_DECIMALS)),
            *(of_group if compares else ()),
            *((Column(Words("上年得分", "Last year"), "right", score),) if looks_back else ()),
        ),
        tuple(_row(line, compares=compares, looks_back=looks_back) for line in report.lines),
        remarks=(*(() if standing is None else (standing.line,)), *_measured(report)),
    )
    position = results.sheet.index[facts.unit.code]
    return UnitPage(
        tuple(_facts(facts, looks_back=looks_back)), (*_notes(report), *account(results, position)), table
    )


def _measured(report: UnitReport) -> Iterator[Words]:
    """What the numbers beside indicators mean, of those that are there."""
    said = [*((_MOVED,) if report.lifts or report.costs else ()), *((_TO_GAIN,) if report.gains else ())]
    if said:
        yield Words("；".join(words.zh for words in said) + "。", "; ".join(words.en for words in said) + ".")


def _looks_back(report: UnitReport) -> bool:
    """Whether anything is known of the unit's last year."""
    known = (report.facts.total_last_year, *(line.last_year for line in report.lines))
    return any(number is not None for number in known)


def _row(line: Line, *, compares: bool, looks_back: bool) -> Row:
    name = printed_title(line.code, line.name) if line.is_indicator else line.name
    points: Cell = line.points if line.state is State.VALUE else line.state
    of_group = (line.mean, line.best, line.place) if compares else ()
    cells = (name, line.full, points, line.rate, *of_group, *((line.last_year,) if looks_back else ()))
    return Row(cells, shaded=not line.is_indicator, bold=not line.is_indicator, indent=line.depth)


def _facts(facts: Facts, *, looks_back: bool) -> Iterator[tuple[Words, Cell]]:
    compares = facts.members > 1
    alone = Words(f"{facts.group}（仅此一个单位）", f"{facts.group} (the only unit of its group)")
    yield Words("组别", "Group"), facts.group if compares else alone
    yield Words("总分", "Total"), facts.total
    if compares:
        yield Words("名次", "Rank"), _place(facts)
    yield Words("等次", "Grade"), facts.grade
    if compares:
        yield Words("比本组平均", "Against the mean"), _signed(facts.gap_to_mean)
        yield Words("比本组最高", "Against the best"), _signed(facts.gap_to_best)
    yield Words("缺报项数", "Missing"), facts.missing
    if looks_back:
        yield Words("比上年总分", "Against last year"), _signed(facts.gap_to_last_year)


def _place(facts: Facts) -> Words | None:
    if facts.place is None:
        return None
    tied = Words("（并列）", " (tied)") if facts.tied else Words("", "")
    return Words(f"{facts.place}/{facts.ranked}{tied.zh}", f"{facts.place}/{facts.ranked}{tied.en}")


def _signed(gap: Decimal | None) -> str | None:
    """With its sign, and a real minus: it is read, not calculated with."""
    return None if gap is None else f"{gap:+f}".replace("-", "\u2212")


def _notes(report: UnitReport) -> Iterator[tuple[Words, Words]]:
    """What moved the total most; nothing of a unit without one."""
    found = (
        (Words("拉高总分的指标", "Lifted the total"), [(line, line.effect) for line in report.lifts]),
        (Words("拉低总分的指标", "Cost the total"), [(line, line.effect) for line in report.costs]),
        (Words("最可提升的指标", "Most to gain"), [(line, line.to_gain) for line in report.gains]),
    )
    for label, lines in found:
        if lines:
            said = [f"{printed_title(line.code, line.name)} {_signed(points)}" for line, points in lines]
            yield label, Words("；".join(said), "; ".join(said))
