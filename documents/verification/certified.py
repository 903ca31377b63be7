"""The certificate a workbook carries, held against what its snapshot gives."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from scoring.certificate import certify

if TYPE_CHECKING:
    from documents.verification.snapshot import Edition
    from scoring.results import Results

#: Figures that are worked out again in some two seconds.
_MOST_AGAIN = 50_000


class Certified(Enum):
    """What is known of the certificate a workbook carries."""

    NONE = "none"
    #: Every figure was worked out again, with the same outcome.
    AGAIN = "worked out again"
    #: There are so many figures that only their number was checked.
    COUNTED = "counted"
    WRONG = "wrong"


def certified(edition: Edition) -> Certified:
    """Certifies the results of an edition again, unless that would take long."""
    carried, results = edition.certificate, edition.results
    if carried is None:
        return Certified.NONE
    if carried.figures != figure_count(results):
        return Certified.WRONG
    if carried.figures > _MOST_AGAIN:
        return Certified.COUNTED
    return Certified.AGAIN if certify(results) == carried else Certified.WRONG


def figure_count(results: Results) -> int:
    """How many figures a certificate of these results is about."""
    of_each = len(results.scheme.outline) + 1 + (results.rank is not None) + bool(results.scheme.grades)
    return len(results.sheet.units) * of_each
