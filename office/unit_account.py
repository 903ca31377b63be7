"""What else made a unit's total, or left it without one: records, vetoes, what was not reported, what did not apply."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.record_words import KINDS, UnitAdjustments, plain
from indicators.periods import AT
from indicators.policies import WORDS, Missing
from indicators.words import Words, listed, same
from scoring.missing import missing_by_effect
from scoring.sheet import State

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indicators.adjustments import AdjustmentRecord
    from scoring import Results

Note = tuple[Words, Words]

_RECORDS = Words("加减分与否决", "Records")
_NO_TOTAL = Words("未出总分", "No total")
_MISSING = Words("缺报", "Missing")
_NOT_APPLICABLE = Words("不适用", "Not applicable")
_LEFT_OUT = Words("不参与合成", "left out")
_WITHOUT = Words("无分", "without a score")
_NOTHING_APPLIES = Words("没有适用的指标", "nothing applies")
#: Records told one by one; what they come to is of all of them.
_MOST_RECORDS = 5


def printed_title(code: str, name: str) -> str:
    """An indicator as a unit knows it: with the number it has in the office's lists, and without our own codes.

    A code without a digit is a word of the scheme's file; what stands behind the `@` is in the name already.
    """
    number = code.partition(AT)[0]
    return f"{number} {name}" if any(letter.isdigit() for letter in number) else name


def account(results: Results, position: int) -> Iterator[Note]:
    """What there is to say of a unit beyond points, each a label and a sentence.

    Args:
        results: Of all units.
        position: Of the unit in the sheet.
    """
    records = (*_adjusted(results, position), *_vetoed(results, position))
    if records:
        yield _RECORDS, _in_one(records)
    missing = _missing(results, position)
    cost_total = missing.pop(Missing.NO_SCORE, None)
    if not results.scored[position]:
        yield _NO_TOTAL, _unscored(results, position) if cost_total is None else _not_reported(cost_total)
    if missing:
        yield _MISSING, _in_one([_with(names, WORDS[effect]) for effect, names in missing.items()])
    absent = tuple(_not_applicable(results, position))
    if absent:
        yield _NOT_APPLICABLE, _in_one(absent)


def _in_one(said: Sequence[Words]) -> Words:
    return Words("；".join(words.zh for words in said), "; ".join(words.en for words in said))


def _adjusted(results: Results, position: int) -> Iterator[Words]:
    """Bonuses and penalties: what they come to, and what became of each."""
    setting = results.scheme.adjustments
    if setting is None:
        return
    own = UnitAdjustments(results, position, setting)
    for kind, title in KINDS.items():
        records = [record for record in own.records if own.item(record).kind == kind]
        if records:
            found = listed([_record(own, record) for record in records[:_MOST_RECORDS]])
            more = len(records) > _MOST_RECORDS
            granted = plain(own.granted[kind])
            yield Words(
                f"{title.zh}{granted}分：{found.zh}{f'等{len(records)}条' if more else ''}",
                f"{title.en} {granted}: {found.en}{f' and others, {len(records)} in all' if more else ''}",
            )


def _record(own: UnitAdjustments, record: AdjustmentRecord) -> Words:
    item, fate, points = own.item(record), own.fate(record), plain(record.points)
    matter = Words(f"“{record.matter}”", f" “{record.matter}”") if record.matter else same("")
    return Words(
        f"{item.name}{matter.zh}{points}分（{fate.zh}）", f"{item.name}{matter.en} {points} ({fate.en})"
    )


def _vetoed(results: Results, position: int) -> Iterator[Words]:
    known = {veto.code: veto for veto in results.scheme.vetoes}
    for record in results.vetoes_of(position):
        veto = known[record.veto]
        yield Words(f"因“{veto.name}”{veto.words.zh}", f"“{veto.name}”: {veto.words.en}")


def _missing(results: Results, position: int) -> dict[Missing, list[Words]]:
    """What the unit did not report, by what became of it."""
    found: dict[Missing, list[Words]] = {}
    if not results.missing_count[position]:
        return found
    for indicator in results.scheme.indicators:
        for effect, units in missing_by_effect(results, indicator):
            if units[position]:
                found.setdefault(effect, []).append(same(printed_title(indicator.code, indicator.name)))
    return found


def _not_reported(names: list[Words]) -> Words:
    found = listed(names)
    return Words(f"{found.zh}缺报", f"{found.en} not reported")


def _unscored(results: Results, position: int) -> Words:
    """The parts that went without a score of themselves, such as a mean with a negative part."""
    scheme = results.scheme
    without = [
        part
        for _, part in scheme.outline
        if results.published(part.code).states[position] == State.NO_SCORE
        and not any(
            results.published(child.code).states[position] == State.NO_SCORE
            for child in scheme.children.get(part.code, ())
        )
    ]
    return _with([same(part.name) for part in without], _WITHOUT) if without else _NOTHING_APPLIES


def _not_applicable(results: Results, position: int) -> Iterator[Words]:
    """What of the group's indicators does not apply to the unit, by how it counts."""
    scheme, group = results.scheme, results.sheet.units[position].group
    found: dict[Words, list[Words]] = {}
    for indicator in scheme.indicators:
        absent = results.published(indicator.code).states[position] == State.NOT_APPLICABLE
        if absent and group in scheme.groups_of(indicator.code):
            summed = scheme.is_in_sum(indicator)
            counts = WORDS[scheme.not_applicable_policy(indicator)] if summed else _LEFT_OUT
            found.setdefault(counts, []).append(same(printed_title(indicator.code, indicator.name)))
    for counts, names in found.items():
        yield _with(names, counts)


def _with(names: list[Words], said: Words) -> Words:
    found = listed(names)
    return Words(f"{found.zh}（{said.zh}）", f"{found.en} ({said.en})")
