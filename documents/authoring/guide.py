"""The sheets which explain: how to fill in the workbook, every column, every rule with its parameters, the dictionary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.authoring.choice_words import RULE_KINDS, YES_NO
from documents.authoring.columns import Column
from documents.authoring.dictionary import dictionaries
from documents.authoring.fields import Form, fields_of, parameters_of
from documents.authoring.fingerprint import LABEL
from documents.authoring.sheet_writer import CAPTION_LOOK, RUNNING_LOOK, Row
from documents.authoring.tables import GUIDE_TITLE, ITEMS, PARAMETERS, RULES_TITLE, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from documents.authoring.fields import Field

GUIDE = Table(
    "guide",
    GUIDE_TITLE,
    "先看这一页。改好后保存为 .xlsx 再导入；有问题时逐条指出在哪个单元格、怎么改，不会只导入一部分。",
    (
        Column("sheet", "工作表"),
        Column("column", "栏目"),
        Column("name", "名称"),
        Column("takes", "填什么"),
        Column("meaning", "说明"),
    ),
)
RULES = Table(
    "rules",
    RULES_TITLE,
    "每种赋分规则有哪些参数。“规则参数”的填在该表，“规则分项”的在该表每行填一项。本表只供查阅。",
    (
        Column("rule", "赋分规则"),
        Column("kind", "规则名称"),
        Column("parameter", "参数名或列表名"),
        Column("columns", "分项的栏目"),
        Column("sheet", "填在哪张表"),
        Column("required", "必填"),
        Column("meaning", "说明"),
    ),
)
_ADVICE = (
    "每张表的第二行是栏目，第三行灰色的名称用来识别各列：栏目可以改，名称不能改，也不能删。",
    "从第四行起每行填一项，可以增删行、调整先后和列的次序；空行不读，不要合并单元格。",
    "代码一律是文字：1.10 和 1.1 是两个代码。填代码的列已设为文本格式，从别处粘贴时请选“只粘贴数值”。",
    "百分比写百分号，如 20%；日期按习惯写，如 12月20日。",
    "一格填几项的，每项一行（Alt+Enter 换行），也可以用顿号或分号隔开；一项里本来就有顿号的，用「」括起来。",
    (
        "赋分规则带规则的（如前置条件、比上年），里面那个规则的参数名前加 then.，如 then.kind、then.target；"
        "静态动态结合的各部分写作 parts[1].then.kind、parts[2].then.kind。"
    ),
    (
        "权重按组不同的，“指标体系”中权重留空，在“规则参数”中参数名写 weight，每组一行；"
        "难度系数写作 difficulty.groups、difficulty.units、difficulty.otherwise。"
    ),
    "灰色文字的列（指标名称、含义、省级指标名称）只供阅读，导入时不读。",
)


def guide_rows(tables: Sequence[Table], fingerprint: str = "") -> Iterator[Row]:
    """Advice, and then every column of these sheets."""
    yield Row({"sheet": "怎么填"}, look=CAPTION_LOOK)
    for number, advice in enumerate(_ADVICE, 1):
        yield Row({"sheet": f"{number}. {advice}"}, look=RUNNING_LOOK)
    if fingerprint:
        meaning = "导入时用来核对方案在这以后有没有改过，请保留"
        yield Row({"sheet": LABEL, "column": fingerprint, "meaning": meaning})
    for table in tables:
        yield Row({"sheet": f"{table.title}：{table.remark}"}, look=CAPTION_LOOK)
        for column in table.columns:
            if not column.for_people:
                cells = {"column": column.heading, "name": column.name, "takes": column.form.value}
                yield Row({**cells, "meaning": column.meaning})


def rule_rows() -> Iterator[Row]:
    """Every parameter of every rule."""
    for kind, title in RULE_KINDS.items():
        cells = {"rule": title, "kind": kind}
        for parameter in parameters_of(kind).values():
            yield Row({**cells, **_parameter(parameter)})
            cells = {}
        if cells:
            yield Row({**cells, "meaning": "没有参数"})


def _parameter(parameter: Field) -> dict[str, str]:
    in_items = parameter.form in {Form.LIST, Form.RECORDS}
    inner = ".kind" if parameter.form is Form.RULE else ""
    fields = fields_of(parameter.model) if parameter.model else ()
    listed = (ITEMS.column(each.name).heading for each in fields if each.form is not Form.RULE)
    return {
        "parameter": parameter.name + inner,
        "columns": "、".join(listed) or ("单独的值" if in_items else ""),
        "sheet": (ITEMS if in_items else PARAMETERS).title,
        "required": YES_NO["yes"] if parameter.required else "",
        "meaning": parameter.meaning,
    }


def word_rows() -> Iterator[Row]:
    """Every choice of every drop-down, as the drop-downs find them."""
    for used_for, choices in dictionaries():
        for choice, word in choices.items():
            yield Row({"used_for": used_for, "word": word, "choice": choice})
