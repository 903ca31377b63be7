"""What a cell says when it is selected, and when something is typed that it cannot hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.templates.entries import counted, measured_in
from indicators.rules.base import YES_OR_NO
from indicators.words import Words, listed, same

if TYPE_CHECKING:
    from documents.intake.asked import Asked

#: Longer texts are refused by Excel, which counts in UTF-16.
LONGEST_TITLE, LONGEST_PROMPT, LONGEST_ALERT = 32, 255, 225
_PERCENT = frozenset({"%", "％"})
NO_DATA = Words("没有数据的留空，不要填 0。", "Leave it blank, not 0, where there are no data.")
EXCUSED = Words("确不适用的，请报考核办登记豁免。", "If it does not apply, ask the office for an exemption.")


def offered(asked: Asked) -> tuple[str, ...]:
    """The words a drop-down offers: of yes and no one word each, of other choices all."""
    names = tuple(name for name, _ in asked.field.choices)
    return names[:2] if asked.field.choices == YES_OR_NO else names


def demand(asked: Asked) -> Words:
    """What may be filled in, such as `数字，最多 2 位小数，0—100，单位：%`."""
    what, kind = counted(asked), _kind(asked)
    return Words(f"{what.zh}：{kind.zh}", f"{what.en}: {kind.en}") if what.zh else kind


def _kind(asked: Asked) -> Words:
    """Which numbers or words may be filled in."""
    if asked.field.choices:
        names = listed([same(name) for name in offered(asked)])
        return Words(f"选填：{names.zh}", f"one of: {names.en}")
    unit = measured_in(asked)
    bounds = _bounds(asked)
    decimals = 0 if asked.field.whole else asked.indicator.decimals
    kind = (
        Words("整数", "a whole number")
        if decimals == 0
        else Words(f"数字，最多 {decimals} 位小数", f"a number of at most {decimals} decimals")
    )
    return Words(
        f"{kind.zh}{bounds.zh}" + (f"，单位：{unit}" if unit else ""),
        f"{kind.en}{bounds.en}" + (f", in {unit}" if unit else ""),
    )


def prompt(asked: Asked) -> Words:
    """What is said before anything is typed."""
    what, how = demand(asked), percent_words(asked)
    return Words(f"填{what.zh}。{how.zh}{NO_DATA.zh}", f"Fill in {what.en}. {how.en}{NO_DATA.en}")


def alert(asked: Asked) -> Words:
    """What is said when the cell cannot hold what was typed."""
    what = demand(asked)
    return Words(
        f"这里只能填{what.zh}。{NO_DATA.zh}{EXCUSED.zh}", f"Only {what.en}. {NO_DATA.en} {EXCUSED.en}"
    )


def percent_words(asked: Asked) -> Words:
    """How percentages are written, where one is asked for."""
    if measured_in(asked) not in _PERCENT:
        return Words("", "")
    right, wrong = ("97.5", "0.975") if asked.indicator.decimals and not asked.field.whole else ("97", "0.97")
    return Words(
        f"填百分之几的数，如 {right}，不要填 {wrong}。",
        f"Write the number of percent, {right} and not {wrong}. ",
    )


def cut(text: str, longest: int) -> str:
    """A text that is no longer than so many UTF-16 units."""
    if len(text.encode("utf-16-le")) <= 2 * longest:
        return text
    return text.encode("utf-16-le")[: 2 * (longest - 1)].decode("utf-16-le", "ignore") + "…"


def _bounds(asked: Asked) -> Words:
    low, high = asked.field.lowest, asked.field.highest
    if low is not None and high is not None:
        return Words(f"，{low:f}—{high:f}", f" from {low:f} to {high:f}")
    if low is not None:
        return Words(f"，不小于 {low:f}", f" of {low:f} or more")
    return Words("", "") if high is None else Words(f"，不大于 {high:f}", f" of {high:f} or less")
