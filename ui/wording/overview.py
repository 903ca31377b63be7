"""The words of the overview page."""

from __future__ import annotations

from indicators.words import Words

# ---------------------------------------------------------------- the first screen

WELCOME = Words("从这里开始", "Where to begin")
WELCOME_EMPTY = Words("“{title}”里还没有内容", "There is nothing in “{title}” yet")
WELCOME_LINE = Words(
    "指挥棒把指标体系、各单位的填报、计分排名和存档放在一处，全部留在这台电脑上。",
    "Baton keeps the indicators, the sheets of the units, scores and records in one place: on this computer.",
)
LOOK = Words("先看样例", "Look at the sample")
LOOK_LINE = Words(
    "一个虚构城市的全套考核：指标、成绩、排名、对标都齐全，可以随意试，不影响您的数据。",
    "The whole assessment of an invented city: indicators, scores, ranking, benchmark. Try anything; your data is apart.",
)
OPEN_SAMPLE = Words("打开样例", "Open the sample")
START = Words("建一个新考核", "Start a new assessment")
START_LINE = Words(
    "起个名称，得到一份空白考核；指标体系和数据随后导入。各个考核互不影响。",
    "Give it a title and begin empty; indicators and data are imported next. Assessments do not touch each other.",
)
TITLE = Words("考核名称", "Title")
TITLE_HINT = Words("如：2026年度综合考核", "such as: Assessment 2026")
START_NOW = Words("新建", "Start")
TITLE_MISSING = Words("没有新建：请先填写考核名称。", "Not started: type a title first.")
IMPORT = Words("导入指标体系", "Import the indicators")
IMPORT_LINE = Words(
    "从模板开始，下载空白工作簿填写，或上传已有的方案（.xlsx、.yaml）。",
    "Begin with a preset, fill in a blank workbook, or upload a scheme you have (.xlsx, .yaml).",
)
IMPORT_WHERE = Words("导入到“{title}”", "Into “{title}”")
IMPORT_FIRST = Words("先建一个新考核，再导入。", "Start an assessment first.")
GO_TO_IMPORT = Words("去导入", "Go to import")

SAMPLE_LINE = Words(
    "现在打开的是样例：城市、单位、成绩全是虚构的，只供熟悉用法。",
    "This is the sample: city, units and scores are invented, for learning the ropes only.",
)
START_OWN = Words("建自己的考核", "Start your own")

# ---------------------------------------------------------------- where the work stands

STANDS = Words("工作进展", "Where the work stands")
SCHEME_VERSION = Words("方案 · 第 {number} 版", "Scheme · version {number}")
NO_LIST = Words("不对应省级清单", "rests on no list")
RESTS_OFFICIALLY = Words("省级清单已正式下达", "the provincial list is official")
PROVISIONAL = Words("暂定：{why}", "provisional: {why}")
INDICATORS = Words("指标", "Indicators")
OF_POINTS = Words("满分 {points}", "{points} points")
COVERAGE = Words("省级指标覆盖", "Coverage")
IN_WEIGHT = Words("按分值 {share}", "{share} by points")
RECEIVED = Words("单位已报", "Units received")
NOT_RECEIVED = Words("未报 {missing} · 迟报 {late}", "{missing} missing · {late} late")
MISSING_CELLS = Words("缺报（格）", "Missing cells")
IN_UNITS = Words("涉及 {units} 个单位", "in {units} units")
PROBLEMS = Words("必须改正", "To correct")
PROBLEMS_OF = Words("填报 {data} · 指标 {scheme}", "data {data} · indicators {scheme}")
WARNINGS = Words("请留意", "Warnings")
RUN = Words("最近计分", "Latest run")
NO_RUN = Words("未留存", "none kept")
RUN_NUMBER = Words("第 {run} 次", "no. {run}")
RUN_BY = Words("{actor} · {at}", "{actor} · {at}")
RUN_OLDER = Words("之后有改动 · {at}", "older than the data · {at}")
STATUS = Words("结果状态", "Results")
PUBLIC = Words("已公布", "Published")
TRIAL = Words("试算", "Trial")
PUBLIC_IS = Words("公布的是第 {run} 次", "run {run} is public")
NOT_PUBLIC = Words("尚未公布", "not published")

# ---------------------------------------------------------------- what to do next

NEXT = Words("接下来", "What to do next")
GO = {
    "indicators": Words("去指标体系", "Indicators"),
    "intake": Words("去填报", "Data"),
    "export": Words("去导出", "Export"),
    "history": Words("去记录", "History"),
}

# ---------------------------------------------------------------- who stands where

ENDS = Words("各组前后三名", "First and last three of each group")
ENDS_SINCE = Words("箭头为组内名次比第 {run} 次计分的升降", "arrows: places in the group since run {run}")
NOBODY_MOVED = Words(
    "下列单位的组内名次与第 {run} 次计分相同",
    "these units have the places in their groups they had in run {run}",
)
POINT_AT_TOTAL = Words("，指向总分可看分数变化", "; point at a total for its change")
GROUP = Words("组别", "Group")
ALL_RANKED = Words("{size} 个单位", "{size} units")
SOME_RANKED = Words("{ranked}/{size} 个有名次", "{ranked} of {size} ranked")
FIRST = Words("前三名", "First")
LAST = Words("后三名", "Last")
TIED_MORE = Words("另有 {count} 个并列第 {place} 名", "{count} more share place {place}")
NO_PLACE = Words("没有名次", "no places")
ALL_SHOWN = Words("没有更靠后的", "nobody after these")
NOBODY_SCORED = Words(
    "还没有一个单位有总分，所以没有名次。成绩表收回、缺报补齐以后，这里列出各组前后三名。",
    "No unit has a total yet, so there are no places. Once sheets are in and missing values filled, the first and last"
    " of each group stand here.",
)
NOBODY_RANKED = Words(
    "有总分的单位都因一票否决不参加排名，所以没有名次。",
    "Vetoes keep every unit with a total out of the ranking, so there are no places.",
)
UP = Words("升 {count} 位", "up {count}")
DOWN = Words("降 {count} 位", "down {count}")
GAINED = Words("总分变化 {gained}", "total {gained}")
SEE_RANKING = Words("看全部排名", "See the whole ranking")
NO_RANKING = Words(
    "现在没有排名。改正下面“必须改正”的问题并重新上传以后，这里列出各组前后三名。",
    "There is no ranking now. Once the problems below that must be corrected are, the first and last of each group stand"
    " here.",
)
BLOCKERS_CUT = Words("共 {count} 条，这里列前 {shown} 条。", "The first {shown} of {count}.")
NO_DATA = Words(
    "还没有数据。上传名册和成绩表以后，这里列出各组前后三名。",
    "There is no data yet. Once a register and sheets are uploaded, the first and last of each group stand here.",
)
WEAKEST = Words("平均得分率最低的指标", "Lowest mean rates")
WEAKEST_LINE = Words(
    "按有得分的单位计，不论指标分值大小。",
    "Over the units that have a score, however many points the indicator has.",
)
NO_RATES = Words(
    "还没有得分率：指标没有得分，或没有设满分。",
    "There are no rates yet: no indicator has both scores and full points.",
)
INDICATOR = Words("指标", "Indicator")
MEAN_RATE = Words("平均得分率", "Mean rate")
LOWEST_RATE = Words("最低", "Lowest")
OWNER = Words("责任单位", "Responsible")
