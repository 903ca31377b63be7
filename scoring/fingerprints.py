"""Fingerprints 摘要 of what a result was made of: who has the same ones scored the same data by the same scheme."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from indicators.scheme_text import write_scheme
from scoring.packing import canonical
from scoring.snapshot import data_record

if TYPE_CHECKING:
    from scoring.results import Results


class Fingerprints(NamedTuple):
    """SHA-256 in hexadecimal of the scheme as it is written anew, the data without their places, and the policies."""

    scheme: str
    data: str
    policies: str


def fingerprints(results: Results) -> Fingerprints:
    """The fingerprints of results: neither comments of the scheme nor the names of files are in them."""
    scheme = results.scheme.stated
    return Fingerprints(
        _digest(write_scheme(scheme).encode()),
        _digest(canonical(data_record(results.sheet))),
        _digest(canonical(scheme.policies.model_dump(mode="json"))),
    )


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
