"""Verdicts as lines of plain text, for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.terminal_lines import for_a_terminal
from documents.verification.certified import Certified
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
_AGREES = Words(
    "只能部分核验：{file} 由另一版本的引擎写出，其快照所附的结果相符，下列没有核对，不能据以采信：{sheets}；其余各表只核对了有单位、指标、设置的行。",
    "verified in part only: another version of the engine wrote {file}. The results in its snapshot hold; these were not"
    " compared and must not be relied on: {sheets}; of the other sheets only rows about units, parts and settings were.",
)
_NO_SHEET = Words("（没有整张未核对的表）", "(no whole sheet)")
_COVERED = Words(
    "核对了内容、公式、数字格式、隐藏的行列和表、条件格式、批注、图形、页眉页脚；字体、颜色、行高列宽和打印设置没有核对。",
    "compared were contents, formulas, number formats, what is hidden, conditional formats, comments, drawings, headers and"
    " footers; not fonts, colours, sizes and print settings.",
)
_REPLACED = Words(
    "快照本身可能被整体替换：请把以上三项摘要与公布的摘要或计分记录（python3 run.py verify --run 次数）对照。",
    "the snapshot as a whole may have been replaced: hold the three fingerprints above against those published or kept with"
    " the run (python3 run.py verify --run NUMBER).",
)
_CERTIFIED = {
    Certified.AGAIN: Words(
        "所附核验书：{count} 个数已重新逐数核验，与所附一致。",
        "the certificate it carries: all {count} figures were certified again, with the same outcome.",
    ),
    Certified.COUNTED: Words(
        "所附核验书：称核验了 {count} 个数，个数相符；数太多，这次没有重新逐数核验。",
        "the certificate it carries: {count} figures, which is how many there are; they were too many to be certified again.",
    ),
    Certified.WRONG: Words(
        "所附核验书不实：称核验了 {count} 个数，与按快照重新核对的不符。",
        "the certificate it carries is not true: it tells of {count} figures, which is not what the snapshot gives.",
    ),
}
_ADVICE = Words(
    "怎么办：以重新计算的结果为准，不要采信本文件；向发文单位索取原件，或用 python3 run.py verify --run 次数 核对留存的计分。",
    "what to do: go by the results worked out again, do not rely on this file; ask its publisher for the exported one, or verify"
    " the run that was kept: python3 run.py verify --run NUMBER.",
)
_ADVICE_IN_PART = Words(
    "怎么办：没有核对的表不要采信；请用写出它的版本核验，或用 python3 run.py verify --run 次数 核对留存的计分。",
    "what to do: do not rely on what was not compared; verify the file with the version that wrote it, or verify the run that"
    " was kept: python3 run.py verify --run NUMBER.",
)
_ENGINE = Words("引擎版本　　", "engine   ")
_ENGINES = Words("引擎：写出时 {then}，现在 {now}。", "engine: {then} wrote it, {now} verified it.")
_PUBLIC = Words(
    "工作簿自称公布于 {moment}（第 {run} 次计分，公布人 {by}）；是否属实，请用 python3 run.py verify --run {run} 或公布的摘要核对。",
    "the workbook says it was published on {moment} (run {run}, by {by}); whether that is true, tell by python3 run.py verify"
    " --run {run} or by the fingerprints that were published.",
)
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
    count = comparison.total + len(verdict.changed) + (verdict.certified is Certified.WRONG)
    said = _HOLDS if verdict.holds else _AGREES if verdict.agrees else _DIFFERS
    sheets = "、".join(verdict.skipped) or _NO_SHEET.in_(language)
    yield said.fill(file=file, cells=f"{comparison.cells:,}", count=count, sheets=sheets).in_(language)
    scheme = verdict.edition.results.scheme
    yield from changed_lines(verdict.changed, scheme, language)
    shown = [difference.words.in_(language) for difference in comparison.named[:_MOST_SHOWN]]
    yield from shown
    if len(shown) < comparison.total:
        yield _MORE.fill(count=comparison.total - len(shown)).in_(language)
    yield from basis_lines(verdict.engine, verdict.fingerprints, language)
    yield _REPLACED.in_(language)
    yield from _claims(verdict, language)
    if verdict.holds:
        yield _COVERED.in_(language)
    else:
        yield (_ADVICE_IN_PART if verdict.agrees else _ADVICE).in_(language)


def _claims(verdict: Verdict, language: Language) -> Iterator[str]:
    """What the workbook says of itself: its certificate, and that it was published."""
    notice, certificate = verdict.edition.notice, verdict.edition.certificate
    if certificate is not None:
        yield _CERTIFIED[verdict.certified].fill(count=f"{certificate.figures:,}").in_(language)
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
