"""The words of the section on stability, on the weights page."""

from __future__ import annotations

from indicators.words import Words

STABILITY = Words("稳定性", "Stability")
NOTE = Words(
    "权重稍有不同，名次还站得住吗？在可取的范围内把权重随机抽很多次，每次都重新计分、排名、定等次。只是试算，不改动任何权重。",
    "Would the ranking stand if weights were a little different? Weights are drawn at random many times within what is"
    " admissible; each time all units are scored, ranked and graded. A trial only: no weight is changed.",
)
WHICH = Words("变动哪些权重", "Which weights move")
ALL_WEIGHTS = Words("全部权重", "all weights")
ALL_MOVE = Words("全部权重都变动", "all weights move")
BELOW = Words("只“{name}”的下级", "only those below “{name}”")
BELOW_MOVE = Words("只变动“{name}”的下级", "only those below “{name}” move")
SPREAD = Words("上下浮动", "Spread")
SPREAD_HELP = Words(
    "份量居中的一项，约三分之二的抽样落在自身的正负这么多以内；权重大的项浮动小些，小的大些。每次抽样同级合计不变，并守住左上方设的锁定和上下限。",
    "About two draws in three keep a weight of average size within this share of itself, more or less; larger weights"
    " move less, smaller ones more. Sums stay, and the locks and bounds set above are kept.",
)
DRAWS = Words("抽样次数", "Draws")
SEED = Words("随机种子", "Seed")
SEED_HELP = Words(
    "任意整数。同一数据、同一权重、同一种子，抽出的结果完全一样，别人可以复核。",
    "Any whole number. The same data, weights and seed give the very same draws, for others to check.",
)
DRAW = Words("开始抽样", "Draw")
STOP = Words("停止", "Stop")
DRAWING = Words("正在抽样计分…", "Drawing and scoring…")
MIDDLE_OFFICIAL = Words("围绕正式权重", "around the official weights")
MIDDLE_TUNED = Words(
    "围绕正在调整的权重（{count} 项与正式不同）", "around the weights being tuned ({count} differ)"
)
FACTS = Words(
    "抽样 {draws} 次，随机种子 {seed}，上下浮动 {spread}，{middle}，{which}。",
    "{draws} draws, seed {seed}, spread {spread}, {middle}, {which}.",
)
OUTDATED = Words(
    "抽样之后，权重、锁定、上下限或数据有了改动；下面是改动前的结果。要看现在的，请重新抽样。",
    "Weights, locks, bounds or data have changed since; what follows is from before. Draw again to see how it is now.",
)
PLACE = Words("名次", "Rank")
MEDIAN = Words("中位名次", "Median")
INTERVAL = Words("5%–95%", "5–95 %")
FIRST = Words("居首", "First")
OF_GRADE = Words("{grade}", "{grade}")
IN_WORDS = Words("结论", "In words")
ALWAYS = Words("每次抽样都列第 {best} 名", "rank {best} in every draw")
ALWAYS_BETWEEN = Words("每次抽样都在第 {best} 至第 {worst} 名", "rank {best} to {worst} in every draw")
MOSTLY = Words("在 95% 的可取权重下列第 {best} 名", "rank {best} in 95 % of admissible weights")
MOSTLY_BETWEEN = Words(
    "在 95% 的可取权重下列第 {best} 至第 {worst} 名", "rank {best} to {worst} in 95 % of admissible weights"
)
NO_PLACE = Words("没有名次", "not ranked")
SPAN = Words("{best}–{worst}", "{best}–{worst}")
LEGEND = Words(
    "宽条：5%–95% 的抽样；细线：最好到最差；竖线：中位；菱形：现在的名次。",
    "Bar: 5–95 % of the draws; line: best to worst; tick: median; diamond: the rank now.",
)
CUT = Words("图中为前 {shown} 个单位，共 {count} 个。", "The chart shows the first {shown} of {count} units.")
CHART_SAYS = Words(
    "名次区间图，每行一个单位；数值见旁边的表。",
    "Intervals of ranks, one row for each unit; the table beside it holds the figures.",
)
EXACT = Words(
    "抽出的权重取到 {decimals} 位小数，每次都可照样填写复核；名次与按该权重正式计分完全一致。",
    "Drawn weights have {decimals} decimals and can be typed and checked; ranks are just those which scoring with them gives.",
)

# ---------------------------------------------------------------- what would swap two units

SWAP = Words("权重差多少会换位", "What would swap two units")
SWAP_NOTE = Words(
    "选同组的两个单位，看至少要动多少权重，后一个才能追平或超过前一个。",
    "Choose two units of one group: the least change of weights after which the second is level with the first, or ahead.",
)
ONE_UNIT = Words("单位一", "First unit")
OTHER_UNIT = Words("单位二", "Second unit")
FIND = Words("算一算", "Find out")
FINDING = Words("正在逐项计算…", "Trying each weight…")
LEVEL_NOW = Words("“{one}”与“{other}”现在得分相同，已经并列。", "“{one}” and “{other}” are level as it is.")
SINGLE = Words(
    "“{ahead}”现列第 {first} 名，“{behind}”第 {second} 名。最少只要把“{part}”的权重从 {before} 调到 {after}（{change}），同级其余按比例分摊，"
    "“{behind}”就追平或超过“{ahead}”。",
    "“{ahead}” is ranked {first}, “{behind}” {second}. The least that brings “{behind}” level or ahead: “{part}” from"
    " {before} to {after} ({change}), the others of its node sharing in proportion.",
)
NEVER = Words(
    "“{ahead}”现列第 {first} 名，“{behind}”第 {second} 名。只动一项权重，在上下限以内怎么调都换不了位。",
    "“{ahead}” is ranked {first}, “{behind}” {second}. No single weight can swap them within its bounds.",
)
TRANSFER = Words(
    "若只在两项之间挪动：“{giver}”减 {amount}、“{taker}”加 {amount} 即可，其余都不动。",
    "Moved between two weights alone, {amount} from “{giver}” to “{taker}” will do, all others unchanged.",
)
MOVED = Words("要动的权重", "Weight")
NOW = Words("现在", "Now")
NEEDED = Words("调到", "To")
CHANGE = Words("变动", "Change")
CHECKED = Words(
    "每一条都已按新权重全部重新计分核对；步长 0.01。",
    "Each was checked by scoring everything again; steps of 0.01.",
)
