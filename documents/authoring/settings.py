"""The settings of a scheme or a list, one per row: everything it says once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from documents.authoring.columns import Column
from documents.authoring.fields import Field, Form, fields_of
from documents.authoring.tables import Table
from indicators.catalogue import Catalogue
from indicators.scheme import Scheme

if TYPE_CHECKING:
    from indicators.model import Model

#: The captions of settings which belong together, by the first part of their names.
CAPTIONS = {
    "": "基本情况",
    "policies": "计分办法",
    "adjustments": "加分与减分",
    "eligibility": "评先评优",
    "local_share": "个性化指标",
}
_LABELS = {
    "adjustments.only_if.node": "加分条件：看哪个节点",
    "adjustments.only_if.at_least": "加分条件：得分不低于",
    "local_share.at": "在哪个节点内计算",
    "policies.tie_break": "同分时依次比较",
}
_REMARK = "每行一项，只填“内容”一列；留空即不作规定。选项请从下拉列表中选。"


@dataclass(frozen=True, slots=True)
class Settings:
    """A sheet of settings, of a model."""

    table: Table
    model: type[Model]

    @property
    def fields(self) -> tuple[Field, ...]:
        """What it asks for, those that belong together one after the other."""
        return _settings_of(self.model)


@cache
def _settings_of(model: type[Model]) -> tuple[Field, ...]:
    fields = [each for each in fields_of(model) if each.form is not Form.RECORDS]
    blocks = list(CAPTIONS)
    return tuple(sorted(fields, key=lambda each: blocks.index(block_of(each.name))))


def block_of(name: str) -> str:
    """What a setting belongs to."""
    return name.partition(".")[0] if "." in name else ""


def label_of(setting: Field) -> str:
    """What a person calls a setting."""
    return _LABELS.get(setting.name, setting.heading)


def _table(name: str, title: str) -> Table:
    columns = (
        Column("label", "项目", for_people=True),
        Column("value", "内容", Form.NUMBER_OR_TEXT, required=True),
        Column("meaning", "说明", for_people=True),
        Column("name", "名称（勿改）", required=True),
    )
    return Table(name, title, _REMARK, columns)


SCHEME_SETTINGS = Settings(_table("scheme", "方案设置"), Scheme)
LIST_SETTINGS = Settings(_table("list", "清单设置"), Catalogue)
