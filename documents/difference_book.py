"""What changed between two lists or two schemes, as a workbook to be handed on 变化表."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.marks import result_mark
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
_GUESS = Words("推测，须由人确认", "a guess, to be confirmed")
_BROKEN = Words("已失效", "broken")
_ASK = Words("须重新确认", "to be confirmed")


def write_differences(
    title: str,
    differences: Sequence[Difference],
    reproofs: Sequence[Reproof],
    effect: Effect | None,
    *,
    language: Language,
    made_at: datetime,
) -> bytes:
    """The differences, what must be proved anew, and the effect on scores, as an .xlsx file.

    Args:
        title: Of the two versions.
        differences: Between them.
        reproofs: What a scheme must prove anew; none where two schemes are compared.
        effect: What becomes of scores, where there are data.
        language: Of headings; names stay as they were given.
        made_at: The time printed on every page.
    """
    mark = None if effect is None else result_mark(effect.after.standing)
    book = Book(language, title, made_at=made_at, mark=mark)
    book.add(_difference_table(differences))
    if reproofs:
        book.add(_reproof_table(reproofs))
    if effect is not None:
        book.add(_effect_table(effect))
    return book.close()


def _difference_table(differences: Sequence[Difference]) -> Table:
    columns = (
        Column(Words("变化", "Change"), "center", widest=14),
        Column(_CODE, "center", widest=20),
        Column(_NAME, widest=36),
        Column(Words("项目", "Field"), widest=20),
        Column(Words("变化前", "Before"), widest=60),
        Column(Words("变化后", "After"), widest=60),
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
    return Table(name, name, columns, rows, empty=Words("没有差别", "no differences"), frozen_columns=3)


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
            _BROKEN if again.broken else _ASK,
            again.why,
            again.remedy,
        ), bold=again.broken)
        for again in reproofs
    )  # fmt: skip
    name = Words("须重新证明", "To prove anew")
    return Table(name, name, columns, rows, frozen_columns=2)


def _effect_table(effect: Effect) -> Table:
    def both(heading: Words) -> Iterator[Column]:
        for when in (Words("变化前", "before"), Words("变化后", "after")):
            yield Column(Words(f"{when.zh}{heading.zh}", f"{heading.en} {when.en}"), "center", widest=14)

    columns = (
        Column(Words("组别", "Group"), "center", widest=20),
        Column(Words("单位", "Unit"), widest=30),
        *both(Words("得分", "Score")),
        *both(Words("名次", "Place")),
        *both(Words("等次", "Grade")),
    )
    names = {group.code: group.name for group in effect.before.scheme.groups}
    rows = []
    for unit in effect.compared():
        listed = effect.after.sheet.units[unit.position]
        cells: list[Cell] = [names[listed.group], listed.name]
        cells += [results.total.value(unit.position) for results in (effect.before, effect.after)]
        cells += [unit.before, unit.after]
        cells += [results.grades[unit.position] for results in (effect.before, effect.after)]
        rows.append(Row(tuple(cells), bold=unit.before != unit.after or unit.grade_changed))
    name = Words("对得分的影响", "Effect on scores")
    standings = (effect.before.standing, effect.after.standing)
    remarks = tuple(standing.line for standing in standings if standing is not None)
    return Table(name, name, columns, tuple(rows), remarks=remarks, frozen_columns=2)
