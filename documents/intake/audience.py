"""Who fills in what: the fields a template asks of a group of units."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from documents.intake.asked import asked_of
from indicators.periods import AT

if TYPE_CHECKING:
    from collections.abc import Collection

    from documents.intake.asked import Asked
    from indicators.scheme import Scheme


class Audience(StrEnum):
    """Who a template is filled in by."""

    UNITS = "units"
    #: The assessment office and the departments that score on its behalf.
    OFFICE = "office"
    #: One table with all of it, as offices hand it round.
    ALL = "all"


def asked_by(
    scheme: Scheme, audience: Audience, group: str, exempt: Collection[str] = frozenset()
) -> tuple[Asked, ...]:
    """The fields a template holds, in the order of the tree.

    Args:
        scheme: Says what is asked for.
        audience: Who fills the template in.
        group: The code of the group its units belong to.
        exempt: Codes of indicators, of the whole year or of one period, that are not asked of a unit.
    """
    laid_out = scheme.laid_out
    order = {part.code: position for position, (_, part) in enumerate(laid_out.outline)}
    found = [
        asked
        for asked in asked_of(scheme).values()
        for code in [asked.indicator.code]
        if group in laid_out.groups_of(code)
        and not {code, code.partition(AT)[0]} & set(exempt)
        and (audience is Audience.ALL or asked.indicator.is_reported == (audience is Audience.UNITS))
    ]
    return tuple(sorted(found, key=lambda asked: order[asked.indicator.code]))
