"""What people are told of very many units scored: a few lines on a terminal, and the words of a result as CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.marks import result_mark
from documents.terminal_lines import for_a_terminal
from indicators.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engines.result_summary import Summary
    from indicators import Language, Scheme
    from indicators.standing import Standing

_UNITS = Words(
    "{units} 个单位：有总分的 {scored} 个，没有的 {rest} 个",
    "{units} units: {scored} with a total, {rest} without",
)
_GRADE = Words("{name} {count} 个", "{name} {count}")
_BEST_OF_ALL = Words("总排名前 {count} 名", "the first {count} of all")
_BEST_OF_GROUPS = Words(
    "各组第一（各组之间不排名次，列出 {count} 个组）",
    "first in their groups, which are not compared ({count} groups)",
)
_TIED = Words("（并列 {count} 个）", " ({count} tied)")
_HEADINGS = {
    "unit": Words("单位代码", "unit code"),
    "group": Words("组别", "group"),
    "total": Words("总分", "total"),
    "state": Words("有无总分", "has a total"),
    "group_rank": Words("组内名次", "rank in the group"),
    "rank": Words("总名次", "rank"),
    "grade": Words("等次", "grade"),
}
_STATES = {
    "value": Words("有", "yes"),
    "zero_denominator": Words("分母为零", "divisor is zero"),
    "missing": Words("缺报", "missing"),
    "not_applicable": Words("不适用", "not applicable"),
    "no_score": Words("不出分", "no score"),
}


@for_a_terminal
def summary_lines(
    scheme: Scheme, standing: Standing | None, summary: Summary, language: Language
) -> Iterator[str]:
    """A result in a few lines."""
    yield scheme.title + result_mark(standing).title.in_(language)
    if standing is not None:
        yield standing.line.in_(language)
    counts = {
        "units": summary.units,
        "scored": summary.scored,
        "rest": summary.units - summary.scored,
    }
    yield _UNITS.fill(**{name: f"{count:,}" for name, count in counts.items()}).in_(language)
    given = [grade.name for grade in scheme.grades if grade.name in summary.grades]
    counted = [_GRADE.fill(name=name, count=f"{summary.grades[name]:,}").in_(language) for name in given]
    if counted:
        yield ("，" if language == "zh" else ", ").join(counted)
    if summary.first:
        yield ""
        yield from _first_lines(scheme, summary, language)


def _first_lines(scheme: Scheme, summary: Summary, language: Language) -> Iterator[str]:
    whose = _BEST_OF_ALL if summary.overall else _BEST_OF_GROUPS
    yield whose.fill(count=len(summary.first)).in_(language)
    names = {group.code: group.name for group in scheme.groups}
    widest = max(len(one.unit) for one in summary.first)
    for one in summary.first:
        tied = _TIED.fill(count=f"{one.tied:,}").in_(language) if one.tied > 1 else ""
        place = f"{one.place}{'=' if tied else ' '}"
        line = f"{place:>6} {one.unit:<{widest}} {one.total:>8}  {one.grade or '—'}  {names[one.group]}"
        yield line + tied


def csv_headings(scheme: Scheme, columns: list[str], language: Language) -> list[str]:
    """The headings of a result for people, given the names of its columns: parts of the tree by code and name."""
    parts = {part.code: f"{part.code} {part.name}" for part in scheme.laid_out.tree}
    return [_HEADINGS[name].in_(language) if name in _HEADINGS else parts[name] for name in columns]


def states_in_csv(language: Language) -> dict[str, str]:
    """Whether there is a total, and why not, by the name a result has for it."""
    return {name: words.in_(language) for name, words in _STATES.items()}
