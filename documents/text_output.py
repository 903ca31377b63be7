"""Rankings, explanations and records as lines of plain text, for a terminal."""

from __future__ import annotations

import unicodedata
from itertools import groupby
from typing import TYPE_CHECKING

from documents.marks import result_mark
from documents.record_words import KINDS, UnitAdjustments, plain, veto_names
from documents.terminal_lines import for_a_terminal
from indicators.words import Words
from scoring.listing import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indicators.words import Language
    from scoring.explanation import Explanation
    from scoring.results import Results

_CLAUSE = Words("依据：{clause}", "laid down in: {clause}")
_VALUE = Words("填报值", "value")
_NO_TOTAL = Words("无总分", "no total")
_MISSING = Words("缺报", "missing")
_VETO = Words("否决", "veto")


@for_a_terminal
def ranking_lines(results: Results, language: Language) -> Iterator[str]:
    """The ranking of every group; units that share a place are marked with `=`."""
    names = {group.code: group.name for group in results.scheme.groups}
    yield results.scheme.title + result_mark(results.standing).title.in_(language)
    yield from standing_lines(results, language)
    units = results.sheet.units
    for group, positions in groupby(listed(results), lambda position: units[position].group):
        yield ""
        yield names[group]
        for position in positions:
            yield _ranking_line(results, position, language)


@for_a_terminal
def standing_lines(results: Results, language: Language) -> Iterator[str]:
    """The list the results rest on, if the scheme names one."""
    if results.standing is not None:
        yield results.standing.line.in_(language)


def _ranking_line(results: Results, position: int, language: Language) -> str:
    place, total = int(results.group_rank[position]), results.total.value(position)
    tied = results.standings(results.scheme.root.code).tied[position]
    rank = f"{place}{'=' if tied else ' '}" if place else "—"
    shown = _NO_TOTAL.in_(language) if total is None else str(total)
    line = f"{rank:>5} {_padded(results.sheet.units[position].name, 24)} {shown:>8}"
    said = [results.grades[position] or "—"]
    for label, points in zip(KINDS.values(), (results.bonus, results.penalty), strict=True):
        if points[position]:
            said.append(f"{label.in_(language)} {plain(points[position])}")
    vetoes = veto_names(results, position).in_(language)
    if vetoes:
        said.append(f"{_VETO.in_(language)} {vetoes}")
    if results.missing_count[position]:
        said.append(f"{_MISSING.in_(language)} {results.missing_count[position]}")
    return "  ".join((line, *said))


def _padded(text: str, width: int) -> str:
    """Text filled with blanks to a width on the screen, where a Chinese character takes two places."""
    taken = sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
    return text + " " * (width - taken)


@for_a_terminal
def explanation_lines(explanation: Explanation, language: Language) -> Iterator[str]:
    """One part of a unit's score: its rule, what was reported and where, and the calculation."""
    yield f"{explanation.code} {explanation.name} — {explanation.rule.in_(language)}"
    if explanation.clause is not None:
        yield f"    {_CLAUSE.fill(clause=explanation.clause).in_(language)}"
    for reported in explanation.reported:
        where = "" if reported.place is None else f"  [{reported.place.in_words(language)}]"
        yield f"    {reported.field or _VALUE.in_(language)}: {reported.shown.in_(language)}{where}"
    yield f"    {explanation.in_words().in_(language)}"


@for_a_terminal
def record_lines(results: Results, position: int, language: Language) -> Iterator[str]:
    """The bonuses, penalties and vetoes of a unit, with what became of each."""
    setting = results.scheme.adjustments
    if setting is not None:
        yield from _adjustment_lines(UnitAdjustments(results, position, setting), language)
    vetoes = {veto.code: veto for veto in results.scheme.vetoes}
    for event in results.vetoes_of(position):
        veto = vetoes[event.veto]
        yield f"{_VETO.in_(language)} {veto.name} — {veto.words.in_(language)}"
        yield f"    {event.reason}  [{event.decided_by}]"


def _adjustment_lines(unit: UnitAdjustments, language: Language) -> Iterator[str]:
    for kind, label in KINDS.items():
        steps = unit.steps(kind)
        if steps is None:
            continue
        yield f"{label.in_(language)} {plain(unit.granted[kind])} — {steps.in_(language)}"
        for record in unit.records:
            item = unit.item(record)
            if item.kind == kind:
                where = f"  [{record.evidence}]" if record.evidence else ""
                fate = unit.fate(record).in_(language)
                yield f"    {item.name} · {record.matter}: {plain(record.points)} — {fate}{where}"
