"""The catalogue of what can be wrong with the tables of a sheet and their headings, and what is left unread."""

from __future__ import annotations

from indicators.problems import ProblemKind, blocking_kind, note_kind, warning_kind

TITLE_NORMALISED = warning_kind(
    "title-normalised",
    "“{before}”按“{after}”读取。",
    "“{before}” was read as “{after}”.",
    "请核对；建议照方案的写法改正。",
    "Check it; better write it as the scheme does.",
)
HEADING_AMBIGUOUS = blocking_kind(
    "heading-ambiguous",
    "表头“{heading}”既像“{one}”，又像“{other}”。",
    "the heading “{heading}” may mean “{one}” or “{other}”.",
    "请只写指标代码，或只写全称。",
    "Write the indicator's code only, or its full name only.",
)
HEADING_MISMATCH = blocking_kind(
    "heading-code-name-differ",
    "表头“{heading}”的代码是“{code}”的，名称是“{name}”的。",
    "in the heading “{heading}” the code is that of “{code}” and the name that of “{name}”.",
    "请核对是哪一个指标，代码和名称以方案为准。",
    "Find out which indicator is meant; code and name are as in the scheme.",
)
POINTS_DIFFER = warning_kind(
    "heading-points-differ",
    "表头写的满分是 {stated} 分，方案中“{name}”是 {points} 分。",
    "the heading says {stated} full points; in the scheme “{name}” has {points}.",
    "请核对所用的方案；计分以方案为准。",
    "Check which scheme holds; points are worked out by the scheme.",
)
MEASURE_UNIT_DIFFERS = blocking_kind(
    "heading-unit-differs",
    "表头写的计量单位是“{stated}”，方案中“{name}”是“{unit}”。",
    "the heading says the values are in {stated}; in the scheme “{name}” is in {unit}.",
    "请按“{unit}”换算填报值，并改正表头。",
    "Convert the values to {unit} and correct the heading.",
)
PERIOD_MISSING = blocking_kind(
    "heading-period-missing",
    "“{heading}”分期考核，这里没有写是哪一期。",
    "“{heading}” is measured in periods, and none is named here.",
    "请写作“{example}”，或加一列“时期”，或把工作表改为该期的名称。",
    "Write {example}, add a column 时期, or name the sheet as the period.",
)
PERIOD_UNKNOWN = blocking_kind(
    "period-unknown",
    "方案中没有“{period}”这一期{hint}。",
    "the scheme has no period “{period}”{hint}.",
    "请写以下之一：{known}。",
    "Write one of: {known}.",
)
PERIOD_BLANK = blocking_kind(
    "period-blank",
    "这一行没有写时期。",
    "this row names no period.",
    "请写以下之一：{known}。",
    "Write one of: {known}.",
)
NOT_IN_PERIOD = blocking_kind(
    "indicator-not-in-period",
    "“{name}”在“{period}”不考核，这里却有填报内容。",
    "“{name}” is not measured in “{period}”, but here is something for it.",
    "请核对时期；确属误填的请删去。",
    "Check the period, or remove it.",
)
CONTENT_ABOVE = blocking_kind(
    "rows-above-headings",
    "第 {row} 行在表头之上，却像是数据。",
    "row {row} is above the headings and looks like data.",
    "请把表头移到所有数据行之上。",
    "Move the headings above all rows of data.",
)
COLUMNS_NOT_READ = note_kind(
    "columns-not-read",
    "以下各列供人查看，没有读取：{names}。",
    "these columns are for people and were not read: {names}.",
    "其中如有填报内容，请把表头改为指标代码或全称。",
    "If any of them holds what is asked for, head it with the indicator's code or full name.",
)
ROWS_SKIPPED = note_kind(
    "rows-skipped",
    "有 {count} 行不是填报内容，没有读取：{rows}。",
    "{count} rows are not data and were not read: {rows}.",
    "如有误认，请在该行写明单位或指标的代码或全称。",
    "If one of them is, write the code or full name of its unit or indicator.",
)
TOTAL_NAMES_UNIT = blocking_kind(
    "total-names-unit",
    "这一行写着“{word}”，又写了单位“{unit}”。",
    "this row says “{word}” and also names the unit “{unit}”.",
    "是合计行的请删去单位，是单位的请写全称。",
    "Remove the unit if it is a row of totals, or else write the unit's full name.",
)
UNIT_NORMALISED = warning_kind(
    "unit-name-normalised",
    "“{before}”按名册中的“{after}”读取。",
    "“{before}” was read as “{after}” of the register.",
    "请核对；建议改为名册中的写法，或在名册中登记为别名。",
    "Check it; better write it as in the register, or enter it there as an alias.",
)
UNITS_ALIKE = warning_kind(
    "register-units-alike",
    "“{name}”与“{other}”只差空格、括号或全半角，填报时必须照名册写，一字不差。",
    "“{name}” and “{other}” differ by blanks, brackets or widths only; sheets must write them exactly as here.",
    "请确认不是同一个单位登记了两次。",
    "Make sure that it is not one unit entered twice.",
)
TABLE_EMPTY = note_kind(
    "table-empty",
    "表头之下没有内容。",
    "there is nothing below the headings.",
    "如应有数据，请核对是否交错了表。",
    "If there should be data, check whether the right sheet was handed in.",
)
SHEET_NOT_READ = note_kind(
    "sheet-not-read",
    "这张表只有文字，没有读取。",
    "this sheet holds text only and was not read.",
    "如有填报内容，请加上表头。",
    "If it holds what is asked for, add headings.",
)

KINDS = tuple(value for value in globals().values() if isinstance(value, ProblemKind))
