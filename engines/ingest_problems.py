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
NO_RECORDS = blocking_kind(
    "scale-no-records",
    "看不出这个文件记的是什么：没有“加减分项”“否决事项”或“指标代码”一列。",
    "nothing tells what this file records: it has no column 加减分项, 否决事项 or 指标代码.",
    "请按加减分、否决事项或豁免的表头填写，每条一行。",
    "Head its columns as for bonuses and penalties, vetoes or exemptions, one record a row.",
)
NOT_IN_SCHEME = blocking_kind(
    "scale-records-not-in-scheme",
    "方案没有设{what}，这个文件不能采用。",
    "the scheme has no {what}, so that this file cannot be used.",
    "请核对文件，或先在方案中写明。",
    "Check the file, or state them in the scheme first.",
)
EMPTY = blocking_kind(
    "scale-record-incomplete",
    "这一行没有填“{title}”。",
    "“{title}” is empty in this row.",
    "请补上。",
    "Fill it in.",
)
UNKNOWN_UNIT = blocking_kind(
    "scale-record-of-unknown-unit",
    "数据表中没有这个单位代码。",
    "the table of figures has no such unit code.",
    "请核对单位代码。",
    "Check the code.",
)
UNKNOWN_ENTRY = blocking_kind(
    "scale-record-of-unknown-entry",
    "方案中没有“{text}”。",
    "the scheme has no “{text}”.",
    "请按方案中的代码或名称填写“{title}”。",
    "Write “{title}” as the scheme does, by code or name.",
)
NO_POINTS = blocking_kind(
    "scale-record-without-points",
    "分值“{text}”不是大于 0、不超过 10000 的数（小数最多 6 位）。",
    "the points “{text}” are no number above 0 and up to 10000 with at most 6 decimals.",
    "加分减分都填正数，由项目决定加还是减。",
    "Write bonuses and penalties alike as positive numbers: the item tells which it is.",
)
UNCLEAR_APPROVAL = blocking_kind(
    "scale-record-approval",
    "“审核”一列填的“{text}”看不出是否通过。",
    "“{text}” in the column 审核 does not tell whether the record is approved.",
    "请填“通过”或“未通过”；还没有审的留空。",
    "Write 通过 or 未通过; leave it empty where it is not yet decided.",
)
RECORD_TWICE = blocking_kind(
    "scale-record-twice",
    "与第 {before} 行是同一条记录。",
    "this is the same record as in line {before}.",
    "请只留一行。",
    "Keep one row.",
)
NOT_APPROVED = warning_kind(
    "scale-records-not-approved",
    "有 {count} 条加减分没有通过审核，未予采用。",
    "{count} bonuses or penalties are not approved and do not count.",
    "如已审核，请在“审核”一列填“通过”。",
    "Write 通过 in the column 审核 where they are.",
)
SAID_TWICE = blocking_kind(
    "scale-adjustments-twice",
    "数据表中有“{title}”一列，又另有加减分记录，不知以哪个为准。",
    "the table has a column “{title}” and there are records of bonuses and penalties too: which counts is not clear.",
    "请只留一种。",
    "Keep one of them.",
)
EXEMPT = warning_kind(
    "scale-exempt",
    "有 {count} 个豁免的单位仍报了数，未予采用。",
    "{count} exempt units reported a number nevertheless, which is not used.",
    "请核对豁免记录。",
    "Check the exemptions.",
)
AND_MORE = blocking_kind(
    "scale-and-more",
    "同类问题另有 {count} 处，未逐一列出。",
    "{count} more of this kind are not listed.",
    "请改正后重新读取。",
    "Correct them and read the file again.",
)
AND_MORE_WARNINGS = warning_kind(
    "scale-and-more-warnings",
    "同类情况另有 {count} 处，未逐一列出。",
    "{count} more of this kind are not listed.",
    "请一并核对。",
    "Check them too.",
)

KINDS = tuple(value for value in globals().values() if isinstance(value, ProblemKind))
