"""The catalogue of what can be wrong with a table of last year's results."""

from __future__ import annotations

from indicators.problems import ProblemKind, blocking_kind, note_kind

NO_TABLE = blocking_kind(
    "last-year-no-table",
    "没有找到上年结果：没有哪一行表头既有“单位”或“单位代码”，又有总分、名次、等次或指标。",
    "no results of last year were found: no row of headings has the unit, or its code, beside a total, rank, grade or"
    " indicator.",
    "请加一行表头：单位代码、单位、总分、名次、等次，需要比较的指标各占一列，写代码或名称。",
    "Add a row of headings: 单位代码 单位 总分 名次 等次, and a column for each indicator to be compared, by code or name.",
)
COLUMNS_NOT_KNOWN = note_kind(
    "last-year-columns-not-read",
    "这些列在今年的方案里对不上，没有读取：{names}。",
    "these columns match nothing in this year's scheme and were not read: {names}.",
    "上年单设的指标无需处理；今年改了代码的，请把表头改成今年的代码或名称。",
    "Nothing to do for what only last year had; where a code has changed, write this year's code or name.",
)
UNITS_NOT_KNOWN = note_kind(
    "last-year-units-not-found",
    "有 {count} 个单位不在今年的名册里，没有读取：{names}。",
    "{count} units are not in this year's register and were not read: {names}.",
    "已撤销的单位无需处理；改了名称的，请在名册“别名”列写上原名称。",
    "Nothing to do for units that are gone; where a name has changed, add the old one as 别名 in the register.",
)
UNIT_UNCLEAR = blocking_kind(
    "last-year-unit-unclear",
    "代码“{code}”和名称“{name}”不是同一个单位。",
    "the code “{code}” and the name “{name}” are not of one unit.",
    "请核对，改正其中一个。",
    "Check them and correct one.",
)
PLACE_NOT_A_NUMBER = blocking_kind(
    "last-year-place-wrong",
    "名次“{value}”不是从 1 起的整数。",
    "the rank “{value}” is no whole number from 1.",
    "请填写组内名次，如 3；没有名次的留空。",
    "Write the rank within the group, such as 3; leave it blank where there is none.",
)
VALUES_DIFFER = blocking_kind(
    "last-year-values-differ",
    "{name} 的“{field}”出现两次，数不一样：{before}、{after}。",
    "“{field}” of {name} is there twice, and differs: {before}, {after}.",
    "请核对哪个为准，只留一个。",
    "Check which one holds and keep that one.",
)
NO_UNIT_FOUND = blocking_kind(
    "last-year-nothing-read",
    "没有读到今年名册里任何一个单位的上年结果。",
    "no result of any unit of this year's register was read.",
    "请核对是不是拿错了文件，单位代码或名称是否与名册一致。",
    "Check that it is the right file, and that codes or names are those of the register.",
)

KINDS = tuple(value for value in globals().values() if isinstance(value, ProblemKind))
