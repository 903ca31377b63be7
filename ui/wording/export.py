"""What only the export page says."""

from __future__ import annotations

from indicators.words import Words

WHICH = Words("导出哪一套结果", "Results to export")
PUBLIC_RUN = Words("已公布的结果（第 {run} 次计分）", "Published results (run {run})")
PRESENT = Words("现在的结果（尚未公布）", "Present results (not published)")
TUNED = Words("调权试算", "Trial weights")
NOT_TUNED = Words(
    "到“权重”页调整后，这里可以选择导出调权试算的结果。",
    "After tuning on the Weights page, the trial results can be chosen here.",
)

PUBLISHED = Words("已公布", "Published")
PUBLISHED_BRIEF = Words("已公布-第{run}次", "published-run {run}")
PUBLISHED_MARK = Words(
    "已公布（第 {run} 次计分，{moment}，日志末条 {head}）",
    "published (run {run}, {moment}; head of the log {head})",
)
TRIAL_MARK = Words("试算", "trial")
TUNED_MARK = Words("调权试算", "trial weights")
OLD_RUN_MARK = Words("试算（第 {run} 次计分）", "trial (run {run})")
PROVISIONAL_MARK = Words("暂定：{why}", "provisional: {why}")
PUBLISHED_MEANS = Words(
    "第 {run} 次计分，{moment} 由 {by} 公布，依据：{reason}。导出会记入日志。",
    "Run {run}, published {moment} by {by}: {reason}. Exports are noted in the log.",
)
TRIAL_MEANS = Words(
    "尚未公布，文件名和每一页都标明“试算”，仅供核对。到“记录”页公布。",
    "Not published: file names and every page are marked as a trial, for checking only. Publish on the History page.",
)
TUNED_MEANS = Words(
    "这是调权试算的结果，不是正式结果；文件名和每一页都会标明。",
    "These are the results of trial weights, not official; file names and every page say so.",
)
ALSO_PROVISIONAL = Words("另标“暂定”：{why}。", " Also marked as provisional: {why}.")

FOR_READING = Words("印发、存档", "To print and keep")
FOR_MACHINES = Words("数据", "Data")
IN_ONE_GO = Words("成批生成", "In one go")
DOWNLOAD_OF = Words("下载{what}", "Download: {what}")
SYSTEM = (
    Words("指标体系表", "Indicator system"),
    Words(
        "指标表、省级指标覆盖表、责任与联络、检查问题；A3 横向",
        "Indicators, coverage of the provincial list, duties, checks; A3 landscape",
    ),
)
GROUP_TABLES = (
    Words("分组表", "Group tables"),
    Words("每组一个工作簿：排名、明细、缺报", "A workbook for each group: ranking, detail, missing"),
)
UNIT_REPORTS = (
    Words("单位报告", "Unit reports"),
    Words(
        "每个单位 A4 一页：总分、名次、等次、得失分指标和全部指标得分",
        "One A4 page for each unit: total, rank, grade, what lifted and cost it, every part",
    ),
)
CERTIFYING = (
    Words("逐数核验", "Certificate"),
    Words(
        "全部得分、名次、等次用分数运算重新计算一遍，结论写入结果工作簿",
        "Every score, place and grade worked out once more by fractions; the result workbook says how it came out",
    ),
)
CERTIFY = Words("核验", "Certify")
CERTIFIED = Words("核验通过：{count} 个数，0 个不同。", "Certified: {count} figures, 0 differ.")
NOT_CERTIFIED = Words(
    "核验没有通过：{count} 个数与分数运算的结果不同。这是程序的问题，请不要使用这套结果，并告诉维护人员。",
    "Not certified: {count} figures are not what fractions give. The fault is the program's: do not use these results, and"
    " tell whoever maintains it.",
)
UNIT_FORM = Words("文件形式", "Form")
UNIT_FORMS = {
    "zip": Words("Excel，一单位一份", "Excel, a file each"),
    "docx": Words("Word，合成一份", "Word, all in one"),
}
BULLETIN = (
    Words("考核结果通报", "Bulletin"),
    Words(
        "Word 公文版式（GB/T 9704）：排名、先进与不足、有关说明；可用本单位的模板",
        "Word, in the official layout (GB/T 9704): ranking, strong points and shortcomings, notes; by your own template",
    ),
)
TEMPLATE = Words("模板", "Template")
STANDARD_TEMPLATE = Words("下载标准模板", "Standard template")
OWN_TEMPLATE = Words(
    "用本单位的模板（在标准模板上修改后的 .docx）", "Use your own template (the standard one, changed: .docx)"
)
TEMPLATE_USED = Words("将按“{name}”写通报。", "The bulletin will be written by “{name}”.")
TEMPLATE_REFUSED = Words(
    "这个模板不能用，仍按标准模板写；请照下面改正。",
    "This template cannot be used; the standard one is. Correct what is listed.",
)
BASIS = Words("口径", "Basis")
WHICH_GROUPS = Words("组别", "Groups")
ALL_GROUPS = Words("全部组别", "All groups")
MAKE = Words("生成", "Make")
MAKE_OF = Words("生成{what}", "Make: {what}")
MAKING = Words("正在生成{what}…", "Making {what}…")
MADE = Words("已生成，{count} 个文件。", "Ready: {count} files.")
