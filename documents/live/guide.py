"""The first of the live sheets: what they are for, what may be changed, and what they do not promise."""

from __future__ import annotations

from documents.live.names import DATA, GROUPS, GUIDE, NODES, PARAMETERS, POINTS, PUBLISHED
from documents.table_style import Column, Row, Table
from indicators.words import Words, same
from scoring.cell_text import FUNCTIONS, GUARD
from scoring.explanation import STATE_WORDS
from scoring.sheet import State

#: With more units than this spreadsheets take too long, and there are values only.
MOST_UNITS = 20_000

_TITLE = Words("活表说明", "Live sheets")
_TRACE = Words(
    f"“{PUBLISHED.zh}”来自“{NODES.zh}”，“{NODES.zh}”来自“{POINTS.zh}”，“{POINTS.zh}”来自“{DATA.zh}”“{PARAMETERS.zh}”和“{GROUPS.zh}”。"
    "同一单位在各表同一行。选中一格看公式，按 Ctrl+[ 跳到它引用的格子。每列表头的批注写明规则。",
    f"“{PUBLISHED.en}” comes from “{NODES.en}”, that from “{POINTS.en}”, and that from “{DATA.en}”, “{PARAMETERS.en}” and "
    f"“{GROUPS.en}”. A unit stands in the same row of every sheet. Select a cell to see its formula; Ctrl+[ leads to what it "
    "refers to. The note on each heading has the rule.",
)
_CHANGE = Words(
    f"“{DATA.zh}”和“{PARAMETERS.zh}”中浅黄色的格子可以改，得分、名次和等次随之重算。其余各表已保护（无密码），不可排序：组内比较按行的位置取数。"
    "排好序的数值见前面的“排名”“得分明细”等表，那些表不随改动变化。",
    f"Light yellow cells of “{DATA.en}” and “{PARAMETERS.en}” may be changed; points, places and grades follow. The other sheets are "
    "protected (without a password) and must not be sorted: groups are compared by the rows they stand in. The sorted values are "
    "on the sheets before these, which do not change.",
)
_STATES = Words(
    f"“{STATE_WORDS[State.NOT_APPLICABLE].zh}”“{STATE_WORDS[State.MISSING].zh}”等按文字填写，不是 0；清空的格子按“{STATE_WORDS[State.MISSING].zh}”计。"
    f"填不进去的，是超出范围的数或别的文字；粘贴进去的别的文字标红，也按“{STATE_WORDS[State.MISSING].zh}”计。",
    f"“{STATE_WORDS[State.NOT_APPLICABLE].en}”, “{STATE_WORDS[State.MISSING].en}” and the like are texts, not 0; a cell that is cleared "
    f"counts as “{STATE_WORDS[State.MISSING].en}”. Numbers out of range and other texts are refused; such texts turn red where they are "
    f"pasted, and count as “{STATE_WORDS[State.MISSING].en}” too.",
)
_GUARD = Words(
    f"电子表格按浮点数计算，末位有误差。因此比较和取整前先取 {GUARD} 位小数：ROUND(ROUND(x,{GUARD}),2) 即 x 四舍五入取两位。",
    f"Spreadsheets count in floats, whose last digits are off. So numbers are rounded to {GUARD} decimals before they are compared or "
    f"rounded: ROUND(ROUND(x,{GUARD}),2) is x rounded half up to two.",
)
_FIXED = Words(
    "规则里的数（目标、每步扣分、上下限等）也在“参数”中；档位界限等一改公式就变样的数写在公式里，不能在表上改。满分为灰色的指标也是这样。",
    "Numbers of rules (targets, points for each step, limits and the like) are under “Settings” as well; those with which a formula "
    "would take another shape, such as the starts of bands, stand in the formulas and cannot be changed here. So it is with indicators "
    "whose full points are grey.",
)
_CHECKED = Words(
    "公式只用 Excel 2007 已有的函数：{functions}。已用 LibreOffice 7.4 重算核对；未在 Excel 和 WPS 中核对。与本系统不一致时，以本系统的精确计算为准。",
    "Formulas use functions of Excel 2007 only: {functions}. Checked by recalculating in LibreOffice 7.4; not checked in Excel and WPS. "
    "Where a spreadsheet differs from this program, the exact calculation of the program holds.",
)


def guide_table(remarks: tuple[str, ...], edges: int, too_long: int) -> Table:
    """The page, for a workbook with so many cells at an edge, and so many whose formula would be too long."""
    rows = [
        (Words("怎么追一个分", "How to follow a score"), _TRACE),
        (Words("可以改什么", "What may be changed"), _CHANGE),
        (Words("没有数的格子", "Cells without a number"), _STATES),
        (Words("比较和取整", "Comparing and rounding"), _GUARD),
        (Words("临界值", "Numbers at an edge"), _edges(edges)),
        (Words("规则中的数", "Numbers of the rules"), _FIXED),
        (
            Words("函数与核对", "Functions, and what was checked"),
            _CHECKED.fill(functions=same(" ".join(sorted(FUNCTIONS)))),
        ),
    ]
    if too_long:
        words = Words(
            f"{too_long} 格公式过长，只有数值。",
            f"{too_long} cells hold values: their formulas would be too long.",
        )
        rows.append((Words("只有数值的格子", "Values only"), words))
    return _table(remarks, rows)


def values_only_table(remarks: tuple[str, ...], units: int) -> Table:
    """The page in place of live sheets that would be too large."""
    words = Words(
        f"共 {units} 个单位，超过 {MOST_UNITS} 个，电子表格重算过慢；本工作簿只有数值，不带公式。",
        f"{units} units are more than {MOST_UNITS}, too many for a spreadsheet to work out; this workbook has values only.",
    )
    return _table(remarks, [(Words("只有数值", "Values only"), words)])


def _edges(count: int) -> Words:
    if not count:
        return Words("没有浮点数可能判错的格子。", "There is no cell that floats could decide wrongly.")
    return Words(
        f"有 {count} 格的数离临界值（取整的五、条件、档位）不到十亿分之一，或数太大，浮点数可能判错。这些格的公式写明"
        "“IF(ABS(数-当前值)<误差,精确结果,一般公式)”：数不变时用精确计算的结果，改动后按一般公式。",
        f"In {count} cells a number is within a billionth of an edge (a half to be rounded, a condition, a band) or so large that floats "
        "could decide wrongly. Their formulas say IF(ABS(number-present number)<error, exact result, usual formula): as long as the "
        "number stays, the exact result holds, and after a change the usual formula.",
    )


def _table(remarks: tuple[str, ...], rows: list[tuple[Words, Words]]) -> Table:
    columns = (
        Column(Words("项目", "Subject"), bold=True, widest=24),
        Column(Words("说明", "What to know"), widest=120),
    )
    return Table(GUIDE, _TITLE, columns, tuple(Row(row) for row in rows), remarks=remarks)
