"""What a bulletin is made of: paragraphs in one of its styles, and tables."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from documents.table_style import Table


class Style(StrEnum):
    """A style of the template by its name, as the office sees it in Word."""

    BODY = "通报正文"
    FIRST = "通报一级标题"
    SECOND = "通报二级标题"
    CAPTION = "通报表题"
    CELL = "通报表文"
    MARK = "通报标记"
    LEAD = "通报段首"
    TABLE = "通报表格"


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; `lead` are the words it begins with in bold, the heading of a third level 1."""

    text: str
    style: Style = Style.BODY
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A table under its caption."""

    caption: str
    table: Table


Piece = Text | Listing


def second(number: int, title: str) -> Text:
    """A heading of the second level （一）."""
    return Text(f"（{chinese(number)}）{title}", Style.SECOND)


_DIGITS = "〇一二三四五六七八九"


def chinese(number: int) -> str:
    """A whole number from 1 to 99 as headings are numbered."""
    tens, ones = divmod(number, 10)
    ten = {0: "", 1: "十"}.get(tens, f"{_DIGITS[tens]}十") if tens < len(_DIGITS) else str(number)
    return ten + (_DIGITS[ones] if ones else "")
