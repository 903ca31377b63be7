"""What can be wrong with the indicators a city adds of its own."""

from __future__ import annotations

from indicators.checks.kind import CheckKind
from indicators.problems import Severity
from indicators.words import Words

_ADDED = Words("适当增加个性化指标的要求", "the demand to add local indicators suitably")
_EFFECT = Words("任务措施要有特色、有载体、有实效的要求", "the demand that what is done shows an effect")
_ADD_ONLY = Words("省定指标不得改动的规矩", "the rule that provincial indicators stay as they are")

WITHOUT_EFFECT = CheckKind(
    "local-effect-missing",
    Severity.BLOCKING,
    Words(
        "个性化指标“{code} {name}”没有写明用什么衡量成效。",
        "the local indicator “{code} {name}” does not say what shows its effect.",
    ),
    Words(
        "请写上 effect：看什么变化、由谁核实，而不是做了多少事。",
        "Write effect: which change counts and who verifies it, not how much was done.",
    ),
    _EFFECT,
)
EFFECT_COUNTS = CheckKind(
    "local-effect-counts",
    Severity.WARNING,
    Words(
        "个性化指标“{code} {name}”的成效写的是“{effect}”，只是数量（“{noun}”），看不出成效。",
        "the effect of the local indicator “{code} {name}” is “{effect}”, which only counts (“{noun}”).",
    ),
    Words("请写看什么变化，如{better}。", "Say which change counts, such as {better}."),
    _EFFECT,
)
SHARE_OUTSIDE = CheckKind(
    "local-share-outside",
    Severity.BLOCKING,
    Words(
        "个性化指标占“{node}”的 {share}{group}，不在规定的 {low}%—{high}% 之内。",
        "local indicators have {share} of “{node}”{group}, outside the bounds of {low}% to {high}%.",
    ),
    Words(
        "请调整个性化指标的数量或分值，或经研究后修改 local_share。",
        "Change how many there are or their points, or decide on other bounds in local_share.",
    ),
    _ADDED,
)
OUTSIDE_BOUNDS = CheckKind(
    "local-outside-bounds",
    Severity.WARNING,
    Words(
        "个性化指标“{code} {name}”不在“{node}”之内，不受占比范围约束。",
        "the local indicator “{code} {name}” is not within “{node}”, so the bounds do not hold for it.",
    ),
    Words(
        "请核对它该不该在“{node}”之内；确需另列的，请说明理由。",
        "See whether it belongs within “{node}”; if it is meant to stand apart, say why.",
    ),
    _ADDED,
)
NO_BOUNDS = CheckKind(
    "local-share-not-bounded",
    Severity.NOTE,
    Words(
        "有 {count} 项个性化指标，占“{node}”的 {share}；方案没有规定占比范围。",
        "local indicators: {count}, with {share} of “{node}”; the scheme sets no bounds.",
    ),
    Words("建议写上 local_share: {{min: 5%, max: 15%}}。", "Consider local_share: {{min: 5%, max: 15%}}."),
    _ADDED,
)
PROVINCIAL_CODE = CheckKind(
    "local-takes-provincial-code",
    Severity.BLOCKING,
    Words(
        "个性化指标“{code} {name}”用了省级指标的代码（{item}），会被当作那一项。",
        "the local indicator “{code} {name}” uses a provincial indicator's code ({item}) and would pass for it.",
    ),
    Words(
        "个性化指标只能增加，不能代替或改动省级指标：请换一个代码。",
        "A local indicator only adds and takes no provincial one's place: give it another code.",
    ),
    _ADD_ONLY,
)

KINDS = tuple(value for value in globals().values() if isinstance(value, CheckKind))
