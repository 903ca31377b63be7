"""Indicators that only count what was held, issued or written 以数量论成效, told from those that measure an effect.

Chinese puts last what a clause is about: 培训次数 counts, 培训后测试合格率 measures. So each clause is read for the words that
matter, and the last of them decides; a text counts if a clause of it does and none measures an effect.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from indicators import formula, trees
from indicators.checks import wording_problems as kinds
from indicators.checks.counting_words import EFFECT_OF, FORM_WORDS, LEXICON, OCCASIONS, PIECES, Form, Role
from indicators.rules.additive import AdditiveRule
from indicators.rules.base import Direction
from indicators.rules.checklist import ChecklistRule
from indicators.rules.deduction import DeductionRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indicators.checks.case import Case
    from indicators.parts import Indicator
    from indicators.problems import Problem
    from indicators.rules.base import Rule
    from indicators.scheme import Scheme
    from indicators.words import Words

_NUMBER = r"(?:\d+(?:\.\d+)?|[一二两三四五六七八九十百千万几]+)"
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
    r"(?P<scale>满分的?\d+(?:\.\d+)?%|不[超高](?:过|于)(?:满分)?\d+(?:\.\d+)?分)",
    r"(?P<share>\d+(?:\.\d+)?%|百分之|\d+(?:\.\d+)?个百分点)",
    "(?P<word>" + "|".join(sorted(map(re.escape, LEXICON), key=len, reverse=True)) + ")",
    f"(?P<occasions>{_OCCASIONS})",
    f"(?P<pieces>{_PIECES})",
)
_TOKEN = re.compile("|".join(_PATTERNS))
_IGNORED = re.compile(r"[\s“”‘’\"'《》〈〉「」·]")
_BREAK = re.compile(r"[,。.;:、?!()\[\]【】…—\n|/]+(?!\d)")
_HAS = re.compile(r"^有|^无|[有无]$")
_MEASURE_WORD = re.compile(f"{OCCASIONS}|{PIECES}")
_RATES = frozenset({"%", "％", "‰", "百分点", "个百分点"})
#: More than so many cost points: the fewer the better.
_BURDEN = re.compile(
    rf"(?:超过|超出|每多|多于)(?:上年|去年|规定次数|控制数|{_NUMBER}(?:{OCCASIONS}|{PIECES}))[^。;]*扣"
)
_PURPOSE = re.compile(r"^(?:为(?!民|群众)|围绕|聚焦|按照|根据|针对)")


@dataclass(frozen=True, slots=True)
class Counting:
    """What a text counts: the word for it, which form of work that is, and the clause that says so."""

    noun: str
    form: Form
    passage: str

    @property
    def effect(self) -> Words:
        """An effect measure to put in its place."""
        return EFFECT_OF[self.form]


class _Verdict(Enum):
    """What a clause does."""

    MEASURES = auto()
    COUNTS = auto()
    #: Names something that came of the work, without measuring it.
    REACHES = auto()
    #: Asks that something was held or issued at all.
    ASKS_FOR = auto()
    SAYS_NOTHING = auto()


@dataclass(frozen=True, slots=True)
class _Token:
    """One telling word; `word` is empty for a number of percent."""

    start: int
    role: Role
    form: Form | None = None
    word: str = ""


@dataclass(frozen=True, slots=True)
class _Clause:
    text: str
    tokens: tuple[_Token, ...]
    #: A number of occasions, and of pieces.
    occasions: bool
    pieces: bool

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(token.role for token in self.tokens)

    @property
    def counts(self) -> bool:
        return self.occasions or self.pieces

    @property
    def last(self) -> _Token | None:
        """The word that decides. Results do not come in occasions, so a number of occasions is not of them."""
        telling = _TELLING - {Role.RESULT} if self.occasions else _TELLING
        return next((token for token in reversed(self.tokens) if token.role in telling), None)

    def is_fault(self, form: _Token) -> bool:
        """Whether a form of work is something wrong or received: 违规开会, 被通报; not 开展违纪案例学习."""
        doing = [token.start for token in self.tokens if token.role is Role.DOING]
        if any(start > form.start for start in doing):
            return False
        ill = {Role.FAULT, Role.SUFFERED} if form.form in _RECEIVED else {Role.FAULT}
        faults = [token.start for token in self.tokens if token.role in ill]
        return bool(faults) and faults[0] < min([form.start, *doing])


#: What a unit gets from those above it.
_RECEIVED = frozenset({Form.DOCUMENTS, Form.INSPECTIONS, Form.VISITS})
_TELLING = frozenset({Role.FORM, Role.EFFECT, Role.RESULT, Role.FAULT})


def counted(text: str) -> Counting | None:
    """What a text counts, if all it does is to count what was held, issued or written; None if it does not.

    A rate, a share, a judgement of quality, a reduction and a number of faults are no such counting.
    """
    return _weigh(text).counting


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a text does as a whole."""

    measures: bool = False
    counting: Counting | None = None


def _weigh(text: str, topic: _Token | None = None) -> _Reading:
    """What a text does that goes on speaking of a topic."""
    plain = _plain(text)
    if _BURDEN.search(plain):
        return _Reading(measures=True)
    judged: list[tuple[_Verdict, _Clause, _Token | None]] = []
    for clause in map(_read, filter(None, _BREAK.split(plain))):
        topic = clause.last or topic
        judged.append((_judge(clause, topic), clause, topic))
    verdicts = {verdict for verdict, _, _ in judged}
    if _Verdict.MEASURES in verdicts:
        return _Reading(measures=True)
    telling = [_Verdict.COUNTS] if _Verdict.REACHES in verdicts else [_Verdict.COUNTS, _Verdict.ASKS_FOR]
    for wanted in telling:
        for verdict, clause, token in judged:
            if verdict is wanted and token is not None and token.form is not None:
                return _Reading(counting=Counting(token.word, token.form, clause.text))
    return _Reading()


def _plain(text: str) -> str:
    return _IGNORED.sub("", unicodedata.normalize("NFKC", text))


def _read(text: str) -> _Clause:
    """A clause with its telling words."""
    found = list(_TOKEN.finditer(text))
    words = {match.start(): match.group() for match in found if match.lastgroup == "word"}
    tokens = [_Token(start, *LEXICON[word], word) for start, word in words.items()]
    if all(token.role is not Role.GROWTH for token in tokens):
        tokens += [_Token(match.start(), Role.EFFECT) for match in found if match.lastgroup == "share"]
    tokens.sort(key=lambda token: token.start)
    groups = {match.lastgroup for match in found}
    return _Clause(text, tuple(tokens), occasions="occasions" in groups, pieces="pieces" in groups)


def _judge(clause: _Clause, topic: _Token | None) -> _Verdict:
    """What a clause does, if this is the word that decides: its own last one, or that of the clause before."""
    roles, own = clause.roles, clause.last
    if Role.REDUCED in roles:
        return _Verdict.MEASURES
    match topic and topic.role:
        case Role.EFFECT if own is not None and not _only_aims(clause, own):
            return _Verdict.MEASURES
        case Role.RESULT if own is not None:
            return _Verdict.MEASURES if clause.counts else _Verdict.REACHES
        case Role.FORM:
            return _judge_form(clause, own)
        case _:
            return _Verdict.SAYS_NOTHING


def _judge_form(clause: _Clause, own: _Token | None) -> _Verdict:
    """What a clause does that ends on a form of work, or speaks of the one before."""
    roles = clause.roles
    if own is not None and clause.is_fault(own):
        return _Verdict.SAYS_NOTHING
    if clause.counts or (own is not None and own.form is Form.ONLINE):
        # Points off for each one that was held or received: the fewer the better.
        costs = Role.LOSES in roles and Role.LACKING not in roles
        return _Verdict.SAYS_NOTHING if costs else _Verdict.COUNTS
    asks = Role.LACKING in roles or (
        own is not None and (Role.DOING in roles or _HAS.search(clause.text[: own.start]))
    )
    return _Verdict.ASKS_FOR if asks else _Verdict.SAYS_NOTHING


def _only_aims(clause: _Clause, effect: _Token) -> bool:
    """Whether an effect is only hoped for: 为提升满意度, without a number."""
    aimed = any(token.role is Role.AIM and token.start < effect.start for token in clause.tokens)
    return bool(_PURPOSE.match(clause.text)) or (aimed and not re.search(r"\d", clause.text))


def counting(scheme: Scheme) -> tuple[tuple[Indicator, Counting], ...]:
    """The indicators which only count what was held, issued or written, in the order of the file."""
    judged = ((indicator, _counting_of(indicator)) for indicator in scheme.indicators)
    return tuple((indicator, found) for indicator, found in judged if found is not None)


def _counting_of(indicator: Indicator) -> Counting | None:
    """What an indicator counts, by its name, unit, basis and the events of its rule; a rate counts nothing."""
    countable = _MEASURE_WORD.fullmatch(indicator.unit) is not None
    name = _weigh(f"{indicator.name}{indicator.unit}数" if countable else indicator.name)
    basis = _weigh(indicator.basis or "")
    if indicator.unit in _RATES or name.measures or basis.measures:
        return None
    topic = _read(_plain(indicator.name)).last
    events = [_weigh(event, topic).counting for event in _events(indicator.rule, indicator.unit)]
    by_events = events[0] if events and all(events) else None
    if indicator.direction is Direction.LOWER or isinstance(indicator.rule, DeductionRule):
        return by_events
    if _divides(indicator):
        return name.counting
    return name.counting or basis.counting or by_events


def _events(rule: Rule, unit: str) -> Iterator[str]:
    """What a rule gives or takes points for, one sentence each."""
    match rule:
        case DeductionRule():
            yield from (f"{event.name}每{unit or '次'}扣" for event in rule.events)
        case AdditiveRule():
            yield from (f"{item.name}每次{'扣' if item.points < 0 else '加'}" for item in rule.items)
        case ChecklistRule():
            yield from (f"有{item.name}" for item in rule.items)
        case _:
            pass


def _divides(indicator: Indicator) -> bool:
    """Whether the value is measured against a base."""
    measure = indicator.parsed_measure
    if measure is None:
        return False
    divisors = (node.right for node in trees.walk(measure.tree) if isinstance(node, formula.Divide))
    return any(not isinstance(divisor, formula.Constant) for divisor in divisors)


def counts_only(case: Case) -> Iterator[Problem]:
    """No indicator only counts what was held, issued or written; one of the province's is noted, since it must stay."""
    for indicator, found in counting(case.scheme):
        kind = kinds.COUNTS_ONLY_AS_LISTED if indicator.covers else kinds.COUNTS_ONLY
        yield kind.about(
            indicator.code,
            name=indicator.name,
            passage=found.passage,
            noun=found.noun,
            form=FORM_WORDS[found.form],
            effect=found.effect,
        )
