"""What was decided beside the indicators for one unit: its bonuses and penalties, its vetoes, its eligibility."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.record_words import APPROVAL, KINDS, UnitAdjustments, plain
from ui import text
from ui.frame import html_list, show_html
from ui.session import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indicators.words import Words
    from scoring import Results


def show_records(results: Results, position: int) -> None:
    """Each of them, where the scheme provides for it and the unit has any."""
    _show_adjustments(results, position)
    _show_vetoes(results, position)
    _show_eligibility(results, position)


def _show_adjustments(results: Results, position: int) -> None:
    setting = results.scheme.adjustments
    unit = None if setting is None else UnitAdjustments(results, position, setting)
    if unit is None or not unit.records:
        return
    headings = (text.ADJUSTMENT_ITEM, text.MATTER, text.POINTS, text.APPROVAL, text.COUNTS, text.EVIDENCE)
    rows = [
        (
            f"{say(KINDS[unit.item(record).kind])} · {unit.item(record).name}",
            record.matter,
            plain(record.points),
            say(APPROVAL[record.approved]),
            say(unit.fate(record)),
            record.evidence,
        )
        for record in unit.records
    ]
    _show_table(text.ADJUSTMENTS, headings, rows)
    for kind, label in KINDS.items():
        steps = unit.steps(kind)
        if steps is not None:
            show_html(
                '<div class="bt-part">{label} {points} — {steps}</div>',
                label=say(label),
                points=plain(unit.granted[kind]),
                steps=say(steps),
            )


def _show_vetoes(results: Results, position: int) -> None:
    vetoes = {veto.code: veto for veto in results.scheme.vetoes}
    rows = [
        (vetoes[record.veto].name, say(vetoes[record.veto].words), record.reason, record.decided_by)
        for record in results.vetoes_of(position)
    ]
    if rows:
        _show_table(text.VETOES, (text.VETO, text.EFFECT, text.REASON, text.DECIDED_BY), rows)


def _show_eligibility(results: Results, position: int) -> None:
    award = next((award for award in results.eligibility() if award.position == position), None)
    if award is None:
        return
    reasons = say(text.SEPARATOR).join(say(reason) for reason in award.reasons)
    found = text.ELIGIBLE if award.eligible else text.NOT_ELIGIBLE.fill(reasons=reasons)
    show_html('<div class="bt-part"><b>{title}</b> {found}</div>', title=say(text.AWARDS), found=say(found))


def _show_table(title: Words, headings: Sequence[Words], rows: Sequence[Sequence[str]]) -> None:
    cells = "".join(f"<td>{{{index}}}</td>" for index in range(len(headings)))
    show_html(
        '<b>{title}</b><table class="bt-table"><tr>{headings}</tr>{rows}</table>',
        title=say(title),
        headings=html_list("<th>{0}</th>", [(say(heading),) for heading in headings]),
        rows=html_list(f"<tr>{cells}</tr>", rows),
    )
