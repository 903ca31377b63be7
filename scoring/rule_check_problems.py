"""What can be wrong with what a rule gives: points nobody can get, points everybody gets, values that cannot be."""

from __future__ import annotations

from indicators.checks.kind import CheckKind
from indicators.problems import Severity
from indicators.words import Words

_ASSESSABLE = Words(
    "可考核的要求：满分拿得到、扣分扣得到",
    "the demand that indicators can be assessed: full points can be earned, and deductions are felt",
)

FULL_OUT_OF_REACH = CheckKind(
    "rule-full-out-of-reach",
    Severity.WARNING,
    Words(
        "“{code} {name}”满分 {points} 分，{who}最多只能得 {most} 分{at}，满分拿不到。",
        "“{code} {name}” is worth {points} points, and {who} can get no more than {most}{at}.",
    ),
    Words(
        "请核对规则的参数和填报值的范围（limits），让做得最好的单位能得满分。",
        "Check the rule's numbers and the limits of the values, so that the best unit can get full points.",
    ),
    _ASSESSABLE,
)
FLOOR_OUT_OF_REACH = CheckKind(
    "rule-floor-out-of-reach",
    Severity.NOTE,
    Words(
        "“{code} {name}”规定最低 {floor} 分（满分 {points} 分），{who}最差也得 {least} 分{at}，拉不开差距。",
        "“{code} {name}” states a floor of {floor} of {points} points, and {who} cannot get less than {least}{at}, so"
        " units are hardly told apart.",
    ),
    Words(
        "要拉开差距，请加大扣分力度；本来就这样规定的，可以不改。",
        "To tell units apart let each step cost more; if this is meant, leave it.",
    ),
    _ASSESSABLE,
)
DOES_NOT_DISCRIMINATE = CheckKind(
    "rule-does-not-discriminate",
    Severity.WARNING,
    Words(
        "“{code} {name}”满分 {points} 分，{who}无论填报多少都得 {same} 分，考不出差别。",
        "“{code} {name}” ({points} points) gives {who} {same} points whatever is reported, so it tells nobody apart.",
    ),
    Words(
        "请核对规则的参数和填报值的范围（limits）；不需要区分的，不必列为指标。",
        "Check the rule's numbers and the limits of the values; what need not tell units apart need not be an indicator.",
    ),
    _ASSESSABLE,
)
VALUE_OUT_OF_LIMITS = CheckKind(
    "rule-value-outside-limits",
    Severity.WARNING,
    Words(
        "“{code} {name}”的规则写有 {values}，但可能的值{range}，不会有这样的值。",
        "the rule of “{code} {name}” names {values}, but the values that can be {range}.",
    ),
    Words(
        "请核对规则里的数和填报值的范围（limits），两者有一处写错。",
        "Check the numbers of the rule and the limits of the values; one of them is wrong.",
    ),
    _ASSESSABLE,
)
BETTER_EARNS_LESS = CheckKind(
    "rule-better-earns-less",
    Severity.WARNING,
    Words(
        "“{code} {name}”{direction}，但{better} 得 {fewer} 分，{worse} 反而得 {more} 分。",
        "“{code} {name}”: {direction}, but {better} earns {fewer} points and {worse} {more}.",
    ),
    Words(
        "请核对各档的得分，或核对 direction（越高越好、越低越好）。",
        "Check the points of the bands, or the direction.",
    ),
    Words("导向明确的要求：做得好的得分不能少", "the demand that better work never earns less"),
)

KINDS = tuple(value for value in globals().values() if isinstance(value, CheckKind))
