"""What can be wrong with the way a scheme covers the provincial list."""

from __future__ import annotations

from indicators.checks.kind import CheckKind
from indicators.problems import Severity
from indicators.words import Words

_FULL_COVERAGE = Words("省里指标全覆盖的要求", "the demand that every provincial indicator is covered")
_DRAFT = Words("省级办法和指标尚未出台时先行研究", "work that begins before the province's list is out")

NO_LIST = CheckKind(
    "coverage-list-missing",
    Severity.BLOCKING,
    Words(
        "方案须全覆盖省级清单“{list}”，但没有找到这份清单，覆盖无从证明。",
        "the scheme must cover the list “{list}”, which was not found, so coverage cannot be proved.",
    ),
    Words(
        "请把 {list}.yaml 放在方案旁边或其 catalogues 文件夹里，或用 --against 指明文件。",
        "Put {list}.yaml beside the scheme or into its folder catalogues, or name the file with --against.",
    ),
    _FULL_COVERAGE,
)
NO_LIST_NAMED = CheckKind(
    "coverage-list-not-named",
    Severity.WARNING,
    Words("方案没有写明须覆盖哪份省级清单。", "the scheme does not say which list it must cover."),
    Words("请在“须全覆盖的省级清单”（covers）里填上清单代码。", "Write covers: with the code of the list."),
    _FULL_COVERAGE,
)
OTHER_LIST = CheckKind(
    "coverage-other-list",
    Severity.WARNING,
    Words(
        "方案写明覆盖“{named}”，这里对照的是“{list}”。",
        "the scheme names the list “{named}”; it is held against “{list}” here.",
    ),
    Words(
        "改用这份清单时，请把“须全覆盖的省级清单”（covers）改为 {list}。",
        "When it takes over, write covers: {list}.",
    ),
    _DRAFT,
)
NOT_OFFICIAL = CheckKind(
    "coverage-list-not-official",
    Severity.NOTE,
    Words(
        "省级清单“{title}”的状态是{status}（{document}，{date}），据此得出的结果都是暂定的，各表都会标明。",
        "the list “{title}” is {status} ({document}, {date}); results that rest on it are provisional and marked so.",
    ),
    Words(
        "正式清单下达后，比较两份清单（“指标体系”页，或 diff 命令），再重新证明覆盖。",
        "When the official list arrives, compare the two (on the Indicators page, or by diff) and prove coverage anew.",
    ),
    _DRAFT,
)
NO_LIST_FOR_MAPPING = CheckKind(
    "coverage-list-not-named-but-mapped",
    Severity.BLOCKING,
    Words(
        "方案写有对应关系或不设的决定，却没有写明须覆盖哪份省级清单。",
        "the scheme maps indicators or waives some, but does not say which list it must cover.",
    ),
    Words("请在“须全覆盖的省级清单”（covers）里填上清单代码。", "Write covers: with the code of the list."),
    _FULL_COVERAGE,
)
UNCOVERED = CheckKind(
    "coverage-uncovered",
    Severity.BLOCKING,
    Words(
        "省级指标“{item} {name}”（{points} 分）没有任何市级指标覆盖，不能发布。",
        "the provincial indicator “{item} {name}” ({points} points) is covered by nothing; this blocks publication.",
    ),
    Words(
        "请增设对应指标，或给已有指标写明对应关系（covers）；经批准不设的，记入“不要求覆盖”（waivers）。",
        "Add an indicator for it, or state it in the covers of one; with approval, list it in waivers.",
    ),
    _FULL_COVERAGE,
)
PARTLY_COVERED = CheckKind(
    "coverage-partly-covered",
    Severity.BLOCKING,
    Words(
        "省级指标“{item} {name}”（{points} 分）只覆盖了 {share}（{by}），不能发布。",
        "the provincial indicator “{item} {name}” ({points} points) is covered to {share} only ({by}); this blocks"
        " publication.",
    ),
    Words(
        "请补上其余部分的指标，或核对各项份额，使合计达到 100%。",
        "Add indicators for the rest, or correct the shares, so that they reach 100%.",
    ),
    _FULL_COVERAGE,
)
WAIVED = CheckKind(
    "coverage-waived",
    Severity.NOTE,
    Words(
        "省级指标“{item} {name}”（{points} 分）只覆盖了 {share}，已由{by}批准不要求全覆盖：{reason}。",
        "the provincial indicator “{item} {name}” ({points} points) is covered to {share}; waived by {by}: {reason}.",
    ),
    Words("各表都会注明这项决定。", "The decision is printed with every table."),
    _FULL_COVERAGE,
)
WAIVER_ASTRAY = CheckKind(
    "coverage-waiver-astray",
    Severity.WARNING,
    Words(
        "“不要求覆盖”（waivers）里的“{item}”{why}，这条决定不起作用。",
        "the waiver of “{item}” has no effect: {why}.",
    ),
    Words("请核对代码，或删去这一条。", "Check the code, or remove it."),
    _FULL_COVERAGE,
)
DOUBLY = CheckKind(
    "coverage-doubly",
    Severity.WARNING,
    Words(
        "省级指标“{item} {name}”重复覆盖：{by}，合计 {share}。",
        "the provincial indicator “{item} {name}” is covered more than once: {by}, {share} in all.",
    ),
    Words(
        "同一件事考了几次；请只留一项，或写明各占的份额。",
        "The same thing is assessed several times; keep one, or state the share of each.",
    ),
    _FULL_COVERAGE,
)
ASTRAY = CheckKind(
    "coverage-mapped-to-nothing",
    Severity.BLOCKING,
    Words(
        "“{code}”写明对应“{item}”，但{why}。",
        "“{code}” is mapped to “{item}”, but {why}.",
    ),
    Words(
        "请改为清单中的指标代码{hint}；省里已取消的，请删去这条对应，或改设为个性化指标。",
        "Write the code of an indicator of the list{hint}; if the province dropped it, remove the mapping or make it a"
        " local indicator.",
    ),
    _FULL_COVERAGE,
)
IDLE = CheckKind(
    "coverage-idle",
    Severity.WARNING,
    Words(
        "“{code}”{why}，对应的“{item}”不算覆盖。",
        "“{code}” does not count for the coverage of “{item}”: {why}.",
    ),
    Words("请给它权重和适用的组，或删去这条对应。", "Give it a weight and a group, or remove the mapping."),
    _FULL_COVERAGE,
)
UNMAPPED = CheckKind(
    "coverage-unmapped",
    Severity.BLOCKING,
    Words(
        "“{code} {name}”既没有写明对应哪项省级指标，也没有写明是个性化指标，不能发布。",
        "“{code} {name}” says neither which provincial indicator it covers nor that it is local; this blocks publication.",
    ),
    Words(
        "请写明对应的省级指标（covers），或个性化指标的设置理由（local）。",
        "Write covers, or local with the reason.",
    ),
    _FULL_COVERAGE,
)

KINDS = tuple(value for value in globals().values() if isinstance(value, CheckKind))
