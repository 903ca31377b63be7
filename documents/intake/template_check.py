"""Whether a template that comes back is the one that is asked for now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.intake import template_problems
from documents.intake.asked import asked_of
from documents.intake.audience import asked_by
from documents.intake.finding import shown
from documents.intake.template_identity import ADJUSTED, CHANGED, code_in, key_of, meanings_of, plain
from indicators.problems import Place
from indicators.words import Words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from documents.intake.template_identity import Identity, Issued, Meaning, Stated
    from indicators.formula import ColumnName
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


def missing_rows(
    identity: Identity, unit: Unit, unreported_names: Collection[ColumnName], scheme: Scheme
) -> list[Problem]:
    """What a template asked a unit for and no longer has a place for: its rows or columns were taken out.

    Args:
        identity: As `read_identity` found it; of another scheme's template nothing is said.
        unit: Whose values the file holds.
        unreported_names: The raw columns for which no file has a place for this unit.
        scheme: What is asked for now; what is not asked any more is missed by nobody.
    """
    stated = identity.stated
    if stated is None or stated.scheme != plain(scheme.scheme):
        return []
    gone = {key_of(asked) for name, asked in asked_of(scheme).items() if name in unreported_names}
    titles = [meaning.title for meaning in stated.fields if meaning.key in gone]
    place = Place(file=identity.file, unit=unit.name)
    return _named(template_problems.TEMPLATE_ITEMS_GONE, titles, place)


def _strangers(issued: Issued, units_named: Sequence[Unit], place: Place) -> list[Problem]:
    if not issued.unit:
        kind = template_problems.TEMPLATE_OF_OTHER_GROUP
        outside = [unit for unit in units_named if plain(unit.group) != issued.group]
        return [kind.at(place, issued=issued.group_name, written=unit.name) for unit in outside]
    others = [unit for unit in units_named if plain(unit.code) != issued.unit]
    if not others:
        return []
    kind = template_problems.TEMPLATE_OF_OTHER_UNIT
    written = "、".join(_titled(unit.name, unit.code) for unit in others)
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
    added = [key for key in now if key not in then]
    dropped = [then[key].title for key in then if key not in now]
    exempted = template_problems.OR_EXEMPT if issued.unit and _whole(added, then) else Words("", "")
    titles = [now[key].title for key in added]
    found += _named(template_problems.TEMPLATE_FIELDS_ADDED, titles, place, exempted=exempted)
    found += _named(template_problems.TEMPLATE_FIELDS_DROPPED, dropped, place)
    return found


def _whole(added: Iterable[str], then: Iterable[str]) -> bool:
    """Whether some indicator was added with all of its fields; an exemption never leaves out single ones."""
    asked_then = {code_in(key) for key in then}
    return any(code_in(key) not in asked_then for key in added)


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


def _named(kind: ProblemKind, titles: list[str], place: Place, **said: object) -> list[Problem]:
    if not titles:
        return []
    names = "、".join(titles[:_MOST_NAMED]) + ("……" if len(titles) > _MOST_NAMED else "")
    return [kind.at(place, count=len(titles), names=names, **said)]
