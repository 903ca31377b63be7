"""Clauses of an indicator's wording, and what each does: count, measure, ask for something, or neither.

Chinese puts last what a clause is about: 培训次数 counts, 培训后测试合格率 measures. So the last telling word decides.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum, auto

from indicators.counting.words import LEXICON, OCCASIONS, PIECES, Form, Role

_NUMBER = r"(?:\d{1,12}(?:\.\d{1,12})?|[一二两三四五六七八九十百千万几]{1,12})"
_OCCASIONS = (
    rf"{_NUMBER}(?:{OCCASIONS})(?!以?内)|每(?:{OCCASIONS})|(?:{OCCASIONS})数|人次|场次|期次|批次|轮次|频次|频率|学时|课时|时长|天数"
    rf"|每个?(?:月|季度?|周|年|半年|旬|日|天)|按(?:月|季度?|周)|逐月|定期|^(?:{OCCASIONS})$"
)
_PIECES = (
    rf"{_NUMBER}(?:{PIECES})(?!月|百分点)|每(?:{PIECES})(?=[加得计扣记奖])|(?:{PIECES})次?数|数量|总数|总量|字数"
    rf"|(?<=[稿文送放用布刊])量|数$|数(?=[不达为较多超])|^(?:{PIECES})$"
)
_PATTERNS = (
    # A share of full points and a limit of points belong to the rule, not to what is measured.
    r"(?P<scale>满分的?\d{1,12}(?:\.\d{1,12})?%|不[超高](?:过|于)(?:满分)?\d{1,12}(?:\.\d{1,12})?分)",
    r"(?P<share>\d{1,12}(?:\.\d{1,12})?%|百分之|\d{1,12}(?:\.\d{1,12})?个百分点)",
    "(?P<word>" + "|".join(sorted(map(re.escape, LEXICON), key=len, reverse=True)) + ")",
    f"(?P<occasions>{_OCCASIONS})",
    f"(?P<pieces>{_PIECES})",
)
_TOKEN = re.compile("|".join(_PATTERNS))
_IGNORED = re.compile(r"[ \t“”‘’\"'《》〈〉「」·]")
#: A point or a comma within a number breaks nothing.
_BREAK = re.compile(r"[。;:、?!()\[\]【】…—\n|/]+|\.(?!\d)|(?<!\d),|,(?!\d{3})")
_HAS = re.compile(r"^有|^无|[有无]$")
#: More than so many cost points, or each one less gains some: the fewer the better.
_BURDEN = re.compile(
    rf"(?:超过|超出|每多|多于)(?:上年|去年|规定次数|控制数|{_NUMBER}(?:{OCCASIONS}|{PIECES}))[^。;]*扣|每少[^。;扣]*加"
)
_PURPOSE = re.compile(r"^(?:为(?!民|群众)|围绕|聚焦|按照|根据|针对)")
#: What a unit gets from those above it.
_RECEIVED = frozenset({Form.DOCUMENTS, Form.INSPECTIONS, Form.VISITS})
#: 点击量, 积分: the word itself is a number.
_AMOUNTS = ("量", "积分")
_TELLING = frozenset({Role.FORM, Role.EFFECT, Role.RESULT, Role.FAULT})


class Verdict(Enum):
    """What a clause does."""

    MEASURES = auto()
    COUNTS = auto()
    #: Names something that came of the work, without measuring it.
    REACHES = auto()
    #: Asks that something was held or issued at all.
    ASKS_FOR = auto()
    SAYS_NOTHING = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """One telling word; `word` is empty for a number of percent."""

    start: int
    role: Role
    form: Form | None = None
    word: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause with its telling words, and whether it has a number of occasions or of pieces."""

    text: str
    tokens: tuple[Token, ...]
    occasions: bool
    pieces: bool

    @property
    def roles(self) -> frozenset[Role]:
        """What its words do."""
        return frozenset(token.role for token in self.tokens)

    @property
    def last(self) -> Token | None:
        """The word that decides. Results do not come in occasions, so a number of occasions is not of them."""
        telling = _TELLING - {Role.RESULT} if self.occasions else _TELLING
        return next((token for token in reversed(self.tokens) if token.role in telling), None)

    def verdict(self, topic: Token | None) -> Verdict:
        """What it does where `topic` is the word that decides: its own last one, or that of the clause before."""
        own = self.last
        if Role.REDUCED in self.roles:
            return Verdict.MEASURES
        match topic and topic.role:
            case Role.EFFECT if own is not None and not self._only_aims_at(own):
                return Verdict.MEASURES
            case Role.RESULT if own is not None:
                return Verdict.MEASURES if self.occasions or self.pieces else Verdict.REACHES
            case Role.FORM if own is None:
                return self._verdict_on(None)
            case Role.FORM if own is not None and not self._is_fault(own):
                return self._verdict_on(own)
            case _:
                return Verdict.SAYS_NOTHING

    def _verdict_on(self, form: Token | None) -> Verdict:
        """What it does to its own form of work, or to the one before if there is none."""
        if self.occasions or self.pieces or (form is not None and form.word.endswith(_AMOUNTS)):
            # Points off for each one that was held or received: the fewer the better.
            costs = Role.LOSES in self.roles and Role.LACKING not in self.roles
            return Verdict.SAYS_NOTHING if costs else Verdict.COUNTS
        has = form is not None and (Role.DOING in self.roles or _HAS.search(self.text[: form.start]))
        return Verdict.ASKS_FOR if has or Role.LACKING in self.roles else Verdict.SAYS_NOTHING

    def _is_fault(self, form: Token) -> bool:
        """Whether a form of work is something wrong or received: 违规开会, 被通报; not 开展违纪案例学习."""
        doing = [token.start for token in self.tokens if token.role is Role.DOING]
        if any(start > form.start for start in doing):
            return False
        ill = {Role.FAULT, Role.SUFFERED} if form.form in _RECEIVED else {Role.FAULT}
        faults = [token.start for token in self.tokens if token.role in ill]
        return bool(faults) and faults[0] < min([form.start, *doing])

    def _only_aims_at(self, effect: Token) -> bool:
        """Whether an effect is only hoped for: 为提升满意度, without a number."""
        aimed = any(token.role is Role.AIM and token.start < effect.start for token in self.tokens)
        return bool(_PURPOSE.match(self.text)) or (aimed and not re.search(r"\d", self.text))


def clauses_of(text: str) -> tuple[Clause, ...]:
    """The clauses of a text, without quotation marks and blanks."""
    return tuple(_read(clause) for clause in _BREAK.split(_plain(text)) if clause)


def is_burden(text: str) -> bool:
    """Whether more of something costs points, or less gains some."""
    return _BURDEN.search(_plain(text)) is not None


def _plain(text: str) -> str:
    return _IGNORED.sub("", unicodedata.normalize("NFKC", text))


def _read(text: str) -> Clause:
    found = list(_TOKEN.finditer(text))
    words = {match.start(): match.group() for match in found if match.lastgroup == "word"}
    tokens = [Token(start, *LEXICON[word], word) for start, word in words.items()]
    if all(token.role is not Role.GROWTH for token in tokens):
        tokens += [Token(match.start(), Role.EFFECT) for match in found if match.lastgroup == "share"]
    tokens.sort(key=lambda token: token.start)
    groups = {match.lastgroup for match in found}
    return Clause(text, tuple(tokens), occasions="occasions" in groups, pieces="pieces" in groups)
