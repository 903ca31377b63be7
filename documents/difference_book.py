"""What changed between two lists or two schemes, as a workbook to be handed on 变化表."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.marks import result_mark
from documents.result_report import number_format
from documents.table_book import Book
from documents.table_style import Column, Row, Table
from indicators.difference import KIND_WORDS, Kind
from indicators.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from documents.effect import Effect
    from documents.table_style import Cell
    from indicators.catalogue_difference import Reproof
    from indicators.difference import Difference
    from indicators.words import Language

_CODE, _NAME = Words("代码", "Code"), Words("名称", "Name")
_BEFORE, _AFTER = Words("变化前", "before"), Words("变化后", "after")
_GUESS = Words("推测，须由人确认", "a guess, to be confirmed")
_BROKEN = Words("已失效", "broken")
_ASK = Words("须重新确认", "to be confirmed")
_OPEN = Words("未承接", "not covered")


def write_differences(
    titles: tuple[str, str],
    differences: Sequence[Difference],
    reproofs: Sequence[Reproof],
    effect: Effect | None,
    *,
    language: Language,
    made_at: datetime,
) -> bytes:
    """The differences, what must be proved anew, and the effect on scores, as an .xlsx file.

    Args:
        titles: Of the two versions, the old one first.
        differences: Between them.
        reproofs: What a scheme must prove anew; none where two schemes are compared.
        effect: What becomes of scores, where there are data.
        language: Of headings; names stay as they were given.
        made_at: The time printed on every page.
    """
    mark = None if effect is None else result_mark(effect.after.standing)
    book = Book(language, titles[1], made_at=made_at, mark=mark)
    book.add(_difference_table(differences, titles))
    if reproofs:
        book.add(_reproof_table(reproofs))
    if effect is not None:
        book.add(_effect_table(effect))
    return book.close()


def _difference_table(differences: Sequence[Difference], titles: tuple[str, str]) -> Table:
    columns = (
        Column(Words("变化", "Change"), "center", widest=14),
        Column(_CODE, "center", widest=20),
        Column(_NAME, widest=36),
        Column(Words("项目", "Field"), widest=20),
        Column(_BEFORE, widest=60),
        Column(_AFTER, widest=60),
        Column(Words("备注", "Remarks"), widest=18),
    )
    rows = tuple(
        Row((
            KIND_WORDS[found.kind],
            found.code,
            found.name or None,
            found.title if found.kind is Kind.OTHER else None,
            found.before,
            found.after,
            _GUESS if found.proposed else None,
        ), bold=found.proposed)
        for found in differences
    )  # fmt: skip
    name = Words("变化", "Changes")
    none, compared = Words("没有差别", "no differences"), " → ".join(titles)
    return Table(name, name, columns, rows, remarks=(compared,), empty=none, frozen_columns=3)


def _reproof_table(reproofs: Sequence[Reproof]) -> Table:
    columns = (
        Column(_CODE, "center", widest=20),
        Column(_NAME, widest=36),
        Column(Words("市级指标", "City indicators"), "center", widest=20),
        Column(Words("对应关系", "Relation"), "center", widest=14),
        Column(Words("原因", "Why"), widest=70),
        Column(Words("怎么办", "Do this"), widest=60),
    )
    rows = tuple(
        Row((
            again.item,
            again.name,
            "、".join(again.indicators) or None,
            _BROKEN if again.broken else _ASK if again.indicators else _OPEN,
            again.why,
            again.remedy,
        ), bold=again.broken)
        for again in reproofs
    )  # fmt: skip
    name = Words("须重新证明", "To prove anew")
    return Table(name, name, columns, rows, frozen_columns=2)


def _effect_table(effect: Effect) -> Table:
    def both(heading: Words, formats: Sequence[str] = ("General", "General")) -> Iterator[Column]:
        for when, shown in zip((_BEFORE, _AFTER), formats, strict=True):
            title = Words(f"{when.zh}{heading.zh}", f"{heading.en} {when.en}")
            yield Column(title, "center", shown, widest=14)

    runs = effect.before, effect.after
    scores = [number_format(results.scheme.policies.decimals) for results in runs]
    columns = (
        Column(Words("组别", "Group"), "center", widest=20),
        Column(Words("单位", "Unit"), widest=30),
        *both(Words("得分", "Score"), scores),
        *both(Words("名次", "Place")),
        *both(Words("等次", "Grade")),
    )
    names = {group.code: group.name for group in effect.before.scheme.groups}
    rows = []
    for unit in effect.compared():
        listed = effect.after.sheet.units[unit.position]
        cells: list[Cell] = [names[listed.group], listed.name]
        cells += [results.total.value(unit.position) for results in runs]
        cells += [unit.before, unit.after]
        cells += [results.grades[unit.position] for results in runs]
        rows.append(Row(tuple(cells), bold=unit.before != unit.after or unit.grade_changed))
    name = Words("对得分的影响", "Effect on scores")
    lines = ((_BEFORE, effect.before.standing), (_AFTER, effect.after.standing))
    remarks = tuple(
        Words(f"{when.zh}：{standing.line.zh}", f"{when.en}: {standing.line.en}")
        for when, standing in lines
        if standing is not None
    )
    return Table(name, name, columns, tuple(rows), remarks=remarks, frozen_columns=2)
