"""The catalogue of what can be wrong with the sheets an office takes in."""

from __future__ import annotations

from indicators.problems import ProblemKind, Severity
from indicators.words import Words


def _blocking(code: str, zh: str, en: str, do_zh: str, do_en: str) -> ProblemKind:
    return ProblemKind(code, Severity.BLOCKING, Words(zh, en), Words(do_zh, do_en))


def _warning(code: str, zh: str, en: str, do_zh: str, do_en: str) -> ProblemKind:
    return ProblemKind(code, Severity.WARNING, Words(zh, en), Words(do_zh, do_en))


def _note(code: str, zh: str, en: str, do_zh: str, do_en: str) -> ProblemKind:
    return ProblemKind(code, Severity.NOTE, Words(zh, en), Words(do_zh, do_en))


FILE_MISSING = _blocking(
    "file-missing",
    "找不到这个文件。",
    "there is no such file.",
    "请核对文件名和路径。",
    "Check its name and path.",
)
FILE_EMPTY = _blocking(
    "file-empty",
    "文件是空的。",
    "the file is empty.",
    "请重新导出后再上传。",
    "Export it again and hand it in anew.",
)
FILE_TYPE = _blocking(
    "file-type-unknown",
    "不认识的文件类型“{suffix}”。",
    "unknown type of file “{suffix}”.",
    "请在 Excel 或 WPS 中另存为 .xlsx，或导出为 .csv。",
    "Save it as .xlsx, or export it as .csv.",
)
FILE_UNREADABLE = _blocking(
    "file-unreadable",
    "文件读不出来：{why}。",
    "the file cannot be read: {why}.",
    "请用 Excel 或 WPS 打开确认无误，另存为 .xlsx 后再上传。",
    "Open it in Excel or WPS, save it as .xlsx and hand it in again.",
)
FILE_TOO_LARGE = _blocking(
    "file-too-large",
    "内容过大：{what}，最多 {limit}。",
    "too large: {what}, at most {limit}.",
    "请只保留填报内容，删去多余的行、列和图片，或分成几个文件。",
    "Keep only what is reported, remove spare rows, columns and pictures, or split the file.",
)
NOTHING_TO_READ = _blocking(
    "data-missing",
    "没有收到任何数据。",
    "no data were handed in.",
    "请给出单位名册和成绩表。",
    "Give the unit register and the score sheets.",
)
SHEET_UNKNOWN = _blocking(
    "sheet-unknown",
    "看不出这是什么表：首行没有“单位”一列。",
    "cannot tell what this sheet is: its first row has no column 单位.",
    "首行应为表头，第一列为“单位”，其后为指标代码或名称；不用的工作表请删去。",
    "The first row holds the headings, 单位 first, then indicator codes or names; remove unused sheets.",
)
REGISTER_MISSING = _blocking(
    "register-missing",
    "没有单位名册。",
    "there is no unit register.",
    "请加上一张含“单位代码、单位、组别”三列的表。",
    "Add a sheet with the columns 单位代码, 单位 and 组别.",
)
ROW_TOO_LONG = _blocking(
    "row-too-long",
    "这一行比表头长：表头只有 {count} 列。",
    "this row is longer than the headings, which have {count} columns.",
    "请删去多余的逗号；带千分位逗号的数字写成 1234，含逗号的文字用英文双引号括起。",
    "Remove the spare comma; write 1234 for 1,234, and put text with commas in double quotes.",
)
MERGED_CELL = _blocking(
    "cell-merged",
    "单元格在合并区域 {range} 之内，看不出这里填的是什么。",
    "the cell lies under the merged range {range}; what it stands for cannot be told.",
    "请取消合并，逐格填写。",
    "Unmerge the range and fill in each cell.",
)
UNIT_INCOMPLETE = _blocking(
    "register-row-incomplete",
    "名册这一行缺少“{field}”。",
    "this row of the register lacks {field}.",
    "请补全单位代码、单位和组别。",
    "Fill in code, name and group.",
)
UNIT_REPEATED = _blocking(
    "register-unit-repeated",
    "名册中“{name}”出现了两次（另见 {other}）。",
    "“{name}” is in the register twice (see {other}).",
    "代码、名称和别名在名册中应各不相同。",
    "Codes, names and aliases must differ from one another.",
)
GROUP_UNKNOWN = _blocking(
    "register-group-unknown",
    "方案中没有“{group}”这个组。",
    "the scheme has no group “{group}”.",
    "请写以下之一：{known}。",
    "Write one of: {known}.",
)
COLUMN_UNKNOWN = _blocking(
    "column-unknown",
    "不认识表头“{heading}”{hint}。",
    "the heading “{heading}” is not known{hint}.",
    "成绩表请改为指标代码或全称，几个数据项的写作“代码|数据项”，分期的写作“代码@期”；不属于填报内容的列请删去。",
    "In a score sheet write the indicator's code or full name, `code|field` where it has several, `code@period` where it"
    " is measured in periods; remove other columns.",
)
COLUMN_REPEATED = _blocking(
    "column-repeated",
    "“{heading}”与 {other} 是同一列。",
    "“{heading}” is the same column as {other}.",
    "请只保留一列。",
    "Keep only one of them.",
)
HEADING_BLANK = _blocking(
    "heading-blank",
    "这一列有内容但没有表头。",
    "this column has content but no heading.",
    "请写上指标代码或名称，或删去该列。",
    "Write the indicator's code or name, or remove the column.",
)
UNIT_UNKNOWN = _blocking(
    "unit-unknown",
    "名册中没有“{name}”{hint}。",
    "“{name}” is not in the register{hint}.",
    "请改为名册中的名称或代码；合计、平均等行请删去。",
    "Write the name or code of the register; remove totals and averages.",
)
UNIT_BLANK = _blocking(
    "unit-blank",
    "这一行有内容但没有写单位。",
    "this row has content but names no unit.",
    "请写上单位，或删去该行。",
    "Name the unit, or remove the row.",
)
UNIT_MISMATCH = _blocking(
    "unit-mismatch",
    "“{name}”与本行的单位代码“{code}”不是同一个单位。",
    "“{name}” and the unit code “{code}” of this row are not the same unit.",
    "请核对代码和名称，以名册为准。",
    "Check code and name against the register.",
)
GROUP_MISMATCH = _blocking(
    "unit-group-mismatch",
    "本行写的组别是“{group}”，名册中“{name}”属于“{registered}”。",
    "this row says the group is “{group}”; in the register “{name}” belongs to “{registered}”.",
    "请改正本行或名册，或删去这一列。",
    "Correct the row or the register, or remove the column.",
)
ROW_REPEATED = _blocking(
    "unit-repeated",
    "“{name}”在表中出现了两次（另见 {other}）。",
    "“{name}” is in the sheet twice (see {other}).",
    "请只保留一行。",
    "Keep only one row.",
)
NOT_A_NUMBER = _blocking(
    "value-not-a-number",
    "“{value}”不是数字。",
    "“{value}” is not a number.",
    "请填写数字，如 92.5；没有数据的留空。",
    "Write a number such as 92.5; leave it blank if there is none.",
)
NOT_A_CHOICE = _blocking(
    "value-not-a-choice",
    "“{value}”不是可填的内容。",
    "“{value}” is none of the answers.",
    "请填以下之一：{choices}。",
    "Write one of: {choices}.",
)
AMBIGUOUS_NONE = _blocking(
    "value-none-ambiguous",
    "“无”可以是 0，也可以是不适用。",
    "“无” may mean 0 or not applicable.",
    "数量为零请填 0；确不适用的，由考核办登记豁免。",
    "Write 0 if the number is zero; if it does not apply, have the office record an exemption.",
)
TYPED_NOT_APPLICABLE = _blocking(
    "value-not-applicable-typed",
    "填了“{value}”，但该指标适用于本单位，也没有登记豁免。",
    "“{value}” was typed, but the indicator applies to the unit and no exemption is recorded.",
    "请填写数值；确不适用的，由考核办登记豁免（单位、指标、理由、批准人）。",
    "Fill in the value; if it does not apply, have the office record an exemption with reason and approver.",
)
PERCENT_CELL = _blocking(
    "value-percent-ambiguous",
    "单元格按百分比显示（{value}），该填 {number} 还是 {hundredfold} 不能由系统猜。",
    "the cell is shown as a percentage ({value}); whether {number} or {hundredfold} is meant is not for us to guess.",
    "请把单元格设为常规格式，按“{unit}”填写数字。",
    "Set the cell to the general format and write the number in {unit}.",
)
ERROR_CELL = _blocking(
    "value-error-cell",
    "单元格是错误值 {value}。",
    "the cell holds the error {value}.",
    "请改正公式，或直接填写数字。",
    "Correct the formula, or write the number.",
)
FORMULA_NOT_CALCULATED = _blocking(
    "value-formula-not-calculated",
    "单元格是公式，文件里没有存下计算结果。",
    "the cell is a formula whose result is not stored in the file.",
    "请用 Excel 或 WPS 打开并保存一次，或直接填写数字。",
    "Open and save the file once in Excel or WPS, or write the number.",
)
OUT_OF_RANGE = _blocking(
    "value-out-of-range",
    "{value} 超出范围（{range}）。",
    "{value} is outside its range ({range}).",
    "请核对数值和单位。",
    "Check the value and its unit of measure.",
)
NOT_WHOLE = _blocking(
    "value-not-whole",
    "{value} 不是整数。",
    "{value} is not a whole number.",
    "请填写整数。",
    "Write a whole number.",
)
TOO_MANY_DECIMALS = _blocking(
    "value-too-precise",
    "{value} 有 {count} 位小数，最多 {limit} 位。",
    "{value} has {count} decimals; at most {limit} are allowed.",
    "请四舍五入后填写。",
    "Round it before handing it in.",
)
VALUE_CONFLICT = _blocking(
    "value-conflict",
    "同一数据报了两次且不一致：此处 {value}，{other} 为 {other_value}。",
    "the same value was handed in twice and differs: {value} here, {other_value} at {other}.",
    "请确认以哪个为准，删去另一个。",
    "Decide which holds and remove the other.",
)
EXEMPTION_INCOMPLETE = _blocking(
    "exemption-incomplete",
    "豁免缺少“{field}”。",
    "the exemption lacks {field}.",
    "豁免须写明单位、指标、理由和批准人。",
    "An exemption states unit, indicator, reason and who approved it.",
)
EXEMPTION_REPEATED = _blocking(
    "exemption-repeated",
    "“{unit}”对“{indicator}”的豁免登记了两次（另见 {other}）。",
    "the exemption of “{unit}” from “{indicator}” is recorded twice (see {other}).",
    "请只保留一条，理由和批准人以它为准。",
    "Keep one of them; its reason and approver hold.",
)
INDICATOR_UNKNOWN = _blocking(
    "exemption-indicator-unknown",
    "方案中没有指标“{name}”{hint}。",
    "the scheme has no indicator “{name}”{hint}.",
    "请写指标代码或全称。",
    "Write the indicator's code or full name.",
)
RECORDS_NOT_IN_SCHEME = _blocking(
    "records-not-in-scheme",
    "这是{what}登记表，但方案没有规定{what}。",
    "this sheet records {what}, but the scheme provides for none.",
    "请在方案中写上 {field}，或删去这张表。",
    "Add {field} to the scheme, or remove the sheet.",
)
RECORD_KIND_UNKNOWN = _blocking(
    "record-kind-unknown",
    "方案中没有{what}“{name}”{hint}。",
    "“{name}” is none of the {what} of the scheme{hint}.",
    "请写代码或全称：{known}。",
    "Write the code or full name: {known}.",
)
RECORD_REPEATED = _blocking(
    "record-repeated",
    "与 {other} 是同一条：{record}。",
    "the same as {other}: {record}.",
    "请只保留一条；确为两件事的，请把事项或理由写清楚。",
    "Keep only one; if there were two events, tell them apart by matter or reason.",
)
ADJUSTMENT_INCOMPLETE = _blocking(
    "adjustment-incomplete",
    "这条加减分缺少“{field}”。",
    "this bonus or penalty lacks {field}.",
    "加减分须写明单位、加减分项、事项和分值，审核通过的在“审核”一列写“通过”。",
    "State unit, item, matter and points; write 通过 in the column 审核 once it is approved.",
)
ADJUSTMENT_NOT_POSITIVE = _blocking(
    "adjustment-points-not-positive",
    "分值 {value} 不是正数。",
    "{value} points are not above zero.",
    "加分、减分都填正数；是加是减由加减分项决定。没有加减分的，删去这一行。",
    "Write a number above zero, for penalties too: the item says which it is. Remove a row without points.",
)
APPROVAL_UNKNOWN = _blocking(
    "adjustment-approval-unknown",
    "看不出审核结果“{value}”。",
    "the approval “{value}” is not known.",
    "请写“通过”“未通过”或“待审”；没有审核的留空。",
    "Write 通过, 未通过 or 待审, or leave it blank.",
)
VETO_INCOMPLETE = _blocking(
    "veto-incomplete",
    "这条否决缺少“{field}”。",
    "this veto lacks {field}.",
    "否决须写明单位、否决事项、理由和认定单位。",
    "A veto states unit, event, reason and who decided it.",
)
VALUE_NOT_USED = _warning(
    "value-not-used",
    "该指标不适用于本单位，填报的 {value} 不计。",
    "the indicator does not apply to the unit, so {value} is not used.",
    "如应适用，请修改方案的适用组或撤销豁免。",
    "If it does apply, change the scheme's groups or withdraw the exemption.",
)
VALUE_TWICE = _warning(
    "value-twice",
    "同一数据报了两次，数值相同（另见 {other}）。",
    "the same value was handed in twice, alike (see {other}).",
    "可删去其中一处。",
    "One of them can go.",
)
NUMBER_AS_TEXT = _warning(
    "value-number-as-text",
    "数字以文本存放，按 {value} 读取。",
    "the number is stored as text and was read as {value}.",
    "建议把单元格改为数字格式。",
    "Set the cell to a number format.",
)
UNITS_WITHOUT_SHEET = _warning(
    "unit-without-sheet",
    "名册中有 {count} 个单位在所有成绩表中都没有出现：{names}。",
    "{count} units of the register are in none of the score sheets: {names}.",
    "请催报，或确认其不参加考核后从名册删去。",
    "Ask the unit for its sheet, or remove it from the register if it is not assessed.",
)
REASON_MISSING = _warning(
    "reason-missing",
    "“{indicator}”有 {count} 个单位评了分，没有写理由：{names}。",
    "for “{indicator}”, {count} units are scored without a reason: {names}.",
    "请在“{column}”一列写明理由。",
    "Give the reasons in a column {column}.",
)

SHEET_HIDDEN = _note(
    "sheet-hidden",
    "工作表“{sheet}”是隐藏的，其中的内容已读取。",
    "the sheet “{sheet}” is hidden; what it holds was read.",
    "如不应使用，请删去该工作表。",
    "Remove the sheet if it should not be used.",
)
ROWS_HIDDEN = _note(
    "rows-hidden",
    "有 {count} 行是隐藏的（从第 {first} 行起），其中的内容已读取。",
    "{count} rows are hidden, from row {first} on; what they hold was read.",
    "如不应使用，请删去这些行。",
    "Remove the rows if they should not be used.",
)

NOT_APPROVED = _note(
    "adjustments-not-approved",
    "有 {count} 条加减分没有审核通过，不计分。",
    "{count} bonuses and penalties are not approved and do not count.",
    "审核后在“审核”一列写“通过”。",
    "Write 通过 in the column 审核 once they are approved.",
)

KINDS = tuple(value for value in globals().values() if isinstance(value, ProblemKind))
