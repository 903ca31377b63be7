"""Whether a template that comes back is the one that is asked for now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.intake import template_problems
from documents.intake.audience import asked_by
from documents.intake.finding import shown
from documents.intake.template_identity import ADJUSTED, CHANGED, meanings_of, plain
from indicators.problems import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from documents.intake.template_identity import Identity, Issued, Meaning, Stated
    from indicators.problems import Problem, ProblemKind
    from indicators.scheme import Scheme
    from indicators.units import Exemption, Unit

#: Items named in one problem; the count is always complete.
_MOST_NAMED = 20


def identity_problems(
    identity: Identity, scheme: Scheme, units_named: Sequence[Unit], exemptions: Iterable[Exemption] = ()
) -> list[Problem]:
    """What an identity gives away of the file it was found in; nothing where the template is today's.

    Args:
        identity: As `read_identity` found it.
        scheme: What is asked for now.
        units_named: The units of the register which the file's own sheets name.
        exemptions: Those the office has recorded.
    """
    place = Place(file=identity.file)
    stated = identity.stated
    if stated is None:
        return [template_problems.TEMPLATE_NOT_RECOGNISED.at(place)]
    if is_of_other_scheme(identity, scheme):
        kind = template_problems.TEMPLATE_OF_OTHER_SCHEME
        return [kind.at(place, other=f"{stated.title}（{stated.scheme}）", scheme=scheme.title)]
    stranger = _strangers(stated.issued, units_named, place)
    return stranger or _changes(stated, scheme, units_named, exemptions, place)


def is_of_other_scheme(identity: Identity, scheme: Scheme) -> bool:
    """Whether a template was issued by another scheme than this one."""
    return identity.stated is not None and identity.stated.scheme != plain(scheme.scheme)


def _strangers(issued: Issued, units_named: Sequence[Unit], place: Place) -> list[Problem]:
    if not issued.unit:
        kind = template_problems.TEMPLATE_OF_OTHER_GROUP
        outside = [unit for unit in units_named if plain(unit.group) != issued.group]
        return [kind.at(place, issued=issued.group_name, written=unit.name) for unit in outside]
    if not units_named or issued.unit in {plain(unit.code) for unit in units_named}:
        return []
    kind = template_problems.TEMPLATE_OF_OTHER_UNIT
    written = "、".join(_titled(unit.name, unit.code) for unit in units_named)
    return [kind.at(place, issued=_titled(issued.unit_name, issued.unit), written=written)]


def _titled(name: str, code: str) -> str:
    return f"{name}（{code}）"


def _changes(
    stated: Stated, scheme: Scheme, units_named: Sequence[Unit], exemptions: Iterable[Exemption], place: Place
) -> list[Problem]:
    issued = stated.issued
    # A unit may have moved to another group since; what matters is what is asked of it now.
    groups = {plain(code): code for code in scheme.group_codes}
    group = groups.get(issued.group, issued.group)
    group = next((unit.group for unit in units_named if plain(unit.code) == issued.unit), group)
    exempt = {exemption.indicator for exemption in exemptions if plain(exemption.unit) == issued.unit}
    fields = meanings_of(asked_by(scheme, issued.audience, group, exempt))
    then = {meaning.key: meaning for meaning in stated.fields}
    now = {meaning.key: meaning for meaning in fields}
    found = [problem for key in then if key in now for problem in _differences(then[key], now[key], place)]
    added = [now[key].title for key in now if key not in then]
    dropped = [then[key].title for key in then if key not in now]
    found += _named(template_problems.TEMPLATE_FIELDS_ADDED, added, place)
    found += _named(template_problems.TEMPLATE_FIELDS_DROPPED, dropped, place)
    return found


def _differences(then: Meaning, now: Meaning, place: Place) -> list[Problem]:
    at = Place(file=place.file, indicator=then.key)
    old, new = then._asdict(), now._asdict()
    found = [
        template_problems.TEMPLATE_FIELD_CHANGED.at(
            at, field=then.title, what=what, before=shown(old[part]), after=shown(new[part])
        )
        for part, what in CHANGED.items()
        if old[part] != new[part]
    ]
    return found + [
        template_problems.TEMPLATE_FIELD_ADJUSTED.at(at, field=then.title, what=what)
        for part, what in ADJUSTED.items()
        if old[part] != new[part]
    ]


def _named(kind: ProblemKind, titles: list[str], place: Place) -> list[Problem]:
    if not titles:
        return []
    names = "、".join(titles[:_MOST_NAMED]) + ("……" if len(titles) > _MOST_NAMED else "")
    return [kind.at(place, count=len(titles), names=names)]
