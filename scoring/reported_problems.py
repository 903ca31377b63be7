"""The catalogue of what can be wrong with a number that was reported, wherever it was read."""

from __future__ import annotations

from indicators.problems import ProblemKind, blocking_kind, warning_kind

NOT_A_CHOICE = blocking_kind(
    "value-not-a-choice",
    "“{value}”不是可填的内容。",
    "“{value}” is none of the answers.",
    "请填以下之一：{choices}。",
    "Write one of: {choices}.",
)
OUT_OF_RANGE = blocking_kind(
    "value-out-of-range",
    "{value} 超出范围（{range}）。",
    "{value} is outside its range ({range}).",
    "请核对数值和单位。",
    "Check the value and its unit of measure.",
)
NOT_WHOLE = blocking_kind(
    "value-not-whole",
    "{value} 不是整数。",
    "{value} is not a whole number.",
    "请填写整数。",
    "Write a whole number.",
)
TOO_MANY_DECIMALS = blocking_kind(
    "value-too-precise",
    "{value} 有 {count} 位小数，最多 {limit} 位。",
    "{value} has {count} decimals; at most {limit} are allowed.",
    "请四舍五入后填写。",
    "Round it before handing it in.",
)
UP_TO_ONE_PERCENT = warning_kind(
    "value-up-to-one-percent",
    "{cells}在 0—1 之间（如 {value}），计量单位是 %，按 {value}% 读取。",
    "{cells} between 0 and 1 (such as {value}); the unit of measure is %, so it was read as {value}%.",
    "如应为 {hundredfold}%，请填 {hundredfold}。",
    "If {hundredfold}% is meant, write {hundredfold}.",
)
PART_ABOVE_WHOLE = warning_kind(
    "value-part-above-whole",
    "{part} {value} 大于 {whole} {of_whole}，“{name}”超过 100%。",
    "{part}, {value}, is more than {whole}, {of_whole}, which takes “{name}” above 100%.",
    "请核对两个数是否填反、口径是否一致。",
    "Check that the two were not swapped and count the same things.",
)

KINDS = tuple(value for value in globals().values() if isinstance(value, ProblemKind))
