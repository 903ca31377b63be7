"""A dry run of intake as lines of plain text: what was read, which units came, what would change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.intake.cell_values import CellState
from documents.intake.changes import changes, record_changes
from documents.intake.outcome import outcome_of
from documents.intake.received_problems import UNITS_MISSING
from documents.intake.reconciliation import Arrival
from documents.intake_json import cell_title
from documents.terminal_lines import for_a_terminal
from indicators.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from documents.intake.changes import Said
    from documents.intake.intake import Intake
    from indicators.words import Language

#: Lines listed of a kind; how many there are is always said.
MOST_LISTED = 100

_STATES = {
    CellState.ZERO: Words("0", "0"),
    CellState.NOT_APPLICABLE: Words("不适用", "not applicable"),
    CellState.MISSING: Words("缺报", "missing"),
    CellState.REJECTED: Words("不能采用", "rejected"),
}


def counts_line(intake: Intake) -> Words:
    """What becomes of the files and how much was read; records only where there are any."""
    records = (
        (len(intake.exemptions), "条豁免", "exemptions"),
        (len(intake.adjustments), "条加减分", "bonuses and penalties"),
        (len(intake.vetoes), "条否决", "vetoes"),
    )
    zh = "".join(f"，{count} {what}" for count, what, _ in records if count)
    en = "".join(f", {count} {what}" for count, _, what in records if count)
    units, values = len(intake.units), len(intake.values)
    outcome = outcome_of(intake.problems).words
    return Words(
        f"{outcome.zh}：名册 {units} 个单位，读到 {values} 个数值{zh}。",
        f"{outcome.en}: {units} units in the register, {values} values read{en}.",
    )


@for_a_terminal
def reconciliation_lines(intake: Intake, language: Language) -> Iterator[str]:
    """Of which units sheets were expected, and what came of each that needs a look."""
    found = intake.reconciliation
    counts = {arrival: len(arrived) for arrival, arrived in found.by_arrival.items()}
    unknown, repeated = len(found.unknown), len(found.repeated)
    yield Words(
        f"收报对账：应报 {len(found.units)}，已报 {found.received}，未报 {counts[Arrival.MISSING]}，"
        f"迟报 {counts[Arrival.LATE]}，重复 {counts[Arrival.DUPLICATE]}；"
        f"认不出单位的文件 {unknown}，内容相同的文件 {repeated}",
        f"Reconciliation: {len(found.units)} expected, {found.received} received, {counts[Arrival.MISSING]} missing, "
        f"{counts[Arrival.LATE]} late, {counts[Arrival.DUPLICATE]} duplicate; "
        f"{unknown} files of no known unit, {repeated} the same as another",
    ).in_(language)
    said = {problem.code for problem in intake.problems}
    missing = [arrived.unit.name for arrived in found.by_arrival[Arrival.MISSING]]
    if missing and UNITS_MISSING.code not in said:
        more = "……" if len(missing) > MOST_LISTED else ""
        yield f"  {Arrival.MISSING.words.in_(language)}  {'、'.join(missing[:MOST_LISTED])}{more}"
    short = [arrived for arrived in found.units if arrived.files and arrived.missing]
    if short:
        cells = sum(arrived.missing for arrived in short)
        yield Words(
            f"  已报的单位中，{len(short)} 个有缺报，共 {cells} 格",
            f"  of those received, {len(short)} lack values, {cells} cells in all",
        ).in_(language)
    for arrival in (Arrival.LATE, Arrival.DUPLICATE):
        for arrived in found.by_arrival[arrival][:MOST_LISTED]:
            yield f"  {arrival.words.in_(language)}  {arrived.unit.name}（{'、'.join(arrived.files)}）"
    for file in found.unknown[:MOST_LISTED]:
        yield Words(f"  不识  {file}", f"  unknown  {file}").in_(language)
    for file, first in found.repeated[:MOST_LISTED]:
        yield Words(f"  相同  {file} = {first}", f"  same  {file} = {first}").in_(language)


@for_a_terminal
def change_lines(earlier: Intake, intake: Intake, language: Language) -> Iterator[str]:
    """What would change in the data handed in before."""
    changed, records = list(changes(earlier, intake)), list(record_changes(earlier, intake))
    for words in records[:MOST_LISTED]:
        yield words.in_(language)
    if not changed and not records:
        yield Words("与以前的数据相同，没有改变。", "The same as the earlier data; nothing changes.").in_(
            language
        )
    if not changed:
        return
    yield Words(f"将改变 {len(changed)} 个数据：", f"{len(changed)} cells would change:").in_(language)
    for change in changed[:MOST_LISTED]:
        before = Words("（新单位）", "(new unit)") if change.before is None else _said(change.before)
        line = f"{before.in_(language)} → {_said(change.after).in_(language)}"
        yield f"  {cell_title(change.unit, change.name)}  {line}"
    if len(changed) > MOST_LISTED:
        yield Words(f"  只列出前 {MOST_LISTED} 个。", f"  Only the first {MOST_LISTED} are listed.").in_(
            language
        )


def _said(said: Said) -> Words:
    return _STATES[said.state] if said.value is None else Words(str(said.value), str(said.value))
