"""The tables of an authoring workbook: one sheet each, with the columns by which they are read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from documents.authoring.choice_words import RULE_KINDS
from documents.authoring.columns import (
    GROUP,
    HEADINGS,
    ITEM,
    ITEM_HEADINGS,
    PART,
    Column,
    column_of,
    columns_of,
)
from documents.authoring.fields import Form, fields_of, parameters_of
from indicators.adjustments import AdjustmentItem, Condition
from indicators.catalogue import Item
from indicators.mapping import Cover, Waiver
from indicators.parts import Composite, Indicator
from indicators.periods import Period
from indicators.scheme import Grade
from indicators.units import Group
from indicators.vetoes import Veto

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indicators.model import Model

#: The rows above the records, counted from zero: a remark, headings for people, names for the reader.
REMARK_ROW, HEADING_ROW, NAMES_ROW, FIRST_ROW = range(4)


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet of records, one per row."""

    name: str
    title: str
    remark: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """The column of a name."""
        return self.columns[self.names.index(name)]


def _records(name: str, title: str, model: type[Model], remark: str) -> Table:
    return Table(name, title, remark, columns_of(model))


_CODE = Column("code", "指标代码", required=True, chosen_from=PART)
_NAME = Column("indicator", "指标名称", for_people=True)

GROUPS = _records("groups", "组别", Group, "同类组，排名、名额和组内比较都在组内进行。每行一组。")
PERIODS = _records("periods", "分期", Period, "按季度、半年等分期考核时填写，每行一期；不分期的留空。")
GRADES = _records("grades", "等次", Grade, "从高到低每行一等，最后一等不设条件。占比写百分号，按等次累计。")
ADJUSTMENTS = _records(
    "adjustments.items", "加减分项", AdjustmentItem, "办法规定的加分和减分，每行一项；没有的留空。"
)
VETOES = Table(
    "vetoes",
    "否决事项",
    "一票否决事项，每行一项；没有的留空。",
    columns_of(Veto, headings={**HEADINGS, "effect": "后果"}),
)
CONDITIONS = _records(
    "eligibility.conditions", "评优条件", Condition, "评先评优要求达到的得分，每行一个节点；没有的留空。"
)
WAIVERS = _records(
    "waivers", "不要求覆盖", Waiver, "经批准不要求覆盖的省级指标，每行一项，写明理由和批准人。"
)

#: What other sheets state: several numbers by group or unit, records, and the parameters of rules.
_STATED_ELSEWHERE = ("difficulty.groups", "difficulty.units", "difficulty.otherwise")
#: From left to right; whatever else the models have follows.
_FIRST = (
    *("code", "name", "parent", "rule.kind", "points", "weight", "combine", "scale", "base", "min_present"),
    *("direction", "unit", "decimals", "limits.min", "limits.max", "measure", "zero_denominator", "basis"),
    *("owner", "lead", "support", "counterpart", "liaison.state", "liaison.date", "liaison.note", "deadline"),
    *("data_source", "evidence", "reports", "clause", "task", "local", "effect", "groups", "periods"),
)


def _tree_columns() -> tuple[Column, ...]:
    columns = {each.name: each for each in columns_of(Indicator, Composite)}
    for name in _STATED_ELSEWHERE:
        del columns[name]
    order = [*_FIRST, *(name for name in columns if name not in _FIRST)]
    return tuple(
        replace(columns[name], required=columns[name].required or name == "weight") for name in order
    )


TREE = Table(
    "tree",
    "指标体系",
    "每行一项：写了“赋分规则”的是指标，没写的是节点。权重按组不同的、难度系数和规则的参数填在“规则参数”“规则分项”两表。",
    _tree_columns(),
)


def _item_columns() -> Iterable[Column]:
    """The columns of everything that rules list."""
    models = [each.model for kind in RULE_KINDS for each in parameters_of(kind).values() if each.model]
    columns = {column.name: column for column in columns_of(*models, headings=ITEM_HEADINGS)}
    order = [*(name for name in ITEM_HEADINGS if name in columns), *columns]
    for column in (columns[name] for name in dict.fromkeys(order)):
        if not column.name.endswith(".kind"):
            # What a column means differs from rule to rule; the overview of rules says it.
            form = Form.COUNT if column.name == "raters" else column.form
            yield replace(column, form=form, required=False, meaning="")


PARAMETERS = Table(
    "parameters",
    "规则参数",
    "每行一个数：指标代码、参数名、值；按组规定的每组一行，写明组别。各规则有哪些参数，见“规则一览”。",
    (
        _CODE,
        _NAME,
        Column("parameter", "参数名", required=True),
        Column("meaning", "含义", for_people=True),
        Column("key", "组别或单位", required=True, chosen_from=GROUP),
        Column("value", "值", Form.NUMBER_OR_TEXT, required=True),
    ),
)
ITEMS = Table(
    "items",
    "规则分项",
    "规则中的各档、各项、各类，每行一项，同一列表按行的先后为序。只有一个值的（如前置条件）填在“单独的值”一列。",
    (
        _CODE,
        _NAME,
        Column("list", "列表名", required=True),
        Column("meaning", "含义", for_people=True),
        Column("value", "单独的值", Form.NUMBER_OR_TEXT, required=True),
        *_item_columns(),
    ),
)
COVERS = Table(
    "covers",
    "对应关系",
    "市级指标对应哪些省级指标，每行一对。部分覆盖、几项共同细化的须写份额，如 60%。",
    (
        _CODE,
        _NAME,
        column_of(fields_of(Cover)[0]),
        Column("item_name", "省级指标名称", for_people=True),
        *(column_of(each) for each in fields_of(Cover)[1:]),
    ),
)
UNITS = Table(
    "units",
    "单位名册",
    "被考核单位，每行一个；别名有几个的用顿号或换行分开。",
    (
        Column("code", "单位代码", required=True),
        Column("name", "单位", required=True),
        Column("group", "组别", required=True, chosen_from=GROUP),
        Column("aliases", "别名", Form.LIST),
    ),
)
CATALOGUE = Table(
    "catalogue",
    "省级清单",
    "上级下发的指标清单，每行一项，没有上级代码的是一级指标。",
    tuple(replace(each, chosen_from=ITEM) if each.name == "parent" else each for each in columns_of(Item)),
)

#: Sheets of records which stand in the scheme under the table's name.
RECORDS = (GROUPS, PERIODS, GRADES, ADJUSTMENTS, VETOES, CONDITIONS, WAIVERS)
#: Sheets for people; they are not read.
GUIDE_TITLE, RULES_TITLE, WORDS_TITLE = "填写说明", "规则一览", "字典"
