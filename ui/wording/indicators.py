"""The words of the indicators page."""

from __future__ import annotations

from indicators.rules import Direction
from indicators.words import Words
from records import Kind

#: The parts of the page, by the name they have in a link.
SECTIONS = {
    "tree": Words("指标", "Indicators"),
    "coverage": Words("覆盖对照", "Coverage"),
    "checks": Words("检查", "Checks"),
    "versions": Words("版本", "Versions"),
    "exchange": Words("导入导出", "Import and export"),
}
SECTION = Words("看什么", "Show")
SCHEME_UNREADABLE = Words(
    "方案第 {number} 版不能使用，有 {count} 个问题必须改正。请改正后在“导入导出”里存为新版，或从“版本”里下载以前的版本。",
    "Scheme version {number} cannot be used: {count} problems must be corrected. Correct them and store a new version under"
    " Import and export, or take an earlier one from Versions.",
)

# ---------------------------------------------------------------- the tree

SEARCH = Words("查找指标", "Find an indicator")
SEARCH_HINT = Words("代码、名称、规则里的字", "code, name, words of the rule")
OWNER = Words("责任单位", "Responsible")
GROUP = Words("适用组别", "Group")
ONLY = Words("范围", "Which")
ONLY_CHOICES = {
    "": Words("全部指标", "all indicators"),
    "listed": Words("省定指标", "provincial"),
    "local": Words("个性化指标", "local"),
    "unmapped": Words("未写明对应的", "not mapped"),
}
SHOWN = Words(
    "{title}：共 {count} 项指标，显示 {shown} 项；点指标展开口径、依据等，★ 为本市个性化指标。",
    "{title}: {shown} of {count} indicators; click one for everything else it says, ★ is the city's own.",
)
NOTHING_FITS = Words("没有符合条件的指标。", "No indicator fits.")
INDICATOR = Words("指标和评分规则", "Indicator and rule")
POINTS = Words("满分", "Points")
WEIGHT = Words("权重", "Weight")
DIRECTION = Words("方向 / 单位", "Direction / unit")
DIRECTIONS = {
    Direction.HIGHER: Words("越高越好", "higher is better"),
    Direction.LOWER: Words("越低越好", "lower is better"),
}
GROUPS = Words("组别", "Groups")
ORIGIN = Words("省定 / 个性化", "Provincial / local")
LOCAL = Words("★ 个性化", "★ local")
COVERS = Words("{item} {relation} {share}", "{item} {relation} {share}")
UNMAPPED = Words("未写明对应", "not mapped")
DUTY = Words("责任单位 / 省对口", "Responsible / counterpart")
COUNTERPART = Words("对口：{name}", "counterpart: {name}")
DEADLINE = Words("时限", "Deadline")
DETAILS = {
    "basis": Words("口径", "How it is measured"),
    "measure": Words("算式", "Measure"),
    "local": Words("设置理由", "Why it was added"),
    "effect": Words("成效衡量", "What shows its effect"),
    "task": Words("年度任务", "Task"),
    "liaison": Words("对接", "Liaison"),
    "data_source": Words("数据来源", "Data source"),
    "clause": Words("依据", "Clause"),
    "evidence": Words("佐证材料", "Evidence"),
    "reports": Words("报表总结", "Reports"),
    "missing": Words("缺报", "If missing"),
    "periods": Words("分期考核", "Measured in"),
}

# ---------------------------------------------------------------- coverage

LIST = Words("对照哪一版省级清单", "Against which list")
LIST_CHOICE = Words("第 {number} 版 · {title}（{status}）{own}", "version {number} · {title} ({status}){own}")
LIST_OF_SCHEME = Words(" · 方案写明的", " · named by the scheme")
NO_LISTS = Words(
    "还没有省级清单，覆盖无从对照。请在“导入导出”里导入清单（.xlsx 或 .yaml）。",
    "There is no provincial list to hold the scheme against. Import one (.xlsx or .yaml) under Import and export.",
)
LIST_MISSING = Words(
    "方案写明须覆盖“{code}”，但没有导入过这份清单；下面对照的是另一份。",
    "The scheme names the list “{code}”, which was never imported; another one is shown below.",
)
OTHER_LIST = Words(
    "方案写明须覆盖的是“{code}”；这里对照的是另一份，只供比较。",
    "The scheme names the list “{code}”; this is another one, for comparison only.",
)
IN_COUNT = Words("按项数", "In count")
IN_WEIGHT = Words("按分值", "By points")
OF_ITEMS = Words("{covered} / {items} 项", "{covered} of {items}")
OF_POINTS = Words("{covered} / {points} 分", "{covered} of {points} points")
DIMENSION = Words("一级指标", "Dimension")
ALL_ITEMS = Words("全部", "All")
PROVINCE = Words("省级清单", "Provincial list")
CITY = Words("本市指标", "The city's indicators")
RELATION = Words("对应", "Relation")
SHARE = Words("份额", "Share")
REMARK = Words("说明", "Remarks")
NO_CLAIM = Words("没有指标承接", "nothing answers for it")
STANDINGS = {
    "open": Words("未覆盖", "Not covered"),
    "partly": Words("部分覆盖", "Partly covered"),
    "waived": Words("经批准不设", "Waived"),
    "covered": Words("已覆盖", "Covered"),
}
SECTION_COUNT = Words("{title}（{count} 项）", "{title} ({count})")
LEFT_OUT = Words("合计 {share}，还差 {rest}", "{share} in all, {rest} left out")
DOUBLY = Words("重复覆盖，合计 {share}", "covered more than once, {share} in all")
IDLE = Words("{code} 不计：{why}", "{code} does not count: {why}")
WAIVED_BY = Words("{by} 批准：{why}", "waived by {by}: {why}")
UNSURE = Words("清单内容{sure}", "what the list says is {sure}")
ASTRAY = Words("对应不上的：清单里没有这个代码", "Mapped to nothing: codes the list does not have")
UNMAPPED_TITLE = Words("未写明对应、也不是个性化的", "Neither mapped nor local")
LOCALS = Words("本市个性化指标", "The city's own indicators")

# ---------------------------------------------------------------- checks

CHECKS_CLEAN = Words("检查没有发现问题。", "The checks found nothing.")
CHECKS_COUNTS = Words(
    "必须改正 {blocking} · 请留意 {warnings} · 说明 {notes}。必须改正的问题不影响试算，但改正前不能公布。",
    "{blocking} to correct · {warnings} warnings · {notes} notes. What must be corrected never stops a trial, only"
    " publication.",
)
REMEDY = Words("怎么办：{remedy}", "Do this: {remedy}")
KIND_COUNT = Words("{severity} · {count} 处", "{count} × {severity}")

# ---------------------------------------------------------------- versions

KIND = Words("什么的版本", "Versions of")
KINDS = {Kind.SCHEME: Words("方案", "Scheme"), Kind.CATALOGUE: Words("省级清单", "Provincial lists")}
NO_VERSIONS = Words("还没有存过。", "None yet.")
NUMBER = Words("版本", "Version")
FILE = Words("文件", "File")
NOTE = Words("说明", "Note")
WHO = Words("经办人", "By")
WHEN = Words("时间", "When")
NTH = Words("第 {number} 版", "version {number}")
PRESENT = Words("第 {number} 版（现行）", "version {number} (present)")
APPLIES = Words("应用权重方案 {number}", "applies proposal {number}")
OLDER = Words("从", "From")
NEWER = Words("到", "To")
DIFFERENCES = Words("第 {old} 版 → 第 {new} 版", "Version {old} → version {new}")
ONE_VERSION = Words("只有一版，没有可比较的。", "There is one version only; nothing to compare.")
UNREADABLE = Words(
    "其中一版现在读不出来，不能比较；可以下载原文。",
    "One of them cannot be read now, so they are not compared; their texts can be downloaded.",
)
NO_DIFFERENCES = Words("内容没有差别。", "They say the same.")
CHANGE = Words("变化", "Change")
INDICATOR_CHANGED = Words("条目", "Entry")
FIELD = Words("项目", "Field")
BEFORE = Words("原来", "Before")
AFTER = Words("现在", "After")
GUESS = Words("推测，请确认", "a guess, confirm it")
REPROOFS = Words("方案须重新证明的（{count} 处）", "To be proved anew ({count})")
BROKEN = Words("对应已失效", "relation broken")
BY = Words("本市指标", "City indicators")
WHY = Words("原因", "Why")
DO_THIS = Words("怎么办", "Do this")
DIFFERENCES_CUT = Words(
    "共 {count} 处，只列前 {shown} 处；全部见变化表。", "{count} in all, the first {shown} are shown."
)
DOWNLOAD_VERSION = Words("下载第 {number} 版（.yaml）", "Version {number} (.yaml)")
DOWNLOAD_DIFFERENCES = Words("下载变化表（.xlsx）", "Changes (.xlsx)")

# ---------------------------------------------------------------- import and export

EXPORT = Words("导出", "Export")
EXPORT_LINE = Words(
    "修改指标体系：下载工作簿，在 Excel 或 WPS 里改好，再从右边上传。工作簿记着它出自哪一版。",
    "To change the indicators: download the workbook, edit it in Excel or WPS, upload it on the right. It remembers which"
    " version it came from.",
)
WORKBOOK = Words("方案工作簿，可编辑（.xlsx）", "Scheme workbook, to be edited (.xlsx)")
SCHEME_TEXT = Words("方案文本（.yaml）", "Scheme as text (.yaml)")
TABLES = Words(
    "指标体系表、对照表等，可打印（.xlsx）", "Printed tables: indicators, coverage, duties (.xlsx)"
)
LIST_WORKBOOK = Words("省级清单工作簿，可编辑（.xlsx）", "Provincial list workbook, to be edited (.xlsx)")
LIST_TEXT = Words("省级清单文本（.yaml）", "Provincial list as text (.yaml)")
UPLOAD = Words("导入", "Import")
UPLOAD_LABEL = Words(
    "方案或省级清单（.xlsx 工作簿或 .yaml）", "A scheme or a provincial list (.xlsx or .yaml)"
)
UPLOAD_LINE = Words(
    "先看问题和变化，按“存为新版”才会存入；以前的版本都留着。",
    "Problems and changes are shown first; nothing is stored before you say so, and earlier versions stay.",
)
READING = Words("正在读取，并用现有数据试算…", "Reading it, and trying it on the data at hand…")
UNUSABLE = Words(
    "“{name}”不能存入：有 {count} 个问题必须改正。现行版本没有改动。",
    "“{name}” cannot be stored: {count} problems must be corrected. The present version is unchanged.",
)
IS_SCHEME = Words("方案：{title}（{count} 项指标）", "Scheme: {title} ({count} indicators)")
IS_LIST = Words(
    "省级清单：{title}（{code}，{status}，{count} 项）",
    "Provincial list: {title} ({code}, {status}, {count} indicators)",
)
IS_FIRST = Words("这是第一版。", "This is the first version.")
IS_REPEATED = Words(
    "与现在的第 {number} 版完全相同，不必再存。",
    "It is just what version {number} is; there is nothing to store.",
)
COMPARED_WITH = Words("与第 {number} 版相比", "Compared with version {number}")
OUTDATED = Words(
    "这本工作簿出自第 {number} 版，现行的是第 {present} 版。下面列出的变化里，有些会撤销别人后来的修改，请逐条看过。",
    "This workbook came from version {number}; version {present} is the present one. Some of the changes below undo what"
    " others changed since: look at each of them.",
)
OUTDATED_UNKNOWN = Words(
    "这本工作簿不是从现行第 {present} 版导出的。下面列出的变化里，有些可能会撤销别人的修改，请逐条看过。",
    "This workbook was not made from the present version {present}. Some of the changes below may undo what others did: look"
    " at each of them.",
)
CONFIRM_OUTDATED = Words(
    "我已逐条看过，按工作簿的内容存入", "I have looked at each of them; store what the workbook says"
)
NEWER_MEANWHILE = Words(
    "您查看期间，有人存入了新版。请重新比较，再决定是否存入。",
    "Somebody stored a newer version while you looked. Compare again, then decide.",
)
COMPARE_AGAIN = Words("重新比较", "Compare again")
FITS_DATA = Words(
    "现有数据（{files} 个文件）按新方案读取：没有必须改正的问题，可以照常计分。",
    "The data at hand ({files} files) fits the new scheme: nothing must be corrected.",
)
DOES_NOT_FIT = Words(
    "现有数据（{files} 个文件）按新方案读取：会有 {count} 个问题必须改正，改正前没有排名。方案仍可存入。",
    "Read by the new scheme, the data at hand ({files} files) would have {count} problems to correct, and no ranking before"
    " that. The scheme can be stored all the same.",
)
LIST_NOT_NAMED = Words(
    "方案写明须覆盖的是“{named}”。这份清单存入后可在“覆盖对照”里比较；要以它为准，请把方案的“须全覆盖的省级清单”改为“{code}”。",
    "The scheme names the list “{named}”. Once stored, this one can be compared under Coverage; to rest on it, name"
    " “{code}” in the scheme.",
)
HOLDS_UNITS = Words(
    "工作簿里带有单位名册（{count} 个单位）。名册属于填报数据，不随方案存入；请下载后在“填报”页上传。",
    "The workbook holds a register of {count} units. It belongs to the data, not to the scheme: download it, then upload it"
    " on the Data page.",
)
HOLDS_UNITS_NAME = Words("名册", "register")
DOWNLOAD_UNITS = Words("下载名册（.csv）", "The register (.csv)")
STORE_NOTE = Words("说明（改了什么、按谁的意见）", "Note (what is new, on whose advice)")
STORE_NOTE_HINT = Words("如：按6月部门意见调整分值", "such as: points adjusted after the June round")
STORE = Words("存为第 {number} 版", "Store as version {number}")
PUT_ASIDE = Words("放弃", "Put aside")
STORED = Words("已存为{kind}第 {number} 版。", "Stored as version {number} of the {kind}.")
# ---------------------------------------------------------------- an empty assessment

BEGIN = Words(
    "“{title}”还没有指标体系，从下面选一条路开始。", "“{title}” has no indicators yet. Choose a way to begin."
)
FROM_PRESET = Words("从模板开始", "From a preset")
FROM_PRESET_LINE = Words(
    "模板是能直接计分的完整方案，分值、规则都可以再改。",
    "A preset is a whole scheme that works; change whatever you like.",
)
USE_PRESET = Words("用“{title}”", "Use “{title}”")
FROM_BLANK = Words("填空白工作簿", "A blank workbook")
FROM_BLANK_LINE = Words(
    "下载后在 Excel 或 WPS 里逐行填写，表内有填写说明和全部规则样例，填好从右边上传。",
    "Fill it in with Excel or WPS, row by row; guidance and samples of every rule are inside. Then upload it.",
)
BLANK = Words("下载空白工作簿（.xlsx）", "Blank workbook (.xlsx)")
FROM_FILE = Words("上传已有的", "Upload what you have")
NO_ASSESSMENT = Words("还没有打开任何考核。", "No assessment is open.")
GO_TO_OVERVIEW = Words("去总览新建", "Start one on the Overview")
