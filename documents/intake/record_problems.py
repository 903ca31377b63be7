"""The catalogue of what can be wrong with sheets of records as a whole."""

from __future__ import annotations

from indicators.problems import ProblemKind, warning_kind

APPROVAL_COLUMN_MISSING = warning_kind(
    "adjustment-approval-column-missing",
    "这张加减分表没有“审核”一列，表中的加减分一条都不计分。",
    "this sheet of bonuses and penalties has no column 审核; none of them counts.",
    "请加上“审核”一列，审核通过的写“通过”。",
    "Add a column 审核, and write 通过 there for those that are approved.",
)

KINDS = tuple(value for value in globals().values() if isinstance(value, ProblemKind))
