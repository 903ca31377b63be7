"""The catalogue of what can be wrong with a file, before anybody asks what its sheets mean."""

from __future__ import annotations

from indicators.problems import ProblemKind, blocking_kind, note_kind

FILE_MISSING = blocking_kind(
    "file-missing",
    "找不到这个文件。",
    "there is no such file.",
    "请核对文件名和路径。",
    "Check its name and path.",
)
FILE_EMPTY = blocking_kind(
    "file-empty",
    "文件是空的。",
    "the file is empty.",
    "请重新导出后再上传。",
    "Export it again and hand it in anew.",
)
FILE_TYPE = blocking_kind(
    "file-type-unknown",
    "不认识的文件类型“{suffix}”。",
    "unknown type of file “{suffix}”.",
    "请在 Excel 或 WPS 中另存为 .xlsx，或导出为 .csv。",
    "Save it as .xlsx, or export it as .csv.",
)
FILE_UNREADABLE = blocking_kind(
    "file-unreadable",
    "文件读不出来：{why}。",
    "the file cannot be read: {why}.",
    "请用 Excel 或 WPS 打开确认无误，另存为 .xlsx 后再上传。",
    "Open it in Excel or WPS, save it as .xlsx and hand it in again.",
)
FILE_TOO_LARGE = blocking_kind(
    "file-too-large",
    "内容过大：{what}，最多 {limit}。",
    "too large: {what}, at most {limit}.",
    "请只保留填报内容，删去多余的行、列和图片，或分成几个文件。",
    "Keep only what is reported, remove spare rows, columns and pictures, or split the file.",
)
NOTHING_TO_READ = blocking_kind(
    "data-missing",
    "没有收到任何数据。",
    "no data were handed in.",
    "请给出单位名册和成绩表。",
    "Give the unit register and the score sheets.",
)
ROW_TOO_LONG = blocking_kind(
    "row-too-long",
    "这一行比表头长：表头只有 {count} 列。",
    "this row is longer than the headings, which have {count} columns.",
    "请删去多余的逗号；带千分位逗号的数字写成 1234，含逗号的文字用英文双引号括起。",
    "Remove the spare comma; write 1234 for 1,234, and put text with commas in double quotes.",
)
SHEET_HIDDEN = note_kind(
    "sheet-hidden",
    "工作表“{sheet}”是隐藏的，其中的内容已读取。",
    "the sheet “{sheet}” is hidden; what it holds was read.",
    "如不应使用，请删去该工作表。",
    "Remove the sheet if it should not be used.",
)
ROWS_HIDDEN = note_kind(
    "rows-hidden",
    "有 {count} 行是隐藏的（从第 {first} 行起），其中的内容已读取。",
    "{count} rows are hidden, from row {first} on; what they hold was read.",
    "如不应使用，请删去这些行。",
    "Remove the rows if they should not be used.",
)

KINDS = tuple(value for value in globals().values() if isinstance(value, ProblemKind))
