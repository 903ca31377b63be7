"""The catalogue of what can be wrong with a value in a cell, and of how one was read."""

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
PERCENT_AMBIGUOUS = blocking_kind(
    "value-percent-ambiguous",
    "单元格按百分比显示（{value}），该填 {number} 还是 {hundredfold} 不能由系统猜。",
    "the cell is shown as a percentage ({value}); whether {number} or {hundredfold} is meant is not for us to guess.",
    "请把单元格设为常规格式，{asked}填写数字。",
    "Set the cell to the general format and write the number{asked}.",
)
UNIT_DIFFERS = blocking_kind(
    "value-unit-differs",
    "“{value}”的计量单位是“{typed}”，这里应为“{unit}”。",
    "“{value}” is in {typed}; the unit of measure here is {unit}.",
    "请换算成“{unit}”，只填数字。",
    "Convert it to {unit} and write the number alone.",
)
UNIT_UNKNOWN = blocking_kind(
    "value-unit-unknown",
    "“{value}”带有计量单位“{typed}”，但这里没有规定计量单位，无从核对。",
    "“{value}” is in {typed}, but no unit of measure is stated here to check it against.",
    "请核对指标口径，只填数字。",
    "Check what the indicator asks for and write the number alone.",
)
SHOWN_OTHERWISE = blocking_kind(
    "value-shown-otherwise",
    "这一格显示“{shown}”，里面存的却是 {value}，看不出以哪个为准。",
    "the cell shows “{shown}” and holds {value}; which of them is meant cannot be told.",
    "请把单元格设为常规格式，填写应填的数字。",
    "Set the cell to the general format and write the number that is meant.",
)
NUMBER_HIDDEN = blocking_kind(
    "value-hidden",
    "这一格显示为{shown}，里面却存着 {value}，看不出以哪个为准。",
    "the cell shows {shown}, but holds {value}; which of them is meant cannot be told.",
    "请把单元格设为常规格式，填写应填的数字；没有数据的清除内容。",
    "Set the cell to the general format and write the number that is meant; clear it if there is none.",
)
DATE_CELL = blocking_kind(
    "value-date",
    "单元格里是日期或时间（{value}），不是数字。",
    "the cell holds a date or a time ({value}), not a number.",
    "Excel 会把 1-5 之类变成日期：请把单元格设为常规格式，重新填写数字。",
    "Excel turns 1-5 and the like into dates: set the cell to the general format and write the number anew.",
)
TRUE_OR_FALSE = blocking_kind(
    "value-true-or-false",
    "单元格里是逻辑值 {value}，不是数字。",
    "the cell holds {value}, not a number.",
    "请填写数字；有判断公式的，改为直接填写结果。",
    "Write a number; replace a formula that compares by its result.",
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
    "“{text}”是以文本存放的数字，按 {value} 读取。",
    "“{text}” is a number stored as text; it was read as {value}.",
    "建议把单元格改为数字格式。",
    "Set the cell to a number format.",
)
THOUSANDS = warning_kind(
    "value-thousands-separators",
    "“{text}”带有千分位逗号，按 {value} 读取。",
    "“{text}” has separators of thousands; it was read as {value}.",
    "请只填数字，由单元格格式显示千分位。",
    "Write the digits alone and leave the separators to the cell's format.",
)
UNIT_TYPED = warning_kind(
    "value-unit-typed",
    "“{text}”带有计量单位，按 {value} 读取。",
    "“{text}” has its unit of measure behind it; it was read as {value}.",
    "请只填数字。",
    "Write the number alone.",
)
PERCENT_TEXT = warning_kind(
    "value-percent-text",
    "“{text}”带有百分号，计量单位是 %，按 {value} 读取。",
    "“{text}” has a percent sign and the unit of measure is %; it was read as {value}.",
    "请核对；百分数只填数字，如 97。",
    "Check it; of a percentage write the number alone, such as 97.",
)
PERCENT_CELL = warning_kind(
    "value-percent-cell",
    "单元格存的是 {number}、按百分比显示，计量单位是 %，按 {value} 读取。",
    "the cell holds {number}, shown as a percentage, and the unit of measure is %; it was read as {value}.",
    "请核对；百分数只填数字，如 97，单元格用常规格式。",
    "Check it; of a percentage write the number alone, such as 97, in a cell of the general format.",
)
CHOICE_READ = warning_kind(
    "value-choice-read",
    "“{text}”按“{choice}”读取。",
    "“{text}” was read as “{choice}”.",
    "请核对，并改为“{choice}”。",
    "Check it, and write {choice}.",
)

KINDS = tuple(value for value in globals().values() if isinstance(value, ProblemKind))
