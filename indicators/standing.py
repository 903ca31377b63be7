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
    """What a scheme's results rest on; `coverage` is None where the list it names was not found."""

    named: str
    coverage: Coverage | None

    @property
    def provisional(self) -> bool:
        """Whether results are to be marked as provisional."""
        return self.coverage is None or not self.coverage.catalogue.is_official or bool(self.coverage.open)

    @property
    def why(self) -> Words:
        """Why results are provisional, in a few words; empty where they are not."""
        if self.coverage is None:
            return Words("未见省级清单", "provincial list not found")
        if not self.coverage.catalogue.is_official:
            status = STATUS_WORDS[self.coverage.catalogue.status]
            return Words(f"省级清单为{status.zh}", f"provincial list: {status.en}")
        if self.coverage.open:
            count = len(self.coverage.open)
            return Words(f"省级指标有 {count} 项未覆盖", f"{count} provincial indicators not covered")
        return Words("", "")

    @property
    def line(self) -> Words:
        """The list, its status and its coverage, for the head of every table."""
        if self.coverage is None:
            return Words(
                f"暂定：须覆盖的省级清单“{self.named}”未找到，覆盖未经证明",
                f"Provisional: the list “{self.named}” was not found, so coverage is not proved",
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
        return Words(f"暂定：{zh}", f"Provisional: {en}") if self.provisional else Words(zh, en)


def standing_of(scheme: Scheme, catalogue: Catalogue | None) -> Standing | None:
    """What the results of a scheme rest on; None for a scheme that names no list."""
    if scheme.covers is None:
        return None
    return Standing(scheme.covers, None if catalogue is None else coverage_of(scheme, catalogue))
