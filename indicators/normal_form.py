"""The normal form of a text: what is left of it when every way of typing the same characters is made one."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Generic, TypeVar

Thing = TypeVar("Thing")

#: A longer text is no heading, unit or title; nobody's patience is spent on its normal form.
LONGEST = 200
#: Where Unicode has `¹`, `₁`, `①` and `½`. Whoever makes them digits reads `P1.1①` as `P1.11`.
_SPANS = (range(0x80, 0x100), range(0x2000, 0x3400), range(0x1F100, 0x1F200))
_IN_CIRCLES_OR_RAISED = ("<circle>", "<super>")


def _signs(*kinds: str) -> str:
    """The signs that Unicode explains as another one in one of these manners."""
    return "".join(
        chr(code)
        for span in _SPANS
        for code in span
        if unicodedata.decomposition(chr(code)).startswith(kinds)
    )


_MARK = re.compile(f"([{_signs(*_IN_CIRCLES_OR_RAISED, '<sub>', '<fraction>')}])")
_FOOTNOTE = re.compile(f"[{_signs(*_IN_CIRCLES_OR_RAISED)}]+$")
#: Blanks of any width, and characters nobody sees.
_UNSEEN = re.compile(r"[\s\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]+")
_ALIKE = str.maketrans(
    dict.fromkeys("‐‑‒–—―−─", "-")
    | dict.fromkeys("•・‧∙⋅●", "·")
    | dict.fromkeys("“”„‟「」『』‘’‛'`´", '"')
    | dict.fromkeys("〔【[{〖", "(")
    | dict.fromkeys("〕】]}〗", ")")
    | {"、": ",", "。": "."}
)
#: A Chinese dash is two of them.
_DASHES = re.compile(r"-{2,}")
#: The width of these makes no difference to anybody.
_WIDTHS = str.maketrans({"（": "(", "）": ")", "｜": "|", "＠": "@"})


def compact(text: str) -> str:
    """The normal form: widths, brackets, dashes, dots, quotes and case made one, blanks and unseen characters gone.

    Signs such as `①`, `¹` and `½` stay what they are.
    """
    return _compact(text) if len(text) > LONGEST else _compact_remembered(text)


def _compact(text: str) -> str:
    parts = enumerate(_MARK.split(text))
    plain = "".join(part if at % 2 else unicodedata.normalize("NFKC", part) for at, part in parts)
    return _DASHES.sub("-", _UNSEEN.sub("", plain).translate(_ALIKE).casefold())


#: In a sheet the same few words stand again and again.
_compact_remembered = lru_cache(maxsize=1 << 14)(_compact)


def unspaced(text: str) -> str:
    """A text without its blanks, brackets and separators of one width."""
    return _UNSEEN.sub("", text).translate(_WIDTHS)


class NormalForms(Generic[Thing]):
    """Things found by the normal form of their titles; a form that would mean two of them finds neither."""

    def __init__(self) -> None:
        self._things: dict[str, Thing | None] = {}
        self._typed: set[str] = set()

    def add(self, title: str, thing: Thing) -> Thing | None:
        """Adds a title of a thing; returns the other thing that has the same normal form, if there is one."""
        self._typed.add(unspaced(title))
        form = compact(title)
        known = self._things.setdefault(form, thing)
        if known == thing:
            return None
        self._things[form] = None
        return known

    def find(self, title: str) -> Thing | None:
        """What a title means; the mark of a footnote at its end may be left out."""
        if len(title) > LONGEST:
            return None
        form = compact(title)
        return self._things[form] if form in self._things else self._things.get(_FOOTNOTE.sub("", form))

    def is_as_typed(self, title: str) -> bool:
        """Whether a title differs from a known one by blanks and the width of brackets only."""
        return unspaced(title) in self._typed
