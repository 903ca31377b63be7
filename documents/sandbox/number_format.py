"""What a number format makes of a number: what is written around it, and whether a person sees another one, or none."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

#: Text in quotes, an escaped sign, a blank as wide as a sign or filled with it, brackets, “as it is”, and the rest.
_PART = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|[_*].?|\[(?P<brackets>[^\]]*)\]?'
    r"|(?P<whole>General|G/通用格式|[@/]|E[+-])|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)|(?P<end>;)"
    r"|(?P<sign>.)",
    re.DOTALL | re.IGNORECASE,
)
_CONDITION = re.compile(r"(<=|>=|<>|[<>=])\s*(-?[0-9]+(?:\.[0-9]+)?)")
_CURRENCY = re.compile(r"\$([^-]*)(?:-.*)?")
#: What is paid with, as it stands before a number.
_MONEY = {"¥": "元", "￥": "元", "$": "$", "€": "€", "£": "£"}
#: Around a number, these are no unit of measure.
_AROUND = " \u00a0\u3000()（）+-"
_DIGITS, _WHOLE, _LITERAL = "0#?", "E", "'"
#: The sections for numbers: above zero, below and zero; a fourth is for texts.
_MOST = 3
_TOO_LONG, _MOST_DECIMALS = Decimal(10) ** 15, 10


class Section:
    """One part of a number format.

    Its pieces are `0`, `#`, `?`, `.`, an `E` for whatever shows all digits, and literal texts after an apostrophe.
    """

    def __init__(self, parts: list[re.Match[str]]) -> None:
        self.pieces: list[str] = []
        #: The numbers it is for, if it says so.
        self.condition: tuple[str, Decimal] | None = None
        self.is_percent = self._is_grouped = False
        #: How often the number is divided by a thousand.
        self._thousands = 0
        commas = 0
        for part in parts:
            kind = str(part.lastgroup)
            if kind == "comma":
                commas += 1
                continue
            if kind == "digit" and self._places():
                self._is_grouped, commas = self._is_grouped or commas > 0, 0
            elif kind == "point":
                self._thousands, commas = self._thousands + commas, 0
            self._add(kind, part)
        self._thousands += commas if self._places() else 0
        self._sum_up()

    def _add(self, kind: str, part: re.Match[str]) -> None:
        match kind:
            case "digit":
                self.pieces.append(part[0])
            case "point":
                self.pieces.append("." if "." not in self.pieces else "'.")
            case "whole":
                self.pieces.append(_WHOLE)
            case "percent":
                self.is_percent = True
            case "brackets":
                compared, money = _CONDITION.fullmatch(part[kind]), _CURRENCY.fullmatch(part[kind])
                if compared is not None:
                    self.condition = compared[1], Decimal(compared[2])
                elif money is not None and money[1]:
                    self.pieces.append(_LITERAL + money[1])
            case "quoted" | "escaped" | "sign" if part[kind]:
                self.pieces.append(_LITERAL + part[kind])
            case _:
                pass

    def _sum_up(self) -> None:
        """What the pieces say together."""
        at = self._places()
        first, last = (at[0], at[-1] + 1) if at else (0, 0)
        self._before = _text(self.pieces[:first])
        behind = _text(self.pieces[last:]).strip(_AROUND)
        #: The unit of measure behind the number, or of money before it.
        self.unit = behind or next((_MONEY[sign] for sign in self._before if sign in _MONEY), "")
        point = self.pieces.index(".") if "." in self.pieces else len(self.pieces)
        self._in_front, self._fraction = self.pieces[:point], "".join(self.pieces[point + 1 :])
        #: The decimals always shown.
        self.decimals = len(self._fraction) - len(self._fraction.lstrip("0"))
        self._shows_zero = bool({"0", "?", _WHOLE} & set(self.pieces))
        self._is_parted = bool(_text(self.pieces[first:last]).strip())
        is_other = self._thousands > 0 or self._is_parted or any(map(str.isdigit, self._before))
        self._shows_others = bool(at) and not (is_other and _WHOLE not in self.pieces)
        #: Whether it shows every number as it is, but for rounding.
        self.is_plain = self._shows_others and self._shows_zero and "-" not in self._before

    def shown(self, number: Decimal) -> str | None:
        """What a person sees, if that is another number, or none; None if it is this one."""
        is_turned = number > 0 and "-" in self._before
        if self.is_plain or (self._shows_others and not is_turned and (number or self._shows_zero)):
            return None
        if not self._places():
            return _text(self.pieces).strip()
        return self._filled(number)

    def _filled(self, number: Decimal) -> str:
        """The pieces with digits in their places, the first of which takes all that are left over."""
        value = abs(number).scaleb(2 * self.is_percent - 3 * self._thousands)
        if value >= _TOO_LONG:
            return "####"
        fraction = min(_MOST_DECIMALS, sum(sign in _DIGITS for sign in self._fraction))
        whole, _, rest = f"{value.quantize(Decimal(1).scaleb(-fraction), ROUND_HALF_UP):f}".partition(".")
        if self._is_grouped and not self._is_parted:
            whole = f"{int(whole):,}"
        places = [piece for piece in self._in_front if piece in _DIGITS]
        needed = sum(place == "0" for place in places)
        whole = whole.rjust(needed, "0") if needed or whole != "0" else ""
        spare = max(0, len(whole) - len(places)) + 1
        digits = [*[""] * (len(places) - len(whole)), whole[:spare], *whole[spare:], *rest]
        filled = "".join(
            (digits.pop(0) if digits else "") if piece in _DIGITS else piece.removeprefix(_LITERAL)
            for piece in self.pieces
        )
        return ("-" if number < 0 and "-" not in filled else "") + filled.strip()

    def _places(self) -> list[int]:
        """Where the digits stand."""
        return [at for at, piece in enumerate(self.pieces) if piece in {*_DIGITS, _WHOLE}]


def sections_of(code: str) -> tuple[Section, ...]:
    """The sections of a number format, as they are written."""
    sections: list[Section] = []
    parts: list[re.Match[str]] = []
    for part in _PART.finditer(code):
        if part["end"]:
            sections.append(Section(parts))
            parts = []
        else:
            parts.append(part)
    return (*sections, Section(parts))


def section_for(number: Decimal, sections: tuple[Section, ...]) -> Section:
    """The section that shows a number."""
    if any(section.condition for section in sections):
        return next((one for one in sections[:_MOST] if _is_for(number, one)), sections[0])
    if number > 0 or len(sections) == 1:
        return sections[0]
    return sections[1] if number < 0 else sections[2 if len(sections) >= _MOST else 0]


def _is_for(number: Decimal, section: Section) -> bool:
    if section.condition is None:
        return True
    sign, bound = section.condition
    return {
        "<": number < bound,
        ">": number > bound,
        "=": number == bound,
        "<=": number <= bound,
        ">=": number >= bound,
        "<>": number != bound,
    }[sign]


def _text(pieces: list[str]) -> str:
    """The literal texts among some pieces."""
    return "".join(piece[1:] for piece in pieces if piece[0] == _LITERAL)
