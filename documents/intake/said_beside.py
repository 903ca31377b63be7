"""What a row, a form or a heading says beside a code or name that is unknown: often whose it should be."""

from __future__ import annotations

from indicators.words import Words

IN_ROW = Words("本行", "this row")
IN_FORM = Words("表上", "the form")
IN_HEADING = Words("表头", "the heading")


def code_is_of(where: Words, code: str, name: str) -> Words:
    """That a code is known, and whose it is."""
    return Words(
        f"（{where.zh}的代码 {code} 是“{name}”）", f" (the code {code} in {where.en} is that of “{name}”)"
    )


def name_is_of(where: Words, name: str, code: str) -> Words:
    """That a name is known, and whose it is."""
    return Words(
        f"（{where.zh}的名称“{name}”是 {code} 的）", f" (the name “{name}” in {where.en} is that of {code})"
    )
