"""What only the unit page says."""

from __future__ import annotations

from indicators.words import Words

CHOOSE = Words("单位（可输入查找）", "Unit (type to search)")
PREVIOUS = Words("‹ 前一名", "‹ Previous")
NEXT = Words("后一名 ›", "Next ›")
TO_RANKING = Words("回到排名", "Back to the ranking")
PRINT = Words("打印", "Print")
PRINT_HELP = Words(
    "打开浏览器的打印窗口，只印本单位的报告，A4 纵向；也可另存为 PDF。",
    "Opens the browser's print window with this unit's report alone, on A4; it can be saved as PDF there.",
)
WITH_CALCULATIONS = Words("列出逐项计算过程（打印时一并印出）", "List every calculation (printed too)")
TITLE = Words("考核结果报告", "Assessment report")

TO_BEST = Words("与组内第一", "To the group's best")
TO_MEAN = Words("与组内平均", "To the group's mean")
TO_LAST_YEAR = Words("与上年", "To last year")
PLACE_OF = Words("{place} / {ranked}", "{place} / {ranked}")
LAST_YEAR_WAS = Words("上年 {total}，第 {place} 名", "last year {total}, rank {place}")
LAST_YEAR_TOTAL = Words("上年 {total}", "last year {total}")
NO_LAST_YEAR = Words("未导入上年结果", "last year not imported")
NOT_IN_LAST_YEAR = Words("上年无此单位", "not assessed last year")
RISEN = Words("升 {places} 位", "up {places}")
FALLEN = Words("降 {places} 位", "down {places}")
SAME_PLACE = Words("名次不变", "same rank")
BEST_IS = Words("最高 {number}", "best {number}")
MEAN_IS = Words("平均 {number}", "mean {number}")
GRADE_WAS = Words("上年 {grade}", "last year {grade}")

LIFTS = Words("拉高总分的", "What lifted the total")
LIFTS_HELP = Words("与得组内平均分相比，总分高多少", "how much higher than with the group's mean")
COSTS = Words("拉低总分的", "What cost the total")
COSTS_HELP = Words("与得组内平均分相比，总分低多少", "how much lower than with the group's mean")
GAINS = Words("失分最多的", "Where most was lost")
GAINS_HELP = Words("若得满分，总分可多多少", "how much more with full points")
NOTHING = Words("没有", "none")
EFFECT = Words("影响总分", "On the total")
TO_GAIN = Words("可多得", "To gain")
EFFECT_NOTE = Words(
    "“影响总分”＝现总分－该项改得组内平均分时的总分；“可多得”＝该项得满分时的总分－现总分。均逐级重算（含折算、连乘和四舍五入），各项之间不可相加。",
    "“On the total” = the total less what it would be with the group's mean in that item; “to gain” = what it would be with"
    " full points less the total. Each is worked out anew through the tree and they do not add up.",
)
GROUP_MEAN = Words("组均", "Mean")
GROUP_BEST = Words("组内最高", "Best")
RATE = Words("得分率%", "Rate %")
LAST_YEAR = Words("上年", "Last year")
ALL_PARTS = Words("各项得分", "All parts")
PICK_PART = Words(
    "点表中一行，右侧打开该项的计算过程和数据出处", "Select a row to open its calculation and sources"
)
CALCULATIONS = Words("计算过程", "Calculations")
LINK_UNKNOWN = Words(
    "链接中的单位或指标在当前数据中没有，已改为打开第一名。",
    "The link names a unit or part which the present data does not have; the first of the ranking is shown.",
)
