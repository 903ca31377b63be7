"""The catalogue of what can be wrong with a benchmark workbook."""

from __future__ import annotations

from indicators.problems import ProblemKind, blocking_kind, note_kind, warning_kind

TABLE_MISSING = blocking_kind(
    "benchmark-table-missing",
    "没有找到对标得分表：要有一行表头，其中有“代码”和“满分”两列。",
    "there is no table of scores: a row of headings with 代码 and 满分.",
    "请下载对标表模板，填好后再上传。",
    "Download the template, fill it in and hand it in.",
)
TABLE_TWICE = blocking_kind(
    "benchmark-table-twice",
    "工作簿里有两张对标得分表（另见 {other}），不知道以哪张为准。",
    "the workbook has two tables of scores (see {other}).",
    "请只保留一张。",
    "Keep one of them.",
)
SHEET_NOT_READ = note_kind(
    "benchmark-sheet-not-read",
    "这张工作表不是对标得分，也不是计分办法，没有读取。",
    "this sheet holds neither scores nor how they count; it was not read.",
    "如有要用的数据，请填入“对标得分”表。",
    "Enter what is needed in the sheet of scores.",
)
HEADING_BLANK = blocking_kind(
    "benchmark-heading-blank",
    "这一列有数，但没有写城市名称。",
    "this column has figures but no name of a city.",
    "请在表头写上城市名称；用不着的列请删去。",
    "Write the city's name above it, or remove the column.",
)
CITY_REPEATED = blocking_kind(
    "benchmark-city-repeated",
    "“{city}”有两列（另见 {other}）。",
    "“{city}” has two columns (see {other}).",
    "请只保留一列。",
    "Keep one of them.",
)
OURS_UNMARKED = blocking_kind(
    "benchmark-ours-unmarked",
    "看不出哪一列是本市。",
    "which column is our own city's cannot be told.",
    "请在本市名称后加上“（本市）”，如“云江市（本市）”。",
    "Write （本市） behind our city's name.",
)
OURS_TWICE = blocking_kind(
    "benchmark-ours-twice",
    "“{city}”和“{other}”都标了“（本市）”。",
    "both “{city}” and “{other}” are marked （本市）.",
    "请只在本市名称后标“（本市）”。",
    "Mark our own city only.",
)
TOO_MANY_CITIES = blocking_kind(
    "benchmark-cities-too-many",
    "有 {count} 个城市，最多比 {limit} 个。",
    "there are {count} cities; at most {limit} are compared.",
    "请只保留要比的城市。",
    "Keep those that are compared.",
)
ITEM_UNKNOWN = warning_kind(
    "benchmark-item-unknown",
    "省级清单中没有代码“{code}”的指标{hint}，这一行没有读取。",
    "the list has no indicator with the code “{code}”{hint}; this row was not read.",
    "请核对代码；清单改版后取消的指标，请删去这一行。",
    "Check the code; remove the row if the indicator was dropped from the list.",
)
ITEM_REPEATED = blocking_kind(
    "benchmark-item-repeated",
    "指标“{code}”有两行（另见 {other}）。",
    "the indicator “{code}” has two rows (see {other}).",
    "请只保留一行。",
    "Keep one of them.",
)
ROW_WITHOUT_CODE = warning_kind(
    "benchmark-row-without-code",
    "这一行没有指标代码，没有读取。",
    "this row has no code of an indicator and was not read.",
    "请补上代码；不需要的请删去这一行。",
    "Add the code, or remove the row.",
)
ITEMS_LEFT_OUT = warning_kind(
    "benchmark-items-left-out",
    "表里没有省级清单的 {count} 项指标：{codes}。各市这些项按缺分处理，算不出总分。",
    "{count} indicators of the list have no row: {codes}. No city has a total without them.",
    "请用新模板补上这些行。",
    "Add them, best from a new template.",
)
FULL_POINTS_DIFFER = warning_kind(
    "benchmark-full-points-differ",
    "满分写的是 {value}，省级清单是 {full}，按清单计算。",
    "the full points read {value}; the list says {full}, which holds.",
    "请核对这张表是否按现行清单填写。",
    "Check whether the sheet was made for the present list.",
)
NOT_A_SCORE = blocking_kind(
    "benchmark-not-a-score",
    "填了“{value}”，看不出是多少分。",
    "“{value}” says no number of points.",
    "请填预计得分，0 分也要填 0；还没有数的留空。",
    "Write the expected points, 0 included; leave it blank while there is none.",
)
TARGET_OF_RIVAL = blocking_kind(
    "benchmark-target-of-rival",
    "目标总分只填本市，“{city}”这一列也填了。",
    "a target total is ours alone; “{city}” has one too.",
    "请清除这一格。",
    "Clear the cell.",
)
PART_UNKNOWN = warning_kind(
    "benchmark-part-unknown",
    "省级清单没有代码“{code}”的一级指标，这一行没有读取。",
    "the list has no dimension with the code “{code}”; this row was not read.",
    "请核对代码，或删去这一行。",
    "Check the code, or remove the row.",
)
PART_REPEATED = blocking_kind(
    "benchmark-part-repeated",
    "“{code}”怎样计入写了两遍。",
    "how “{code}” counts is stated twice.",
    "请只保留一行。",
    "Keep one of the rows.",
)
PARTS_LEFT_OUT = warning_kind(
    "benchmark-parts-left-out",
    "没有写明 {codes} 怎样计入总分，暂按本市方案的算法。",
    "how {codes} count is not stated; they count as in the city's own scheme.",
    "请在“计分办法”表补上。",
    "Add them to the sheet 计分办法.",
)
SCORE_UNNAMED = blocking_kind(
    "benchmark-score-unnamed",
    "没有写明“{code}”计入哪个得分。",
    "in which score “{code}” counts is not stated.",
    "请填得分名称，如“党的建设得分”。",
    "Name the score.",
)
BASE_MISSING = blocking_kind(
    "benchmark-base-missing",
    "{scores}要相乘，但没有写基准。",
    "{scores} are multiplied, but no base is stated.",
    "请在“计分办法”表加一行“基准”，如 80。",
    "Add a row 基准 to the sheet 计分办法, such as 80.",
)
SETTING_WRONG = blocking_kind(
    "benchmark-setting-wrong",
    "{what}“{value}”不能用。",
    "“{value}” cannot be the {what}.",
    "系数、基准填大于 0、小于一百万的数；小数位填 0 到 4 的整数。",
    "Scales and the base are above 0 and below a million; decimals are 0 to 4.",
)

KINDS = tuple(value for value in globals().values() if isinstance(value, ProblemKind))
