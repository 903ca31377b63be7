"""What the system asks units to report 报送负担."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.table_style import Alert, Block, Column, Row, Table
from indicators.burden import burden_of
from indicators.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from documents.table_style import Cell
    from indicators.burden import Burden
    from indicators.scheme import Scheme

BURDEN = Words("报送负担", "Burden")
_BASIS = Words(
    "按每个被考核单位一年计；分期考核的每期各填各报一次；同名的报表和总结每期只计一份；由考核方评分、测评或导入的数据不算单位填报。",
    "For each unit in a year; what is measured in periods is asked for in each; reports of one name count once in a period;"
    " scores, votes and results of other assessments are not filled in by units.",
)
_COUNTED: tuple[tuple[Words, Callable[[Burden], int]], ...] = (
    (Words("考核指标（项）", "Indicators"), lambda burden: burden.indicators),
    (Words("填报数据（个）", "Fields to fill in"), lambda burden: burden.fields),
    (Words("佐证材料（份）", "Pieces of evidence"), lambda burden: burden.evidence),
    (Words("报表和总结（份）", "Reports"), lambda burden: burden.reports),
)


def burden_table(scheme: Scheme, previous: Scheme | None) -> Table:
    """What each unit of a group is asked for, beside last year where that is known."""
    now = burden_of(scheme)
    cells: dict[str, list[Cell]]
    if previous is None:
        columns = [Column(title, "center", widest=24) for title, _ in _COUNTED]
        cells = {code: [count(burden) for _, count in _COUNTED] for code, burden in now.items()}
        compared = Words("没有上年方案，不作比较。", "There is no scheme of last year to compare with.")
    else:
        before = burden_of(previous)
        columns = [column for title, _ in _COUNTED for column in _compared_columns(title)]
        cells = {code: list(_compared(burden, before.get(code))) for code, burden in now.items()}
        compared = Words(f"上年方案：{previous.title}。", f"Last year's scheme: {previous.title}.")
    group = Column(Words("组别", "Group"), "center", bold=True, widest=40)
    rows = tuple(Row((found.name, *cells[found.code])) for found in scheme.groups)
    return Table(
        BURDEN,
        BURDEN,
        (group, *columns),
        blocks=(Block("", rows),),
        remarks=(_BASIS, compared),
        frozen_columns=1,
    )


def _compared_columns(title: Words) -> Iterator[Column]:
    for heading in (Words("本年", "This year"), Words("上年", "Last year"), Words("增减", "Change")):
        yield Column(heading, "center", widest=12, over=title)


def _compared(now: Burden, before: Burden | None) -> Iterator[Cell]:
    """This year's number, last year's and the change; a group that is new has nothing to compare with."""
    for _, count in _COUNTED:
        yield count(now)
        if before is None:
            yield from (None, None)
        else:
            yield from (count(before), _change(count(now) - count(before)))


def _change(difference: int) -> Cell:
    if difference > 0:
        return Alert(Words(f"增 {difference}", f"up {difference}"))
    if difference < 0:
        return Words(f"减 {-difference}", f"down {-difference}")
    return Words("持平", "the same")
