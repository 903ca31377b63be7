"""Verdicts as lines of plain text, for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.terminal_lines import for_a_terminal
from documents.verification.figures import figure_words
from indicators.words import Words
from scoring.version import CHANGES, ENGINE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from documents.verification.verdict import Verdict
    from indicators.scheme import Scheme
    from indicators.words import Language
    from scoring.fingerprints import Fingerprints
    from scoring.replay import Changed

#: Lines of one kind that are printed; the count is always complete.
_MOST_SHOWN = 200

_HOLDS = Words(
    "相符：{file} 的 {cells} 个有内容的单元格，与按其快照重新计算的结果逐格一致。",
    "holds: all {cells} cells of {file} which hold anything are what its snapshot gives when it is scored again.",
)
_DIFFERS = Words(
    "不相符：{file} 有 {count} 处与按其快照重新计算的结果不同（先列原因，再列随之改变的结果）。",
    "does not hold: {count} places of {file} are not what its snapshot gives when it is scored again (causes first, then what"
    " follows from them).",
)
_ENGINE = Words("引擎版本　　", "engine   ")
_ENGINES = Words("引擎：写出时 {then}，现在 {now}。", "engine: {then} wrote it, {now} verified it.")
_SKIPPED = Words(
    "引擎版本不同，这些表版面不同，其中的数按快照所附结果核对，未逐格对照：{sheets}。",
    "these sheets have another layout in the present version; their figures were held against the results in the snapshot,"
    " not cell by cell: {sheets}.",
)
_PUBLIC = Words("公布：第 {run} 次计分，{moment}，{by}。", "published: run {run}, on {moment}, by {by}.")
_HEAD = Words("所附审计日志末条：{head}", "head of the log it carries: {head}")
_FINGERPRINTS = {
    "scheme": Words("方案摘要　　", "scheme   "),
    "data": Words("数据摘要　　", "data     "),
    "policies": Words("计分设置摘要", "settings "),
}
_CHANGED = Words(
    "现在的引擎重新计算，有 {count} 个数与写出时不同：",
    "the present engine gives {count} figures otherwise than were written:",
)
_CHANGED_FIGURE = Words("{unit} {figure}：当时 {kept}，现在 {now}", "{unit} {figure}: {kept} then, {now} now")
_ANOTHER = Words(
    "单位或指标本身不同：当时 {kept}，现在 {now}", "units or parts are others: {kept} then, {now} now"
)
_DECLARED = Words("引擎 {engine} 起：{what}", "since engine {engine}: {what}")
_MORE = Words("……其余 {count} 处略", "… {count} more")


@for_a_terminal
def verdict_lines(verdict: Verdict, file: str, language: Language) -> Iterator[str]:
    """The verdict in one sentence, then what it rests on and every difference."""
    comparison = verdict.comparison
    count = comparison.total + len(verdict.changed)
    said = _HOLDS if verdict.holds else _DIFFERS
    yield said.fill(file=file, cells=f"{comparison.cells:,}", count=count).in_(language)
    scheme = verdict.edition.results.scheme
    yield from changed_lines(verdict.changed, scheme, language)
    shown = [difference.words.in_(language) for difference in comparison.named[:_MOST_SHOWN]]
    yield from shown
    if len(shown) < comparison.total:
        yield _MORE.fill(count=comparison.total - len(shown)).in_(language)
    yield from basis_lines(verdict.engine, verdict.fingerprints, language)
    if verdict.skipped:
        yield _SKIPPED.fill(sheets="、".join(verdict.skipped)).in_(language)
    notice = verdict.edition.notice
    if notice is not None:
        yield _PUBLIC.fill(run=notice.run, moment=notice.moment, by=notice.made_by).in_(language)
        if notice.head:
            yield _HEAD.fill(head=notice.head).in_(language)


@for_a_terminal
def basis_lines(engine: str, found: Fingerprints, language: Language) -> Iterator[str]:
    """The engines, and the fingerprints by which one tells whether this is what was scored."""
    if engine == ENGINE:
        yield f"{_ENGINE.in_(language)} {engine}"
    else:
        yield _ENGINES.fill(then=engine, now=ENGINE).in_(language)
    for name, fingerprint in found._asdict().items():
        yield f"{_FINGERPRINTS[name].in_(language)} {fingerprint}"


@for_a_terminal
def changed_lines(changed: Iterable[Changed], scheme: Scheme, language: Language) -> Iterator[str]:
    """Every figure that the present engine gives otherwise, and the changes of the engine that were declared."""
    listed = list(changed)
    if not listed:
        return
    yield _CHANGED.fill(count=len(listed)).in_(language)
    for one in listed[:_MOST_SHOWN]:
        told = _CHANGED_FIGURE if one.figure else _ANOTHER
        figure = figure_words(scheme, one.figure)
        yield "    " + told.fill(unit=one.unit, figure=figure, kept=one.kept, now=one.now).in_(language)
    if len(listed) > _MOST_SHOWN:
        yield "    " + _MORE.fill(count=len(listed) - _MOST_SHOWN).in_(language)
    for change in CHANGES:
        yield "    " + _DECLARED.fill(engine=change.engine, what=change.what).in_(language)
