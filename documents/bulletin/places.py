"""The places of a template which are filled in, as `{{名称}}`: words within a text, or a paragraph that becomes many."""

from __future__ import annotations

import re
from math import ceil
from typing import TYPE_CHECKING

from documents.bulletin.caveats import caveats
from documents.bulletin.outcome import outcome
from documents.bulletin.rankings import group_rankings, overall_ranking
from documents.bulletin.shortcomings import shortcomings
from documents.bulletin.strengths import strengths
from documents.notice import mark_of, state_of
from documents.table_style import text_width

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from documents.bulletin.brief import Brief
    from documents.bulletin.pieces import Piece

#: Braces as they are typed, by an input method for Chinese too.
PLACE = re.compile(r"[{｛]{2}\s*([^{}｛｝]*?)\s*[}｝]{2}")
#: What a scheme is called by, which the bulletin's title does not repeat; a remark in brackets may follow.
_KIND_OF_SCHEME = re.compile(r"(指标体系|实施方案|实施细则|计分办法|方案|办法|细则)(?=（[^（）]*）$|$)")
#: How wide a line of the title is, in half-width characters, and where a reader would pause in it.
_TITLE_LINE = 40
_PAUSE = re.compile(r"年度|[）》、，]|(?=结果的通报)")
_HAN, _LATIN = "[\u4e00-\u9fff]", "[0-9A-Za-z]"
#: Word sets a quarter of a letter between Chinese and other letters.
_SEAM = re.compile(f"(?<={_HAN})(?={_LATIN})|(?<={_LATIN})(?={_HAN})")
_BETWEEN = re.compile(f"(?<={_HAN})(?={_HAN})")


def _title(brief: Brief) -> str:
    """The title, in lines of about the same width where one does not hold it."""
    title = f"关于{_subject(brief)}结果的通报"
    lines = ceil(_printed_width(title) / _TITLE_LINE)
    # Breaks that suit a reader may need a line more than any breaks would.
    for pauses, count in ((_PAUSE, lines), (_BETWEEN, lines), (_PAUSE, lines + 1), (_BETWEEN, lines + 1)):
        broken = _in_lines(title, pauses, count)
        if broken is not None:
            return "\n".join(broken)
    return title


def _in_lines(text: str, breaks: re.Pattern[str], count: int) -> list[str] | None:
    """The text in so many lines as even as its breaks allow; None where they do not."""
    if count == 1:
        return [text] if _printed_width(text) <= _TITLE_LINE else None
    share = _printed_width(text) / count
    places = sorted(
        (found.end() for found in breaks.finditer(text)),
        key=lambda at: abs(_printed_width(text[:at]) - share),
    )
    for at in places:
        if 0 < at < len(text) and _printed_width(text[:at]) <= _TITLE_LINE:
            rest = _in_lines(text[at:], breaks, count - 1)
            if rest is not None:
                return [text[:at], *rest]
    return None


def _printed_width(text: str) -> float:
    """How wide a text is in print, in half-width characters."""
    return text_width(text) + len(_SEAM.findall(text)) / 2


def _mark(brief: Brief) -> str:
    mark = mark_of(brief.results.standing, brief.notice)
    return "" if mark is None else mark.title.zh


def _subject(brief: Brief) -> str:
    title = brief.results.scheme.title
    subject = _KIND_OF_SCHEME.sub("", title)
    return subject if re.search("考核|考评|评价|测评", subject) else f"{subject}考核"


def _date(brief: Brief) -> str:
    made = brief.made_at
    return f"{made.year}年{made.month}月{made.day}日"


WORDS: dict[str, Callable[[Brief], str]] = {
    "标题": _title,
    "标记": _mark,
    "考核": _subject,
    "方案": lambda brief: brief.results.scheme.title,
    "单位数": lambda brief: str(len(brief.results.sheet.units)),
    "日期": _date,
    "状态": lambda brief: state_of(brief.results.standing, brief.notice)[0].zh,
}
CAVEATS = "有关说明"
PARTS: dict[str, Callable[[Brief], Iterable[Piece]]] = {
    "考核结果": outcome,
    "主要成绩": strengths,
    "存在问题": shortcomings,
    CAVEATS: caveats,
    "总排名": overall_ranking,
    "分组排名": group_rankings,
}


def written(name: str) -> str:
    """A place as it is written in a template."""
    return "{{" + name + "}}"
