"""What differs between two versions of a list or of a scheme; a new name is proposed as a renaming, never taken for one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from indicators.similarity import Index, Wording
from indicators.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

#: Names at least this alike may be one thing under two names.
ALIKE = Fraction(6, 10)
#: They then have this many characters in a row in common.
_SHORTEST = 3


class Kind(StrEnum):
    """What became of an entry."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    RECODED = "recoded"
    MOVED = "moved"
    POINTS = "points"
    WEIGHT = "weight"
    RULE = "rule"
    RELATION = "relation"
    OTHER = "other"


KIND_WORDS = {
    Kind.ADDED: Words("新增", "added"),
    Kind.REMOVED: Words("取消", "removed"),
    Kind.RENAMED: Words("疑似改名", "renamed?"),
    Kind.RECODED: Words("疑似改为", "may have become"),
    Kind.MOVED: Words("调整归属", "moved"),
    Kind.POINTS: Words("分值变化", "points changed"),
    Kind.WEIGHT: Words("权重变化", "weight changed"),
    Kind.RULE: Words("规则变化", "rule changed"),
    Kind.RELATION: Words("对应关系变化", "relation changed"),
    Kind.OTHER: Words("其他变化", "changed"),
}
#: What a person must confirm; it is a guess.
PROPOSED = frozenset({Kind.RENAMED, Kind.RECODED})


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: of which entry, in which field, from what to what.

    For an entry recoded, `code` is the old code, and `after` shows the new one with its name.
    """

    kind: Kind
    code: str
    name: str
    field: str = ""
    before: Words | None = None
    after: Words | None = None
    #: What the field is called.
    title: Words | None = None
    #: The new code of an entry recoded.
    became: str = ""

    @property
    def proposed(self) -> bool:
        """Whether it is a guess that a person must confirm."""
        return self.kind in PROPOSED

    @property
    def words(self) -> Words:
        """The difference as a line."""
        kind = KIND_WORDS[self.kind]
        what = kind if self.kind is not Kind.OTHER else self.title
        about = f"{self.code} {self.name}".rstrip()
        head = same(about) if what is None else Words(f"{about}：{what.zh}", f"{about}: {what.en}")
        if self.before is None and self.after is None:
            return head
        before, after = _or_none(self.before), _or_none(self.after)
        return Words(f"{head.zh}，{before.zh} → {after.zh}", f"{head.en}, {before.en} → {after.en}")


def _or_none(words: Words | None) -> Words:
    return Words("（无）", "(none)") if words is None or not words.zh else words


def recoded(removed: Mapping[str, str], added: Mapping[str, str]) -> Iterator[Difference]:
    """Pairs of a removed and an added entry with names so alike that one may have become, or be part of, the other.

    Each entry is paired with the one most like it, so that a split or a merger shows as several pairs.

    Args:
        removed: The names of the entries that are gone, by code.
        added: The names of the new entries, by code.
    """
    waiting: dict[str, list[str]] = {}
    for code, name in reversed(list(added.items())):
        waiting.setdefault(name, []).append(code)
    # The same name is the same thing, whatever else is like it.
    pairs = {(code, waiting[name].pop()) for code, name in removed.items() if waiting.get(name)}
    paired = {code for pair in pairs for code in pair}
    likeness = _likeness(
        {code: name for code, name in removed.items() if code not in paired},
        {code: name for code, name in added.items() if code not in paired},
    )
    pairs |= {pair for side in (0, 1) for pair in _nearest(likeness, side)}
    places = {code: place for place, code in enumerate([*removed, *added])}
    for old, new in sorted(pairs, key=lambda pair: (places[pair[0]], places[pair[1]])):
        after = same(f"{new} {added[new]}")
        yield Difference(Kind.RECODED, old, removed[old], "code", same(old), after, became=new)


def _nearest(likeness: Mapping[tuple[str, str], Fraction], side: int) -> Iterable[tuple[str, str]]:
    """For each code on one side of the pairs, the pair that is most alike."""
    best: dict[str, tuple[str, str]] = {}
    for pair, ratio in likeness.items():
        if pair[side] not in best or ratio > likeness[best[pair[side]]]:
            best[pair[side]] = pair
    return best.values()


def _likeness(removed: Mapping[str, str], added: Mapping[str, str]) -> dict[tuple[str, str], Fraction]:
    """How alike the names of pairs are, for those which are alike enough: each name beside those nearest to it."""
    found = {}
    for own, others, turned in ((added, removed, True), (removed, added, False)):
        codes, index = list(others), Index([Wording(name) for name in others.values()], _SHORTEST)
        for code, name in own.items():
            for number, likeness in index.like(Wording(name), _SHORTEST):
                if likeness.reaches(ALIKE):
                    pair = (codes[number], code) if turned else (code, codes[number])
                    found[pair] = likeness.ratio
    return found


def presence(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Difference]:
    """Entries which came or went, and what may have been renamed or recoded.

    Args:
        before: The names of the old entries, by code.
        after: The names of the new entries, by code.
    """
    added = {code: name for code, name in after.items() if code not in before}
    removed = {code: name for code, name in before.items() if code not in after}
    yield from (Difference(Kind.ADDED, code, name) for code, name in added.items())
    yield from (Difference(Kind.REMOVED, code, name) for code, name in removed.items())
    for code, name in after.items():
        if code in before and before[code] != name:
            yield Difference(Kind.RENAMED, code, before[code], "name", same(before[code]), same(name))
    yield from recoded(removed, added)
