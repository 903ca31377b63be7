"""The catalogue of what can be wrong with a file that holds a provincial list."""

from __future__ import annotations

from indicators.problems import ProblemKind, Severity
from indicators.words import Words

IS_A_SCHEME = ProblemKind(
    "list-is-a-scheme",
    Severity.BLOCKING,
    Words("这是一个方案，不是省级清单。", "this is a scheme, not a provincial list."),
    Words("请给出清单文件（写有 catalogue 的）。", "Give the list's file, which states its catalogue."),
)
ITEM_REPEATED = ProblemKind(
    "list-code-repeated",
    Severity.BLOCKING,
    Words("清单中代码“{code}”重复。", "the code “{code}” is on the list twice."),
    Words("请核对原文，给每项一个代码。", "Check the source and give each item its own code."),
)
ITEM_PARENT_UNKNOWN = ProblemKind(
    "list-parent-unknown",
    Severity.BLOCKING,
    Words(
        "清单中“{code}”的上级“{parent}”不存在。",
        "the parent “{parent}” of “{code}” is not on the list.",
    ),
    Words("请改为清单中的代码{hint}。", "Write a code of the list{hint}."),
)
ITEM_CIRCLE = ProblemKind(
    "list-cycle",
    Severity.BLOCKING,
    Words("清单中的上级关系成环：{codes}。", "the parents on the list form a circle: {codes}."),
    Words("请改正其中一项的上级。", "Correct the parent of one of them."),
)
ITEM_WITHOUT_POINTS = ProblemKind(
    "list-points-missing",
    Severity.BLOCKING,
    Words("清单中的指标“{code}”没有分值。", "the indicator “{code}” of the list has no points."),
    Words(
        "请写上 points；尚不清楚的写估计数，并写 certainty: 尚不清楚。",
        "Write points; an estimate while they are not known, with certainty: unclear.",
    ),
)
LIST_UNUSABLE = ProblemKind(
    "list-unusable",
    Severity.WARNING,
    Words(
        "省级清单“{list}”的文件有 {count} 个问题，没有采用，结果按暂定处理。",
        "the file of the list “{list}” has {count} problems and was not used; results are provisional.",
    ),
    Words("请用 check 查看并改正。", "See them with check, and correct them."),
)
ITEM_POINTS_DO_NOT_ADD_UP = ProblemKind(
    "list-points-do-not-add-up",
    Severity.WARNING,
    Words(
        "清单中“{code}”为 {points} 分，下级合计 {sum} 分，相差 {difference} 分。",
        "“{code}” of the list has {points} points, the items below {sum}: {difference} off.",
    ),
    Words(
        "请与原文核对；原文如此的保留，并向省对口单位核实。",
        "Compare it with the source; if the source says so, leave it and ask the province.",
    ),
)

KINDS = tuple(value for value in globals().values() if isinstance(value, ProblemKind))
