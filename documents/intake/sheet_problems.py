"""The catalogue of what can be wrong with the sheets an office takes in: headings, units, records."""

from __future__ import annotations

from indicators.problems import ProblemKind, blocking_kind, note_kind, warning_kind

SHEET_UNKNOWN = blocking_kind(
    "sheet-unknown",
    "看不出这是什么表：没有找到含“单位”和指标的表头，也没有找到含“指标”和“填报值”的表头。",
    "cannot tell what this sheet is: there are no headings with 单位 and indicators, nor with 指标 and 填报值.",
    "请写上表头：“单位”和各指标的代码或名称，或“指标”和“填报值”；不用的工作表请删去。",
    "Write headings: 单位 and the codes or names of indicators, or 指标 and 填报值; remove unused sheets.",
)
REGISTER_MISSING = blocking_kind(
    "register-missing",
    "没有单位名册。",
    "there is no unit register.",
    "请加上一张含“单位代码、单位、组别”三列的表。",
    "Add a sheet with the columns 单位代码, 单位 and 组别.",
)
UNIT_INCOMPLETE = blocking_kind(
    "register-row-incomplete",
    "名册这一行缺少“{field}”。",
    "this row of the register lacks {field}.",
    "请补全单位代码、单位和组别。",
    "Fill in code, name and group.",
)
UNIT_REPEATED = blocking_kind(
    "register-unit-repeated",
    "名册中“{name}”出现了两次（另见 {other}）。",
    "“{name}” is in the register twice (see {other}).",
    "代码、名称和别名在名册中应各不相同。",
    "Codes, names and aliases must differ from one another.",
)
GROUP_UNKNOWN = blocking_kind(
    "register-group-unknown",
    "方案中没有“{group}”这个组。",
    "the scheme has no group “{group}”.",
    "请写以下之一：{known}。",
    "Write one of: {known}.",
)
COLUMN_UNKNOWN = blocking_kind(
    "column-unknown",
    "不认识表头“{heading}”{hint}。",
    "the heading “{heading}” is not known{hint}.",
    "成绩表请改为指标代码或全称，几个数据项的写作“代码|数据项”，分期的写作“代码@期”；不属于填报内容的列请删去。",
    "In a score sheet write the indicator's code or full name, `code|field` where it has several, `code@period` where it"
    " is measured in periods; remove other columns.",
)
COLUMN_REPEATED = blocking_kind(
    "column-repeated",
    "“{heading}”与 {other} 是同一列。",
    "“{heading}” is the same column as {other}.",
    "请只保留一列。",
    "Keep only one of them.",
)
HEADING_BLANK = blocking_kind(
    "heading-blank",
    "这一列有内容但没有表头。",
    "this column has content but no heading.",
    "请写上指标代码或名称，或删去该列。",
    "Write the indicator's code or name, or remove the column.",
)
UNIT_UNKNOWN = blocking_kind(
    "unit-unknown",
    "名册中没有“{name}”{hint}。",
    "“{name}” is not in the register{hint}.",
    "请改为名册中的名称或代码；合计、平均等行请删去。",
    "Write the name or code of the register; remove totals and averages.",
)
UNIT_BLANK = blocking_kind(
    "unit-blank",
    "这一行有内容但没有写单位。",
    "this row has content but names no unit.",
    "请写上单位，或删去该行。",
    "Name the unit, or remove the row.",
)
UNIT_MISMATCH = blocking_kind(
    "unit-mismatch",
    "“{name}”与本行的单位代码“{code}”不是同一个单位。",
    "“{name}” and the unit code “{code}” of this row are not the same unit.",
    "请核对代码和名称，以名册为准。",
    "Check code and name against the register.",
)
GROUP_MISMATCH = blocking_kind(
    "unit-group-mismatch",
    "本行写的组别是“{group}”，名册中“{name}”属于“{registered}”。",
    "this row says the group is “{group}”; in the register “{name}” belongs to “{registered}”.",
    "请改正本行或名册，或删去这一列。",
    "Correct the row or the register, or remove the column.",
)
ROW_REPEATED = blocking_kind(
    "unit-repeated",
    "“{name}”在表中出现了两次（另见 {other}）。",
    "“{name}” is in the sheet twice (see {other}).",
    "请只保留一行。",
    "Keep only one row.",
)
EXEMPTION_INCOMPLETE = blocking_kind(
    "exemption-incomplete",
    "豁免缺少“{field}”。",
    "the exemption lacks {field}.",
    "豁免须写明单位、指标、理由和批准人。",
    "An exemption states unit, indicator, reason and who approved it.",
)
EXEMPTION_REPEATED = blocking_kind(
    "exemption-repeated",
    "“{unit}”对“{indicator}”的豁免登记了两次（另见 {other}）。",
    "the exemption of “{unit}” from “{indicator}” is recorded twice (see {other}).",
    "请只保留一条，理由和批准人以它为准。",
    "Keep one of them; its reason and approver hold.",
)
INDICATOR_UNKNOWN = blocking_kind(
    "exemption-indicator-unknown",
    "方案中没有指标“{name}”{hint}。",
    "the scheme has no indicator “{name}”{hint}.",
    "请写指标代码或全称。",
    "Write the indicator's code or full name.",
)
RECORDS_NOT_IN_SCHEME = blocking_kind(
    "records-not-in-scheme",
    "这是{what}登记表，但方案没有规定{what}。",
    "this sheet records {what}, but the scheme provides for none.",
    "请在方案中写上 {field}，或删去这张表。",
    "Add {field} to the scheme, or remove the sheet.",
)
RECORD_KIND_UNKNOWN = blocking_kind(
    "record-kind-unknown",
    "方案中没有{what}“{name}”{hint}。",
    "“{name}” is none of the {what} of the scheme{hint}.",
    "请写代码或全称：{known}。",
    "Write the code or full name: {known}.",
)
RECORD_REPEATED = blocking_kind(
    "record-repeated",
    "与 {other} 是同一条：{record}。",
    "the same as {other}: {record}.",
    "请只保留一条；确为两件事的，请把事项或理由写清楚。",
    "Keep only one; if there were two events, tell them apart by matter or reason.",
)
ADJUSTMENT_INCOMPLETE = blocking_kind(
    "adjustment-incomplete",
    "这条加减分缺少“{field}”。",
    "this bonus or penalty lacks {field}.",
    "加减分须写明单位、加减分项、事项和分值，审核通过的在“审核”一列写“通过”。",
    "State unit, item, matter and points; write 通过 in the column 审核 once it is approved.",
)
ADJUSTMENT_NOT_POSITIVE = blocking_kind(
    "adjustment-points-not-positive",
    "分值 {value} 不是正数。",
    "{value} points are not above zero.",
    "加分、减分都填正数；是加是减由加减分项决定。没有加减分的，删去这一行。",
    "Write a number above zero, for penalties too: the item says which it is. Remove a row without points.",
)
APPROVAL_UNKNOWN = blocking_kind(
    "adjustment-approval-unknown",
    "看不出审核结果“{value}”。",
    "the approval “{value}” is not known.",
    "请写“通过”“未通过”或“待审”；没有审核的留空。",
    "Write 通过, 未通过 or 待审, or leave it blank.",
)
APPROVAL_COLUMN_MISSING = warning_kind(
    "adjustment-approval-column-missing",
    "这张加减分表没有“审核”一列，表中的加减分一条都不计分。",
    "this sheet of bonuses and penalties has no column 审核; none of them counts.",
    "请加上“审核”一列，审核通过的写“通过”。",
    "Add a column 审核, and write 通过 there for those that are approved.",
)
VETO_INCOMPLETE = blocking_kind(
    "veto-incomplete",
    "这条否决缺少“{field}”。",
    "this veto lacks {field}.",
    "否决须写明单位、否决事项、理由和认定单位。",
    "A veto states unit, event, reason and who decided it.",
)
REASON_MISSING = warning_kind(
    "reason-missing",
    "“{indicator}”有 {count} 个单位评了分，没有写理由：{names}。",
    "for “{indicator}”, {count} units are scored without a reason: {names}.",
    "请在“{column}”一列写明理由。",
    "Give the reasons in a column {column}.",
)
NOT_APPROVED = note_kind(
    "adjustments-not-approved",
    "有 {count} 条加减分没有审核通过，不计分。",
    "{count} bonuses and penalties are not approved and do not count.",
    "审核后在“审核”一列写“通过”。",
    "Write 通过 in the column 审核 once they are approved.",
)

KINDS = tuple(value for value in globals().values() if isinstance(value, ProblemKind))
