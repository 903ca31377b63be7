"""How tables are marked that are not the last word: trials, and whatever rests on a list that is not settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.table_style import TRIAL, Mark
from indicators.words import Words

if TYPE_CHECKING:
    from indicators.standing import Standing


def system_mark(standing: Standing | None) -> Mark | None:
    """The mark of an indicator system's tables; none once the official list is covered."""
    if standing is None or not standing.provisional:
        return None
    why = standing.why
    return Mark(
        Words(f"（暂定：{why.zh}）", f" (provisional: {why.en})"),
        Words(f"暂定（{why.zh}）", f"PROVISIONAL ({why.en})"),
    )


def result_mark(standing: Standing | None) -> Mark:
    """The mark of results: a trial until they are published, and provisional while the list is not settled."""
    if standing is None or not standing.provisional:
        return TRIAL
    why = standing.why
    return Mark(
        Words("（试算，暂定）", " (trial, provisional)"),
        Words(f"试算 · 暂定（{why.zh}）", f"TRIAL · PROVISIONAL ({why.en})"),
    )
