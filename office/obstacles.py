"""What stands between results and their publication: what must be put right, and what must be acknowledged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indicators import Severity
from indicators.policies import WORDS
from indicators.shares import percent
from indicators.words import Words, listed, same
from scoring.missing import missing_by_effect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indicators import Indicator
    from indicators.coverage import Coverage, ItemCoverage
    from indicators.policies import Missing
    from indicators.standing import Standing
    from office.heads import Heads
    from office.reading import Reading
    from scoring import Results

INTAKE, INDICATORS, HISTORY = "intake", "indicators", "history"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One of them, with the page where it is looked after, and everything it is about.

    What `may_stay` need not be put right, but whoever publishes must acknowledge it, and it is kept and printed.
    """

    words: Words
    page: str
    may_stay: bool = False
    about: tuple[Words, ...] = ()

    @property
    def as_kept(self) -> str:
        """What is kept of it when it was acknowledged."""
        return "\n".join((self.words.zh, *(line.zh for line in self.about)))


_NO_SCHEME = Words(
    "还没有方案。请在“指标体系”页导入方案。", "There is no scheme yet. Import one on the Indicators page."
)
_NO_DATA = Words(
    "还没有数据。请在“填报”页上传名册和成绩表。",
    "There is no data yet. Upload a register and score sheets on the Data page.",
)
_BLOCKED = Words(
    "有 {count} 个问题必须改正，没有结果。请按“填报”页的问题清单改正。",
    "{count} problems must be corrected, so there are no results. See the list of problems on the Data page.",
)
_NO_RESULTS = Words(
    "读不出结果。请核对“填报”页上的文件。", "There are no results. Check the files on the Data page."
)
_PUBLIC_ALREADY = Words(
    "现在的结果就是第 {run} 次计分，已经公布，不必再公布。",
    "The present results are run {run}, which is public already.",
)
_NOT_PROVED = Words(
    "省级指标的覆盖没有证明：{why}。请在“指标体系”页导入方案写明的省级清单。",
    "Coverage of the provincial list is not proved: {why}. Import the list the scheme names on the Indicators page.",
)
_OPEN = Words(
    "省级指标有 {count} 项没有覆盖（已覆盖 {covered}/{items} 项，分值 {weight}）。请补设指标，或写明经批准不设的理由。",
    "{count} provincial indicators are not covered ({covered} of {items}, {weight} of the points). Add indicators, or"
    " record why and on whose approval they are left out.",
)
_WAIVED = Words(
    "省级指标有 {count} 项经批准不设，将随结果印出。",
    "{count} provincial indicators are left out with approval; this is printed with the results.",
)
_NO_LIST = Words(
    "方案没有对应的省级清单，不作覆盖检查。",
    "The scheme answers for no provincial list; coverage is not checked.",
)
_PROVISIONAL = Words(
    "省级清单还不是正式的（{why}），公布的结果仍标“暂定”。",
    "The provincial list is not settled ({why}); published results stay marked as provisional.",
)
_MISSING = Words(
    "{group}：{units} 个单位缺报 {cells} 项，按下列办法计分。",
    "{group}: {cells} values of {units} units are missing and treated as listed.",
)
_MISSING_LINE = Words(
    "{code} {name}（{policy}）{count} 个单位：{units}",
    "{code} {name} ({policy}), missing for {count}: {units}",
)


def obstacles(heads: Heads, reading: Reading | None) -> tuple[Obstacle, ...]:
    """Everything between the present results and their publication but the certificate, which takes its time.

    Args:
        heads: What the person saw.
        reading: Of those heads.
    """
    if reading is None or reading.results is None:
        return (_why_no_results(heads, reading),)
    if heads.is_public:
        return (Obstacle(_PUBLIC_ALREADY.fill(run=heads.public), HISTORY),)
    results = reading.results
    return (*of_standing(results.standing), *of_missing(results))


def _why_no_results(heads: Heads, reading: Reading | None) -> Obstacle:
    if heads.scheme is None or reading is None:
        return Obstacle(_NO_SCHEME, INDICATORS)
    if reading.problems.blocked:
        page = INDICATORS if reading.scheme is None else INTAKE
        return Obstacle(_BLOCKED.fill(count=reading.problems.counts[Severity.BLOCKING]), page)
    return Obstacle(_NO_RESULTS if reading.holds_values else _NO_DATA, INTAKE)


def of_standing(standing: Standing | None) -> Iterator[Obstacle]:
    """Those that lie in the provincial list results rest on, and in how much of it is covered."""
    if standing is None:
        yield Obstacle(_NO_LIST, INDICATORS, may_stay=True)
        return
    coverage = standing.coverage
    if coverage is None or coverage.catalogue.catalogue != standing.named:
        yield Obstacle(_NOT_PROVED.fill(why=standing.why), INDICATORS)
        return
    yield from _of_coverage(coverage)
    if not coverage.catalogue.is_official:
        yield Obstacle(_PROVISIONAL.fill(why=standing.why), INDICATORS, may_stay=True)


def _of_coverage(coverage: Coverage) -> Iterator[Obstacle]:
    overall = coverage.overall
    if coverage.open:
        said = _OPEN.fill(
            count=len(coverage.open),
            covered=overall.covered,
            items=overall.items,
            weight=percent(overall.in_weight),
        )
        yield Obstacle(said, INDICATORS, about=tuple(map(_item, coverage.open)))
    waived = tuple(item for item in coverage.uncovered if item.waiver is not None)
    if waived:
        about = tuple(map(_waiver, waived))
        yield Obstacle(_WAIVED.fill(count=len(waived)), INDICATORS, may_stay=True, about=about)


def _item(item: ItemCoverage) -> Words:
    return same(f"{item.item.code} {item.item.name}")


def _waiver(item: ItemCoverage) -> Words:
    waiver = item.waiver
    if waiver is None:
        return _item(item)
    by = " ".join(filter(None, (waiver.approved_by, waiver.date)))
    return Words(
        f"{item.item.code} {item.item.name}：{waiver.reason}（{by}）",
        f"{item.item.code} {item.item.name}: {waiver.reason} ({by})",
    )


def of_missing(results: Results) -> Iterator[Obstacle]:
    """What is missing group by group, so that each can be looked through and acknowledged by itself."""
    missing = [
        (indicator, effect, units)
        for indicator in results.scheme.indicators
        for effect, units in missing_by_effect(results, indicator)
    ]
    for number, group in enumerate(results.scheme.groups):
        members = results.groups == number
        own = [
            (indicator, effect, positions)
            for indicator, effect, units in missing
            if (positions := (units & members).nonzero()[0].tolist())
        ]
        if own:
            cells = sum(len(positions) for _, _, positions in own)
            units = len({position for _, _, positions in own for position in positions})
            said = _MISSING.fill(group=group.name, units=units, cells=cells)
            about = tuple(_missing_line(results, *line) for line in own)
            yield Obstacle(said, INTAKE, may_stay=True, about=about)


def _missing_line(results: Results, indicator: Indicator, effect: Missing, positions: list[int]) -> Words:
    return _MISSING_LINE.fill(
        code=indicator.code,
        name=indicator.name,
        policy=WORDS[effect],
        count=len(positions),
        units=listed([same(results.sheet.units[position].name) for position in positions]),
    )
