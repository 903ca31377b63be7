"""Coverage: every indicator of a provincial list beside what of the city's answers for it, the uncovered in front."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from documents.system.phrases import weight_cell
from indicators.catalogue import CERTAINTY_WORDS, STATUS_WORDS, Certainty
from indicators.coverage import coverage_of
from indicators.mapping import RELATION_WORDS
from indicators.shares import percent, plain
from indicators.words import Words, same
from office.kept import lists
from ui.fields import choose
from ui.frame import Html, html, show_html, show_note
from ui.indicators.html_table import caption_row, row, show_table
from ui.indicators.view import indicators_view, take
from ui.session import here, say
from ui.wording import indicators as words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indicators import Indicator, Scheme
    from indicators.catalogue import Catalogue
    from indicators.coverage import Claim, Coverage, ItemCoverage, Tally
    from office.heads import Heads
    from records import Version

_HEADINGS = (
    words.PROVINCE,
    words.POINTS,
    words.CITY,
    words.WEIGHT,
    words.RELATION,
    words.SHARE,
    words.REMARK,
)


def show_coverage(heads: Heads, scheme: Scheme) -> None:
    """The list to hold the scheme against, how much of it is covered, and each of its indicators."""
    known = lists(here().records, heads.catalogues)
    if not known:
        show_note(words.NO_LISTS)
        return
    catalogue = _choose_list(known, scheme.covers)
    found = coverage_of(scheme, catalogue)
    left, right = st.columns([4, 11], gap="medium")
    with left:
        _show_tallies(found)
        _show_rest(scheme, found)
    with right:
        rows = [line for name in words.STANDINGS for line in _section(scheme, found, name)]
        show_table(_HEADINGS, rows, "bt-coverage", words.SECTIONS["coverage"])


def _choose_list(known: Sequence[tuple[Version, Catalogue]], named: str | None) -> Catalogue:
    """The version that was chosen; else the newest of the list the scheme names, else the newest of all."""
    by_number = {version.number: catalogue for version, catalogue in known}
    own = next((number for number, catalogue in by_number.items() if catalogue.catalogue == named), None)
    view = indicators_view()
    if view.listed not in by_number:
        view.listed = own or next(iter(by_number))
    titles = {
        number: say(
            words.LIST_CHOICE.fill(
                number=number,
                title=catalogue.title,
                status=STATUS_WORDS[catalogue.status],
                own=words.LIST_OF_SCHEME if catalogue.catalogue == named else same(""),
            )
        )
        for number, catalogue in by_number.items()
    }
    choose(
        words.LIST,
        titles,
        view.listed,
        key="coverage_list",
        on_change=take,
        args=("listed", "coverage_list"),
    )
    catalogue = by_number[view.listed]
    if named is not None and own is None:
        show_note(words.LIST_MISSING.fill(code=named))
    elif named is not None and catalogue.catalogue != named:
        show_note(words.OTHER_LIST.fill(code=named))
    return catalogue


def _show_tallies(found: Coverage) -> None:
    """All of the list, and each of its dimensions."""
    rows = [_tally(f"{item.code} {item.name}", tally, "") for item, tally in found.by_dimension]
    rows.insert(0, _tally(say(words.ALL_ITEMS), found.overall, "bt-all"))
    show_table(
        (words.DIMENSION, words.IN_COUNT, words.IN_WEIGHT), rows, "bt-tallies", words.SECTIONS["coverage"]
    )


def _tally(title: str, tally: Tally, style: str) -> Html:
    count = words.OF_ITEMS.fill(covered=tally.covered, items=tally.items)
    points = words.OF_POINTS.fill(covered=plain(tally.covered_points), points=plain(tally.points))
    figures = (
        html("<b>{share}</b><small>{said}</small>", share=percent(share), said=say(said))
        for share, said in ((tally.in_count, count), (tally.in_weight, points))
    )
    return row((title, *figures), style if tally.full else f"{style} bt-lacking")


def _section(scheme: Scheme, found: Coverage, name: str) -> Iterator[Html]:
    """The items of one standing under their caption; nothing where there are none."""
    items = [item for item in found.items if _standing(item) == name]
    if items:
        title = words.SECTION_COUNT.fill(title=words.STANDINGS[name], count=len(items))
        yield caption_row(say(title), len(_HEADINGS), f"bt-is-{name}")
    for item in items:
        yield from _item_rows(scheme, item)


def _standing(item: ItemCoverage) -> str:
    if item.covered:
        return "covered"
    if item.waiver is not None:
        return "waived"
    return "partly" if item.total else "open"


def _item_rows(scheme: Scheme, item: ItemCoverage) -> Iterator[Html]:
    """One row for each claim; the first holds what the province says."""
    listed = item.item
    province = html(
        "<b>{code} {name}</b>{rule}<small>{department}</small>",
        code=listed.code,
        name=listed.name,
        rule=html("<p>{rule}</p>", rule=listed.rule) if listed.rule else "",
        department=listed.department or "",
    )
    points = "" if listed.points is None else f"{listed.points.normalize():f}"
    remark = _remark(item)
    if not item.claims:
        nothing = html('<em class="bt-open">{nothing}</em>', nothing=say(words.NO_CLAIM))
        yield row((province, points, nothing, "", "", "", remark))
    for number, claim in enumerate(item.claims):
        first = number == 0
        city = _claim(scheme, claim)
        yield row(
            (province if first else "", points if first else "", *city, remark if first else ""),
            "" if first else "bt-more-claims",
        )


def _claim(scheme: Scheme, claim: Claim) -> tuple[str, str, str, str]:
    weight = weight_cell(scheme, claim.indicator)
    return (
        f"{claim.indicator.code} {claim.indicator.name}",
        say(weight) if isinstance(weight, Words) else "" if weight is None else str(weight),
        say(RELATION_WORDS[claim.cover.relation]),
        percent(claim.cover.part),
    )


def _remark(item: ItemCoverage) -> Html:
    said = [
        words.IDLE.fill(code=claim.indicator.code, why=claim.idle)
        for claim in item.claims
        if claim.idle is not None
    ]
    if item.doubly:
        said.append(words.DOUBLY.fill(share=percent(item.total)))
    elif item.total and not item.covered:
        said.append(words.LEFT_OUT.fill(share=percent(item.total), rest=percent(1 - item.total)))
    if item.waiver is not None and not item.covered:
        said.append(words.WAIVED_BY.fill(by=item.waiver.approved_by, why=item.waiver.reason))
    if item.item.certainty is not Certainty.CONFIRMED:
        said.append(words.UNSURE.fill(sure=CERTAINTY_WORDS[item.item.certainty]))
    return Html("".join(html("<div>{line}</div>", line=say(line)) for line in said))


def _show_rest(scheme: Scheme, found: Coverage) -> None:
    """What of the city's answers for nothing on the list."""
    astray = [
        (f"{claim.indicator.code} {claim.indicator.name}", f"→ {claim.cover.item}") for claim in found.astray
    ]
    _show_few(words.ASTRAY, astray)
    _show_few(words.UNMAPPED_TITLE, [_about(indicator, indicator.owner) for indicator in found.unmapped])
    local = [indicator for indicator in scheme.indicators if indicator.local is not None]
    _show_few(words.LOCALS, [_about(indicator, indicator.local) for indicator in local])


def _about(indicator: Indicator, said: str | None) -> tuple[str, str]:
    return f"{indicator.code} {indicator.name}", said or ""


def _show_few(title: Words, entries: Sequence[tuple[str, str]]) -> None:
    """A short list under its title; nothing where there is none."""
    if not entries:
        return
    show_html(
        '<div class="bt-few"><h4>{title}</h4><ul>{entries}</ul></div>',
        title=say(words.SECTION_COUNT.fill(title=title, count=len(entries))),
        entries=Html(
            "".join(
                html("<li>{name} <small>{said}</small></li>", name=name, said=said) for name, said in entries
            )
        ),
    )
