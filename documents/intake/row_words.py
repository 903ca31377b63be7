"""What the words of a row tell: totals, notes, signatures, titles of sections."""

from __future__ import annotations

import re

from indicators.normal_form import compact

_TOTALS = (
    r"(合计|总计|小计|共计|平均|平均分|平均值|平均数|均值|汇总|满分|权重|最高|最低|最高分|最低分|最高值|最低值|中位数)"
    r"(\(.*\))?:?"
)
_TOTAL, _TOTAL_OF_SOME = re.compile(_TOTALS), re.compile(".{0,10}" + _TOTALS)
_NOTE = re.compile(r"[*※★]*(备注|注|附注|注释|说明|填表说明|填报说明|编制说明|数据来源|资料来源)([:(\d].*)?")
_SIGNATURE = re.compile(
    r"((填报|填表|审核|审批|复核|制表|经办|负责|单位负责|主要负责|分管负责|联系)人?(\(?(签字|签名|盖章|签章)\)?)?"
    r"|分管领导|主要领导|联系电话|联系方式|电话|(填报|填表|报送|上报)(日期|时间|单位)|日期"
    r"|(单位)?\(?(盖章|公章|签章|签字|签名)\)?|.{1,20}\((盖章|公章|签章)\))([:(_].*)?"
)
_DATE = re.compile(r"[0-9]{2,4}年[0-9]{0,2}月([0-9]{0,2}日)?|年月日")
_SECTION = re.compile(
    r"([一二三四五六七八九十]+[,.:]|\([一二三四五六七八九十0-9]+\)|[0-9]+[,.)](?![0-9])|第[一二三四五六七八九十]+(部分|类|组)).+"
)
#: What numbers in a line of signatures stand behind.
_NUMBERED = re.compile(r".*(电话|手机|方式|传真|日期|时间|年|月)(:.*)?")
_SEAL = re.compile(r"[（(]\s*(盖章|公章|签章)\s*[）)]\s*[:：]?$")


def is_total(text: str) -> bool:
    """Whether a text is a word of totals and averages and nothing else."""
    return _TOTAL.fullmatch(compact(text)) is not None


def is_total_of_some(text: str) -> bool:
    """Whether a text ends in such a word, as 全市平均 and 区县小计 do; so may the name of an indicator."""
    return _TOTAL_OF_SOME.fullmatch(compact(text)) is not None


def is_note(text: str) -> bool:
    """Whether a text begins a note or a line of signatures."""
    return _NOTE.fullmatch(compact(text)) is not None or is_signature(text)


def is_signature(text: str) -> bool:
    """Whether a text begins a line of signatures, with their seals, telephones and dates."""
    return _SIGNATURE.fullmatch(compact(text)) is not None


def is_section(text: str) -> bool:
    """Whether a text is the title of a section or a mere date."""
    form = compact(text)
    return _SECTION.fullmatch(form) is not None or _DATE.fullmatch(form) is not None


def announces_number(text: str) -> bool:
    """Whether a number behind this text is that of a telephone or a date."""
    return _NUMBERED.fullmatch(compact(text)) is not None


def unsealed(text: str) -> str:
    """A text without the place for the seal at its end."""
    return _SEAL.sub("", text)
