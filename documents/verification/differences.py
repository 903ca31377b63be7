"""A cell of a workbook that is not what it was written as: where it is, what it is about, and both contents."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from indicators.words import Words

if TYPE_CHECKING:
    from indicators.problems import Place


class What(Enum):
    """What a difference concerns, those first that others follow from."""

    SHEET = Words("工作表", "sheet")
    RAW = Words("填报值", "raw value")
    WEIGHT = Words("权重", "weight")
    FULL_POINTS = Words("满分", "full points")
    RULE = Words("计分规则", "rule")
    POLICY = Words("计分设置", "policy")
    PARAMETER = Words("参数", "parameter")
    ROW = Words("行", "row")
    FORMULA = Words("公式", "formula")
    SCORE = Words("得分", "score")
    PLACE = Words("名次", "place")
    GRADE = Words("等次", "grade")
    CONTENT = Words("内容", "content")
    FORMAT = Words("数字格式", "number format")
    CONDITION = Words("条件格式", "conditional format")
    VISIBILITY = Words("显示与隐藏", "visibility")
    COMMENT = Words("批注", "comment")
    DRAWING = Words("图形、文本框或控件", "drawing, text box or control")
    HEADER = Words("页眉页脚", "header or footer")


class How(Enum):
    """What happened to it."""

    CHANGED = Words("写出时为“{before}”，现为“{after}”", "written as “{before}”, now “{after}”")
    NO_FORMULA = Words(
        "原为公式，现为常数“{after}”（写出时结果为“{before}”）",
        "was a formula, is the constant “{after}” now (its result was “{before}”)",
    )
    NEW_FORMULA = Words(
        "写出时为“{before}”，现为公式，结果“{after}”",
        "written as “{before}”, is a formula now that gives “{after}”",
    )
    GONE = Words("写出时有，现已删除：{before}", "was there, is gone now: {before}")
    NEW = Words("写出时没有，后来加入：{after}", "was not there, was added: {after}")
    AS_TEXT = Words("由数字变为文本“{after}”", "a number, turned into the text “{after}”")
    REWRITTEN = Words(
        "公式与写出时不同，打开重算后结果可能改变（文件中现存结果“{after}”）",
        "the formula is not the one that was written; worked out again it may give something else (“{after}” is stored)",
    )
    UNCALCULATED = Words(
        "有 {after} 个公式没有保存计算结果（此为第一个）：请在 LibreOffice 或 Excel 中打开、保存后再核验",
        "{after} formulas, of which this is the first, have no result stored: open and save the file in LibreOffice or"
        " Excel, then verify it",
    )
    HIDDEN = Words("写出时可见，现已隐藏：{after}", "could be seen, is hidden now: {after}")
    SHOWN = Words("写出时隐藏，现在可见：{before}", "was hidden, can be seen now: {before}")
    MOVED = Words("整行被移动，原在第 {before} 行", "the row was moved from row {before}")


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference; `place` is that in the workbook as it is, or as it was where that is gone."""

    what: What
    how: How
    place: Place
    #: The heading of the column, if there is one.
    heading: str
    before: str = ""
    after: str = ""

    @property
    def words(self) -> Words:
        """Where — what — how, in one line."""
        said = self.how.value.fill(before=self.before, after=self.after)
        about = self.what.value
        if self.heading and self.heading not in about:
            about = Words(f"{about.zh}（{self.heading}）", f"{about.en} ({self.heading})")
        return Words(
            f"{self.place.in_words('zh')}：{about.zh} {said.zh}",
            f"{self.place.in_words('en')}: {about.en} {said.en}",
        )
