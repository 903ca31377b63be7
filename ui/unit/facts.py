"""Where a unit stands: its score, place and grade, and how far it is from the best, the mean and last year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.record_words import KINDS, plain
from ui import text
from ui.frame import Html, html, html_list
from ui.session import say
from ui.wording import unit as words

if TYPE_CHECKING:
    from decimal import Decimal

    from indicators.words import Words
    from office.last_year import LastYear
    from office.unit_report import Facts
    from scoring import Results


def facts_html(results: Results, facts: Facts, last_year: LastYear | None) -> Html:
    """The unit's name, then one box per fact with what it is measured against."""
    place = say(text.NONE)
    if facts.place is not None:
        place = say(words.PLACE_OF.fill(place=facts.place, ranked=facts.ranked))
    tied = f" · {say(text.TIED)}" if facts.tied else ""
    boxes = [
        (say(text.TOTAL), shown(facts.total), ""),
        (say(text.GROUP_PLACE) + tied, place, _moved(facts)),
    ]
    if results.scheme.grades:
        boxes.append((say(text.GRADE), facts.grade or say(text.NONE), _grade_before(facts)))
    if results.scheme.adjustments is not None:
        points = (facts.bonus, facts.penalty)
        boxes += [
            (say(label), plain(number), "") for label, number in zip(KINDS.values(), points, strict=True)
        ]
    boxes += [
        (say(words.TO_BEST), signed(facts.gap_to_best), _beside(words.BEST_IS, facts.best)),
        (say(words.TO_MEAN), signed(facts.gap_to_mean), _beside(words.MEAN_IS, facts.mean)),
        (say(words.TO_LAST_YEAR), signed(facts.gap_to_last_year), _before(facts, last_year)),
        (say(text.MISSING), str(facts.missing), ""),
    ]
    return html(
        '<div class="bt-facts bt-score bt-unit"><div class="bt-name"><span>{where}</span><b>{name}</b></div>{boxes}</div>',
        where=f"{facts.group} · {facts.unit.code}",
        name=facts.unit.name,
        boxes=html_list("<div><span>{0}</span><b>{1}</b><i>{2}</i></div>", boxes),
    )


def shown(number: Decimal | None) -> str:
    """A published number, or the sign that there is none."""
    return say(text.NONE) if number is None else str(number)


def signed(number: Decimal | None) -> str:
    """A difference with its sign; none at all has none."""
    if number is None:
        return say(text.NONE)
    return f"{number:+f}" if number else f"{abs(number)}"


def _beside(words_: Words, number: Decimal | None) -> str:
    return "" if number is None else say(words_.fill(number=number))


def _moved(facts: Facts) -> str:
    gained = facts.places_gained
    if gained is None:
        return ""
    if gained == 0:
        return say(words.SAME_PLACE)
    return say((words.RISEN if gained > 0 else words.FALLEN).fill(places=abs(gained)))


def _grade_before(facts: Facts) -> str:
    return "" if facts.grade_last_year is None else say(words.GRADE_WAS.fill(grade=facts.grade_last_year))


def _before(facts: Facts, last_year: LastYear | None) -> str:
    if last_year is None:
        return say(words.NO_LAST_YEAR)
    if facts.total_last_year is None:
        return say(words.NOT_IN_LAST_YEAR)
    known = {"total": facts.total_last_year, "place": facts.place_last_year}
    return say(
        (words.LAST_YEAR_TOTAL if facts.place_last_year is None else words.LAST_YEAR_WAS).fill(**known)
    )
