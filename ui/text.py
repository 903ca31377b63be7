"""The words that pages share, in Chinese and in English; those of one page are in `ui.wording`."""

from __future__ import annotations

from indicators.problems import Severity
from indicators.words import Words

PRODUCT = Words("指挥棒", "Baton")
PAGES = {
    "overview": Words("总览", "Overview"),
    "indicators": Words("指标体系", "Indicators"),
    "intake": Words("填报", "Data"),
    "ranking": Words("排名", "Ranking"),
    "unit": Words("单位", "Unit"),
    "benchmark": Words("对标", "Benchmark"),
    "weights": Words("权重", "Weights"),
    "export": Words("导出", "Export"),
    "history": Words("记录", "History"),
}
LANGUAGES = {"zh": "中文", "en": "English"}

# ---------------------------------------------------------------- what is the same on all pages

TRIAL = Words("试算", "Trial")
PROVISIONAL = Words("暂定", "Provisional")
NO_DATA = Words("没有数据", "no data")
NO_DATA_YET = Words(
    "还没有可用的数据。请先到“填报”页上传名册和成绩表，或载入样例。",
    "There is no data yet. Upload a register and score sheets on the Data page, or load the sample.",
)
GO_TO_DATA = Words("去填报", "Go to Data")
UNEXPECTED = Words(
    "这一步没有完成，是程序的问题，不是您的操作有误；当前数据没有改动。请刷新页面再试，仍不行请把操作步骤告诉管理员。",
    "This step did not finish; the fault is ours and your data is unchanged. Reload the page and try again, or tell"
    " the administrator what you did.",
)
ALL = Words("全部", "All")
NONE = Words("—", "—")
SEPARATOR = Words("；", "; ")

SEVERITIES = {
    Severity.BLOCKING: Words("必须改正", "must correct"),
    Severity.WARNING: Words("请留意", "warning"),
    Severity.NOTE: Words("说明", "note"),
}

# ---------------------------------------------------------------- headings of tables

PLACE = Words("名次", "Rank")
UNIT = Words("单位", "Unit")
UNIT_CODE = Words("单位代码", "Unit code")
GROUP = Words("组别", "Group")
SCORE = Words("得分", "Score")
TOTAL = Words("总分", "Total")
GRADE = Words("等次", "Grade")
MISSING = Words("缺报", "Missing")
VETOES = Words("否决", "Vetoes")
REMARK = Words("备注", "Remark")
OVERALL_PLACE = Words("总名次", "Overall rank")
GROUP_PLACE = Words("组内名次", "Rank in group")
PART = Words("指标", "Part")
FULL = Words("满分", "Full")
WEIGHT = Words("权重", "Weight")
ADDS = Words("计入上级", "Adds")
SEVERITY = Words("级别", "Severity")
FILE = Words("文件", "File")
SHEET = Words("工作表", "Sheet")
CELL = Words("位置", "Cell")
LINE_NUMBER = Words("第{line}行", "line {line}")
MESSAGE = Words("问题", "Problem")
REMEDY = Words("怎么改", "What to do")
KIND = Words("类型", "Code")
READ_FROM = Words("出处", "Read from")
HANDED_IN = Words("报送", "Handed in")
CAME = Words(
    "第 {number} 次，{by}，{at}；文件 SHA-256 {sha256}",
    "submission {number}, by {by}, {at}; SHA-256 {sha256}",
)
FIELD = Words("数据项", "Field")
VALUE = Words("填报值", "Value")
SETTING = Words("设置", "Setting")
CHOICE = Words("取值", "Choice")
VALUES_READ = Words("读到的数值", "Values read")

TIED = Words("并列", "tied")
TIED_BY_CODE = Words("同分，按代码排", "tied, by code")
OUT_OF_RANKING = Words("因否决不排名", "out of the ranking by a veto")
NOT_RANKED = Words("无得分，不排名", "no score, not ranked")
TIED_BEYOND_QUOTA = Words("并列（名额外）", "tied, no quota")

# ---------------------------------------------------------------- 填报

UNITS = Words("单位", "Units")
ADJUSTMENTS = Words("加减分", "Adjustments")
PROBLEMS = Words("问题清单", "Problems")
PROBLEMS_CUT = Words(
    "共 {count} 条，只显示前 {shown} 条；下载的清单有 {kept} 条。",
    "{count} in all; the first {shown} are shown, {kept} are in the download.",
)
DOWNLOAD_PROBLEMS = Words("下载问题清单（CSV）", "Download the problems (CSV)")

# ---------------------------------------------------------------- 排名

RANK_BY = Words("按哪一项排", "Rank by")
SEARCH = Words("查找单位", "Find a unit")
SEARCH_HINT = Words("名称或代码", "name or code")
PICK_ROW = Words("点表中一行，右侧打开该单位的计算过程", "Select a row to open its calculation")
NO_OVERALL = Words(
    "各组适用的指标不同，不排总名次，名次为组内名次。",
    "Groups differ in their indicators: there is no overall rank; ranks are within groups.",
)
WORTH_KNOWING = Words("本次结果需要留意的", "Worth knowing about this result")
MULTIPLIER = Words("乘数效应：{name}", "multiplier: {name}")
MULTIPLIER_ALONE = Words("乘数效应", "multiplier")
COMPOSITION = Words("得分构成", "What the score is made of")
RULE = Words("规则", "Rule")
STEPS = Words("计算", "Calculation")
SOURCE = Words("原始数据", "Reported")
DUTY = Words("责任单位", "Owner")
CLAUSE = Words("依据", "Clause")
DATA_SOURCE = Words("数据来源", "Data source")
ADJUSTMENT_ITEM = Words("加减分项", "Item")
MATTER = Words("事项", "Matter")
POINTS = Words("分值", "Points")
APPROVAL = Words("审核", "Approval")
COUNTS = Words("计分情况", "What counts")
EVIDENCE = Words("依据", "Evidence")
VETO = Words("否决事项", "Veto")
EFFECT = Words("后果", "Effect")
REASON = Words("理由", "Reason")
DECIDED_BY = Words("认定单位", "Decided by")
AWARDS = Words("评先评优", "Awards")
ELIGIBLE = Words("符合条件", "eligible")
NOT_ELIGIBLE = Words("不符合：{reasons}", "not eligible: {reasons}")
LINK_UNKNOWN = Words(
    "链接中的单位、组别或指标在当前数据中没有，已改用默认视图。",
    "The link names a unit, group or part which the present data does not have; the default view is shown.",
)

# ---------------------------------------------------------------- 权重

WEIGHTS_ARE_TRIAL = Words(
    "在副本上调整，正式方案不变。只改权重，计分规则的文字和参数都不变；每项计入上级 = 得分 × 权重 ÷ 满分。",
    "A copy is tuned, the official scheme stays. Only weights move; rule texts and parameters stay as they are;"
    " each part adds points × weight ÷ full points.",
)
WHICH_NODE = Words("调整哪一项的下级权重", "Tune the weights below")
SUM_STAYS = Words(
    "合计 {total}，始终不变；改一项，其余未锁定的按比例分摊。",
    "They add up to {total}, always; the unlocked others share a change in proportion.",
)
LOCK = Words("锁定", "Lock")
RESET_NODE = Words("还原本项", "Reset this node")
RESET_ALL = Words("全部还原", "Reset all")
CHANGE = Words("变化", "Change")
TRIAL_TOTAL = Words("试算总分", "Trial total")
TRIAL_GRADE = Words("试算等次", "Trial grade")
UNCHANGED = Words("权重与正式方案相同，名次没有变化。", "Weights are the official ones; no rank has changed.")
CHANGED = Words(
    "已调整 {weights} 项权重：{ranks} 个单位名次变化，{grades} 个单位等次变化。",
    "{weights} weights differ: {ranks} units change rank, {grades} change grade.",
)
NOTHING_TO_TUNE = Words(
    "这个方案没有可以调权重的节点。", "This scheme has no node whose weights could be tuned."
)

# ---------------------------------------------------------------- 导出

DOWNLOAD = Words("下载", "Download")
EXPORTS = {
    "workbook": (
        Words("结果工作簿", "Result workbook"),
        Words(
            "排名、分组排名、得分明细、等次、加减分、否决、指标、计分办法、问题；A3 横向，可直接打印",
            "Rankings, detail, grades, adjustments, vetoes, indicators, method, problems; A3 landscape, ready to print",
        ),
    ),
    "ranking": (
        Words("排名表", "Ranking"),
        Words("每个单位一行：总分、名次、等次、缺报", "One row per unit: total, ranks, grade, missing"),
    ),
    "detail": (
        Words("明细表", "Detail"),
        Words("每个单位一行，每个节点和指标一列", "One row per unit, one column per node and indicator"),
    ),
    "json": (
        Words("结果 JSON", "Result JSON"),
        Words("供其他系统读取，含计分设置和问题", "For other systems, with settings and problems"),
    ),
    "problems": (
        Words("问题清单", "Problems"),
        Words("级别、位置、问题、怎么改", "Severity, place, problem, remedy"),
    ),
}
POLICIES = Words("计分设置（随结果一并印出）", "Settings (printed with every result)")
