"""The catalogue of what can be wrong with a template that comes back: another scheme's, another unit's, an old one."""

from __future__ import annotations

from indicators.problems import ProblemKind, blocking_kind, warning_kind
from indicators.words import Words

TEMPLATE_OF_OTHER_SCHEME = blocking_kind(
    "template-of-other-scheme",
    "这份填报表是按方案“{other}”下发的，不是本方案“{scheme}”的。",
    "this form was issued for the scheme “{other}”, not for “{scheme}”.",
    "请改用本方案的填报表。",
    "Use a form of this scheme.",
)
TEMPLATE_OF_OTHER_UNIT = blocking_kind(
    "template-of-other-unit",
    "这份填报表是发给“{issued}”的，表上写的单位却是“{written}”。",
    "this form was issued to “{issued}”, but names “{written}” as its unit.",
    "请各单位用自己的填报表，不要改他人表上的单位名称。",
    "Let each unit use its own form rather than rename another's.",
)
TEMPLATE_OF_OTHER_GROUP = blocking_kind(
    "template-of-other-group",
    "这份填报表是发给“{issued}”组的，表上的“{written}”不属于该组。",
    "this form was issued for the group “{issued}”; “{written}” is not one of its units.",
    "请用该单位所在组的填报表填报。",
    "Use the form of the group that the unit belongs to.",
)
TEMPLATE_FIELD_CHANGED = blocking_kind(
    "template-field-changed",
    "填报表是旧的：下发以后“{field}”的{what}由“{before}”改为“{after}”。",
    "the form is old: since it was issued, the {what} of “{field}” changed from “{before}” to “{after}”.",
    "请下载新的填报表，按新的要求重填这一项。",
    "Take a new form and fill in this item anew.",
)
TEMPLATE_FIELD_ADJUSTED = warning_kind(
    "template-field-adjusted",
    "填报表是旧的：下发以后“{field}”的{what}有改动。",
    "the form is old: since it was issued, the {what} of “{field}” changed.",
    "请按新的要求核对这一项。",
    "Check this item against what is asked now.",
)
TEMPLATE_FIELDS_ADDED = warning_kind(
    "template-fields-added",
    "填报表是旧的：下发以后又增加了 {count} 项，这份表里没有：{names}。",
    "the form is old: {count} items were added since it was issued and are not on it: {names}.",
    "请下载新的填报表补报{exempted}。",
    "Take a new form and report them{exempted}.",
)
#: Where a unit's form lacks whole indicators, it may have been exempt from them when it was issued.
OR_EXEMPT = Words(
    "；如下发时登记了豁免，请把豁免登记表一并给出",
    "; if the unit was recorded as exempt when the form was issued, give the exemptions as well",
)
TEMPLATE_ITEMS_GONE = warning_kind(
    "template-items-gone",
    "填报表里少了 {count} 项，下发时有、现在找不到：{names}。可能是整行（列）被删了，或者改了指标代码、数据项。",
    "{count} items which the form was issued with can no longer be found on it: {names}. Their rows or columns may"
    " have been deleted, or their codes or field names changed.",
    "请把这些行（列）照原样补回，或改用新下载的填报表；不补的按缺报处理。",
    "Put them back as they were, or use a newly issued form; they count as missing otherwise.",
)
TEMPLATE_FIELDS_DROPPED = warning_kind(
    "template-fields-dropped",
    "填报表是旧的：其中 {count} 项现在不要求填报：{names}。",
    "the form is old: {count} of its items are no longer asked for: {names}.",
    "这些项不用再填。",
    "They need not be filled in any more.",
)
TEMPLATE_NOT_RECOGNISED = warning_kind(
    "template-not-recognised",
    "填报表的隐藏标识不完整或被改动过，认不出是不是发给本单位的最新一份。",
    "the hidden marks of the form are incomplete or were changed; whether it is the unit's own and newest cannot be told.",
    "请核对单位和指标；最好把数据填到新下载的填报表里。",
    "Check unit and indicators; best copy the figures into a newly issued form.",
)

KINDS = tuple(value for value in globals().values() if isinstance(value, ProblemKind))
