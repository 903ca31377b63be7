"""The catalogue of what is worth a person's attention in a result."""

from __future__ import annotations

from indicators.formula import Flag
from indicators.problems import ProblemKind, Severity
from indicators.words import Words

NEGATIVE_FACTOR = ProblemKind(
    "score-factor-negative",
    Severity.BLOCKING,
    Words(
        "“{name}”为负数，不能作乘积的因子，涉及 {count} 个单位：{units}。",
        "“{name}” is negative and cannot be a factor, for {count} units: {units}.",
    ),
    Words("请核对得分，或给该项规定不低于 0 分。", "Check the scores, or give the item a floor of 0."),
)
TOO_LARGE = ProblemKind(
    "score-too-large",
    Severity.BLOCKING,
    Words(
        "“{name}”的得分大得无法公布，涉及 {count} 个单位：{units}。",
        "scores of “{name}” are too large to be published, for {count} units: {units}.",
    ),
    Words("请核对填报值和规则。", "Check the reported values and the rule."),
)
MISSING_VALUES = ProblemKind(
    "score-value-missing",
    Severity.WARNING,
    Words(
        "“{name}”有 {count} 个单位缺报：{units}；按“{policy}”处理。",
        "“{name}” is missing for {count} units: {units}; treated as “{policy}”.",
    ),
    Words("请补报，或在公布前逐项确认。", "Hand the values in, or acknowledge each before publishing."),
)
NO_TOTAL = ProblemKind(
    "score-no-total",
    Severity.WARNING,
    Words(
        "{count} 个单位没有总分，不参加排名：{units}。", "{count} units have no total and no place: {units}."
    ),
    Words("请查看这些单位缺报的指标。", "See which indicators these units did not report."),
)
ADJUSTMENTS_LOST = ProblemKind(
    "score-adjustments-lost",
    Severity.WARNING,
    Words(
        "“{name}”没有得分，{count} 个单位的加减分因此没有计入：{units}。",
        "without a score of “{name}”, the bonuses and penalties of {count} units do not count: {units}.",
    ),
    Words("请补报，或在公布前逐项确认。", "Hand the values in, or acknowledge each before publishing."),
)
NO_OVERALL_RANK = ProblemKind(
    "score-no-overall-rank",
    Severity.NOTE,
    Words(
        "各组适用的指标、参数或比较范围不同，不排总名次，只在同组内排名。",
        "groups differ in indicators, parameters or what they are compared with, so places are within groups only.",
    ),
    Words(
        "确需跨组排名的，在方案的各项约定（policies）里把“跨组总排名”（rank_across_groups）设为 yes。",
        "If an overall order is wanted all the same, write rank_across_groups: yes in policies.",
    ),
)
QUOTA_TIE = ProblemKind(
    "score-quota-tie",
    Severity.NOTE,
    Words(
        "{count} 个单位并列于等次名额边缘，均未进入该等次：{units}。",
        "{count} units are tied at the edge of a quota, and none of them gets the grade: {units}.",
    ),
    Words(
        "如需区分，可增加同分比较项、提高公布小数位数，或调整等次名额。",
        "To tell them apart, add tie-breaks, publish more decimals, or change the quotas.",
    ),
)
FLAGGED: dict[Flag, ProblemKind] = {
    Flag.ALL_EQUAL: ProblemKind(
        "score-all-equal",
        Severity.NOTE,
        Words(
            "“{name}”同组内各单位数值全部相同（{count} 个单位），按规定均得满分。",
            "all values of “{name}” in the group are equal ({count} units), so each gets full points.",
        ),
        Words("请确认数据无误。", "Check that the data are right."),
    ),
    Flag.ALONE: ProblemKind(
        "score-alone-in-group",
        Severity.NOTE,
        Words(
            "“{name}”在同组内只有一个单位有数值（{units}），按规定得满分。",
            "only one unit of the group has a value of “{name}” ({units}), so it gets full points.",
        ),
        Words("请确认分组和数据无误。", "Check the groups and the data."),
    ),
    Flag.NEUTRAL_FACTOR: ProblemKind(
        "score-neutral-factor",
        Severity.NOTE,
        Words(
            "“{name}”有因子不适用，按基准值计，不增不减（{count} 个单位）。",
            "a factor of “{name}” does not apply and counts as the base, for {count} units.",
        ),
        Words("无需处理。", "Nothing needs to be done."),
    ),
    Flag.NOTHING_APPLIES: ProblemKind(
        "score-nothing-applies",
        Severity.NOTE,
        Words(
            "“{name}”对 {count} 个单位全部不适用：{units}。",
            "nothing of “{name}” applies to {count} units: {units}.",
        ),
        Words("请确认适用范围。", "Check what applies to whom."),
    ),
}

KINDS = (
    TOO_LARGE,
    NEGATIVE_FACTOR,
    MISSING_VALUES,
    NO_TOTAL,
    ADJUSTMENTS_LOST,
    NO_OVERALL_RANK,
    QUOTA_TIE,
    *FLAGGED.values(),
)
