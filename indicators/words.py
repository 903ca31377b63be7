"""What is said to a person, in Chinese and in English."""

from __future__ import annotations

from typing import Literal, NamedTuple

Language = Literal["zh", "en"]


class Words(NamedTuple):
    """One sentence or label in both languages."""

    zh: str
    en: str

    def in_(self, language: Language) -> str:
        """The text in one language."""
        return self.zh if language == "zh" else self.en

    def fill(self, **values: object) -> Words:
        """Both texts with `{name}` places filled; a `Words` value fills each language with its own text."""
        zh = {name: value.zh if isinstance(value, Words) else value for name, value in values.items()}
        en = {name: value.en if isinstance(value, Words) else value for name, value in values.items()}
        return Words(self.zh.format(**zh), self.en.format(**en))


def same(text: str) -> Words:
    """A text which reads alike in both languages: a name, a number, a symbol."""
    return Words(text, text)


def listed(items: list[Words]) -> Words:
    """Several labels as one enumeration."""
    return Words("、".join(item.zh for item in items), ", ".join(item.en for item in items))


def visible(text: str) -> str:
    """A text that somebody else wrote as it may be quoted: on one line, with what nobody would see under its number."""
    return text if text.isprintable() else "".join(map(_visible, text))


def _visible(sign: str) -> str:
    if sign.isprintable():
        return sign
    return " " if sign.isspace() else f"[U+{ord(sign):04X}]"
