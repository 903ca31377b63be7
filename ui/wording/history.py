"""What only the history page says."""

from __future__ import annotations

from indicators.words import Words

SECTION = Words("看什么", "View")
SECTIONS = {
    "publish": Words("公布", "Publish"),
    "runs": Words("计分", "Runs"),
    "compare": Words("比较", "Compare"),
    "versions": Words("版本", "Versions"),
    "log": Words("日志", "Audit log"),
}
NOTHING_YET = Words(
    "还没有打开任何考核。请在上方新建或选择一项。", "No assessment is open. Start or choose one above."
)
NUMBER = Words("序号", "No.")
WHEN = Words("时间", "When")
WHO = Words("经办人", "By")
ACT = Words("操作", "Act")
WHY = Words("依据", "Reason")
NOTE = Words("说明", "Note")
RUN = Words("计分", "Run")
RUN_NUMBER = Words("第 {number} 次", "run {number}")
SCHEME = Words("方案", "Scheme")
LIST = Words("省级清单", "Provincial list")
DATA = Words("数据", "Data")
VERSION = Words("第 {number} 版", "version {number}")
UNITS = Words("单位数", "Units")
STATE = Words("状态", "State")
PUBLIC_NOW = Words("现已公布", "Public now")
TRIAL = Words("试算", "trial")
PROVISIONAL = Words("暂定", "provisional")

# ---------------------------------------------------------------- 公布

IS_PUBLIC = Words(
    "第 {run} 次计分，{moment} 由 {by} 公布。依据：{reason}",
    "Run {run}, published {moment} by {by}: {reason}",
)
NONE_PUBLIC = Words(
    "现在没有公布的结果，所有结果都是试算。", "Nothing is public; all results are trial runs."
)
PRESENT_IS_PUBLIC = Words("现在的结果就是公布的结果。", "The present results are the published ones.")
PRESENT_DIFFERS = Words(
    "公布以后方案、清单、数据或计分引擎有了新版本；公布的结果没有变。要用现在的结果取代它，请在下面公布。",
    "The scheme, the list, the data or the engine has a newer version since; what is public has not changed. To supersede"
    " it, publish below.",
)
PUBLISH_HEADING = Words("公布现在的结果", "Publish the present results")
WHAT_PUBLISHING_DOES = Words(
    "公布时逐个核验所有数，把结果连同方案、数据冻结为一次计分；以后只能取代或撤回，不能修改。",
    "Publishing proves every figure and freezes the results with their scheme and data; they can then be superseded or"
    " withdrawn, never edited.",
)
MOVED_ON = Words(
    "您上次看过以后，方案、清单、数据或公布状态有了变化，下面是现在的结果；没有公布。请重新看过并逐条确认，已填的依据保留。",
    "Since you last looked, the scheme, the list, the data or what is public has changed; below are the present results, and"
    " nothing was published. Look through and confirm again; the reason you typed is kept.",
)
MUST_BE_SOLVED = Words("先要解决", "To be solved first")
MUST_BE_CONFIRMED = Words("逐条看过并确认", "Look through and confirm each")
NOTHING_TO_CONFIRM = Words("没有需要确认的事项。", "Nothing has to be confirmed.")
GO_THERE = Words("前往“{page}”", "Go to {page}")
CONFIRM = Words("第 {number} 条已看过，确认", "Point {number} seen and confirmed")
REASON = Words("依据（会议纪要、批准文号等，必填）", "Reason (minutes, number of a document; required)")
REASON_EXAMPLE = Words(
    "如：考核领导小组会议纪要〔2026〕3号", "such as: minutes of the steering group, 2026-3"
)
PUBLISH = Words("公布", "Publish")
SUPERSEDE = Words("公布，取代第 {run} 次", "Publish, superseding run {run}")
STILL_OPEN = Words("还差：{what}。", "Still open: {what}.")
CONFIRMATIONS_LEFT = Words("{count} 条未确认", "{count} not confirmed")
REASON_LEFT = Words("未填依据", "no reason given")
PROVING = Words("正在逐数核验…", "Proving every figure…")
PUBLISHED = Words("已公布：第 {run} 次计分。", "Published: run {run}.")
WITHDRAW_HEADING = Words("撤回公布", "Withdraw")
WITHDRAW_MEANS = Words(
    "撤回第 {run} 次计分的公布；记录仍然保留，导出恢复标“试算”。",
    "Takes run {run} back; it stays in the records, and exports are marked as a trial again.",
)
WITHDRAW_CONFIRM = Words("我确认撤回第 {run} 次计分", "I confirm that run {run} is withdrawn")
WITHDRAW = Words("撤回", "Withdraw")
WITHDRAWN = Words("已撤回：第 {run} 次计分。", "Withdrawn: run {run}.")
PUBLICATIONS = Words("公布记录", "Publications")
NO_PUBLICATIONS = Words("还没有公布过。", "Nothing has been published yet.")
ACKNOWLEDGED = Words("确认事项", "Acknowledged")
WHICH_ACT = Words("看哪一次公布确认的事项", "Acknowledged in which publication")
ACKNOWLEDGED_COUNT = Words("{count} 条", "{count}")

# ---------------------------------------------------------------- 计分

NO_RUNS = Words(
    "还没有留存过计分。结果公布时自动留存，也可以随时留存。",
    "No run is kept yet. Publishing keeps one; you can also keep one at any time.",
)
KEEP = Words("留存现在的结果", "Keep the present results")
KEPT = Words("已留存：第 {run} 次计分。", "Kept: run {run}.")
CHOOSE_RUN = Words("选一次计分", "Choose a run")
SAME = Words(
    "按当时的方案和数据重新计算，每个数都与当时留存的一致。",
    "Scored again from its scheme and data: every figure is the one that was kept.",
)
NOT_SAME = Words(
    "按当时的方案和数据重新计算，有数与当时留存的不同（当时引擎 {engine}，现在 {now}）；下表为重新计算的结果，不能作为这次计分导出；“比较”中为当时留存的结果。",
    "Scored again from its scheme and data, some figures are not those that were kept (engine {engine} then, {now} now)."
    " Below is what is scored now, which is not exported as this run; “Compare” shows what was kept.",
)
WORKBOOK = Words("下载这次的结果工作簿", "Download its result workbook")

# ---------------------------------------------------------------- 比较

NEED_TWO = Words("至少留存两次计分才能比较。", "Two kept runs are needed to compare.")
BEFORE = Words("前一次", "Earlier")
AFTER = Words("后一次", "Later")
SAME_RUN = Words("选的是同一次，请另选一次。", "This is the same run twice; choose another one.")
PLACE = Words("名次", "Rank")
TOTAL = Words("总分", "Total")
GRADE = Words("等次", "Grade")
BEFORE_OF = Words("{what}（前）", "{what}, earlier")
AFTER_OF = Words("{what}（后）", "{what}, later")
RISEN = Words("升降", "Change")
GAINED = Words("分差", "Difference")
DIFFERENT = Words(
    "{count} 个单位中有 {differing} 个的名次、总分或等次不同。",
    "{differing} of {count} units differ in place, total or grade.",
)
ALL_THE_SAME = Words(
    "所有单位的名次、总分、等次都相同。", "Place, total and grade of all units are the same."
)
ONLY_DIFFERENT = Words("只看有变化的", "Only those that differ")
BETWEEN = Words("其间的变化", "What changed between them")
SCHEME_SAME = Words(
    "方案：都是第 {number} 版，没有变化。", "Scheme: version {number} in both, nothing changed."
)
SCHEME_CHANGED = Words(
    "方案：第 {before} 版 → 第 {after} 版，{count} 处不同",
    "Scheme: version {before} → {after}, {count} differences",
)
SCHEME_UNKNOWN = Words(
    "方案：第 {before} 版 → 第 {after} 版；其中一版本程序读不懂，不能逐条比较。",
    "Scheme: version {before} → {after}; one of them is not understood any more and cannot be compared.",
)
DATA_SAME = Words("数据：都是第 {number} 版，没有变化。", "Data: version {number} in both, nothing changed.")
DATA_CHANGED = Words(
    "数据：第 {before} 版 → 第 {after} 版，{count} 个数不同",
    "Data: version {before} → {after}, {count} values differ",
)
RECORDS_CHANGED = Words(
    "其间另有 {count} 处改动涉及单位、豁免、加减分和否决，详见“填报”页的报送记录。",
    "Between them {count} changes of units, exemptions, bonuses, penalties and vetoes; see the submissions on the Data page.",
)
LISTED_OF = Words("只列出前 {shown} 条。", "The first {shown} are listed.")
UNIT = Words("单位", "Unit")
GROUP = Words("组别", "Group")
FIELD = Words("指标", "Indicator")
WAS = Words("原值", "Before")
IS = Words("新值", "After")
FROM = Words("出处", "Read from")
CELL_STATES = {
    "not applicable": Words("不适用", "not applicable"),
    "missing": Words("缺报", "missing"),
    "rejected": Words("未采用", "rejected"),
    "zero": Words("0", "0"),
}

# ---------------------------------------------------------------- 版本

FILE = Words("文件", "File")
KIND = Words("类别", "Kind")
CHANGES = Words("改动", "Changes")
DATA_VERSIONS = Words("数据的版本", "Versions of the data")
FILE_VERSIONS = Words("方案、清单和其他表的版本", "Versions of schemes, lists and other tables")
NO_VERSIONS = Words("还没有存入任何版本。", "No version is stored yet.")
BY_PROPOSAL = Words("应用权重方案 {number}", "applies proposal {number}")
CHOOSE_VERSION = Words("下载哪一版", "Version to download")
DOWNLOAD = Words("下载", "Download")

# ---------------------------------------------------------------- 日志

CHAIN_HOLDS = Words(
    "整个数据库的日志完整：{count} 条，环环相扣。",
    "The log of the whole database holds: {count} entries, each sealed with the one before.",
)
CHAIN_HEAD = Words(
    "末条印记，可打印或发给他人存证；日后用“audit verify --head”核对，截去末尾几条也能查出。",
    "Its head, to be printed or sent to somebody: “audit verify --head” holds the log against it later, and finds even a"
    " tail that was cut off.",
)
CHAIN_BROKEN = Words(
    "日志从第 {number} 条起对不上（{how}），可能被改动过。请停止操作，保留数据文件夹并告诉管理员。",
    "The log does not hold from entry {number} on ({how}); it may have been tampered with. Stop, keep the data folder and"
    " tell the administrator.",
)
UNSEALED = Words(
    "日志首尾相接，但有 {count} 条记录与它不符，如“{act}”：{how}。请停止操作，保留数据文件夹并告诉管理员。",
    "The log holds, but {count} records are not what it says, such as “{act}”: {how}. Stop, keep the data folder and tell"
    " the administrator.",
)
NOT_SEALED = Words(
    "这次计分与日志所记的不同，可能被改动过。请保留数据文件夹并告诉管理员。",
    "This run is not what the log says of it; it may have been tampered with. Keep the data folder and tell the"
    " administrator.",
)
FINGERPRINTS = Words("引擎和摘要", "Engine and fingerprints")
ACTOR_FILTER = Words("经办人", "By")
ACTOR_HINT = Words("姓名的一部分", "part of a name")
ACT_FILTER = Words("操作", "Act")
ALL_ACTS = Words("全部操作", "All acts")
DETAILS = Words("内容", "Details")
NO_ENTRIES = Words("没有符合的记录。", "No entry matches.")
PAGE = Words("第几页（新的在前）", "Page (newest first)")
NO_MORE_ENTRIES = Words("没有更早的记录了。", "There are no older entries.")
DOWNLOAD_LOG = Words("下载日志（CSV）", "Download the log (CSV)")
LOG_FILE = Words("操作日志", "Audit log")
NAMES = {
    "run": Words("计分", "run"),
    "scheme": Words("方案", "scheme"),
    "catalogue": Words("清单", "list"),
    "submission": Words("数据", "data"),
    "version": Words("版本", "version"),
    "title": Words("名称", "title"),
    "name": Words("名称", "name"),
    "note": Words("说明", "note"),
    "reason": Words("依据", "reason"),
    "file": Words("文件", "file"),
    "files": Words("文件数", "files"),
    "files_digest": Words("全部文件的摘要", "digest of all files"),
    "added": Words("新交", "added"),
    "replaced": Words("替换", "replaced"),
    "removed": Words("移出", "removed"),
    "changed": Words("改动", "changed"),
    "acknowledged": Words("确认", "acknowledged"),
    "units": Words("单位数", "units"),
    "engine": Words("引擎", "engine"),
    "proposal": Words("权重方案", "proposal"),
    "weights": Words("权重", "weights"),
    "sha256": Words("摘要", "digest"),
    "snapshot": Words("快照", "snapshot"),
    "results": Words("结果", "results"),
    "number": Words("序号", "number"),
}
