"""The catalogue of what can be wrong with a file, before anybody asks what its sheets mean."""

from __future__ import annotations

from indicators.problems import ProblemKind, blocking_kind, note_kind, warning_kind

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
FILE_SCHEME = blocking_kind(
    "file-is-scheme",
    "这是方案或省级清单一类的文件（{suffix}），不是成绩表。",
    "this is a file of a scheme or a list ({suffix}), not a score sheet.",
    "请在应用的“指标体系”页导入；用命令时，方案写在各数据文件之前。",
    "Import it on the Indicators page; in a command a scheme comes before the data.",
)
FILE_NOT_A_SHEET = blocking_kind(
    "file-not-a-sheet",
    "这是 {what} 文件，不是表格。",
    "this is a {what} file, not a spreadsheet.",
    "请上传填报用的 .xlsx 表格原件，不要上传扫描件、图片或文档。",
    "Hand in the .xlsx sheet itself, no scan, picture or document.",
)
FILE_OLD_FORMAT = blocking_kind(
    "file-old-format",
    "这是 {what} 格式，没有第二种读法可以核对读得是否正确，不予读取。",
    "this is in the format {what}, for which there is no second reader to check the first; it is not read.",
    "请在 Excel 或 WPS 中打开，另存为“Excel 工作簿（.xlsx）”后再上传。",
    "Open it in Excel or WPS, save it as “Excel workbook (.xlsx)” and hand that in.",
)
FILE_EXTENSION_WRONG = blocking_kind(
    "file-extension-wrong",
    "扩展名是“{what}”，内容却是 {should} 文件。",
    "its name ends with “{what}”, but its content is a {should} file.",
    "请核对是不是拿错了文件；没有错，就把扩展名改为 {should} 再上传。",
    "Check that it is the right file; if so, rename it to end with {should} and hand it in again.",
)
FILE_HAS_MACROS = blocking_kind(
    "file-has-macros",
    "文件带有宏（程序代码），不予读取。",
    "the file holds macros (program code) and is not read.",
    "请另存为“Excel 工作簿（.xlsx）”，提示宏会丢失时选“是”，再上传。",
    "Save it as “Excel workbook (.xlsx)”, agree to losing the macros, and hand that in.",
)
FILE_ENCRYPTED = blocking_kind(
    "file-encrypted",
    "文件设有打开密码，读不出来。",
    "the file is protected by a password and cannot be read.",
    "请打开后取消密码（文件 → 信息 → 保护工作簿；压缩包请不加密重新打包），再上传。",
    "Open it, remove the password (File → Info → Protect Workbook; make a zip anew without one) and hand it in again.",
)
FILE_TRUNCATED = blocking_kind(
    "file-truncated",
    "文件不完整，后半部分缺失，可能没有传完。",
    "the file is cut short; its end is missing, perhaps the transfer broke off.",
    "请用原件重新上传；原件也打不开的，请填报单位重新发送。",
    "Hand in the original again; if that does not open either, ask for it to be sent anew.",
)
FILE_STRICT = blocking_kind(
    "file-strict",
    "文件是“严格 Open XML”格式，不同软件读出的内容不一样。",
    "the file is in the format “Strict Open XML”, which programs do not read alike.",
    "请另存为普通的“Excel 工作簿（.xlsx）”，不要选“Strict Open XML 电子表格”。",
    "Save it as an ordinary “Excel workbook (.xlsx)”, not as “Strict Open XML Spreadsheet”.",
)
FILE_UNREADABLE = blocking_kind(
    "file-unreadable",
    "文件读不出来：{why}。",
    "the file cannot be read: {why}.",
    "请用 Excel 或 WPS 打开确认无误，另存为 .xlsx 后再上传。",
    "Open it in Excel or WPS, save it as .xlsx and hand it in again.",
)
FILE_UNSAFE = blocking_kind(
    "file-unsafe",
    "文件内部有异常：{why}。正常的表格软件不会这样保存，为安全起见不予读取。",
    "something is odd inside the file: {why}. No spreadsheet program saves like that, so it is not read.",
    "请用 Excel 或 WPS 打开，把内容复制到新建的工作簿，保存后上传；来历不明的文件请勿打开。",
    "Open it in Excel or WPS, copy the content to a new workbook and hand that in; do not open a file of unknown origin.",
)
FILE_TOO_LARGE = blocking_kind(
    "file-too-large",
    "内容过大：{what}，最多 {limit}。",
    "too large: {what}, at most {limit}.",
    "请只保留填报内容，删去多余的行、列和图片，或分成几个文件。",
    "Keep only what is reported, remove spare rows, columns and pictures, or split the file.",
)
CELL_TOO_FAR = blocking_kind(
    "cell-too-far",
    "这一格有内容，但离表格太远，最多读到第 {rows} 行、第 {columns} 列。",
    "this cell holds something, but lies too far away; at most {rows} rows and {columns} columns are read.",
    "请选中表格右侧、下方多余的行和列，整行整列删除后保存。",
    "Select the spare rows and columns below and to the right of the table, delete them and save.",
)
CELL_DAMAGED = blocking_kind(
    "cell-damaged",
    "文件在这一格处已损坏：{why}。",
    "the file is damaged at this cell: {why}.",
    "请用 Excel 或 WPS 打开，核对这一格的内容，另存为 .xlsx 后再上传。",
    "Open it in Excel or WPS, check what this cell holds, save it as .xlsx and hand it in again.",
)
CELL_UNDER_MERGE = blocking_kind(
    "cell-under-merge",
    "这一格被合并单元格盖住，里面还有内容，打开文件时看不见。",
    "this cell lies under a merged one and holds content which nobody sees.",
    "请取消合并，核对盖住的内容，留下该留的。",
    "Unmerge the cells, look at what was hidden, and keep what should stay.",
)
CELL_READERS_DISAGREE = blocking_kind(
    "cell-readers-disagree",
    "两种读法对这一格读出的内容不一致，无法确定哪个是对的。",
    "two ways of reading give different contents for this cell; neither can be relied on.",
    "请用 Excel 或 WPS 打开，核对这一格的内容，另存为 .xlsx 后再上传。",
    "Open it in Excel or WPS, check what this cell holds, save it as .xlsx and hand it in again.",
)
FILE_READERS_DISAGREE = blocking_kind(
    "file-readers-disagree",
    "两种读法对这个工作簿读出的内容不一致，无法确定哪个是对的。",
    "two ways of reading give different contents for this workbook; neither can be relied on.",
    "请用 Excel 或 WPS 打开确认无误，另存为 .xlsx 后再上传。",
    "Open it in Excel or WPS, check it, save it as .xlsx and hand it in again.",
)
READING_STOPPED = blocking_kind(
    "reading-stopped",
    "读取中断：{why}。其他文件不受影响。",
    "reading was stopped: {why}. Other files are not affected.",
    "请用 Excel 或 WPS 打开确认无误，删去多余的行、列和图片，另存为 .xlsx 后再上传。",
    "Open it in Excel or WPS, check it, remove spare rows, columns and pictures, save it as .xlsx and hand it in again.",
)
LIMIT_WRONG = blocking_kind(
    "limit-setting-wrong",
    "环境变量 BATON_LIMITS 中的“{entry}”不是有效的设置，文件都没有读取。",
    "“{entry}” in the environment variable BATON_LIMITS sets no limit; no file was read.",
    "请写成“名称=正整数”，以空格分开，如 file_mb=20 rows=50000；可用的名称有 {names}。",
    "Write name=number with spaces in between, as file_mb=20 rows=50000; the names are {names}.",
)
CSV_ENCODING = blocking_kind(
    "csv-encoding",
    "CSV 文件既不是 UTF-8 也不是 GB18030（GBK）编码的文本。",
    "the CSV file is text neither in UTF-8 nor in GB18030 (GBK).",
    "请在 Excel 或 WPS 中另存为“CSV UTF-8（逗号分隔）”，或直接上传 .xlsx。",
    "Save it as “CSV UTF-8 (comma delimited)”, or hand in the .xlsx.",
)
CSV_QUOTES = blocking_kind(
    "csv-quotes",
    "CSV 文件引号不配对或一格过长，读到第 {line} 行为止。",
    "quotes of the CSV file do not pair, or a field is too long; reading stopped at line {line}.",
    "请在 Excel 或 WPS 中核对这一行前面的双引号，或直接上传 .xlsx。",
    "Check the double quotes before that line, or hand in the .xlsx.",
)
ZIP_IN_ZIP = blocking_kind(
    "zip-in-zip",
    "压缩包里还有压缩包，没有读取。",
    "an archive within an archive is not read.",
    "请先解压，把里面的表格直接放进一个 .zip 再上传。",
    "Unpack it, and put the sheets in it straight into one .zip.",
)
ZIP_NAME = blocking_kind(
    "zip-name-unsafe",
    "压缩包里这个文件的名称异常（指向别处、过长或含不可见字符），没有读取。",
    "the name of this file in the zip is odd: it leads elsewhere, is too long or has invisible characters; not read.",
    "请改成普通的文件名，重新打包后上传。",
    "Give it an ordinary name, make the zip anew and hand it in again.",
)
ZIP_NAME_REPEATED = blocking_kind(
    "zip-name-repeated",
    "压缩包里有两个同名文件，这一个没有读取。",
    "two files in the zip have the same name; this one was not read.",
    "请核对哪一个为准，只留一个，重新打包后上传。",
    "Check which one holds, keep that one, and make the zip anew.",
)
ZIP_WITHOUT_SHEETS = blocking_kind(
    "zip-without-sheets",
    "压缩包里没有表格。",
    "there is no spreadsheet in the zip.",
    "请把填好的 .xlsx 或 .csv 表格打包成 .zip 再上传。",
    "Put the filled .xlsx or .csv sheets into a .zip and hand that in.",
)
ZIP_NOT_READ = warning_kind(
    "zip-member-not-read",
    "压缩包里的这个文件不是表格，没有读取。",
    "this file in the zip is no spreadsheet and was not read.",
    "如含有填报内容，请填入 .xlsx 表格后再上传。",
    "If it holds anything that is reported, enter it in an .xlsx sheet and hand that in.",
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
COLUMNS_HIDDEN = note_kind(
    "columns-hidden",
    "有 {count} 列是隐藏的（从 {first} 列起），其中的内容已读取。",
    "{count} columns are hidden, from column {first} on; what they hold was read.",
    "如不应使用，请删去这些列。",
    "Remove the columns if they should not be used.",
)
FORMULAS_READ = note_kind(
    "formulas-read",
    "有 {count} 格是公式（从这一格起），按文件中保存的计算结果读取。",
    "{count} cells are formulas, from this one on; the results stored in the file were read.",
    "如之后改动过数据，请在 Excel 或 WPS 中重新计算并保存。",
    "If anything was changed since, recalculate and save it in Excel or WPS.",
)

#: What is wrong with a file as a whole, even where one of its cells shows it.
OF_WHOLE_FILES = frozenset({CELL_TOO_FAR.code, CELL_DAMAGED.code})

KINDS = tuple(value for value in globals().values() if isinstance(value, ProblemKind))
