"""What only the ranking page says."""

from __future__ import annotations

from indicators.words import Words

DISPLAY = Words("看什么", "View")
DISPLAYS = {
    "table": Words("名次表", "Ranking"),
    "composition": Words("得分构成", "Composition"),
    "rates": Words("得分率", "Score rates"),
    "distribution": Words("分布", "Distribution"),
    "imbalance": Words("短板与不均衡", "Imbalance"),
}
ONLY = Words("只看", "Only")
ONLY_CHOICES = {
    "": Words("全部", "All"),
    "tied": Words("并列的", "tied"),
    "missing": Words("有缺报的", "with missing values"),
    "vetoed": Words("有否决的", "vetoed"),
    "unranked": Words("没有名次的", "without a rank"),
}
NO_GRADE = Words("无等次", "no grade")
NOBODY = Words("没有符合条件的单位。请放宽上面的条件。", "No unit matches. Widen the conditions above.")
CLEAR = Words("清除条件", "Clear the conditions")
OPEN_REPORT = Words("打开单位报告", "Open the unit report")

PREVIOUS_PAGE = Words("上一页", "Previous")
NEXT_PAGE = Words("下一页", "Next")
SHOWN = Words("第 {first}–{last} 个，共 {count} 个单位", "{first}–{last} of {count} units")

COMPOSITION_NOTE = Words(
    "每条是一个单位的“{node}”，各段相加等于该得分；连乘的后一个因数只画它带来的增减（乘数效应），扣减画在零线左侧。",
    "Each bar is one unit's “{node}”; its pieces add up to it. Of a product's further factor only what it adds is drawn"
    " (multiplier effect); losses lie left of zero.",
)
COMPOSITION_ALT = Words(
    "{count} 个单位的“{node}”得分构成，横条堆叠图；数值见图下的表。",
    "Stacked bars of what “{node}” is made of for {count} units; the figures are in the table below.",
)
NOTHING_TO_STACK = Words(
    "“{node}”是末级指标，没有下级可分。请在“按哪一项排”中选上级。",
    "“{node}” is an indicator with nothing below it. Choose a node above it under “Rank by”.",
)
FIGURES = Words("数据表", "Figures")

RATES_NOTE = Words(
    "得分率＝公布得分÷满分，百分数，四舍五入到一位小数。鼠标停在代码上可看指标名称。",
    "Score rate = published points ÷ full points, in percent, rounded half up to one decimal. Point at a code for its name.",
)
NO_RATES = Words(
    "“{node}”及其下级没有满分，算不出得分率。",
    "“{node}” and what is below it have no full points, so there are no score rates.",
)
MEAN_OF_SHOWN = Words("所列单位平均", "Mean of these")
LEGEND = Words("图例", "Key")
MISSING_SHORT = Words("缺", "miss.")
NOT_APPLICABLE_SHORT = Words("／", "n/a")
NO_SCORE_SHORT = Words("无分", "none")
MISSING_CELL = Words("缺报", "missing")
NOT_APPLICABLE_CELL = Words("不适用", "not applicable")
BELOW = Words("{percent} 以下", "below {percent}")
FROM = Words("{percent} 起", "from {percent}")
FULL_CELL = Words("满分", "full points")

DISTRIBUTION_NOTE = Words(
    "“{node}”的公布得分在各组内的分布。箱体是中间一半单位，箱中线为中位数，红菱形为平均分，点是各单位；四分位数的取法同 Excel 的 QUARTILE。",
    "How published scores of “{node}” lie within each group. The box holds the middle half, its line is the median, the red"
    " diamond the mean, dots are units; quartiles as Excel's QUARTILE.",
)
DISTRIBUTION_ALT = Words(
    "各组“{node}”得分的箱线图；数值见图下的表。",
    "Box plots of “{node}” by group; the figures are in the table below.",
)
UNITS_COUNTED = Words("单位数", "Units")
MEAN = Words("平均", "Mean")
LOWEST = Words("最低", "Lowest")
LOWER_QUARTILE = Words("下四分位", "Lower quartile")
MEDIAN = Words("中位数", "Median")
UPPER_QUARTILE = Words("上四分位", "Upper quartile")
HIGHEST = Words("最高", "Highest")
RANGE = Words("极差", "Range")
NO_SCORES = Words("没有单位有“{node}”的得分。", "No unit has a score of “{node}”.")

IMBALANCE_NOTE = Words(
    "不均衡度＝各得分率与其平均数之差的绝对值的平均（平均差，百分点），0 为完全一致；得分率低于 60% 记为薄弱。点表头可排序。",
    "Imbalance = mean distance of the score rates from their mean (percentage points), 0 where all are alike; a rate below"
    " 60 % is weak. Click a heading to sort.",
)
BY_INDICATOR = Words("各项指标在组内", "Each indicator within its group")
BY_UNIT = Words("各单位的短板", "Each unit's weak sides")
MEAN_RATE = Words("平均得分率", "Mean rate")
LOWEST_RATE = Words("最低", "Lowest")
HIGHEST_RATE = Words("最高", "Highest")
IMBALANCE = Words("不均衡度", "Imbalance")
WEAK_UNITS = Words("薄弱单位", "Weak units")
WEAK_INDICATORS = Words("薄弱项", "Weak items")
WEAKEST = Words("得分率最低的几项", "Lowest rates")
