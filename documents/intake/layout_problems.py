"""The catalogue of what can be wrong with long sheets, forms and sheets of votes."""

from __future__ import annotations

from indicators.problems import ProblemKind, blocking_kind, warning_kind

INDICATOR_BLANK = blocking_kind(
    "row-indicator-blank",
    "这一行填了数，但没有写指标。",
    "this row holds values but names no indicator.",
    "请写上指标代码或全称，或删去该行。",
    "Write the indicator's code or full name, or remove the row.",
)
INDICATOR_UNKNOWN = blocking_kind(
    "row-indicator-unknown",
    "方案中没有指标“{name}”{hint}。",
    "the scheme has no indicator “{name}”{hint}.",
    "请写指标代码或全称；几个指标同名的写代码。",
    "Write the indicator's code or full name; its code where several have the same name.",
)
INDICATOR_MISMATCH = blocking_kind(
    "row-indicator-mismatch",
    "“{name}”与本行的指标代码“{code}”不是同一个指标。",
    "“{name}” and the indicator code “{code}” of this row are not the same indicator.",
    "请核对代码和名称，以方案为准。",
    "Check code and name against the scheme.",
)
FIELD_UNCLEAR = blocking_kind(
    "row-field-unclear",
    "“{indicator}”有几个数据项，这一行没有写是哪一项。",
    "“{indicator}” has several fields, and this row does not say which.",
    "请在“数据项”一列写以下之一：{choices}。",
    "Write one of these in the column 数据项: {choices}.",
)
FIELD_UNKNOWN = blocking_kind(
    "row-field-unknown",
    "“{indicator}”没有数据项“{field}”。",
    "“{indicator}” has no field “{field}”.",
    "请写以下之一：{choices}。",
    "Write one of: {choices}.",
)
PERIOD_UNCLEAR = blocking_kind(
    "row-period-unclear",
    "“{indicator}”分期填报，这一行没有写是哪一期。",
    "“{indicator}” is handed in for each period, and this row does not say for which.",
    "请在“时期”一列写以下之一：{choices}。",
    "Write one of these in the column 时期: {choices}.",
)
PERIOD_NOT_OF_INDICATOR = blocking_kind(
    "row-period-unknown",
    "“{indicator}”没有“{period}”这一期。",
    "“{indicator}” is not handed in for “{period}”.",
    "请写以下之一：{choices}。",
    "Write one of: {choices}.",
)
SAID_TWICE = blocking_kind(
    "row-title-contradicted",
    "指标一列写了“{said}”，本行又写“{other}”。",
    "the indicator is written with “{said}”, and this row also says “{other}”.",
    "请核对，只写一处。",
    "Find out which holds and write it once.",
)
MEASURE_UNIT_DIFFERS = blocking_kind(
    "row-unit-of-measure-differs",
    "这里的计量单位是“{stated}”，方案中“{indicator}”的计量单位是“{unit}”。",
    "the unit of measure here is {stated}; in the scheme it is {unit} for “{indicator}”.",
    "请按“{unit}”换算后填写，并改正计量单位。",
    "Convert the number to {unit} and correct the unit of measure.",
)
TABLE_MEASURE_DIFFERS = blocking_kind(
    "table-unit-of-measure-differs",
    "表上方写的计量单位是“{stated}”，方案中“{indicator}”是“{unit}”。",
    "above the table the unit of measure is {stated}; in the scheme it is {unit} for “{indicator}”.",
    "请按“{unit}”换算后填写，并改正表上方的计量单位；指标本来按“{unit}”填的，请在指标后写“（{unit}）”。",
    "Convert the numbers to {unit} and correct it; write ({unit}) behind the indicator if they are in {unit}.",
)
TABLE_OF_TWO_PERIODS = blocking_kind(
    "table-period-mismatch",
    "这张表写了两个时期：“{period}”和“{other}”。",
    "this table names two periods: “{period}” and “{other}”.",
    "请核对表上方的时期和工作表的名称，两处写成同一期。",
    "Check the period above the table and the name of its sheet, and make them the same.",
)
FORM_ROW_OF_OFFICE = warning_kind(
    "form-row-of-the-office",
    "“{indicator}”由考核办填报，单位的填报表中没有这一项，这里却填了。",
    "“{indicator}” is for the office to hand in; the unit's form does not ask for it, but holds a value.",
    "请核对这个数的来源；不该由单位填的，请删去这一行。",
    "Check where the value is from; remove the row if it is not for the unit to fill in.",
)
FORM_WITHOUT_UNIT = blocking_kind(
    "form-unit-missing",
    "看不出这张表是哪个单位的。",
    "cannot tell which unit this form is of.",
    "请在表头上方写“单位：”和单位全称或代码。",
    "Above the headings write 单位： and the unit's full name or code.",
)
FORM_UNIT_UNKNOWN = blocking_kind(
    "form-unit-unknown",
    "名册中没有“{name}”{hint}。",
    "“{name}” is not in the register{hint}.",
    "请在表头上方写名册中的单位全称或代码。",
    "Above the headings write the unit's full name or code as in the register.",
)
FORM_OF_TWO_UNITS = blocking_kind(
    "form-unit-mismatch",
    "表上写了两个单位：“{name}”和“{other}”。",
    "the form names two units: “{name}” and “{other}”.",
    "请核对名称和代码，一张表只填一个单位。",
    "Check name and code; a form is of one unit.",
)
VOTES_OF_WHAT = blocking_kind(
    "votes-indicator-unclear",
    "看不出票数属于哪个指标（可能是：{candidates}）。",
    "cannot tell which indicator the votes are for (candidates: {candidates}).",
    "请加一列“指标”，写明代码或全称。",
    "Add a column 指标 with its code or full name.",
)

KINDS = tuple(value for value in globals().values() if isinstance(value, ProblemKind))
