"""The columns of an authoring workbook: the names they are recognised by, their headings and what they take."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from documents.authoring.fields import Field, Form, fields_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from documents.authoring.choice_words import Choices
    from indicators.model import Model


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the name it is recognised by, the heading people read, and what its cells take."""

    name: str
    heading: str
    form: Form = Form.TEXT
    meaning: str = ""
    #: Whether a sheet without it cannot be read.
    required: bool = False
    choices: Choices = field(default_factory=dict, hash=False)
    #: The column of another table whose content can be chosen here.
    chosen_from: tuple[str, str] | None = None
    #: Whether it only helps whoever fills in the sheet, and is not read.
    for_people: bool = False


GROUP, PERIOD, PART, GRADE = ("groups", "code"), ("periods", "code"), ("tree", "code"), ("grades", "name")
ITEM = ("catalogue", "code")
#: Fields which name something that another sheet lists.
_CHOSEN_FROM = {
    "groups": GROUP,
    "periods": PERIOD,
    "parent": PART,
    "node": PART,
    "grade": GRADE,
    "item": ITEM,
}
#: Where the first clause of what a field means is no heading.
HEADINGS = {
    "weight": "权重",
    "groups": "适用组别",
    "periods": "分期",
    "missing": "缺报处理",
    "not_applicable": "不适用处理",
    "parent": "上级代码",
    "scale": "计入上级的系数",
    "base": "相乘的基准",
    "min_present": "最低有数比例",
    "direction": "方向",
    "decimals": "小数位数",
    "limits.min": "最小值",
    "limits.max": "最大值",
    "measure": "算式",
    "zero_denominator": "分母为零时",
    "rule.kind": "赋分规则",
    "basis": "口径说明",
    "local": "个性化理由",
    "effect": "成效衡量",
    "task": "年度重点任务",
    "owner": "责任单位",
    "liaison.date": "对接日期",
    "liaison.note": "对接备注",
    "evidence": "佐证材料",
    "reports": "报表总结",
    "item": "省级指标代码",
    "kind": "加分或减分",
    "quota": "占本组单位比例",
    "grade": "最高可得等次",
    "certainty": "把握程度",
    "department": "省级主管部门",
    "known": "了解到的情况",
}
#: Of what rules list, in the order of the columns.
ITEM_HEADINGS = {
    "name": "名称",
    "from": "起点",
    "to": "终点",
    "points": "分值",
    "lose": "扣分",
    "cap": "最多",
    "of": "算式",
    "raters": "评价人",
    "percent": "占满分比例",
}


def column_of(each: Field, headings: Mapping[str, str] = HEADINGS) -> Column:
    """The column of a field; a rule has one for its kind, and its parameters elsewhere."""
    rule = each.form is Form.RULE
    name = f"{each.name}.kind" if rule else each.name
    return Column(
        name,
        headings.get(name, each.heading),
        Form.CHOICE if rule else each.form,
        each.meaning,
        each.required or name == "parent",
        each.choices,
        _CHOSEN_FROM.get(name),
    )


def columns_of(*models: type[Model], headings: Mapping[str, str] = HEADINGS) -> tuple[Column, ...]:
    """The columns of records of these models; what several of them have stands once."""
    found: dict[str, Column] = {}
    for model in models:
        for each in fields_of(model):
            if each.form is not Form.RECORDS:
                column = column_of(each, headings)
                found.setdefault(column.name, column)
    return tuple(found.values())
