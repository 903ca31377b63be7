"""Which units templates are made for, by the codes and names that somebody typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.intake.nearest import Nearest
from indicators.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indicators.scheme import Scheme
    from indicators.units import Unit


def chosen_units(
    scheme: Scheme, units: Sequence[Unit], only_units: Sequence[str], only_groups: Sequence[str]
) -> list[Unit] | Words:
    """The units that were asked for, in the order of the register; a sentence where a name is not known.

    Args:
        scheme: Has the groups.
        units: The register.
        only_units: Codes, names or aliases of units; all units where there are none.
        only_groups: Codes or names of groups; all groups where there are none.
    """
    groups = {group.name: group.code for group in scheme.groups} | {code: code for code in scheme.group_codes}
    titles = [title for unit in units for title in (unit.name, unit.code, *unit.aliases)]
    unknown = next((title for title in only_groups if title not in groups), None)
    if unknown is not None:
        return _no_group(unknown, scheme)
    unknown = next((title for title in only_units if title not in titles), None)
    if unknown is not None:
        return _no_unit(unknown, titles)
    wanted = {groups[title] for title in only_groups}
    return [
        unit
        for unit in units
        if (not wanted or unit.group in wanted) and (not only_units or _titles(unit) & set(only_units))
    ]


def _titles(unit: Unit) -> set[str]:
    return {unit.code, unit.name, *unit.aliases}


def _no_group(title: str, scheme: Scheme) -> Words:
    names = "、".join(group.name for group in scheme.groups)
    return Words(
        f"方案中没有“{title}”这个组。方案中的组有：{names}。",
        f"the scheme has no group “{title}”. Its groups are {names}.",
    )


def _no_unit(title: str, titles: Sequence[str]) -> Words:
    hint = Nearest(titles).hint(title)
    return Words(
        f"名册中没有单位“{title}”{hint.zh}。--unit 后面请写名册中的单位名称或代码。",
        f"there is no unit “{title}” in the register{hint.en}. Give a name or code of the register with --unit.",
    )
