"""Differences of two lists or two schemes as lines for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.marks import result_mark
from documents.terminal_lines import for_a_terminal
from documents.text_output import standing_lines
from indicators.shares import percent, plain
from indicators.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from documents.effect import Effect
    from indicators.catalogue_difference import Reproof
    from indicators.coverage import Coverage
    from indicators.difference import Difference
    from indicators.words import Language

_NONE = Words("没有差别。", "No differences.")


@for_a_terminal
def difference_lines(
    titles: tuple[str, str], differences: Sequence[Difference], language: Language
) -> Iterator[str]:
    """What differs; what is only proposed is marked with a question mark."""
    yield " → ".join(titles)
    for difference in differences:
        yield f"{'?' if difference.proposed else ' '} {difference.words.in_(language)}"
    if not differences:
        yield _NONE.in_(language)
    elif any(difference.proposed for difference in differences):
        note = Words("带 ? 的是推测，须由人确认。", "Lines with ? are guesses for a person to confirm.")
        yield note.in_(language)


@for_a_terminal
def reproof_lines(
    before: Coverage, after: Coverage, reproofs: Sequence[Reproof], language: Language
) -> Iterator[str]:
    """What a scheme must prove anew, broken relations marked, and its coverage of both lists."""
    count = len(reproofs)
    broken = sum(reproof.broken for reproof in reproofs)
    head = Words(
        f"方案须重新证明 {count} 处，其中对应关系已失效 {broken} 处（标 !）：",
        f"To be proved anew: {count}, of which {broken} relations are broken (marked !):",
    )
    yield ""
    yield head.in_(language)
    for reproof in reproofs:
        yield f"{'!' if reproof.broken else ' '} {reproof.words.in_(language)}"
    for coverage in (before, after):
        yield _covered(coverage).in_(language)


def _covered(coverage: Coverage) -> Words:
    tally = coverage.overall
    points = f"{plain(tally.covered_points)}/{plain(tally.points)}"
    weight = percent(tally.in_weight)
    return Words(
        f"对“{coverage.catalogue.title}”的覆盖：{tally.covered}/{tally.items} 项，{points} 分（{weight}）",
        f"Coverage of “{coverage.catalogue.title}”: {tally.covered}/{tally.items}, {points} points ({weight})",
    )


@for_a_terminal
def effect_lines(effect: Effect, language: Language) -> Iterator[str]:
    """Every unit whose total, place or grade changes, and what of the data could not be passed on."""
    compared = effect.compared()
    changed = [row for row in compared if _line(effect, row.position) is not None]
    yield ""
    for results in (effect.before, effect.after):
        yield results.scheme.title + result_mark(results.standing).title.in_(language)
        yield from standing_lines(results, language)
    places = sum(row.before != row.after for row in compared)
    grades = sum(row.grade_changed for row in compared)
    head = Words(
        f"对得分的影响：{len(compared)} 个单位，得分变化 {len(changed)} 个，名次变化 {places} 个，等次变化 {grades} 个。",
        f"Effect on scores: of {len(compared)} units {len(changed)} change their score, {places} their place,"
        f" {grades} their grade.",
    )
    yield head.in_(language)
    unfit = [f"{code} ({count})" for code, count in effect.unfit]
    for codes, words in (
        (
            unfit,
            Words(
                "按新方案不可能的值（单位数，按缺报处理）",
                "values that cannot be right there (units; missing)",
            ),
        ),
        (effect.unused, Words("新方案不再要求的数据", "data the new scheme does not ask for")),
        (
            effect.without_data,
            Words("新方案要求而数据中没有的（按缺报处理）", "asked for and not in the data (missing)"),
        ),
    ):
        if codes:
            yield f"{words.in_(language)}: {'、'.join(codes)}"
    for row in compared:
        totals = _line(effect, row.position)
        if totals is not None or row.before != row.after or row.grade_changed:
            unit = effect.after.sheet.units[row.position]
            was, now = effect.before.grades[row.position], effect.after.grades[row.position]
            grades_shown = f"  {was or '—'} → {now or '—'}"
            places_shown = f"{row.before or '—'} → {row.after or '—'}"
            grade = grades_shown if row.grade_changed else ""
            yield f"  {unit.name}: {totals or effect.after.total.value(row.position)}  {places_shown}{grade}"


def _line(effect: Effect, position: int) -> str | None:
    """The totals where they differ."""
    was, now = effect.before.total.value(position), effect.after.total.value(position)
    return None if was == now else f"{'—' if was is None else was} → {'—' if now is None else now}"
