"""The words of the weights page."""

from __future__ import annotations

from indicators.words import Words

IN_FORCE = Words("方案第 {number} 版", "scheme version {number}")
SLIDER = Words("{name}，滑块", "{name}, slider")
BOX = Words("{name}，权重", "{name}, weight")
LOCK_OF = Words("锁定{name}", "Lock {name}")
OFFICIAL = Words("正式 {weight}", "official {weight}")
FACTOR = Words("系数 {factor}", "factor {factor}")
BETWEEN = Words("限 {least}—{most}", "within {least}–{most}")
UNDO = Words("撤销", "Undo")
REDO = Words("重做", "Redo")
BOUNDS = Words("上下限", "Bounds")
BOUNDS_HELP = Words(
    "留空为不限。别的项分摊时，碰到上下限就停在那里，其余各项接着按比例分摊。",
    "Empty for none. Whoever meets a bound while sharing stops there; the others share on in proportion.",
)
LEAST = Words("下限", "At least")
MOST = Words("上限", "At most")
SET_BOUNDS = Words("设定", "Set")
TAKE_NEAREST = Words("改为 {weight}", "Use {weight} instead")
CLOSE = Words("知道了", "Dismiss")
BY_CHANGE = Words("变化大的在前", "Largest change first")
OF_ROWS = Words(
    "表中为前 {shown} 个单位，共 {count} 个。", "The table shows the first {shown} of {count} units."
)
CHANGED_IN_GROUP = Words(
    "已调整 {weights} 项权重。本组 {ranks} 个单位名次变化，{grades} 个等次变化；全部组别 {all_ranks} 个名次变化，"
    "{all_grades} 个等次变化。",
    "{weights} weights differ. In this group {ranks} units change rank, {grades} change grade; in all groups"
    " {all_ranks} change rank, {all_grades} change grade.",
)
OFFICIAL_GRADE = Words("正式等次", "Official grade")
NO_UNIT = Words("没有符合的单位。", "No unit matches.")
PLACE_BEFORE = Words("正式", "Official")
PLACE_AFTER = Words("试算", "Trial")
SLOPE_LEFT_OUT = Words(
    "图中是变化最大的 {shown} 个单位，其余 {left} 个未画。",
    "The {shown} units that moved most; {left} are left out.",
)
SLOPE_ALL = Words("图中是全部 {shown} 个有名次的单位。", "All {shown} units with a rank.")
SLOPE_ALT = Words(
    "斜线图：左为正式名次，右为试算名次；{up} 个单位上升，{down} 个下降，{same} 个不变。左侧表格是同样的内容。",
    "Slope chart, official ranks on the left, trial ranks on the right; {up} units rise, {down} fall, {same} stay. The"
    " table beside it holds the same.",
)
SLOPE_NEEDS_GROUP = Words(
    "各组分别排名。选一个组别，看该组的名次变化图。",
    "Groups are ranked separately. Choose a group to see its chart.",
)

# ---------------------------------------------------------------- another scheme, a link

SCHEME_CHANGED = Words("方案已更新", "The scheme has changed")
SCHEME_CHANGED_SINCE = Words(
    "您调整权重期间，方案有了新版本。您调过的 {count} 项还在，没有丢；请选择怎么办。",
    "The scheme has a new version since you began. What you set for {count} parts is still here; choose what to do with"
    " it.",
)
NOT_KEPT = Words("不能保留：{why}。", "Cannot be kept: {why}.")
ALL_CAN_BE_KEPT = Words("全部可以保留。", "All of it can be kept.")
KEEP = Words("保留，在新版上继续", "Keep, and go on with the new version")
KEEP_WHAT_FITS = Words("保留其余的，在新版上继续", "Keep the rest, and go on with the new version")
DROP = Words("放弃调整", "Drop the tuning")
LINK_OPENED = Words("已按链接打开一套试算权重。", "The trial weights of the link are open.")
LINK_OF_OTHER_WEIGHTS = Words(
    "已按链接打开一套试算权重；链接做成以后方案的正式权重改过，名次可能与当时不同。",
    "The trial weights of the link are open. The official weights were changed since it was made, so ranks may differ"
    " from what was seen then.",
)
LINK_HELP = Words(
    "地址栏里的链接带着现在这套权重、锁定和上下限，复制给同事就能打开同样的试算。",
    "The link in the address bar holds these weights, locks and bounds; a colleague who opens it sees the same trial.",
)

# ---------------------------------------------------------------- proposals

PROPOSALS = Words("权重方案", "Proposals")
NO_PROPOSALS = Words(
    "还没有保存过。调好后填个名称和理由保存，以后可以比较，也可以应用为正式权重。",
    "None yet. Name a tuning and say why to keep it here; proposals can be compared, and one can be applied.",
)
SAVE_HEADING = Words("保存这次调整", "Save this tuning")
NAME = Words("名称", "Name")
NAME_HINT = Words("如：党建加重、会议稿一", "such as: more on party work")
WHY = Words("理由", "Reason")
WHY_HINT = Words("为什么这样调，按谁的意见", "why, and on whose advice")
SAVE = Words("保存为权重方案", "Save as a proposal")
SAVED = Words("已保存：第 {number} 号“{name}”。", "Saved as number {number}, “{name}”.")
NOTHING_TO_SAVE = Words(
    "没有保存：权重和正式方案一样。请先调整。",
    "Not saved: the weights are the official ones. Tune them first.",
)
NAME_MISSING = Words("没有保存：请填写名称。", "Not saved: type a name.")
REASON_MISSING = Words(
    "没有保存：请填写理由，日后查得到为什么这样调。", "Not saved: type a reason, for those who ask later."
)
NUMBER = Words("编号", "No.")
AUTHOR = Words("提出人", "Author")
MADE_AT = Words("时间", "Time")
MADE_ON = Words("依据", "Based on")
STATUS = Words("状态", "Status")
APPLIED = Words("已应用为方案第 {number} 版", "applied as scheme version {number}")
NOT_APPLIED = Words("未应用", "not applied")
DOES_NOT_FIT = Words("不适合现在的方案", "does not fit the present scheme")
CHOOSE = Words("选择权重方案（可选几个比较）", "Choose proposals (several to compare)")
NOTHING_CHOSEN = Words("选一个或几个", "choose one or several")
OPEN = Words("载入调整", "Open in the tuning")
OPENED = Words(
    "已载入“{name}”的权重，可以接着调整。", "The weights of “{name}” are open; tune on from there."
)
CANNOT_OPEN = Words(
    "“{name}”不能用在现在的方案上：{why}。", "“{name}” cannot be used on the present scheme: {why}."
)
OFFICIAL_COLUMN = Words("正式", "Official")
WEIGHTS_THAT_DIFFER = Words("不同的权重", "Weights that differ")
WHAT_CHANGES = Words("名次和等次有变化的单位", "Units whose rank or grade changes")
CHANGES_OF = Words("{ranks} 个名次变化，{grades} 个等次变化", "{ranks} ranks and {grades} grades change")
NOBODY_CHANGES = Words("没有单位的名次或等次变化。", "No unit changes rank or grade.")
CHANGES_CUT = Words(
    "共 {count} 个，只列变化最大的 {shown} 个。", "{count} in all; the {shown} that change most are listed."
)
APPLY = Words("应用…", "Apply…")
CHOOSE_ONE = Words("要载入或应用，请只选一个权重方案。", "To open or apply a proposal, choose only that one.")
ALREADY_APPLIED = Words(
    "“{name}”已应用为方案第 {number} 版。要再次采用，请载入调整后另存为新的权重方案。",
    "“{name}” was applied as scheme version {number}. To use it once more, open it and save it as a new proposal.",
)
APPLY_WHAT = Words(
    "把“{name}”的 {count} 项权重写进方案，成为第 {number} 版正式方案；现行第 {present} 版仍留在记录里。"
    "所有人随后看到的名次都按新版计算。",
    "Writes the {count} weights of “{name}” into the scheme as its version {number}; the present version {present} stays"
    " in the records. From then on everybody sees ranks by the new version.",
)
APPLY_NOTE = Words("按什么决定", "On whose decision")
APPLY_NOTE_HINT = Words("如：考核领导小组会议", "such as: meeting of the assessment group")
CONFIRM = Words("我确认应用为正式权重", "I confirm: apply as official weights")
APPLY_NOW = Words("应用为正式权重", "Apply as official weights")
NOT_CONFIRMED = Words("没有应用：请先勾选确认。", "Not applied: tick the confirmation first.")
APPLIED_NOW = Words(
    "已应用：“{name}”成为方案第 {number} 版。", "Applied: “{name}” is now version {number} of the scheme."
)
