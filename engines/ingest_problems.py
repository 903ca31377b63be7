"""The catalogue of what can be wrong with a table of very many units."""

from __future__ import annotations

from indicators.problems import ProblemKind, blocking_kind, warning_kind

NOT_READABLE = blocking_kind(
    "scale-not-readable",
    "文件读不下去：{why}。",
    "the file cannot be read on: {why}.",
    "请用原系统重新导出为 CSV 或 Parquet。",
    "Export it anew as CSV or Parquet.",
)
NO_COLUMN = blocking_kind(
    "scale-column-missing",
    "缺少“{title}”一列。",
    "there is no column “{title}”.",
    "请补上这一列，每个单位一行。",
    "Add it, one row for each unit.",
)
UNKNOWN_COLUMN = blocking_kind(
    "scale-column-unknown",
    "方案中没有“{title}”这一列对应的指标。",
    "the scheme has no indicator for the column “{title}”.",
    "请核对指标代码（多个数据项写作 代码|数据项）；不用的列请先删去。",
    "Check its code (with several figures: CODE|FIGURE), or take the column out.",
)
COLUMN_TWICE = blocking_kind(
    "scale-column-twice",
    "“{title}”出现了两列。",
    "there are two columns “{title}”.",
    "请只留一列。",
    "Keep one of them.",
)
NOT_HANDED_IN = warning_kind(
    "scale-column-not-handed-in",
    "没有“{title}”一列，所有适用单位按缺报处理。",
    "there is no column “{title}”: it is missing for all units it applies to.",
    "如有这项数据，请补上这一列。",
    "Add the column if there are such data.",
)
NO_CODE = blocking_kind(
    "scale-no-code",
    "这一行没有单位代码。",
    "this row has no unit code.",
    "请补上单位代码；合计行、空行请删去。",
    "Add the code; take out totals and empty rows.",
)
UNKNOWN_GROUP = blocking_kind(
    "scale-group-unknown",
    "方案中没有“{group}”这个组。",
    "the scheme has no group “{group}”.",
    "请按方案中的组代码或组名填写。",
    "Write the code or the name of a group of the scheme.",
)
TWICE = blocking_kind(
    "scale-unit-twice",
    "单位代码重复，共出现 {times} 次。",
    "this unit code occurs {times} times.",
    "请只留一行。",
    "Keep one row.",
)
NO_NUMBER = blocking_kind(
    "scale-no-number",
    "“{text}”不是数。",
    "“{text}” is no number.",
    "请填数；没有数据的留空，不适用的填“不适用”。",
    "Write a number; leave the cell empty where there is none, or write 不适用 where the indicator does not apply.",
)
NO_NUMBERS = blocking_kind(
    "scale-no-numbers",
    "这一列的类型是 {type}，不是数。",
    "this column is of the type {type}, not of numbers.",
    "请把这一列导出为数或文本。",
    "Export it as numbers or as text.",
)
TOO_LARGE = blocking_kind(
    "scale-too-large",
    "“{text}”太大或位数太多，无法精确保存。",
    "“{text}” is too large, or has too many digits, to be held exactly.",
    "请核对这个数；小数最多 15 位。",
    "Check the number; at most 15 decimals can be held.",
)
TOO_MANY_DIGITS = blocking_kind(
    "scale-too-many-digits",
    "这一列既有很大的数，又有 {decimals} 位小数，无法一起精确保存。",
    "this column has very large numbers and some with {decimals} decimals, which cannot be held exactly together.",
    "请核对最大的数和小数位数最多的数。",
    "Check the largest number and those with the most decimals.",
)
NOT_COUNTED = warning_kind(
    "scale-not-applicable",
    "有 {count} 个单位所在的组不适用这项指标，却报了数，未予采用。",
    "{count} units of groups this indicator does not apply to reported a number, which is not used.",
    "请核对单位的组别，或方案中指标适用的组。",
    "Check the units' groups, or the groups of the indicator in the scheme.",
)
AND_MORE = blocking_kind(
    "scale-and-more",
    "同类问题另有 {count} 处，未逐一列出。",
    "{count} more of this kind are not listed.",
    "请改正后重新读取。",
    "Correct them and read the file again.",
)

KINDS = tuple(value for value in globals().values() if isinstance(value, ProblemKind))
