"""An indicator system under examination, as lines for a terminal: coverage, what is local, what is open, what is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.marks import system_mark
from documents.terminal_lines import for_a_terminal
from indicators.burden import BURDEN_WORDS, burden_of
from indicators.catalogue import STATUS_WORDS, Certainty
from indicators.liaison import LIAISON_WORDS
from indicators.problems import Severity
from indicators.responsibility import liaison_counts
from indicators.shares import percent, plain
from indicators.standing import standing_of
from indicators.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from indicators.checks import Case
    from indicators.coverage import Coverage, Tally
    from indicators.problems import Problem
    from indicators.standing import Standing
    from indicators.words import Language


@for_a_terminal
def check_lines(case: Case, problems: Iterable[Problem], language: Language) -> Iterator[str]:
    """What an examination found, in figures; the problems themselves are listed apart."""
    standing = standing_of(case.scheme, case.catalogue)
    mark = system_mark(standing)
    yield case.scheme.title + ("" if mark is None else mark.title.in_(language))
    for words in (
        *_coverage(case),
        _local(case),
        _liaison(case),
        *_burden(case),
        *_outcome(problems, standing),
    ):
        yield words.in_(language)


def _coverage(case: Case) -> Iterator[Words]:
    coverage = case.coverage
    if coverage is None:
        return
    listed = coverage.catalogue
    status = STATUS_WORDS[listed.status]
    yield Words(
        f"省级清单：{listed.title}（{status.zh}，{listed.document}，{listed.date}）",
        f"Provincial list: {listed.title} ({status.en}, {listed.document}, {listed.date})",
    )
    yield _tally(Words("覆盖（省级 → 市级）", "Coverage (province → city)"), coverage.overall)
    for item, tally in coverage.by_dimension:
        yield _tally(Words(f"  {item.code} {item.name}", f"  {item.code} {item.name}"), tally)
    yield _lists(coverage)
    unsure = [item.item for item in coverage.items if item.item.certainty is not Certainty.CONFIRMED]
    if unsure:
        codes = "、".join(item.code for item in unsure)
        yield Words(
            f"  清单内容还没打听准的 {len(unsure)} 项：{codes}",
            f"  not yet sure what the list says of {len(unsure)}: {codes}",
        )


def _tally(title: Words, tally: Tally) -> Words:
    points = f"{plain(tally.covered_points)}/{plain(tally.points)}"
    counts = f"{tally.covered}/{tally.items}"
    count, weight = percent(tally.in_count), percent(tally.in_weight)
    return Words(
        f"{title.zh}：{counts} 项（{count}），{points} 分（{weight}）",
        f"{title.en}: {counts} indicators ({count}), {points} points ({weight})",
    )


def _lists(coverage: Coverage) -> Words:
    """How many are on each list of what is not in order."""
    partly = sum(item.total > 0 for item in coverage.uncovered)
    uncovered, doubly = len(coverage.uncovered) - partly, len(coverage.doubly)
    astray, unmapped = len(coverage.astray), len(coverage.unmapped)
    return Words(
        f"  未覆盖 {uncovered} 项，只覆盖一部分 {partly} 项，重复覆盖 {doubly} 项，对应不上 {astray} 处，未写明对应 {unmapped} 项",
        f"  {uncovered} not covered, {partly} in part, {doubly} covered twice, {astray} mapped to nothing, {unmapped} not"
        " mapped",
    )


def _local(case: Case) -> Words:
    scheme, bounds = case.scheme, case.scheme.local_share
    local = [indicator.code for indicator in scheme.indicators if indicator.local is not None]
    if case.shares.node is None:
        return Words(f"个性化指标：{len(local)} 项", f"Local indicators: {len(local)}")
    share, name = case.shares.told(local), case.shares.node_name
    zh = f"个性化指标：{len(local)} 项，占“{name}”的 {share}"
    en = f"Local indicators: {len(local)}, {share} of “{name}”"
    if bounds is None:
        return Words(zh, en)
    limits = f"{bounds.lowest}%—{bounds.highest}%"
    return Words(f"{zh}（规定 {limits}）", f"{en} (bounds {limits})")


def _liaison(case: Case) -> Words:
    counts = liaison_counts(case.scheme)
    zh = "，".join(f"{LIAISON_WORDS[state].zh} {count} 项" for state, count in counts.items())
    en = ", ".join(f"{LIAISON_WORDS[state].en} {count}" for state, count in counts.items())
    return Words(f"与省对接：{zh}", f"Liaison with the province: {en}")


def _burden(case: Case) -> Iterator[Words]:
    before = {} if case.previous is None else burden_of(case.previous)
    yield Words(
        "对每个单位的要求（由考核方评分、测评或导入的，不算单位填报的数据）：",
        "Asked of each unit (what others score, vote on or import is no field it fills in):",
    )
    names = {group.code: group.name for group in case.scheme.groups}
    for group, asked in burden_of(case.scheme).items():
        was = before.get(group)
        each = [
            (title, number, None if was is None else getattr(was, field))
            for field, title in BURDEN_WORDS.items()
            for number in [getattr(asked, field)]
        ]
        zh = "，".join(f"{t.zh} {n}{'' if old is None else f'（上年 {old}）'}" for t, n, old in each)
        en = ", ".join(f"{t.en} {n}{'' if old is None else f' (last year {old})'}" for t, n, old in each)
        yield Words(f"  {names[group]}：{zh}", f"  {names[group]}: {en}")


def _outcome(problems: Iterable[Problem], standing: Standing | None) -> Iterator[Words]:
    """How many problems there are, and whether the system can be published."""
    found = [problem.severity for problem in problems]
    counts = [(severity.words, found.count(severity)) for severity in Severity]
    zh = "，".join(f"{words.zh} {count}" for words, count in counts)
    en = ", ".join(f"{words.en} {count}" for words, count in counts)
    yield Words(f"检查结果：{zh}", f"Checks: {en}")
    if Severity.BLOCKING in found:
        count = found.count(Severity.BLOCKING)
        yield Words(
            f"还不能发布：{count} 个问题必须改正", f"Not to be published yet: {count} to be corrected"
        )
    elif standing is not None and standing.provisional:
        why = standing.why
        yield Words(
            f"没有必须改正的问题，但结果只能是暂定：{why.zh}", f"Nothing to correct; provisional: {why.en}"
        )
    else:
        yield Words("没有必须改正的问题", "Nothing that must be corrected")
