"""On which list results rest, how far that list is settled, and how much of it the scheme covers.

Until the official list is out and all of it is covered, every result that rests on it is provisional 暂定.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indicators.catalogue import STATUS_WORDS
from indicators.coverage import coverage_of
from indicators.shares import percent
from indicators.words import Words

if TYPE_CHECKING:
    from indicators.catalogue import Catalogue
    from indicators.coverage import Coverage
    from indicators.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Standing:
    """What a scheme's results rest on.

    `named` is the list the scheme names, None where it maps indicators and names no list; `coverage` is None where no
    list was found.
    """

    named: str | None
    coverage: Coverage | None

    @property
    def provisional(self) -> bool:
        """Whether results are to be marked as provisional."""
        return bool(self.why.zh)

    @property
    def why(self) -> Words:
        """Why results are provisional, in a few words; empty where they are not."""
        if self.named is None:
            return Words("方案未写明省级清单", "the scheme names no provincial list")
        if self.coverage is None:
            return Words("未见省级清单", "provincial list not found")
        if self.coverage.catalogue.catalogue != self.named:
            return Words("对照的不是方案写明的省级清单", "held against another list than the scheme names")
        if not self.coverage.catalogue.is_official:
            status = STATUS_WORDS[self.coverage.catalogue.status]
            return Words(f"省级清单为{status.zh}", f"the provincial list is {status.en}")
        if self.coverage.open:
            count = len(self.coverage.open)
            return Words(f"省级指标有 {count} 项未覆盖", f"provincial indicators not covered: {count}")
        return Words("", "")

    @property
    def line(self) -> Words:
        """The list, its status and its coverage, for the head of every table."""
        if self.coverage is None:
            return Words(
                f"暂定：{self.why.zh}{f'“{self.named}”' if self.named else ''}，覆盖未经证明",
                f"Provisional: {self.why.en}{f' (“{self.named}”)' if self.named else ''}; coverage is not proved",
            )
        listed, overall = self.coverage.catalogue, self.coverage.overall
        status = STATUS_WORDS[listed.status]
        zh = (
            f"省级清单：{listed.title}（{status.zh}，{listed.date}），覆盖 {overall.covered}/{overall.items} 项，"
            f"分值 {percent(overall.in_weight)}"
        )
        en = (
            f"Provincial list: {listed.title} ({status.en}, {listed.date}), {overall.covered} of {overall.items}"
            f" covered, {percent(overall.in_weight)} of the points"
        )
        waived = len(self.coverage.uncovered) - len(self.coverage.open)
        if waived:
            zh, en = f"{zh}，经批准不设 {waived} 项", f"{en}, {waived} waived"
        if not self.provisional:
            return Words(zh, en)
        if listed.catalogue != self.named:
            zh, en = f"{zh}；{self.why.zh}", f"{en}; {self.why.en}"
        return Words(f"暂定：{zh}", f"Provisional: {en}")


def standing_of(scheme: Scheme, catalogue: Catalogue | None) -> Standing | None:
    """What the results of a scheme rest on; None for a scheme that names no list and maps nothing."""
    if scheme.covers is None and not scheme.is_mapped:
        return None
    return Standing(scheme.covers, None if catalogue is None else coverage_of(scheme, catalogue))
