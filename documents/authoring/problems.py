"""The catalogue of what can be wrong with an authoring workbook, before anybody asks what its content means."""

from __future__ import annotations

from indicators.problems import ProblemKind, Severity, blocking_kind, warning_kind
from indicators.words import Words

NOT_AUTHORING = blocking_kind(
    "author-not-a-scheme",
    "这个工作簿里没有方案：没有“指标体系”“方案设置”等工作表。",
    "this workbook holds no scheme: it has none of the sheets 指标体系, 方案设置 and so on.",
    "请先由方案导出工作簿，在其中修改后再导入。",
    "Export a scheme as a workbook first, edit that and read it back.",
)
SHEET_MISSING = blocking_kind(
    "author-sheet-missing",
    "缺少工作表“{sheet}”{hint}。",
    "the sheet “{sheet}” is missing{hint}.",
    "请改回原来的表名，或从导出的工作簿中复制回来；没有内容的表也要保留表头。",
    "Give it back its name, or copy it from the exported workbook; a sheet without content keeps its headings.",
)
SHEET_UNKNOWN = warning_kind(
    "author-sheet-unknown",
    "不认识工作表“{sheet}”，其中的内容没有读取。",
    "the sheet “{sheet}” is not known; what it holds was not read.",
    "需要导入的内容请填到原有的表中；自用的表可以保留。",
    "Put what should be read into the sheets provided; a sheet of your own may stay.",
)
NAMES_MISSING = blocking_kind(
    "author-names-missing",
    "工作表“{sheet}”没有名称行（{names}……），认不出各列。",
    "the sheet “{sheet}” has no row of names ({names}, …), so its columns cannot be told.",
    "请从导出的工作簿中把第 {row} 行复制回来。",
    "Copy row {row} back from the exported workbook.",
)
COLUMN_MISSING = blocking_kind(
    "author-column-missing",
    "缺少“{heading}”一列（{name}）。",
    "the column “{name}” ({heading}) is missing.",
    "请加上这一列，名称行写 {name}。",
    "Add the column, with {name} in the row of names.",
)
COLUMN_ABSENT = warning_kind(
    "author-column-absent",
    "没有“{heading}”一列（{name}），按全部留空读取。",
    "there is no column “{name}” ({heading}); it was read as blank throughout.",
    "如是误删，请从导出的工作簿中复制回来。",
    "Copy it back from the exported workbook if it was deleted by mistake.",
)
COLUMN_UNKNOWN = blocking_kind(
    "author-column-unknown",
    "不认识名称“{name}”{hint}。",
    "the name “{name}” is not known{hint}.",
    "名称行不能改，请改回原来的名称；自用的列把名称留空。",
    "Names do not change; write the original one. A column of your own has none.",
)
COLUMN_REPEATED = blocking_kind(
    "author-column-repeated",
    "名称“{name}”与 {other} 重复。",
    "the name “{name}” is also at {other}.",
    "请只保留一列。",
    "Keep only one of the columns.",
)
COLUMN_UNNAMED = warning_kind(
    "author-column-unnamed",
    "这一列没有名称，其中的内容没有读取。",
    "this column has no name; what it holds was not read.",
    "需要导入的内容请填到原有的列中；自用的列可以保留。",
    "Put what should be read into the columns provided; a column of your own may stay.",
)
HEADING_CHANGED = warning_kind(
    "author-heading-changed",
    "“{name}”一列的栏目由“{expected}”改成了“{heading}”，仍按“{expected}”读取。",
    "the heading of “{name}” was changed from “{expected}” to “{heading}”; it was read as before.",
    "如只是换个叫法，可以不管；如要填别的内容，请另加一列。",
    "Leave it if it only has another name now; add a column of your own for other content.",
)
MERGED = blocking_kind(
    "author-cell-merged",
    "{range} 是合并单元格，看不出这几格各填什么。",
    "{range} is merged; what each of its cells stands for cannot be told.",
    "请取消合并，逐格填写。",
    "Unmerge the range and fill in each cell.",
)
NUMBER_FOR_TEXT = blocking_kind(
    "author-number-for-text",
    "“{heading}”应为文字，这里是数字 {value}；如果原来写的是 1.10、007 一类，末尾或开头的 0 已经丢了。",
    "“{heading}” takes text, but this is the number {value}; what was typed as 1.10 or 007 has lost its zero.",
    "请把单元格设为文本格式，再重新输入一遍。",
    "Set the cell to the text format and type it again.",
)
DATE_FOR_TEXT = blocking_kind(
    "author-date-for-text",
    "“{heading}”不是日期栏，这里却成了日期 {value}，看不出原来写的是什么。",
    "“{heading}” takes no date, but this has become the date {value}; what was typed cannot be told.",
    "请把单元格设为文本格式，再重新输入一遍。",
    "Set the cell to the text format and type it again.",
)
DATE_READ = ProblemKind(
    "author-date-read",
    Severity.NOTE,
    Words("单元格是日期格式，按 {value} 读取。", "the cell is a date; it was read as {value}."),
    Words(
        "如要保留“12月20日”这样的写法，请设为文本格式后重新输入。",
        "To keep the wording, set the cell to the text format and type it again.",
    ),
)
ERROR_CELL = blocking_kind(
    "author-error-cell",
    "单元格是错误值 {value}。",
    "the cell holds the error {value}.",
    "请改正公式，或直接填写。",
    "Correct the formula, or write the content itself.",
)
NOT_CALCULATED = blocking_kind(
    "author-formula-not-calculated",
    "单元格是公式，文件里没有存下计算结果。",
    "the cell is a formula whose result is not stored in the file.",
    "请用 Excel 或 WPS 打开并保存一次，或直接填写。",
    "Open and save the file once in Excel or WPS, or write the content itself.",
)
SETTING_UNKNOWN = blocking_kind(
    "author-setting-unknown",
    "没有“{name}”这项设置{hint}。",
    "there is no setting “{name}”{hint}.",
    "“名称”一列不能改，请改回原来的名称，或删去这一行。",
    "Names do not change; write the original one, or remove the row.",
)
SETTING_REPEATED = blocking_kind(
    "author-setting-repeated",
    "设置“{name}”与 {other} 重复。",
    "the setting “{name}” is also at {other}.",
    "请只保留一行。",
    "Keep only one of the rows.",
)
SETTING_ABSENT = warning_kind(
    "author-setting-absent",
    "没有“{label}”（{name}）这一行，按留空读取。",
    "the row of “{name}” ({label}) is gone; it was read as blank.",
    "如是误删，请从导出的工作簿中复制回来。",
    "Copy it back from the exported workbook if it was deleted by mistake.",
)
CODE_UNKNOWN = blocking_kind(
    "author-code-unknown",
    "“指标体系”中没有代码“{code}”{hint}。",
    "no part of the tree has the code “{code}”{hint}.",
    "请改为已有的代码；指标已经删去的，本行也请删去。",
    "Write a code of the tree; remove the row if the indicator is gone.",
)
CODE_BLANK = blocking_kind(
    "author-code-blank",
    "这一行有内容，但没有写指标代码。",
    "this row has content but no code.",
    "请写上指标代码，或删去这一行。",
    "Write the code of the indicator, or remove the row.",
)
NODE_WITHOUT_RULE = blocking_kind(
    "author-node-without-rule",
    "“{code}”在“指标体系”中没有写赋分规则，是节点，不能有规则的参数“{name}”。",
    "“{code}” has no rule in the tree: it is a node and cannot have the parameter “{name}”.",
    "请在“指标体系”中选上赋分规则，或删去这一行。",
    "Choose a rule for it in the tree, or remove the row.",
)
PARAMETER_REPEATED = blocking_kind(
    "author-parameter-repeated",
    "“{code}”的“{name}”在 {other} 已经填过，或与那里的写法相冲突。",
    "“{name}” of “{code}” is already stated at {other}, or does not go with what stands there.",
    "请只保留一处；按组规定的每组写一行并写明组别。",
    "Keep one of them; a number by group has one row for each, which names it.",
)
PARAMETER_UNREADABLE = blocking_kind(
    "author-parameter-unreadable",
    "看不懂参数名或列表名“{name}”。",
    "“{name}” is no name of a parameter or list.",
    "请按“规则一览”写，如 target、then.target、parts[1].then.kind。",
    "Write it as in 规则一览, such as target, then.target or parts[1].then.kind.",
)
PARAMETER_BLANK = blocking_kind(
    "author-parameter-blank",
    "“{code}”的“{name}”没有填值。",
    "“{name}” of “{code}” has no value.",
    "请填上值，或删去这一行。",
    "Fill in the value, or remove the row.",
)
LIST_ITEM_UNKNOWN = blocking_kind(
    "author-list-item-unknown",
    "“{code}”的“{name}”指的那一项，在“规则分项”中没有。",
    "“{name}” of “{code}” belongs to an item which is not in 规则分项.",
    "请先在“规则分项”中加上这一项，或改正方括号中的序号。",
    "Add the item there, or correct the number in brackets.",
)
CATALOGUE_CHANGED = warning_kind(
    "author-catalogue-changed",
    "省级清单在这里只供查阅，改动没有采用：{what}。",
    "the superior's list is only shown here, and a change of it was not taken: {what}.",
    "清单有变化的，请导入新版清单。",
    "If the list has changed, import its new version.",
)

KINDS = tuple(value for value in globals().values() if isinstance(value, ProblemKind))
