"""What a number format makes of a number, as far as the number a person sees is another one, or none."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

#: Text in quotes, an escaped sign, a space as wide as a sign or filled with it, brackets, words for “as it is”.
_PART = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|[_*].?|\[(?P<brackets>[^\]]*)\]?|(?P<whole>General|G/通用格式|[@/]|E[+-])'
    r"|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)|(?P<end>;)|(?P<sign>.)",
    re.DOTALL | re.IGNORECASE,
)
_CONDITION = re.compile(r"(<=|>=|<>|[<>=])\s*(-?[0-9]+(?:\.[0-9]+)?)")
_CURRENCY = re.compile(r"\$([^-]*)(?:-.*)?")
#: What one pays with, written before a number.
_BEFORE = {"¥": "元", "￥": "元", "$": "$", "€": "€", "£": "£"}
#: Around a number, these are no unit of measure.
_AROUND = " \u00a0\u3000()（）+-"
#: The sections for numbers; a fourth is for texts.
_MOST = 3
_THOUSAND, _HUNDRED = 1000, 100
_TOO_LONG = Decimal(10) ** 15


class Section(NamedTuple):
    """One part of a number format, with those numbers it is for, if it says so.

    Its pieces are `0`, `#`, `?`, `.` and literal texts, these after an apostrophe.
    """

    pieces: tuple[str, ...] = ("0",)
    condition: tuple[str, Decimal] | None = None
    #: Whether it shows all digits a number has.
    is_general: bool = False
    is_percent: bool = False
    is_grouped: bool = False
    #: How often the number is divided by a thousand.
    thousands: int = 0

    @property
    def decimals(self) -> int:
        """The decimals always shown."""
        return self._behind_point().count("0")

    @property
    def unit(self) -> str:
        """The unit of measure behind the number, or for money before it."""
        before, behind = self._around()
        return behind or next((_BEFORE[sign] for sign in before if sign in _BEFORE), "")

    @property
    def is_open(self) -> bool:
        """Whether it shows every number as it is, but for rounding."""
        places = set(self.pieces) & {"0", "?"}
        return self.is_general or bool(places and not self.thousands and not self._is_parted)

    def shown(self, number: Decimal) -> str | None:
        """What a person sees, if that is another number, or none; None if it is this one."""
        if self.is_open or ("#" in self.pieces and number and not self.thousands and not self._is_parted):
            return None
        if abs(number) >= _TOO_LONG:
            return "####"
        value = abs(number) / _THOUSAND**self.thousands * (_HUNDRED if self.is_percent else 1)
        fraction = sum(piece in "0#?" for piece in self._behind_point())
        whole, _, rest = f"{value.quantize(Decimal(1).scaleb(-fraction), ROUND_HALF_UP):f}".partition(".")
        if self.is_grouped and not self._is_parted:
            whole = f"{int(whole):,}"
        return ("-" if number < 0 and "'-" not in self.pieces else "") + self._filled(whole, rest)

    def _filled(self, whole: str, rest: str) -> str:
        """The pieces with digits in their places; the first place takes all that are left over."""
        places = sum(piece in "0#?" for piece in self._before_point())
        needed = self._before_point().count("0")
        whole = whole.rjust(needed, "0") if needed or int(whole.replace(",", "")) else ""
        digits = [*[""] * (places - len(whole)), *whole] if len(whole) <= places else None
        if digits is None:
            digits = [whole[: len(whole) - places + 1], *whole[len(whole) - places + 1 :]]
        digits += rest
        return "".join(
            digits.pop(0) if piece in "0#?" else piece.removeprefix("'") for piece in self.pieces
        ).strip()

    def _before_point(self) -> tuple[str, ...]:
        return self.pieces[: self._point]

    def _behind_point(self) -> tuple[str, ...]:
        return self.pieces[self._point :]

    @property
    def _point(self) -> int:
        return self.pieces.index(".") if "." in self.pieces else len(self.pieces)

    @property
    def _is_parted(self) -> bool:
        """Whether something stands between digits that makes another number of them."""
        first, last = self._ends()
        return any(piece[0] == "'" and piece[1:].strip() for piece in self.pieces[first:last])

    def _around(self) -> tuple[str, str]:
        first, last = self._ends()
        before, behind = (
            "".join(piece[1:] for piece in part if piece[0] == "'").strip(_AROUND)
            for part in (self.pieces[:first], self.pieces[last:])
        )
        return before, behind

    def _ends(self) -> tuple[int, int]:
        """Where the digits begin and end."""
        places = [at for at, piece in enumerate(self.pieces) if piece[0] != "'"]
        return (places[0], places[-1] + 1) if places else (0, 0)


def sections_of(code: str) -> tuple[Section, ...]:
    """The sections of a number format, as they are written."""
    sections, parts = [], []
    for part in _PART.finditer(code):
        if part["end"]:
            sections.append(_section(parts))
            parts = []
        else:
            parts.append(part)
    return (*sections, _section(parts))


def section_for(number: Decimal, sections: tuple[Section, ...]) -> Section:
    """The section that shows a number."""
    if any(section.condition for section in sections):
        for section in sections[:_MOST]:
            if section.condition is None or _holds(number, *section.condition):
                return section
        return Section(is_general=True)
    by_sign = (sections * 2)[:2] if len(sections) == 1 else sections
    at = 1 if number < 0 else 0
    return by_sign[2] if not number and len(by_sign) > 2 else by_sign[at]


def _holds(number: Decimal, sign: str, bound: Decimal) -> bool:
    return {
        "<": number < bound,
        ">": number > bound,
        "=": number == bound,
        "<=": number <= bound,
        ">=": number >= bound,
        "<>": number != bound,
    }[sign]


def _section(parts: list[re.Match[str]]) -> Section:
    """What the parts of one section say."""
    condition: tuple[str, Decimal] | None = None
    pieces: list[str] = []
    is_general = is_percent = is_grouped = False
    commas = thousands = 0
    for part in parts:
        match part.lastgroup:
            case "digit":
                is_grouped, commas = is_grouped or commas > 0, 0
                pieces.append(part["digit"])
            case "comma" if pieces:
                commas += 1
            case "point":
                thousands, commas = thousands + commas, 0
                pieces.append("." if "." not in pieces else "'.")
            case "percent":
                is_percent = True
            case "whole":
                is_general = True
                pieces.append("0")
            case "brackets":
                compared = _CONDITION.fullmatch(part["brackets"])
                money = _CURRENCY.fullmatch(part["brackets"])
                if compared is not None:
                    condition = compared[1], Decimal(compared[2])
                elif money is not None and money[1]:
                    pieces.append(f"'{money[1]}")
            case "quoted" | "escaped" | "sign" as kind:
                if part[kind]:
                    pieces.append(f"'{part[kind]}")
            case _:
                pass
    return Section(tuple(pieces), condition, is_general, is_percent, is_grouped, thousands + commas)
