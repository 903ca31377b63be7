"""The catalogue of what can be wrong with what was received as a whole: which files, of which units, and when."""

from __future__ import annotations

from indicators.problems import ProblemKind, blocking_kind, note_kind, warning_kind

FILE_REPEATED = warning_kind(
    "file-repeated",
    "与 {other} 内容完全相同，只读取一次。",
    "the same, byte for byte, as {other}; it was read once.",
    "可删去其中一个；如应是另一个单位或另一版，请核对是否传错。",
    "One of them can go; if it should be another unit's or version, check what was handed in.",
)
VALUES_IN_TWO_FILES = warning_kind(
    "values-in-two-files",
    "有 {count} 个数据与 {other} 重复，数值相同。",
    "{count} values are also in {other}, alike.",
    "如果是同一张表的两个版本，请只保留一个。",
    "If these are two versions of one sheet, keep only one.",
)
UNIT_TWO_FORMS = blocking_kind(
    "unit-in-two-forms",
    "“{name}”交了两份填报表：{other} 和 {file}，{differing}。",
    "“{name}” handed in two forms for the same indicators, {other} and {file}, {differing}.",
    "请确认以哪一份为准，删去另一份。",
    "Decide which form holds and remove the other.",
)
RECORDS_FROM_UNIT = blocking_kind(
    "records-from-unit",
    "单位的填报表里有名册或豁免、加减分、否决登记，这些只能由考核办提供。",
    "a unit's form holds a register, or records of exemptions, bonuses, penalties or vetoes, which only the office gives.",
    "请删去这张表；确有其事的，由考核办另行登记。",
    "Remove the table; what is true of it is for the office to record.",
)
UNITS_MISSING = warning_kind(
    "unit-without-sheet",
    "名册中有 {count} 个单位在所有成绩表中都没有出现：{names}。",
    "{count} units of the register are in none of the score sheets: {names}.",
    "请催报，或确认其不参加考核后从名册删去。",
    "Ask the unit for its sheet, or remove it from the register if it is not assessed.",
)
UNITS_LATE = warning_kind(
    "unit-late",
    "按文件的修改时间，有 {count} 个单位在 {due} 之后报送：{names}。",
    "by the times of their files, {count} units handed in after {due}: {names}.",
    "文件转存会改变时间，请以实际收到为准；是否采用、是否扣分，由考核办决定。",
    "Copies may bear another time, so go by when they came; whether they count is for the office to decide.",
)
UNITS_EMPTY = warning_kind(
    "unit-sheet-empty",
    "有 {count} 个单位交来的表没有填任何数值：{names}。",
    "the sheets of {count} units hold no value at all: {names}.",
    "请核对是不是交错了文件，或请其填好再报。",
    "Check that they handed in the right file, or have them fill it in.",
)
INDICATORS_WITHOUT_DATA = note_kind(
    "indicator-without-data",
    "有 {count} 个指标还没有任何单位的数据：{names}。",
    "{count} indicators have no data of any unit yet: {names}.",
    "由考核办或责任单位提供的，请补上相应的表。",
    "Add the sheets of those that the office or a department provides.",
)
UNITS_NOT_TAKEN = warning_kind(
    "units-not-taken",
    "有 {count} 个单位存在必须改正的问题，其数据没有采用：{names}。",
    "{count} units have problems that must be corrected; their data were not taken: {names}.",
    "改正后请重新报送这些单位。",
    "Have them hand in again once corrected.",
)

KINDS = tuple(value for value in globals().values() if isinstance(value, ProblemKind))
