"""What an indicator, and the list it answers to, say of themselves in the printed tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.catalogue import STATUS_WORDS
from indicators.parts import common_weight, full_points
from indicators.words import Words, listed, same

if TYPE_CHECKING:
    from collections.abc import Iterable

    from documents.table_style import Cell
    from indicators.catalogue import Catalogue
    from indicators.parts import Composite, Indicator
    from indicators.scheme import Scheme

CODE = Words("指标代码", "Code")
NAME = Words("指标名称", "Indicator")
POINTS = Words("满分", "Full points")
WEIGHT = Words("权重", "Weight")
REMARK = Words("备注", "Remarks")
COUNTERPART = Words("省对口单位", "Provincial counterpart")
DEADLINE = Words("完成时限", "Deadline")
DATA_SOURCE = Words("数据来源", "Data source")
#: Who answers for a table before it goes out.
SIGNATURES = (
    Words("填报人：", "Filled in by: "),
    Words("审核人：", "Checked by: "),
    Words("负责人：", "Responsible: "),
)
UNSTATED = Words("未写明", "not stated")

_SIGNS = str.maketrans("*/-", "×÷−")


def stacked(items: Iterable[Words]) -> Words:
    """One under another."""
    items = tuple(items)
    return Words("\n".join(item.zh for item in items), "\n".join(item.en for item in items))


def list_words(catalogue: Catalogue) -> Words:
    """Which list it is: title, code, status, document and date."""
    status = STATUS_WORDS[catalogue.status]
    return Words(
        f"省级清单：{catalogue.title}（{catalogue.catalogue}）；状态：{status.zh}；依据：{catalogue.document}；日期：{catalogue.date}",
        f"Provincial list: {catalogue.title} ({catalogue.catalogue}); status: {status.en}; source:"
        f" {catalogue.document}; date: {catalogue.date}",
    )


def weight_cell(scheme: Scheme, part: Indicator | Composite) -> Cell:
    """What a part counts in the node above, group by group where groups differ; a factor of a product has none."""
    if isinstance(part.weight, dict):
        names = {group.code: group.name for group in scheme.groups}
        return stacked(same(f"{names[code]} {weight}") for code, weight in part.weight.items())
    if part.parent is None or (part.weight is None and not scheme.is_in_sum(part)):
        return None
    return common_weight(part)


def points_words(scheme: Scheme, part: Indicator | Composite) -> Words:
    """The points of a node, and what it counts in the node above where that is another number."""
    points, weight = full_points(part), weight_cell(scheme, part)
    if isinstance(weight, Words):
        return Words(f"计入上级：\n{weight.zh}", f"counts:\n{weight.en}")
    if weight is None or weight == points:
        return Words("", "") if points is None else Words(f"{points} 分", f"{points} points")
    if points is None:
        return Words(f"权重 {weight}", f"weight {weight}")
    return Words(f"{points} 分\n计 {weight} 分", f"{points} points\ncounts {weight}")


def content_words(scheme: Scheme, indicator: Indicator) -> Words:
    """What is measured, how it is worked out, and how it becomes points."""
    said = [same(indicator.basis)] if indicator.basis else []
    if indicator.measure is not None:
        unit = f"（{indicator.unit}）" if indicator.unit else ""
        measure = indicator.measure.translate(_SIGNS)
        said.append(
            Words(f"算式{unit}：{measure}", f"Measure{f' ({indicator.unit})' if unit else ''}: {measure}")
        )
    rule = indicator.rule_words
    said.append(Words(f"评分：{rule.zh}", f"Scoring: {rule.en}"))
    said.extend(_periods(scheme, indicator))
    return stacked(said)


def _periods(scheme: Scheme, part: Indicator | Composite) -> list[Words]:
    while part.periods is None:
        if part.parent is None:
            return []
        part = scheme.by_code[part.parent]
    names = {period.code: period.name for period in scheme.periods}
    measured = listed([same(names[code]) for code in part.periods])
    return [Words(f"分期考核：{measured.zh}", f"Measured in: {measured.en}")]


def group_words(scheme: Scheme, indicator: Indicator) -> Words:
    """The groups it applies to."""
    applies = scheme.groups_of(indicator.code)
    if len(applies) == len(scheme.groups):
        return Words("全部", "all")
    return listed([same(group.name) for group in scheme.groups if group.code in applies])


def origin_cell(indicator: Indicator) -> Words:
    """Which provincial indicators it answers for, or that it is the city's own, and why."""
    said = []
    if indicator.covers:
        said += [Words("省定", "provincial"), *(same(cover.item) for cover in indicator.covers)]
    if indicator.local is not None:
        said.append(Words(f"★个性化：{indicator.local}", f"★ local: {indicator.local}"))
    return stacked(said or [UNSTATED])


def department_words(indicator: Indicator) -> Words | None:
    """Who is responsible, who leads where that is somebody else, and who supports."""
    said = []
    if indicator.lead and indicator.owner and indicator.lead != indicator.owner:
        said.append(same(indicator.owner))
        said.append(Words(f"牵头：{indicator.lead}", f"lead: {indicator.lead}"))
    elif indicator.owner or indicator.lead:
        said.append(same(indicator.owner or indicator.lead or ""))
    if indicator.support:
        support = listed([same(name) for name in indicator.support])
        said.append(Words(f"配合：{support.zh}", f"support: {support.en}"))
    return stacked(said) if said else None
