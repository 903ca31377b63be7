"""Verdicts as JSON-ready records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scoring.fingerprints import fingerprints
from scoring.version import ENGINE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from documents.verification.verdict import Verdict
    from indicators.words import Language
    from scoring.certificate import Certificate
    from scoring.fingerprints import Fingerprints
    from scoring.replay import Changed
    from scoring.results import Results

#: Changed whenever a key changes its meaning.
FORMAT = 1


def verdict_record(verdict: Verdict, language: Language) -> dict[str, Any]:
    """A verdict: whether it `holds`, `changed` figures, and `differences` of cells with what was `written` and what is `found`."""
    comparison, notice = verdict.comparison, verdict.edition.notice
    return {
        "format": FORMAT,
        "holds": verdict.holds,
        "agrees": verdict.agrees,
        "certificate": verdict.certified.value,
        **basis_record(verdict.engine, verdict.fingerprints),
        "run": None if notice is None else notice.run,
        "head": None if notice is None else notice.head or None,
        "cells": comparison.cells,
        "changed": changed_records(verdict.changed),
        "different": comparison.total,
        "differences": [
            {
                "what": difference.what.value.en,
                "how": difference.how.name.lower().replace("_", " "),
                "sheet": difference.place.sheet,
                "cell": difference.place.cell,
                "unit": difference.place.unit,
                "indicator": difference.place.indicator,
                "heading": difference.heading or None,
                "written": difference.before or None,
                "found": difference.after or None,
                "message": difference.words.in_(language),
            }
            for difference in comparison.named
        ],
        "not_compared": list(verdict.skipped),
    }


def certificate_record(certificate: Certificate, results: Results) -> dict[str, Any]:
    """A certificate: how many `figures` were worked out again, those `differing`, the engine and the fingerprints."""
    return {
        "holds": certificate.holds,
        "figures": certificate.figures,
        "differing": [{"unit": one.unit, "figure": one.figure} for one in certificate.differing],
        "engine": ENGINE,
        "fingerprints": fingerprints(results)._asdict(),
    }


def basis_record(engine: str, found: Fingerprints) -> dict[str, Any]:
    """The engines and the fingerprints."""
    return {"written_by": engine, "verified_by": ENGINE, "fingerprints": found._asdict()}


def changed_records(changed: Iterable[Changed]) -> list[dict[str, str]]:
    """Figures that the present engine gives otherwise."""
    return [{"unit": one.unit, "figure": one.figure, "written": one.kept, "now": one.now} for one in changed]
