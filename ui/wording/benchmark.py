"""Words of the benchmark page 对标."""

from __future__ import annotations

from indicators.words import Words

VIEW = Words("看什么", "View")
VIEWS = {
    "standing": Words("对标", "Benchmark"),
    "entry": Words("填写与导入", "Enter and import"),
    "awards": Words("评先评优", "Award eligibility"),
}

# ---------------------------------------------------------------- nothing to show yet

NO_LIST = Words(
    "对标要有省级清单：当前方案没有写明对照哪份清单（covers），或者还没有导入这份清单。请先在“指标体系”页导入。",
    "A benchmark needs the provincial list: the scheme names none (covers), or it has not been imported. Import it on the"
    " Indicators page first.",
)
NOTHING_ENTERED = Words(
    "还没有对标数据。请到“填写与导入”：直接填，或下载模板填好各市预计得分再上传。",
    "Nothing was entered yet. Go to “Enter and import”: type the scores, or fill in the template and upload it.",
)
NO_CONDITIONS = Words(
    "方案没有规定评先评优的条件，列不出名单。请在方案里写上 eligibility（等次、名次、节点最低分、有无否决和缺报）。",
    "The scheme sets no conditions for awards, so there is no list. Add eligibility to it: grade, place, least scores of"
    " nodes, no veto, nothing missing.",
)
STORED_HAS_PROBLEMS = Words(
    "存着的对标表与现行省级清单有 {count} 处对不上，见下；对不上的没有计入。",
    "The stored benchmark does not fit the present list in {count} places, see below; these do not count.",
)

# ---------------------------------------------------------------- where we stand

PLACE = Words("预计位次", "Expected place")
PLACE_OF = Words("第 {place} 名", "No. {place}")
OF_CITIES = Words("共 {count} 市", "of {count}")
UNRANKED = Words("未排名", "not ranked")
TOTAL = Words("总分", "Total")
SCORE_AND_PLACE = Words("{points}（第 {place}）", "{points} (No. {place})")
THE_EFFECT = Words("乘数效应", "Multiplier")
EFFECT = Words("{name}乘数效应", "{name}: multiplier")
TO_FIRST = Words("距第一", "To the first")
TO_NEXT = Words("距前一名", "To the next")
AHEAD = Words("领先后一名", "Ahead of the next")
TO_TARGET = Words("距目标", "To the target")
OVER_LAST_YEAR = Words("比上年", "Against last year")
CITY = Words("城市", "City")
RANK = Words("名次", "Place")
LAST_TOTAL = Words("上年总分", "Last year")
MISSING = Words("缺分", "Missing")
OUR_CITY = Words("本市", "Our city")
OURS_MARK = Words("（本市）", " (ours)")
CITIES = Words("各市总分", "Totals of the cities")
IS_FIRST = Words(
    "{city}暂列第一，领先{next} {ahead} 分。", "{city} is first, {ahead} points ahead of {next}."
)
IS_FIRST_TIED = Words("{city}暂列第一，与{others}并列。", "{city} is first, tied with {others}.")
IS_FIRST_ALONE = Words(
    "{city}暂列第一；其他城市还没有可比的总分。", "{city} is first; no other city has a total yet."
)
IS_BEHIND = Words(
    "{city}暂列第 {place} 名，距第一名{first}还差 {gap} 分。",
    "{city} is No. {place}, {gap} points behind {first}.",
)
ONE_ITEM_DOES = Words(
    "单靠一项就能追平第一的有 {count} 项，最省力的是{item}，再得 {points} 分。",
    "Items that could close the gap alone: {count}; the least it takes is {points} points more in {item}.",
)
NO_ITEM_DOES = Words(
    "没有哪一项单独补满就能追平第一，要几项一起补。",
    "No single item closes the gap; several must rise together.",
)
CANNOT_BE_RANKED = Words(
    "{city}还缺 {count} 项预计得分，算不出总分，也排不了名：{items}。",
    "{city} lacks the expected score of {count} items and has neither total nor place: {items}.",
)
RIVALS_UNRANKED = Words(
    "{cities}还缺预计得分，没有参加排名；名次可能变化。",
    "{cities}: scores are missing, so they are not ranked; places may change.",
)
CHAIN_PRODUCT = Words(
    "{list}。总分＝{factors} ÷ {base}；各得分和总分四舍五入到 {decimals} 位小数。",
    "{list}. Total = {factors} ÷ {base}; the scores and the total are rounded to {decimals} decimals.",
)
CHAIN_SUM = Words(
    "{list}。总分＝各一级指标得分按系数相加，四舍五入到 {decimals} 位小数。",
    "{list}. Total = the dimensions added up by their scales, rounded to {decimals} decimals.",
)
EXPECTED_ONLY = Words(
    "以下是按填写的预计得分推算的，不是省里公布的结果。",
    "Worked out from expected scores; not what the province published.",
)
ESTIMATE = Words("推算", "Estimate")
REMARK = Words("性质", "Standing")

# ---------------------------------------------------------------- item by item

ITEMS = Words("逐项差距", "Item by item")
ORDER = Words("排序", "Sort by")
ORDERS = {
    "adds": Words("再得 1 分的增益", "what one more point brings"),
    "lost": Words("失分", "points lost"),
    "to_best": Words("距最好对手", "gap to the best rival"),
    "listed": Words("清单顺序", "the list's order"),
}
CODE = Words("代码", "Code")
ITEM = Words("指标", "Item")
FULL = Words("满分", "Full")
OWN = Words("本市得分", "Ours")
LOST = Words("失分", "Lost")
BEST = Words("最好对手", "Best rival")
BEST_CITIES = Words("最好对手城市", "Best rivals")
TO_BEST = Words("距最好", "To best")
MEAN = Words("各市平均", "Mean")
TO_MEAN = Words("距平均", "To mean")
ITEM_TARGET = Words("距目标", "To target")
ITEM_LAST_YEAR = Words("比上年", "On last year")
ONE_MORE = Words("再得 1 分，总分", "One more point")
THEN_PLACE = Words("名次变为", "Then")
TO_BE_FIRST = Words("追平第一需", "To be first")
LESS_THAN_ONE = Words("（补满 {points}）", "(all {points})")
NOT_ALONE = Words("补满也不够", "not alone")
ALREADY = Words("已是第一", "first already")
HOW_TO_READ = Words(
    "“再得 1 分”是只有这一项多得 1 分（不足 1 分的补满）、其余不变时，重新计算总分得出的增加数。差距为负表示领先。",
    "“One more point” is found by scoring anew with one point more (or what is left) in this item alone. A negative gap"
    " means we are ahead.",
)
CHART = Words("失分最多的 {count} 项：得分率", "The {count} items that lose most: share of full points")
CHART_SAYS = Words(
    "点图，每行一项指标：本市、最好对手和各市平均得分占满分的百分比；数字见“逐项差距”表。",
    "Dot plot, one row for each item: the share of full points of our city, of the best rival and of all cities on average;"
    " the figures are in the table below.",
)
WHO = {
    "ours": Words("本市", "Ours"),
    "best": Words("最好对手", "Best rival"),
    "mean": Words("各市平均", "Mean"),
}
DOWNLOAD_ITEMS = Words("下载逐项差距（CSV）", "Download the items (CSV)")
DOWNLOAD_CITIES = Words("下载各市总分（CSV）", "Download the totals (CSV)")
WHAT_IF = Words("如果这一项……", "What if")
WHAT_IF_POINTS = Words("得分改为（≤ {full}）", "scored (≤ {full})")
WHAT_IF_RESULT = Words("总分 {total}（{change}），第 {place} 名", "total {total} ({change}), No. {place}")

# ---------------------------------------------------------------- entering

VERSION = Words("第 {number} 版 · {name} · {by} · {at}", "version {number} · {name} · {by} · {at}")
NO_VERSION = Words("还没有存过", "nothing stored yet")
DOWNLOAD_TEMPLATE = Words("下载空白模板", "Download a blank template")
DOWNLOAD_STORED = Words("下载当前对标表", "Download the present workbook")
UPLOAD = Words("上传填好的对标表（.xlsx 或 .csv）", "Upload a filled workbook (.xlsx or .csv)")
UPLOAD_REFUSED = Words(
    "有 {count} 处必须改正，没有存入。请按下表改好再上传。",
    "{count} places must be corrected; nothing was stored. Correct them and upload again.",
)
NOT_SAVED_YET = Words(
    "有改动还没有保存；离开本页前请先保存。",
    "Some changes are not saved yet; save before you leave this page.",
)
UPLOAD_READ = Words(
    "读到 {cities} 个城市、{scores} 个预计得分；与当前相比有 {changes} 个不同。还没有存入。",
    "{cities} cities and {scores} expected scores read, {changes} other than at present. Nothing is stored yet.",
)
NOTHING_READ = Words(
    "表里一个预计得分也没有填。存入后各市都没有总分。",
    "No expected score is filled in. If stored, no city has a total.",
)
STORE = Words("存入", "Store")
PARTS = {
    "points": Words("预计得分", "Expected scores"),
    "cities": Words("城市和总分", "Cities and totals"),
    "chain": Words("计分办法", "How the total comes about"),
}
TARGET = Words("本市目标", "Our target")
LAST_YEAR = Words("本市上年", "Ours last year")
POINTS_HELP = Words(
    "没有数的留空，不要填 0；不能高于满分。“本市上年”按今年满分折算。",
    "Leave blank what is not known; nothing above the full points. Last year's points are on this year's scale.",
)
CITIES_HELP = Words(
    "在末行添加城市，勾选左侧可删除；改名后得分跟着走。“本市”只勾一个。",
    "Add a city in the last row, tick rows to delete them; scores follow a new name. Mark one as ours.",
)
CHAIN_HELP = Words(
    "每个一级指标乘系数计入一个得分；得分有两个以上的连乘，每多一个除以一次基准。",
    "Each dimension counts in a score, times its scale; several scores are multiplied, and divided by the base once less.",
)
IS_OURS = Words("本市", "Ours")
TARGET_TOTAL = Words("本市目标总分", "Our target total")
BRANCH = Words("一级指标", "Dimension")
COUNTS_IN = Words("计入得分", "Counts in")
SCALE = Words("系数", "Scale")
BASE = Words("基准", "Base")
DECIMALS = Words("小数位", "Decimals")
SAVE = Words("保存", "Save")
SAVED = Words("已存为第 {number} 版。", "Stored as version {number}.")
REFUSED = Words("没有保存：有 {count} 处必须改正。", "Not saved: {count} places must be corrected.")
NEWER = Words(
    "{by} 已存入第 {newer} 版，您还在第 {older} 版上修改。现在保存会被拒绝，以免覆盖对方的内容。",
    "{by} has stored version {newer}; you are still editing version {older}. Saving would be refused, so as not to"
    " overwrite theirs.",
)
RELOAD = Words("放弃我的修改，改用新版", "Drop my changes and take the new one")

# ---------------------------------------------------------------- awards

GROUP = Words("组别", "Group")
ALL_GROUPS = Words("全部", "All")
ELIGIBLE = Words("可以参评", "Eligible")
EXCLUDED = Words("不能参评", "Excluded")
UNIT = Words("单位", "Unit")
UNIT_CODE = Words("单位代码", "Unit code")
GROUP_PLACE = Words("组内名次", "Place")
GRADE = Words("等次", "Grade")
VERDICT = Words("结论", "Verdict")
REASONS = Words("不能参评的原因", "Why not")
WHICH = Words("显示", "Show")
DOWNLOAD_AWARDS = Words("下载名单（CSV）", "Download the list (CSV)")
AWARDS_FILE = Words("评先评优资格名单", "Award eligibility")
CONDITIONS = Words("条件：{conditions}。", "Conditions: {conditions}.")
NOBODY = Words("没有这样的单位。", "There are no such units.")
CUT = Words(
    "只显示前 {shown} 个，共 {count} 个；下载的名单是全的。",
    "The first {shown} of {count}; the download has all.",
)
COND_VETO = Words("没有否决事项", "no veto")
COND_MISSING = Words("没有缺报", "nothing missing")
COND_NODE = Words("{name}不低于 {least}", "{name} at least {least}")
COND_RANK = Words("组内名次前 {last}", "among the first {last} of the group")
COND_GRADE = Words("等次不低于{grade}", "grade at least {grade}")
