"""What is to be done next: concrete steps in the order of the office's year, from where the work stands."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from documents.intake.reconciliation import Arrival
from indicators import Severity
from indicators.checks.coverage_problems import NO_LIST, PARTLY_COVERED, UNCOVERED
from indicators.policies import WORDS, Missing
from indicators.problems import blocking
from indicators.standing import standing_of
from indicators.words import Words
from office.examining import examine
from office.obstacles import of_standing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from documents import Intake
    from indicators import Scheme
    from indicators.standing import Standing
    from office.heads import Heads
    from office.reading import Reading
    from records import Run
    from scoring import Results


#: Problems of the checks which have a step of their own.
_SAID_ALREADY = frozenset(kind.code for kind in (NO_LIST, UNCOVERED, PARTLY_COVERED))


class Page(StrEnum):
    """Where a step is taken."""

    INDICATORS = "indicators"
    INTAKE = "intake"
    EXPORT = "export"
    HISTORY = "history"


class Step(NamedTuple):
    """One thing to do, and the page it is done on, with the section of it where it has some."""

    page: Page
    words: Words
    section: str = ""


_IMPORT = Words(
    "建立指标体系：从模板开始、填工作簿，或导入已有方案。",
    "Set up the indicator system: start from a preset, fill in a workbook, or import a scheme.",
)
_UNREADABLE = Words(
    "改正方案第 {number} 版中的 {count} 个问题，否则读不懂成绩表。",
    "Correct {count} problems of scheme version {number}; no sheet can be read before.",
)
_NO_LIST = Words(
    "导入方案写明须覆盖的省级清单，才能证明覆盖。",
    "Import the provincial list which the scheme names; coverage is not proved before.",
)
_COVER = Words(
    "还有 {count} 项省级指标没有覆盖：增设指标、写明对应，或报批不设。",
    "{count} provincial indicators are not covered: add indicators, map them, or have them waived.",
)
_CORRECT_SCHEME = Words(
    "指标体系检查还有 {count} 个问题必须改正。",
    "The checks of the indicators found {count} problems to correct.",
)
_REGISTER = Words(
    "先上传单位名册，填报表按名册生成。", "Upload the register of units first: templates are made from it."
)
_TEMPLATES = Words(
    "生成填报表发给 {count} 个单位并催报，收回后上传。",
    "Issue templates to the {count} units, remind them, and upload what comes back.",
)
_CORRECT_DATA = Words(
    "填报数据有 {count} 个问题必须改正，改正前没有排名。",
    "{count} problems of the data must be corrected; there is no ranking before.",
)
_CHASE = Words("还有 {count} 个单位未报，请催报。", "{count} units have not reported: remind them.")
_TWICE = Words(
    "{count} 个单位的数据有两份不一致，请确认以哪份为准。",
    "Two files disagree about {count} units: decide which of them holds.",
)
_MISSING = Words(
    "核对缺报：{units} 个单位缺 {cells} 格，{worth}。",
    "Look into missing values: {units} units lack {cells} cells; {worth}.",
)
_LOSES_POINTS = Words("缺一项少一项的分", "each loses its points")
_BY_POLICY = Words("按“{policy}”处理", "they count by the policy “{policy}”")
_BY_POLICIES = Words("按各指标的缺报规定处理", "they count as each indicator says")
_NO_TOTAL = Words(
    "还没有一个单位有总分：补齐数据后再留存、公布。",
    "No unit has a total yet: complete the data before a run is kept or published.",
)
_KEEP = Words(
    "核对排名后，把这次计分留存下来。", "Look through the ranking, then keep this run in the records."
)
_KEEP_AGAIN = Words(
    "方案、数据或计分引擎在第 {run} 次计分后变过，核对后重新留存。",
    "The scheme, the data or the engine changed since run {run}: look through, then keep a new run.",
)
_OFFICIAL_LIST = Words(
    "省级清单还不是正式的，结果只能是暂定；正式清单下达后导入，再核对覆盖。",
    "The provincial list is not official, so results are provisional; import the official one when it comes.",
)
_PUBLISH = Words("公布第 {run} 次计分。", "Publish run {run}.")
_PUBLISH_ANEW = Words(
    "现在公布的是第 {public} 次计分；要以第 {run} 次取代它，请重新公布。",
    "Run {public} is public; publish run {run} if it is to take its place.",
)
_STAYS_PROVISIONAL = Words(
    "须逐条确认，公布后仍标“暂定”。", " Each point has to be confirmed, and it stays marked as provisional."
)
_HAND_OUT = Words(
    "已经公布：导出结果工作簿和各单位报告，分发存档。",
    "It is public: export the result workbook and the unit reports, hand them out and file them.",
)


def next_steps(heads: Heads, reading: Reading | None) -> tuple[Step, ...]:
    """What is to be done next, the first thing first; never empty."""
    return tuple(_steps(heads, reading))


def _steps(heads: Heads, reading: Reading | None) -> Iterator[Step]:
    if reading is None:
        yield Step(Page.INDICATORS, _IMPORT)
        return
    if reading.scheme is None:
        count = reading.problems.counts[Severity.BLOCKING]
        yield Step(Page.INDICATORS, _UNREADABLE.fill(number=heads.scheme_number, count=count))
        return
    of_scheme = tuple(_of_scheme(reading, reading.scheme))
    yield from of_scheme
    intake = reading.intake
    if intake is None or not (intake.units or intake.registers):
        yield Step(Page.INTAKE, _REGISTER)
        return
    yield from _of_data(reading, reading.scheme, intake)
    results = reading.results
    if results is None:
        return
    if results.scored.any():
        is_barred = any(not obstacle.may_stay for obstacle in of_standing(results.standing))
        yield from _of_run(heads, results, can_be_published=not is_barred and not of_scheme)
    elif intake.reconciliation.received:
        yield Step(Page.INTAKE, _NO_TOTAL)
    if results.standing is not None:
        yield from _of_list(results.standing)


def _of_scheme(reading: Reading, scheme: Scheme) -> Iterator[Step]:
    standing, examined = standing_of(scheme, reading.catalogue), examine(reading)
    coverage = None if standing is None else standing.coverage
    if standing is not None and standing.named is not None and coverage is None:
        yield Step(Page.INDICATORS, _NO_LIST, "exchange")
    elif coverage is not None and coverage.open:
        yield Step(Page.INDICATORS, _COVER.fill(count=len(coverage.open)), "coverage")
    stops = () if examined is None else blocking(examined.problems)
    others = [problem for problem in stops if problem.code not in _SAID_ALREADY]
    if others:
        yield Step(Page.INDICATORS, _CORRECT_SCHEME.fill(count=len(others)), "checks")


def _of_data(reading: Reading, scheme: Scheme, intake: Intake) -> Iterator[Step]:
    if reading.problems.blocked:
        yield Step(Page.INTAKE, _CORRECT_DATA.fill(count=reading.problems.counts[Severity.BLOCKING]))
    arrived = intake.reconciliation.by_arrival
    if intake.units and not intake.reconciliation.received:
        yield Step(Page.INTAKE, _TEMPLATES.fill(count=f"{len(intake.units):,}"))
    elif arrived[Arrival.MISSING]:
        yield Step(Page.INTAKE, _CHASE.fill(count=len(arrived[Arrival.MISSING])))
    if arrived[Arrival.DUPLICATE]:
        yield Step(Page.INTAKE, _TWICE.fill(count=len(arrived[Arrival.DUPLICATE])))
    short = [one.missing for one in intake.reconciliation.units if one.files and one.missing]
    if short:
        said = _MISSING.fill(
            units=f"{len(short):,}", cells=f"{sum(short):,}", worth=_worth_of_missing(scheme)
        )
        yield Step(Page.INTAKE, said)


def _worth_of_missing(scheme: Scheme) -> Words:
    policies = {scheme.missing_policy(indicator) for indicator in scheme.indicators}
    if policies == {Missing.NO_POINTS}:
        return _LOSES_POINTS
    return _BY_POLICY.fill(policy=WORDS[policies.pop()]) if len(policies) == 1 else _BY_POLICIES


def _of_run(heads: Heads, results: Results, *, can_be_published: bool) -> Iterator[Step]:
    run = heads.run
    if run is None:
        yield Step(Page.HISTORY, _KEEP)
    elif not heads.made(run):
        yield Step(Page.HISTORY, _KEEP_AGAIN.fill(run=run.number))
    elif heads.is_public:
        yield Step(Page.EXPORT, _HAND_OUT)
    elif can_be_published:
        yield Step(Page.HISTORY, _publish(heads, run, results))


def _of_list(standing: Standing) -> Iterator[Step]:
    if standing.coverage is not None and not standing.coverage.catalogue.is_official:
        yield Step(Page.INDICATORS, _OFFICIAL_LIST, "exchange")


def _publish(heads: Heads, run: Run, results: Results) -> Words:
    step = _PUBLISH if heads.public is None else _PUBLISH_ANEW
    said = step.fill(run=run.number, public=heads.public)
    if results.standing is None or not results.standing.provisional:
        return said
    return Words(said.zh + _STAYS_PROVISIONAL.zh, said.en + _STAYS_PROVISIONAL.en)
