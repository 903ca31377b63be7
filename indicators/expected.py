"""What to write instead of a wrong value, by the kind of mistake."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indicators.catalogue import CERTAINTY_WORDS, STATUS_WORDS
from indicators.liaison import LIAISON_WORDS
from indicators.mapping import RELATION_WORDS
from indicators.policies import WORDS, Missing, NotApplicable, QuotaRounding, RankOn, Ties
from indicators.rules import RULES, kind_of
from indicators.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic_core import ErrorDetails


#: The Chinese words of every set of choices that has them; the same name means something else in another set.
_CHINESE = {
    frozenset(words): words
    for words in (
        {kind_of(rule): rule.title.zh for rule in RULES},
        *(
            {choice.value: WORDS[choice].zh for choice in choices}
            for choices in (Missing, NotApplicable, Ties, RankOn, QuotaRounding)
        ),
        *(
            {choice.value: said.zh for choice, said in known.items()}
            for known in (RELATION_WORDS, LIAISON_WORDS, STATUS_WORDS, CERTAINTY_WORDS)
        ),
    )
}


def in_both(choices: Iterable[str]) -> Words:
    """Choices as they may be written: in Chinese, where there are words for them, with their names."""
    choices = tuple(choices)
    known = _CHINESE.get(frozenset(choices), {})
    zh = [f"{known[name]}（{name}）" if known else name for name in choices]
    return Words("、".join(zh), ", ".join(choices))


def expected(details: ErrorDetails) -> Words:
    """What to write instead of a value that pydantic refused."""
    context = details.get("ctx", {})
    template = _EXPECTED.get(details["type"])
    if template is None:
        return same(details["msg"])
    if template is _CHOICE:
        choices = in_both(re.findall(r"'([^']*)'", str(context.get("expected"))))
        return Words(f"以下之一：{choices.zh}", f"one of {choices.en}")
    return template.fill(**{name: str(value).replace("'", "") for name, value in context.items()})


_NUMBER = Words("普通的十进制数，如 12.5", "a plain decimal number such as 12.5")
_CHOICE = Words("以下之一", "one of these")
_WHOLE = Words("整数", "a whole number")
_YES_NO = Words("yes 或 no", "yes or no")
_LIST = Words("列表（每项以 - 开头）", "a list (each item starts with -)")
_FIELDS = Words("“项: 值”的形式", "“field: value” pairs")
_SOMETHING = Words("非空的内容", "something, not empty")
_EXPECTED = {
    "number": _NUMBER,
    "decimal_type": _NUMBER,
    "number_too_large": Words("不超过 16 位整数的数", "a number of at most sixteen whole digits"),
    "percent": Words("带百分号的数，如 20%", "a percentage such as 20%"),
    "greater_than": Words("大于 {gt} 的数", "a number above {gt}"),
    "greater_than_equal": Words("不小于 {ge} 的数", "a number of at least {ge}"),
    "less_than_equal": Words("不大于 {le} 的数", "a number of at most {le}"),
    "enum": _CHOICE,
    "literal_error": _CHOICE,
    "int_parsing": _WHOLE,
    "int_type": _WHOLE,
    "bool_parsing": _YES_NO,
    "bool_type": _YES_NO,
    "string_pattern_mismatch": Words(
        "不含空格和 | @ 等符号的代码（省级清单代码也不含 / \\ :）",
        "a code without spaces, | and @ (that of a list also without / \\ and :)",
    ),
    "string_too_short": _SOMETHING,
    "too_short": _SOMETHING,
    "tuple_type": _LIST,
    "model_type": _FIELDS,
    "model_attributes_type": _FIELDS,
    "dict_type": _FIELDS,
    "string_type": Words("文字", "text"),
    "part_step_missing": Words(
        "写明 part_step: pro rata（按比例）、whole（不足一步不计）或 started（不足一步按一步计）的规则",
        "a rule which states part_step: pro rata, whole or started",
    ),
    "bands_overlap": Words("起点各不相同的分档", "bands which start at different values"),
    "events_repeat": Words("名称各不相同的事项", "events of different names"),
    "names_repeat": Words("各不相同的名称", "names which all differ"),
    "raters": Words("人数（1—100）或名单", "a number of raters, 1 to 100, or a list of them"),
    "points_or_percent": Words("只写 points 或 percent 之一的等级", "a level with either points or percent"),
    "steps_or_days": Words(
        "只写 steps 或 lose_per_day 之一的规则", "a rule with either steps or lose_per_day"
    ),
    "rule_of_several": Words("只看一个数值的规则", "a rule which reads one number"),
    "measure": Words(
        "能读的算式；第 {position} 个字符处：{zh}", "a readable measure; at character {position}: {en}"
    ),
}
