"""What can be wrong with the way indicators are worded: they count papers, are copied, or say the same twice."""

from __future__ import annotations

from indicators.checks.kind import CheckKind
from indicators.problems import Severity
from indicators.words import Words

_NO_COUNTING = Words(
    "不得以文件、会议、方案、活动的数量衡量工作成效",
    "the ban on judging work by the number of documents, meetings, plans and activities",
)
_NO_COPYING = Words(
    "贯彻落实不得照搬照抄、上下一般粗", "the ban on passing a superior's wording down unchanged"
)
_NO_REPETITION = Words("同一事项不重复考核", "the demand that one matter is assessed once")

_COUNTS = Words(
    "“{code} {name}”中的“{passage}”数的是{form}（“{noun}”），看不出工作成效。",
    "“{code} {name}” counts {form} (“{noun}”) where it says “{passage}”, which shows no effect.",
)

COUNTS_ONLY = CheckKind(
    "counting-local",
    Severity.WARNING,
    _COUNTS,
    Words("请改用能反映成效的指标，如{effect}。", "Measure the effect instead, such as {effect}."),
    _NO_COUNTING,
)
COUNTS_ONLY_AS_LISTED = CheckKind(
    "counting-provincial",
    Severity.NOTE,
    _COUNTS,
    Words(
        "这是省级指标，不能自行取消；建议向省对口单位提出改用{effect}，评分时从实效把握。",
        "The province asks for it, so it stays; propose {effect} to the provincial counterpart.",
    ),
    _NO_COUNTING,
)
COPIED = CheckKind(
    "wording-copied",
    Severity.WARNING,
    Words(
        "“{code}”的{part}照搬了省级指标“{item} {name}”的文字：“{passage}”，相同部分占 {share}。",
        "the {part} of “{code}” is copied from the provincial indicator “{item} {name}”: “{passage}”, {share} the same.",
    ),
    Words(
        "请结合本地实际改写；与省级指标完全相同的，请在对应关系（covers）里写明“相同”（relation: equal）。",
        "Put it in terms of your own city; if it is the same indicator, state relation: equal in covers.",
    ),
    _NO_COPYING,
)
MEASURED_TWICE = CheckKind(
    "measured-twice",
    Severity.WARNING,
    Words(
        "“{code} {name}”与“{other} {other_name}”{why}，同一件事可能考了两次。",
        "“{code} {name}” and “{other} {other_name}” {why}; the same thing may be assessed twice.",
    ),
    Words(
        "请合并为一项；确属两件事的，请把名称或算式写得能分清。",
        "Merge them; if they are two things, word their names or measures so that they differ.",
    ),
    _NO_REPETITION,
)

COUNTING_SHARE = CheckKind(
    "counting-share",
    Severity.NOTE,
    Words(
        "只数文件、会议、方案、活动的指标有 {count} 项，占“{node}”的 {share}。",
        "{count} indicators only count documents, meetings, plans or activities; they have {share} of “{node}”.",
    ),
    Words("请逐步换成看成效的指标。", "Replace them step by step by indicators of effect."),
    Words(
        "不以文件、会议、方案、活动数量衡量成效的要求", "the demand not to measure work by papers and events"
    ),
)

KINDS = tuple(value for value in globals().values() if isinstance(value, CheckKind))
