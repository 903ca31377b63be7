"""Where our city stands: its place large and plain, and what it takes in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.words import Words, listed, same
from ui.benchmark.cities import less, score_and_place
from ui.benchmark.figures import points, signed, total
from ui.frame import html_list, show_html
from ui.session import say
from ui.wording import benchmark as words

if TYPE_CHECKING:
    from office.benchmark import Analysis
    from scoring.benchmark import Benchmark, Standing

_MOST_NAMED = 6
#: Between two sentences.
_SPACE = Words("", " ")


def show_place(benchmark: Benchmark, analysis: Analysis) -> None:
    """The figures of our city in one line."""
    ours = standing_of(analysis, benchmark.ours)
    last = benchmark.last_totals.get(benchmark.ours)
    facts: list[tuple[Words, str]] = [(words.TOTAL, total(ours.total))]
    facts += [(same(name), score_and_place(*ours.scores[name])) for name in benchmark.chain.factors]
    facts.append((words.TO_FIRST, total(ours.to_first)))
    if ours.to_next is not None and ours.to_next != ours.to_first:
        facts.append((words.TO_NEXT, total(ours.to_next)))
    facts.append((words.AHEAD, total(ours.ahead)))
    if benchmark.target_total is not None:
        facts.append((words.TO_TARGET, points(less(benchmark.target_total, ours.total))))
    if last is not None:
        facts.append((words.OVER_LAST_YEAR, signed(less(ours.total, last))))
    place = words.UNRANKED if ours.place is None else words.PLACE_OF.fill(place=ours.place)
    show_html(
        '<div class="bt-facts bt-place"><div class="bt-name"><span>{lead}</span><b>{city}</b></div>'
        "<div><span>{label}</span><b>{place} <small>{count}</small></b></div>{facts}</div>",
        lead=say(words.OUR_CITY),
        city=benchmark.ours,
        label=say(words.PLACE),
        place=say(place),
        count=say(words.OF_CITIES.fill(count=len(benchmark.cities))),
        facts=html_list(
            "<div><span>{0}</span><b>{1}</b></div>", [(say(label), value) for label, value in facts]
        ),
    )


def standing_of(analysis: Analysis, city: str) -> Standing:
    """Where one city stands."""
    return next(standing for standing in analysis.standings if standing.city == city)


def show_verdict(benchmark: Benchmark, analysis: Analysis) -> None:
    """What the figures come to, in a sentence or two."""
    ours = standing_of(analysis, benchmark.ours)
    said = [_verdict(benchmark, analysis, ours)]
    if ours.place is not None and ours.place > 1:
        said.append(_by_one_item(analysis))
    unranked = [s.city for s in analysis.standings if s.place is None and s.city != benchmark.ours]
    if unranked:
        said.append(words.RIVALS_UNRANKED.fill(cities=listed(list(map(same, unranked)))))
    show_html('<p class="bt-verdict">{said}</p>', said=say(_SPACE).join(map(say, said)))


def _verdict(benchmark: Benchmark, analysis: Analysis, ours: Standing) -> Words:
    if ours.place is None:
        left = benchmark.missing(ours.city)
        names = [same(benchmark.catalogue.by_code[code].name) for code in left[:_MOST_NAMED]]
        more = [same("……")] if len(left) > _MOST_NAMED else []
        return words.CANNOT_BE_RANKED.fill(city=ours.city, count=len(left), items=listed([*names, *more]))
    rivals = [s for s in analysis.standings if s.place is not None and s.city != ours.city]
    if ours.place > 1:
        first = listed([same(s.city) for s in rivals if s.place == 1])
        return words.IS_BEHIND.fill(city=ours.city, place=ours.place, first=first, gap=total(ours.to_first))
    level = [same(s.city) for s in rivals if s.place == 1]
    if level:
        return words.IS_FIRST_TIED.fill(city=ours.city, others=listed(level))
    if not rivals:
        return words.IS_FIRST_ALONE.fill(city=ours.city)
    return words.IS_FIRST.fill(city=ours.city, next=rivals[0].city, ahead=total(ours.ahead))


def _by_one_item(analysis: Analysis) -> Words:
    able = [(gain.to_be_first, gain.item.name) for gain in analysis.gains.values() if gain.to_be_first]
    if not able:
        return words.NO_ITEM_DOES
    least, name = min(able)
    return words.ONE_ITEM_DOES.fill(count=len(able), item=name, points=points(least))
