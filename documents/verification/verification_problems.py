"""Why a workbook cannot be verified."""

from __future__ import annotations

from indicators.problems import ProblemKind, blocking_kind

NO_SNAPSHOT = blocking_kind(
    "no-snapshot",
    "工作簿里没有供核验的快照，可能被删除，也可能不是本程序导出的结果工作簿。",
    "the workbook carries no snapshot to be verified by; it was removed, or this is no result workbook of this program.",
    "请用原始导出的文件核验；公布过的结果也可按留存的记录核验：python3 run.py verify --run 次数。",
    "Verify the file as it was exported; results that were kept can be verified from the records: python3 run.py verify --run"
    " NUMBER.",
)
SNAPSHOT_TOO_LARGE = blocking_kind(
    "snapshot-too-large",
    "单位和指标太多，导出时没有附带快照。",
    "there were so many units and indicators that the workbook was exported without a snapshot.",
    "请按留存的记录核验：python3 run.py verify --run 次数。",
    "Verify it from the records: python3 run.py verify --run NUMBER.",
)
SNAPSHOT_DAMAGED = blocking_kind(
    "snapshot-damaged",
    "快照已损坏或被改动，内容与其摘要不符，不能据以核验。",
    "the snapshot is damaged or was changed: it is not what its digest says, so nothing can be verified by it.",
    "请不要采信这个文件；向发文单位索取原始导出的文件，或按留存的记录核验：python3 run.py verify --run 次数。",
    "Do not rely on this file; ask its publisher for the exported one, or verify from the records: python3 run.py verify --run"
    " NUMBER.",
)
SNAPSHOT_LATER = blocking_kind(
    "snapshot-later",
    "快照由更新版本的指挥棒写入，本版本读不出。",
    "a newer version of Baton wrote the snapshot, which this one cannot read.",
    "请升级指挥棒后再核验。",
    "Upgrade Baton, then verify it.",
)

ENGINE_UNKNOWN = blocking_kind(
    "engine-unknown",
    "快照自称由引擎 {engine} 写出，本程序不认识这个版本，不能据以核验。",
    "the snapshot says that engine {engine} wrote it, a version this program does not know: nothing can be verified by it.",
    "发文单位用的若是更新的版本，请升级指挥棒后再核验；否则不要采信这个文件，向发文单位索取原始导出的文件。",
    "If its publisher uses a newer version, upgrade Baton and verify it then; else do not rely on this file, and ask its"
    " publisher for the exported one.",
)

KINDS = tuple(kind for kind in globals().values() if isinstance(kind, ProblemKind))
#: By why there is no snapshot.
BY_REASON = {
    "absent": NO_SNAPSHOT,
    "too large": SNAPSHOT_TOO_LARGE,
    "damaged": SNAPSHOT_DAMAGED,
    "later": SNAPSHOT_LATER,
}
