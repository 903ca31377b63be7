"""The words around every page: what is open, how final it is, and who is at work."""

from __future__ import annotations

from indicators.words import Words

ASSESSMENT = Words("考核", "Assessment")
START = Words("新建", "New")
START_HELP = Words(
    "新建一项空白考核；原有各项都保留，可随时切换。",
    "Start an empty assessment; those there are stay, and you can switch at any time.",
)
NEW_TITLE = Words("考核名称", "Title of the assessment")
NEW_TITLE_EXAMPLE = Words("如：2026年度党建考核", "such as: Party building 2026")
START_EMPTY = Words("新建空白考核", "Start it, empty")

PUBLIC = Words("已公布", "Published")
PUBLIC_MEANS = Words(
    "这些结果已按现行方案和数据公布。", "These results, of just this scheme and data, are published."
)
TRIAL_MEANS = Words(
    "这些结果尚未公布，可能还会改动；在“记录”页公布。",
    "These results are not published and may change; publish them on the History page.",
)
SAMPLE = Words("样例，均为虚构", "sample, all invented")

ACTOR = Words("经办人", "Acting")
ACTOR_NAME = Words("经办人姓名", "Your name")
ACTOR_HELP = Words(
    "上传、公布、保存权重等操作都记在此人名下。",
    "Uploads, publications and saved weights are recorded in this name.",
)
CHANGE = Words("更改", "Change")

BLOCKED = Words(
    "现在没有结果：有 {count} 个问题必须改正，清单在“{page}”页。",
    "There are no results now: {count} problems must be corrected; see the {page} page.",
)
GO_THERE = Words("去{page}", "Go to {page}")
