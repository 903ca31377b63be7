"""What is hidden on a sheet, or shown beside its cells, held against what was written."""

from __future__ import annotations

from collections import defaultdict, deque
from typing import TYPE_CHECKING

from documents.verification.differences import Difference, How, What
from indicators.problems import Place
from indicators.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from documents.sandbox.sent_looks import Looks, Mark
    from indicators.words import Language

_CONDITION, _HEADER = "conditional", "header"
_WHAT = {
    "hidden rows": What.VISIBILITY,
    "hidden columns": What.VISIBILITY,
    "view": What.VISIBILITY,
    _CONDITION: What.CONDITION,
    _HEADER: What.HEADER,
    "comment": What.COMMENT,
    "object": What.DRAWING,
}
_HIDDEN = {
    "hidden rows": Words("第 {name} 行", "row {name}"),
    "hidden columns": Words("{name} 列", "column {name}"),
}
_VIEW = {"showZeros": Words("零值", "noughts"), "showFormulas": Words("公式的结果", "results of formulas")}


def mark_differences(written: Looks, found: Looks, file: str, language: Language) -> Iterator[Difference]:
    """Everything hidden or beside the cells that is not as it was written.

    A conditional format that is gone shows no other figure: LibreOffice leaves some out.
    """
    if written.hidden != found.hidden:
        sheet = found.sheet
        how, texts = (How.HIDDEN, ("", sheet)) if found.hidden else (How.SHOWN, (sheet, ""))
        yield Difference(What.VISIBILITY, how, Place(file, sheet), "", *texts)
    before: defaultdict[tuple[str, ...], deque[Mark]] = defaultdict(deque)
    for mark in sorted(written.marks - found.marks):
        if mark.kind != _CONDITION:
            before[_about(mark)].append(mark)
    for mark in sorted(found.marks - written.marks):
        waiting = before[_about(mark)]
        former = waiting.popleft() if waiting else None
        how, was = _how(former, mark)
        place = Place(file, found.sheet, mark.cell or None)
        yield Difference(
            _WHAT[mark.kind],
            how,
            place,
            "",
            "" if was is None else _said(was, language),
            _said(mark, language),
        )
    for mark in (mark for waiting in before.values() for mark in waiting):
        how = How.SHOWN if _WHAT[mark.kind] is What.VISIBILITY else How.GONE
        place = Place(file, found.sheet, mark.cell or None)
        yield Difference(_WHAT[mark.kind], how, place, "", _said(mark, language))


def _about(mark: Mark) -> tuple[str, ...]:
    """What two marks have in common of which one took the other's place."""
    return mark.kind, mark.cell, mark.text.partition(" ")[0] if mark.kind == _HEADER else ""


def _how(former: Mark | None, mark: Mark) -> tuple[How, Mark | None]:
    if _WHAT[mark.kind] is What.VISIBILITY:
        return How.HIDDEN, None
    return (How.NEW if former is None else How.CHANGED), former


def _said(mark: Mark, language: Language) -> str:
    if mark.kind in _HIDDEN:
        return _HIDDEN[mark.kind].fill(name=mark.text).in_(language)
    if mark.kind == _HEADER:
        return mark.text.partition(" ")[2]
    return _VIEW[mark.text].in_(language) if mark.text in _VIEW else mark.text
