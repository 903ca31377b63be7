"""The words of the page where data comes in."""

from __future__ import annotations

from documents.intake.audience import Audience
from indicators.words import Words

NO_ASSESSMENT = Words(
    "还没有考核。请先到“总览”页新建一个，或载入样例。",
    "There is no assessment yet. Start one on the Overview page, or load the sample.",
)
GO_TO_OVERVIEW = Words("去总览", "Go to Overview")
NO_SCHEME = Words(
    "还没有方案，读不懂成绩表，也生成不了填报表。请先在“指标体系”页导入方案。",
    "There is no scheme yet: no sheet can be understood and no template made. Import a scheme on the Indicators page"
    " first.",
)
GO_TO_INDICATORS = Words("去指标体系", "Go to Indicators")
VIEW = Words("看什么", "View")
VIEWS = {
    "received": Words("收报情况", "Received"),
    "upload": Words("上传", "Upload"),
    "templates": Words("填报表", "Templates"),
    "exemptions": Words("豁免", "Exemptions"),
    "last year": Words("上年结果", "Last year"),
    "history": Words("报送记录", "Submissions"),
}

# ---------------------------------------------------------------- counts

EXPECTED = Words("应报单位", "Expected")
RECEIVED = Words("已报", "Received")
DUPLICATE = Words("重复", "Duplicate")
ABSENT = Words("未报", "Missing")
OWED = Words("缺报（格）", "Cells owed")
VALUES = Words("读到数值", "Values")
HELD = Words("在用文件", "Files in use")
SUBMISSION = Words("报送", "Submission")
NTH = Words("第 {number} 次", "no. {number}")

# ---------------------------------------------------------------- received

STATUS = Words("状态", "Status")
DUE = Words("报送截止日", "Due date")
DUE_HELP = Words(
    "只用来看谁迟报：所有文件都在这一天之后收到的单位算迟报。不影响计分。",
    "Only to see who was late: units all of whose files came after this day. It changes no score.",
)
ALL = Words("全部", "All")
OWING = Words("已报有缺", "With gaps")
SEARCH = Words("查找单位", "Find a unit")
SEARCH_HINT = Words("名称或代码", "name or code")
FIRST = Words("最早收到", "First received")
FROM_FILES = Words("来自文件", "Files")
NOBODY = Words("没有符合的单位。", "No unit matches.")
SHOWN_OF = Words("{shown} / {count} 个单位", "{shown} of {count} units")
DOWNLOAD_RECEIVED = Words("下载对账表（CSV）", "Download the list (CSV)")
RECONCILIATION = Words("收报对账", "Reconciliation")
FILES_IN_USE = Words("在用文件", "Files in use")
UNKNOWN_FILES = Words("这些文件里没有认出单位：{names}", "No unit was recognised in these files: {names}")
NOTHING_YET = Words(
    "还没有任何报送。请在“上传”里交名册和成绩表；有了名册就能生成填报表。",
    "Nothing has been handed in. Upload a register and score sheets; with a register templates can be made.",
)
HANDED_IN_BY = Words("报送人", "By")
WHEN = Words("时间", "When")
CAME_WITH = Words("第几次", "No.")
DOWNLOAD_ORIGINAL = Words("下载原件", "Download the original")
REMOVE = Words("移出数据…", "Take out of the data…")
REMOVE_HELP = Words(
    "先试读去掉它以后的数据，看清变化，再决定是否存入；原件仍留在报送记录里。",
    "First read what the data would be without it; you see what changes before anything is stored. The original stays in"
    " the submissions.",
)
PICK_FILE = Words("点选一行，可下载原件或移出数据。", "Select a row to download the original or take it out.")

# ---------------------------------------------------------------- upload

DATA_FILES = Words(
    "名册、成绩表，以及豁免、加减分、否决登记（.xlsx、.csv 或 .zip，可一次选多个）",
    "Register, score sheets, and records of exemptions, adjustments and vetoes (.xlsx, .csv or .zip, several at once)",
)
HOW = (
    Words("上传后先试读：列出问题和变化，什么都不存。", "Files are first only read: problems and changes are shown, nothing is stored."),
    Words("看过以后点“存入”，整批一次存入；有必须改正的问题就不能存。", "Then Store takes the whole batch at once, unless something must be corrected."),
    Words("同名文件替换原来那份；内容相同的文件会认出来。", "A file of the same name takes the other's place; the same content is recognised."),
    Words("同一格后报的为准；填报表里的空格也算回答，成绩表里的空格不算。", "Of a cell the later report holds; a blank in a form is an answer, a blank in a sheet says nothing."),
    Words("名册一行一个单位，列名为“单位代码”“单位”“组别”；后交的名册整份取代先前的名册。", "A register has one unit a row, in columns 单位代码, 单位 and 组别; a later one replaces the earlier as a whole."),
)  # fmt: skip
READING = Words("正在试读…", "Reading…")
TRY_BROKEN = Words("试一张有错的样表", "Try a sheet with mistakes")
TRY_BROKEN_HELP = Words(
    "在样例上加一张故意填错的区县成绩表，看看问题怎样列出；不会存入。",
    "Adds a district sheet with deliberate mistakes to the sample, to see how problems are listed; it cannot be stored.",
)

# ---------------------------------------------------------------- dry run

DRY_RUN = Words("试读结果（尚未存入）", "What was read (not stored yet)")
READY = Words("可以存入。", "Ready to be stored.")
READY_WITH = Words(
    "可以存入；另有 {warnings} 条请留意、{notes} 条说明。",
    "Ready to be stored; {warnings} warnings and {notes} notes.",
)
BLOCKED = Words(
    "不能存入：有 {blocking} 个问题必须改正（另有 {warnings} 条请留意、{notes} 条说明）。现有数据没有改动。",
    "Cannot be stored: {blocking} problems must be corrected ({warnings} warnings, {notes} notes). The present data is"
    " unchanged.",
)
CORRECTED = Words(
    "改好的文件传到这里：替换同名的，同批其他文件不必重传",
    "Upload corrected files here: they replace those of their names; the batch's other files stay",
)
NOTHING_NEW = Words("没有新的内容，不必存入。", "There is nothing new; nothing needs to be stored.")
LOSES = Words(
    "注意：{count} 个已报的数据将变为缺报或不适用，见“变化”。",
    "Note: {count} reported values would go missing or not apply any more; see Changes.",
)
DROPS = Words(
    "注意：新名册没有这 {count} 个单位，存入后它们不再参加考核，已报的 {values} 个数据一并不计：{names}。如非有意，请放弃，补全名册后"
    "重新上传。",
    "Note: the new register is without these {count} units. Once it is stored they are not assessed any more, and their"
    " {values} values do not count: {names}. Unless that is meant, discard this and upload a complete register.",
)
AND_OTHERS = Words("等", " and others")
STRANDED = Words(
    "上传的“{names}”取代了同名的旧名册，而先前的表里有新名册上没有的单位，认不出来了。请放弃，把新名册换个文件名再上传：旧名册留作先前"
    "各表的依据，新名册整份生效。",
    "“{names}” takes the place of the earlier register of that name, and earlier sheets tell of units that the new one"
    " does not have. Discard this and upload the new register by another name: the earlier one then stays for reading"
    " earlier sheets, and the new one holds as a whole.",
)
MOVED_ON = Words(
    "其间 {actor} 存入了第 {number} 次报送。变化互不影响时，点“存入”会叠加在新数据上；否则请重新试读。",
    "Meanwhile {actor} stored submission {number}. Where the changes do not touch, Store puts yours on top of theirs;"
    " otherwise read again.",
)
READ_AGAIN = Words("按最新数据重新试读", "Read again on the present data")
STORE = Words("存入", "Store")
DISCARD = Words("放弃", "Discard")
NOTE = Words("说明（可不填）", "Note (optional)")
NOTE_HINT = Words("如：甲县更正整改率", "such as: corrected rate of one county")
STORING = Words("正在存入…", "Storing…")
SCORING = Words("已存入，正在计分…", "Stored; scoring…")
STORED = Words(
    "已存入：第 {number} 次报送，改变 {changed} 处。", "Stored: submission {number}, {changed} changes."
)
STORED_NOT_SCORED = Words(
    "已存入第 {number} 次报送；计分结果没有留存：{why}",
    "Submission {number} is stored; its results were not kept: {why}",
)
NEW_FILES = Words("新文件", "New files")
REPLACED = Words("替换", "Replaced")
REMOVED = Words("移出", "Taken out")
REPEATED = Words("相同", "The same")
CHANGED_CELLS = Words("数据变化", "Values changed")
CHANGED_RECORDS = Words("名册和登记变化", "Records changed")
PROBLEMS = Words("问题（{count}）", "Problems ({count})")
CHANGES = Words("变化（{count}）", "Changes ({count})")
FILES = Words("文件（{count}）", "Files ({count})")
NO_PROBLEMS = Words("没有发现问题。", "No problems were found.")
NO_CHANGES = Words("与现有数据相同，没有变化。", "The same as the present data; nothing changes.")
BEFORE = Words("原来", "Before")
AFTER = Words("改为", "After")
WHERE = Words("出处", "Read from")
NEW_UNIT = Words("（新单位）", "(new unit)")
CHANGES_CUT = Words(
    "共 {count} 处，只显示前 {shown} 处；下载的清单是全的。",
    "{count} in all; the first {shown} are shown, the download has all.",
)
DOWNLOAD_CHANGES = Words("下载变化清单（CSV）", "Download the changes (CSV)")
STATES = {
    "zero": Words("0", "0"),
    "not applicable": Words("不适用", "not applicable"),
    "missing": Words("缺报", "missing"),
    "rejected": Words("不能采用", "rejected"),
}
ROLE = Words("作用", "Role")
IS_NEW = Words("新增", "new")
IS_REPLACEMENT = Words("替换同名文件", "replaces the one of that name")
IS_REMOVED = Words("移出", "taken out")
IS_REPEATED = Words("内容与“{first}”相同，不再读", "the same as “{first}”, not read again")
IS_HELD = Words(
    "内容与“{first}”相同（第 {number} 次报送，{actor}，{when}），不再读",
    "the same as “{first}” (submission {number}, {actor}, {when}), not read again",
)
PROBLEM_COUNT = Words("问题", "Problems")
MARKED_OF = Words("标出问题的副本：哪个文件", "Copy with the problems marked: of which file")
MARKED = Words("下载标注副本（.xlsx）", "Download the marked copy (.xlsx)")
MARKED_NAME = Words("标注", "marked")
MARKED_HELP = Words(
    "原样的文件，有问题的格子标了颜色和批注，首页是问题清单；改好后再上传即可。",
    "The file as it is, with the cells coloured and commented and a list of problems in front; correct it and upload it"
    " again.",
)

# ---------------------------------------------------------------- templates

NO_REGISTER = Words(
    "还没有单位名册，不知道填报表发给谁。请先在“上传”里交名册（单位代码、单位、组别三列）。",
    "There is no register yet, so nobody to make templates for. Upload one first (columns 单位代码, 单位, 组别).",
)
FORM_OR_SHEET = Words("形式", "Kind")
KINDS = {
    "form": Words("每个单位一份填报表", "A form for each unit"),
    "sheet": Words("每组一张大表", "A sheet for each group"),
}
FOR_GROUP = Words("组别", "Group")
FOR_UNIT = Words("单位", "Unit")
EVERY_UNIT = Words("本组全部单位", "All units of the group")
AUDIENCE = Words("谁来填", "Filled in by")
AUDIENCES = {
    Audience.UNITS: Words("单位填的", "units"),
    Audience.OFFICE: Words("考核办和责任部门填的", "the office and departments"),
    Audience.ALL: Words("全部", "all"),
}
LAST_YEAR = Words("上年值取自", "Last year's values from")
NO_LAST_YEAR = Words("不带上年值", "none")
LAST_YEAR_HELP = Words(
    "本库中的另一个考核；名称和计量单位都相同的指标带出上年值。",
    "Another assessment of this database; indicators of the same name and unit of measure show its values.",
)
NOTHING_ASKED = Words(
    "所选的单位没有要自己填报的内容；考核办和责任部门填的，请选“每组一张大表”。",
    "These units have nothing to report themselves; what the office fills in comes as a sheet for each group.",
)
TEMPLATES_NOTE = Words(
    "单位、指标、计量单位、目标值、上年值都已填好，只留要填的格子；已豁免的不列。交回后自动认出是谁的表。",
    "Unit, indicators, units of measure, targets and last year's values are filled in; what is exempt is left out. A"
    " template that comes back is recognised.",
)
MAKE_ALL = Words("生成 {count} 份，打成一个 zip", "Make {count}, in one zip")
MADE = Words("已生成 {count} 份，请下载。", "{count} made, ready to be downloaded.")
MAKING = Words("正在生成填报表…", "Making templates…")
DOWNLOAD_ONE = Words("下载填报表", "Download the template")

# ---------------------------------------------------------------- exemptions

IN_FORCE = Words("有效的豁免", "Exemptions in force")
NO_EXEMPTIONS = Words("没有登记豁免。", "No exemption is recorded.")
RECORD = Words("登记一条豁免", "Record an exemption")
INDICATOR = Words("指标", "Indicator")
PERIOD = Words("时期", "Period")
WHOLE_YEAR = Words("全年", "the whole year")
REASON = Words("理由", "Reason")
APPROVED_BY = Words("批准人", "Approved by")
RECORDED_BY = Words("登记人", "Recorded by")
RECORD_NEXT = Words("试读", "Read")
INCOMPLETE = Words(
    "豁免登记：单位、指标、理由和批准人都要填。请补全后再点“试读”。",
    "Exemption: unit, indicator, reason and approver are all needed. Complete them and try again.",
)
EXEMPT_ALREADY = Words(
    "豁免登记：{unit} 的 {indicator} 已经豁免。请核对左边的清单。",
    "Exemption: {indicator} of {unit} is exempt already. See the list on the left.",
)
NOT_IN_PERIOD = Words(
    "豁免登记：{indicator} 不分这个时期。请改选“全年”。",
    "Exemption: {indicator} has no such period. Choose the whole year.",
)
WITHDRAW = Words("撤销这条豁免…", "Withdraw this exemption…")
ELSEWHERE = Words(
    "这条豁免来自文件“{file}”。要撤销，请改正该文件后重新上传，或在“收报情况”里移出它。",
    "This exemption comes from the file “{file}”. To withdraw it, correct that file and upload it again, or take it out"
    " under Received.",
)
PICK_EXEMPTION = Words(
    "点选一行，可撤销在这里登记的豁免。", "Select a row to withdraw what was recorded here."
)
RECORD_HELP = Words(
    "登记和撤销都先试读，看清影响再存入；谁、何时登记都记在文件“{file}”和审计日志里。",
    "Both are first read and shown before they are stored; who and when is kept in the file “{file}” and in the audit"
    " log.",
)

# ---------------------------------------------------------------- history

NO_SUBMISSIONS = Words("还没有报送记录。", "There are no submissions yet.")
REMARK = Words("说明", "Note")
CHANGED = Words("改变（处）", "Changes")
BY_SCHEME = Words("方案版本", "Scheme")
PICK_SUBMISSION = Words("点选一次报送，看它改变了什么。", "Select a submission to see what it changed.")
OF_SUBMISSION = Words("第 {number} 次报送", "Submission {number}")
PAGE = Words("第几页（每页 {size} 条）", "Page ({size} each)")
BROUGHT = Words("这次交来的文件", "Files it brought")
BROUGHT_NONE = Words("这次没有新文件。", "It brought no new file.")
NO_VALUE_CHANGES = Words("没有改变任何数据。", "It changed no value.")

# ---------------------------------------------------------------- last year

NO_LAST_YEAR = Words(
    "还没有导入上年结果；导入后，“单位”页会与上年对比。",
    "Last year's results are not imported; with them, the Unit page compares each unit with last year.",
)
LAST_YEAR_IS = Words(
    "正在使用“{name}”，{actor} 于 {at} 导入。再导入一份即换用新的，原来的仍留存。",
    "“{name}” is in use, imported by {actor} at {at}. Another one takes its place; this one is kept.",
)
LAST_YEAR_HOW = Words(
    "一行一个单位：单位代码或单位、总分、名次、等次，可再加各指标一列；指挥棒导出的结果工作簿也可以直接用。",
    "One row per unit: code or name, total, rank, grade, and a column for each indicator if at hand; a result workbook of"
    " Baton will do as well.",
)
LAST_YEAR_FILE = Words("上年结果表（.xlsx 或 .csv）", "Table of last year's results (.xlsx or .csv)")
LAST_YEAR_READ = Words(
    "读到 {units} 个单位的上年总分（今年共 {expected} 个单位），各项得分 {points} 个。",
    "Last year's totals of {units} units were read (of {expected} this year), and {points} points of parts.",
)
LAST_YEAR_REFUSED = Words(
    "有必须改正的问题，没有导入。请按上面的清单改正后重新选择文件。",
    "There are problems that must be corrected; nothing was imported. Correct them and choose the file again.",
)
STORE_LAST_YEAR = Words("导入", "Import")
