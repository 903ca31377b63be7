"""What the coverage table says after the list: local indicators, mappings to nothing, what is not mapped, waivers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from documents.system.phrases import CODE, NAME, POINTS, UNSTATED, WEIGHT, weight_cell
from documents.table_style import Alert, Block, Joined, Row
from indicators.mapping import RELATION_WORDS
from indicators.shares import percent
from indicators.words import Words

if TYPE_CHECKING:
    from documents.table_style import Cell
    from indicators.coverage import Claim, Coverage
    from indicators.mapping import Waiver
    from indicators.parts import Indicator
    from indicators.scheme import Scheme

_REASON = Words("设置理由", "Why it was added")
_EFFECT = Words("成效衡量", "What shows its effect")
_MAPPED_TO = Words("写明对应", "Mapped to")
_WHY = Words("原因", "Why")
_NOT_LISTED = Words("清单中没有这一项", "the list has no such item")
_HEADING = Words("它是清单中的上级指标，不是具体指标", "on the list it is a heading, not an indicator")
_OWNER = Words("责任单位", "Responsible")
_TO_DO = Words("处理", "To do")
_STATE_IT = Words(
    "请写明对应的省级指标，或写明是个性化指标及设置理由",
    "State the provincial indicator it covers, or that it is local, and why",
)
_APPROVED = Words("批准", "Approved")
_COVERED = Words("已有指标覆盖，这条决定不起作用", "it is covered: the waiver has no effect")
_ASTRAY_WAIVER = Words("清单中没有这一项，这条决定不起作用", "not on the list: the waiver has no effect")
#: The cells from the rule to the city's code, and from the city's name to the remarks.
_MIDDLE, _RIGHT = 3, 6


@dataclass(frozen=True)
class Rest:
    """The blocks below the list, in its columns: code, name, number, and two texts across several columns."""

    scheme: Scheme
    coverage: Coverage
    depth: int

    def blocks(self) -> tuple[Block, ...]:
        """All of them; one that has nothing to say says so."""
        local = [indicator for indicator in self.scheme.indicators if indicator.local is not None]
        found = self.coverage
        uncovered = frozenset(item.item.code for item in found.uncovered)
        return (
            self._block(
                Words("二、本市个性化指标", "2. The city's own indicators"),
                (CODE, NAME, WEIGHT, _REASON, _EFFECT),
                [self._local(indicator) for indicator in local],
            ),
            self._block(
                Words("三、对应不上的", "3. Mapped to nothing"),
                (CODE, NAME, WEIGHT, _MAPPED_TO, _WHY),
                [self._astray(claim) for claim in found.astray],
            ),
            self._block(
                Words("四、未写明对应的", "4. Not mapped"),
                (CODE, NAME, WEIGHT, _OWNER, _TO_DO),
                [(*self._about(i), i.owner, _STATE_IT) for i in found.unmapped],
            ),
            self._block(
                Words("五、经批准不设的", "5. Waived"),
                (CODE, NAME, POINTS, Words("理由", "Reason"), _APPROVED),
                [self._waiver(waiver, uncovered) for waiver in self.scheme.waivers],
            ),
        )

    def _block(self, caption: Words, headings: tuple[Cell, ...], lines: list[tuple[Cell, ...]]) -> Block:
        caption = Words(f"{caption.zh}（{len(lines)} 项）", f"{caption.en} ({len(lines)})")
        if not lines:
            return Block(caption, ())
        rows = (Row(self._spread(line)) for line in lines)
        return Block(caption, (Row(self._spread(headings), shaded=True, bold=True), *rows))

    def _spread(self, line: tuple[Cell, ...]) -> tuple[Cell, ...]:
        code, name, number, middle, right = line
        return (
            code,
            *[Joined.LEFT] * self.depth,
            name,
            number,
            middle,
            *[Joined.LEFT] * (_MIDDLE - 1),
            right,
            *[Joined.LEFT] * (_RIGHT - 1),
        )

    def _about(self, indicator: Indicator) -> tuple[Cell, ...]:
        return indicator.code, indicator.name, weight_cell(self.scheme, indicator)

    def _local(self, indicator: Indicator) -> tuple[Cell, ...]:
        return (*self._about(indicator), indicator.local, indicator.effect or Alert(UNSTATED))

    def _astray(self, claim: Claim) -> tuple[Cell, ...]:
        relation, share = RELATION_WORDS[claim.cover.relation], percent(claim.cover.part)
        item = claim.cover.item
        said = Words(f"{item}（{relation.zh}，{share}）", f"{item} ({relation.en}, {share})")
        why = _HEADING if item in self.coverage.catalogue.by_code else _NOT_LISTED
        return (*self._about(claim.indicator), said, Alert(why))

    def _waiver(self, waiver: Waiver, uncovered: frozenset[str]) -> tuple[Cell, ...]:
        item = self.coverage.catalogue.by_code.get(waiver.item)
        by = waiver.approved_by if waiver.date is None else f"{waiver.approved_by}　{waiver.date}"
        about = (waiver.item, None, None) if item is None else (item.code, item.name, item.points)
        if waiver.item in uncovered:
            return (*about, waiver.reason, by)
        idle = _ASTRAY_WAIVER if item is None else _COVERED
        return (*about, waiver.reason, Alert(Words(f"{by}（{idle.zh}）", f"{by} ({idle.en})")))
