"""Texts that share a passage: found by an index of short pieces, then compared character by character."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: A piece keeps the first so many texts it is in. A wording that more texts share is boilerplate; whoever copied it is
#: still found beside one of them, though perhaps not beside the one it was copied from.
MOST_PER_PIECE = 32
#: Of the texts that share pieces with a text, those with the most are compared.
MOST_COMPARED = 2
_SHORTEST = 3
#: A text in which each letter is used more often than this says nothing, and takes long to compare.
_LETTERS_LAST = 20
_DIGIT = "0"


class _Plain(dict[int, str]):
    """What every character is compared as, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        written = unicodedata.normalize("NFKC", chr(code)).lower()
        self[code] = "".join(_DIGIT if letter.isdigit() else letter for letter in written if letter.isalnum())
        return self[code]


_PLAIN = _Plain()


class Wording:
    """A text as it is compared: without spaces and punctuation, and with every digit alike."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.plain = text.translate(_PLAIN)

    def __len__(self) -> int:
        return len(self.plain)

    def as_written(self, start: int, size: int) -> str:
        """A passage of the plain text as it stands in the text."""
        places = [place for place, letter in enumerate(self.text) for _ in letter.translate(_PLAIN)]
        return self.text[places[start] : places[start + size - 1] + 1]


@dataclass(frozen=True)
class Likeness:
    """How far a wording is the same as another."""

    own: Wording
    other: Wording

    @cached_property
    def ratio(self) -> Fraction:
        """2 · characters in common, in order, ÷ characters of both (Ratcliff and Obershelp); 1 where nothing differs."""
        if self.own.plain == self.other.plain:
            return Fraction(1)
        common = sum(block.size for block in self._matcher.get_matching_blocks())
        return Fraction(2 * common, len(self.own) + len(self.other))

    def reaches(self, ratio: Fraction) -> bool:
        """Whether the ratio is at least that; most that are not are known by the characters they lack."""
        letters = set(self.own.plain)
        most = sum(letter in letters for letter in self.other.plain)
        return Fraction(2 * most, len(self.own) + len(self.other)) >= ratio and self.ratio >= ratio

    @cached_property
    def longest(self) -> tuple[int, int]:
        """Where the longest passage that both have starts in the own text, and its characters."""
        if self.own.plain == self.other.plain:
            return 0, len(self.own)
        match = self._matcher.find_longest_match()
        return match.a, match.size

    @property
    def share(self) -> Fraction:
        """The share of the own text that the longest passage makes up."""
        return Fraction(self.longest[1], len(self.own))

    @property
    def passage(self) -> str:
        """The longest passage as it stands in the own text."""
        start, size = self.longest
        return self.own.as_written(start, size) if size else ""

    @cached_property
    def _matcher(self) -> SequenceMatcher[str]:
        return SequenceMatcher(None, self.own.plain, self.other.plain, autojunk=False)


class Index:
    """Texts to be found again by a passage of `least` characters, three or more, or as a whole.

    Every passage of that length contains one of the pieces that start at regular steps, so only those are kept. A
    passage that repeats itself, or is boilerplate throughout, has fewer pieces of its own and may be missed.

    Raises:
        ValueError: If `least` is below three.
    """

    def __init__(self, texts: Sequence[Wording], least: int) -> None:
        if least < _SHORTEST:
            raise ValueError(f"least is {least}; a passage has at least {_SHORTEST} characters")
        self._texts = texts
        self._size = (least + 1) // 2
        self._step = step = least - self._size + 1
        self._whole: dict[str, int] = {}
        self._pieces: dict[str, list[int]] = {}
        for number, text in enumerate(texts):
            self._whole.setdefault(text.plain, number)
            for piece in {text.plain[at : at + self._size] for at in range(0, self._last(text), step)}:
                found = self._pieces.setdefault(piece, [])
                if len(found) < MOST_PER_PIECE:
                    found.append(number)

    def like(self, text: Wording, least: int) -> Iterator[tuple[int, Likeness]]:
        """The texts that may share a passage of `least` characters, each with its number.

        One that is the same, else at most two; nothing for a text without letters, or of the same few over and over. What they share is for the
        caller to ask: the index only says where to look.
        """
        if not text.plain:
            return
        same = self._whole.get(text.plain)
        if same is not None:
            yield same, Likeness(text, self._texts[same])
            return
        if len(set(text.plain)) * _LETTERS_LAST < len(text):
            return
        shared: Counter[int] = Counter()
        for piece in {
            text.plain[at : at + self._size] for at in range(self._last(text))
        } & self._pieces.keys():
            shared.update(self._pieces[piece])
        pieces = max(1, (least - self._size + 1) // self._step)
        # Equal counts go by the text, so that the order of the texts does not matter.
        nearest = sorted(
            (-count, self._texts[number].plain, number) for number, count in shared.items() if count >= pieces
        )
        for _, _, number in nearest[:MOST_COMPARED]:
            yield number, Likeness(text, self._texts[number])

    def _last(self, text: Wording) -> int:
        return max(0, len(text) - self._size + 1)
