"""The catalogue of what can be wrong with a value in a cell."""

from __future__ import annotations

from indicators.problems import ProblemKind, blocking_kind, warning_kind

MERGED_CELL = blocking_kind(
    "cell-merged",
    "单元格在合并区域 {range} 之内，看不出这里填的是什么。",
    "the cell lies under the merged range {range}; what it stands for cannot be told.",
    "请取消合并，逐格填写。",
    "Unmerge the range and fill in each cell.",
)
NOT_A_NUMBER = blocking_kind(
    "value-not-a-number",
    "“{value}”不是数字。",
    "“{value}” is not a number.",
    "请填写数字，如 92.5；没有数据的留空。",
    "Write a number such as 92.5; leave it blank if there is none.",
)
NOT_A_CHOICE = blocking_kind(
    "value-not-a-choice",
    "“{value}”不是可填的内容。",
    "“{value}” is none of the answers.",
    "请填以下之一：{choices}。",
    "Write one of: {choices}.",
)
AMBIGUOUS_NONE = blocking_kind(
    "value-none-ambiguous",
    "“无”可以是 0，也可以是不适用。",
    "“无” may mean 0 or not applicable.",
    "数量为零请填 0；确不适用的，由考核办登记豁免。",
    "Write 0 if the number is zero; if it does not apply, have the office record an exemption.",
)
TYPED_NOT_APPLICABLE = blocking_kind(
    "value-not-applicable-typed",
    "填了“{value}”，但该指标适用于本单位，也没有登记豁免。",
    "“{value}” was typed, but the indicator applies to the unit and no exemption is recorded.",
    "请填写数值；确不适用的，由考核办登记豁免（单位、指标、理由、批准人）。",
    "Fill in the value; if it does not apply, have the office record an exemption with reason and approver.",
)
PERCENT_CELL = blocking_kind(
    "value-percent-ambiguous",
    "单元格按百分比显示（{value}），该填 {number} 还是 {hundredfold} 不能由系统猜。",
    "the cell is shown as a percentage ({value}); whether {number} or {hundredfold} is meant is not for us to guess.",
    "请把单元格设为常规格式，按“{unit}”填写数字。",
    "Set the cell to the general format and write the number in {unit}.",
)
ERROR_CELL = blocking_kind(
    "value-error-cell",
    "单元格是错误值 {value}。",
    "the cell holds the error {value}.",
    "请改正公式，或直接填写数字。",
    "Correct the formula, or write the number.",
)
FORMULA_NOT_CALCULATED = blocking_kind(
    "value-formula-not-calculated",
    "单元格是公式，文件里没有存下计算结果。",
    "the cell is a formula whose result is not stored in the file.",
    "请用 Excel 或 WPS 打开并保存一次，或直接填写数字。",
    "Open and save the file once in Excel or WPS, or write the number.",
)
OUT_OF_RANGE = blocking_kind(
    "value-out-of-range",
    "{value} 超出范围（{range}）。",
    "{value} is outside its range ({range}).",
    "请核对数值和单位。",
    "Check the value and its unit of measure.",
)
NOT_WHOLE = blocking_kind(
    "value-not-whole",
    "{value} 不是整数。",
    "{value} is not a whole number.",
    "请填写整数。",
    "Write a whole number.",
)
TOO_MANY_DECIMALS = blocking_kind(
    "value-too-precise",
    "{value} 有 {count} 位小数，最多 {limit} 位。",
    "{value} has {count} decimals; at most {limit} are allowed.",
    "请四舍五入后填写。",
    "Round it before handing it in.",
)
VALUE_CONFLICT = blocking_kind(
    "value-conflict",
    "同一数据报了两次且不一致：此处 {value}，{other} 为 {other_value}。",
    "the same value was handed in twice and differs: {value} here, {other_value} at {other}.",
    "请确认以哪个为准，删去另一个。",
    "Decide which holds and remove the other.",
)
VALUE_NOT_USED = warning_kind(
    "value-not-used",
    "该指标不适用于本单位，填报的 {value} 不计。",
    "the indicator does not apply to the unit, so {value} is not used.",
    "如应适用，请修改方案的适用组或撤销豁免。",
    "If it does apply, change the scheme's groups or withdraw the exemption.",
)
VALUE_TWICE = warning_kind(
    "value-twice",
    "同一数据报了两次，数值相同（另见 {other}）。",
    "the same value was handed in twice, alike (see {other}).",
    "可删去其中一处。",
    "One of them can go.",
)
NUMBER_AS_TEXT = warning_kind(
    "value-number-as-text",
    "数字以文本存放，按 {value} 读取。",
    "the number is stored as text and was read as {value}.",
    "建议把单元格改为数字格式。",
    "Set the cell to a number format.",
)

KINDS = tuple(value for value in globals().values() if isinstance(value, ProblemKind))
