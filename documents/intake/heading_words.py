"""The fixed headings of sheets: the words offices use for the unit, the indicator, the value and the like."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from documents.intake.finding import shown
from documents.intake.titles import normal
from indicators.normal_form import LONGEST, compact

if TYPE_CHECKING:
    from documents.intake.table import Column

UNIT, UNIT_CODE, GROUP, ALIASES = "单位", "单位代码", "组别", "别名"
INDICATOR, INDICATOR_CODE, FIELD, PERIOD = "指标", "指标代码", "数据项", "时期"
VALUE, MEASURE_UNIT = "填报值", "计量单位"
REASON, APPROVED_BY = "理由", "批准人"
ITEM, MATTER, POINTS, APPROVAL = "加减分项", "事项", "分值", "审核"
VETO, DECIDED_BY = "否决事项", "认定单位"

_SYNONYMS = {
    # The last ones are of a corner cell that names rows and columns.
    UNIT: "单位名称 单位全称 被考核单位 受考核单位 被评单位 考核对象 填报单位"
    " 单位/指标 指标/单位 单位\\指标 指标\\单位 单位指标 指标单位",
    UNIT_CODE: "单位编码 单位编号",
    GROUP: "分组 同类组",
    ALIASES: "简称",
    INDICATOR: "指标名称 考核指标 三级指标",
    INDICATOR_CODE: "指标编码 指标编号",
    FIELD: "数据项名称 填报项",
    PERIOD: "期次 季度 考核期 填报期 报告期",
    APPROVAL: "审核结果 审核意见 审核状态 是否通过",
    VALUE: "值 数值 指标值 完成值 实际值 实际完成值 本年值 本期值 完成数 实际数 填报数 填报数值 得分",
}
_WORDS = (*_SYNONYMS, MEASURE_UNIT, REASON, APPROVED_BY, ITEM, MATTER, POINTS, VETO, DECIDED_BY)
_FIXED = {
    compact(word): heading for heading in _WORDS for word in (heading, *_SYNONYMS.get(heading, "").split())
}
#: Columns that say something to people and nothing to the score, as everybody knows.
_REMARK_WORDS = "序号 编号 备注 注 说明"
#: What is printed beforehand where the value of one row is asked for.
_PRINTED_WORDS = "一级指标 二级指标 计量单位 目标值 目标 上年值 上年 上年同期 去年同期"
#: Columns for people of which it is said that they were not read.
_OTHER_WORDS = """
填报说明 情况说明 完成情况 佐证 佐证材料 证明材料 附件 依据 数据来源 满分 权重
排名 名次 位次 组内排名 总排名 等次 档次 等级 评定等次
合计 总计 小计 总分 总得分 总成绩 综合得分 最终得分 得分合计 合计得分 平均 平均分 平均值
填报人 填表人 审核人 负责人 单位负责人 经办人 联系人 联系电话 联系方式 电话 手机
填报日期 填报时间 填表日期 填表时间 日期 责任单位 牵头单位 配合单位 责任人
自评 自评分 自评分数 自评得分 自评情况 自评说明 科室 牵头科室 责任科室 配合科室 承办科室 处室 牵头处室 责任处室
部门 主管部门 责任部门 牵头部门 配合部门 考核部门 评价部门 考核单位 评价单位 主管单位 承办单位
分管领导 责任领导 主要领导 牵头领导 分管负责人 科室负责人 部门负责人
"""
#: What a second row of headings says below an indicator of one value.
_VALUE_WORDS = "值 填报值 数值 指标值 完成值 实际值"
_POINT_WORDS = "得分 分数 评分"


#: How a unit is to be written, which is no part of a heading.
_MANNER = re.compile(r"\((全称|名称|盖章|公章)\)$")


def _forms(words: str) -> frozenset[str]:
    return frozenset(compact(word) for word in words.split())


_REMARKS, _PRINTED = _forms(_REMARK_WORDS), _forms(_PRINTED_WORDS)
_FOR_PEOPLE = _REMARKS | _PRINTED | _forms(_OTHER_WORDS)
_OF_VALUE, _OF_POINTS = _forms(_VALUE_WORDS), _forms(_POINT_WORDS)


def _form(text: str) -> str:
    """The normal form of a heading; empty for a text that is too long to be one."""
    return compact(text) if len(text) <= LONGEST else ""


def fixed(text: str) -> str | None:
    """The fixed heading a text stands for, with synonyms; None for any other text."""
    form = _form(text)
    return _FIXED.get(form) or _FIXED.get(_MANNER.sub("", form))


def fixed_of(column: Column) -> str | None:
    """The fixed heading of a column, which may be broken over several rows; the lowest alone counts too."""
    if not column.texts:
        return None
    return fixed("".join(column.texts)) or fixed(column.texts[-1])


def column_for_people(column: Column) -> bool:
    """Whether a column is for people only, by its headings together or by the lowest."""
    return for_people("".join(column.texts)) or for_people(column.texts[-1])


def heading_text(column: Column) -> str:
    """The headings of a column as they are quoted, on one line."""
    return shown(" ".join(normal(column.heading).split()))


def for_people(text: str) -> bool:
    """Whether a heading stands over what is for people only, and never over a value."""
    return _form(text) in _FOR_PEOPLE


def is_remark(text: str) -> bool:
    """Whether a heading stands over remarks or running numbers, of which nothing need be said."""
    return _form(text) in _REMARKS


def is_printed(text: str) -> bool:
    """Whether a heading stands over what a form has printed beforehand."""
    return _form(text) in _PRINTED


def says_value(text: str, unit: str) -> bool:
    """Whether a heading below an indicator's only says that here are its values; `unit` is its unit of measure."""
    word = _form(text)
    return word in _OF_VALUE or (unit in {"", "分"} and word in _OF_POINTS)
