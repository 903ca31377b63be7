"""What a scheme says beside its tree and policies, line by line in words: periods, adjustments, vetoes, awards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.record_words import KINDS
from indicators.periods import AT
from indicators.words import Words, listed, same

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from indicators.adjustments import Adjustments, Condition
    from indicators.scheme import Scheme
    from indicators.vetoes import Eligibility

#: Title, value, and the name in the scheme file.
Line = tuple[Words, Words, str | None]


def beside_the_tree(scheme: Scheme) -> tuple[tuple[Words, tuple[Line, ...]], ...]:
    """Everything a scheme says beside its tree and policies, line by line under a caption; nothing it does not say."""
    adjusted, eligible = scheme.adjustments, scheme.eligibility
    found: tuple[tuple[Words, Iterable[Line]], ...] = (
        (Words("分期", "Periods"), _period_lines(scheme)),
        (Words("加减分", "Bonuses and penalties"), _adjustment_lines(scheme, adjusted) if adjusted else ()),
        (Words("一票否决", "Vetoes"), ((same(veto.name), veto.words, veto.code) for veto in scheme.vetoes)),
        (Words("评先评优", "Awards"), eligibility_lines(scheme, eligible) if eligible else ()),
    )
    blocks = ((caption, tuple(lines)) for caption, lines in found)
    return tuple((caption, lines) for caption, lines in blocks if lines)


def _period_lines(scheme: Scheme) -> Iterator[Line]:
    """The periods with their weights, and what is measured in them."""
    for period in scheme.periods:
        yield same(period.name), Words(f"权重 {period.weight}", f"weight {period.weight}"), period.code
    laid_out = scheme.laid_out
    means = {part.parent for part in laid_out.tree if part.code.partition(AT)[0] == part.parent}
    names = [same(part.name) for part in laid_out.tree if part.code in means]
    if names:
        yield (
            Words("分期考核的", "measured in periods"),
            listed(names),
            "periods",
        )


def _adjustment_lines(scheme: Scheme, setting: Adjustments) -> Iterator[Line]:
    """How bonuses and penalties enter the score, and every item with its cap."""
    at = scheme.root if setting.at is None else scheme.by_code[setting.at]
    counts = Words(f"计入{at.name}", f"part of {at.name}")
    shown = Words("只列示，不计入总分", "shown beside the score, not part of it")
    yield Words("加减分", "bonuses and penalties"), counts if setting.in_total else shown, "in_total"
    yield (
        Words("计分口径", "what counts"),
        Words(
            "只计审核通过的；同一事项加分只取最高一次，减分累计",
            "approved records only; of the bonuses of one matter the highest, of penalties all",
        ),
        None,
    )
    for item in setting.items:
        kind = KINDS[item.kind]
        cap = "" if item.cap is None else f"{item.cap}"
        yield (
            Words(f"{item.name}（{kind.zh}）", f"{item.name} ({kind.en.lower()})"),
            Words(f"每个单位最多 {cap} 分", f"at most {cap} points a unit")
            if cap
            else Words("不设单项上限", "without a cap of its own"),
            item.code,
        )
    for title, limit, name in (
        (Words("加分合计上限", "all bonuses at most"), setting.bonus_cap, "bonus_cap"),
        (Words("减分合计上限", "all penalties at most"), setting.penalty_cap, "penalty_cap"),
        (Words("加减分后最低", "score afterwards at least"), setting.lowest, "min"),
        (Words("加减分后最高", "score afterwards at most"), setting.highest, "max"),
    ):
        if limit is not None:
            yield title, Words(f"{limit} 分", f"{limit} points"), name
    if setting.only_if is not None:
        yield Words("加分条件", "bonuses only if"), _condition(scheme, setting.only_if), "only_if"


def eligibility_lines(scheme: Scheme, setting: Eligibility) -> Iterator[Line]:
    """Every condition for awards."""
    if setting.grade is not None:
        least = Words(f"不低于{setting.grade}", f"at least {setting.grade}")
        yield Words("等次", "grade"), least, "grade"
    for condition in setting.conditions:
        yield Words("得分", "score"), _condition(scheme, condition), "conditions"
    if setting.group_rank is not None:
        place = setting.group_rank
        yield (
            Words("组内名次", "place in the group"),
            Words(f"前 {place}", f"{place} or better"),
            "group_rank",
        )
    if setting.no_veto:
        yield Words("否决事项", "vetoes"), Words("不得有", "none"), "no_veto"
    if setting.no_missing:
        yield Words("缺报", "missing values"), Words("不得有", "none"), "no_missing"


def _condition(scheme: Scheme, condition: Condition) -> Words:
    name, least = scheme.by_code[condition.node].name, condition.at_least
    return Words(f"{name}不低于 {least}", f"{name} at least {least}")
