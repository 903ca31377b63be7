"""What a workbook was written from, as one piece of plain data: enough to score and to write it again."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from documents.kept_problems import problem_of, problem_record
from documents.notice import Notice
from indicators.catalogue_text import decode_catalogue, write_catalogue
from indicators.scheme_text import decode_scheme, write_scheme
from scoring import score
from scoring.certificate import Certificate, Differing
from scoring.kept_results import results_record
from scoring.packing import FORMAT
from scoring.snapshot import sheet_of, sheet_record
from scoring.version import ENGINE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indicators.catalogue import Catalogue
    from indicators.problems import Problem
    from indicators.words import Language
    from scoring.results import Results

_LANGUAGES: dict[str, Language] = {"zh": "zh", "en": "en"}


@dataclass(frozen=True)
class Edition:
    """Everything a result workbook is written from."""

    results: Results
    problems: tuple[Problem, ...]
    language: Language
    made_at: datetime
    notice: Notice | None = None
    certificate: Certificate | None = None


def edition_record(edition: Edition) -> dict[str, Any]:
    """An edition as JSON can hold it, with all that was published of its results."""
    results, notice, certificate = edition.results, edition.notice, edition.certificate
    catalogue = _catalogue_of(results)
    return {
        "format": FORMAT,
        "engine": ENGINE,
        "language": edition.language,
        "made_at": edition.made_at.isoformat(),
        "notice": None if notice is None else asdict(notice),
        "certificate": None
        if certificate is None
        else {"figures": certificate.figures, "differing": [list(one) for one in certificate.differing]},
        "scheme": write_scheme(results.scheme.stated),
        "catalogue": None if catalogue is None else write_catalogue(catalogue),
        "sheet": sheet_record(results.sheet),
        "problems": [problem_record(problem) for problem in edition.problems],
        "results": results_record(results),
    }


def _catalogue_of(results: Results) -> Catalogue | None:
    standing = results.standing
    return None if standing is None or standing.coverage is None else standing.coverage.catalogue


def edition_of(record: Mapping[str, Any]) -> Edition:
    """The edition a record holds, scored again.

    Raises:
        One of `DAMAGE`: If it is not what was written.
    """
    scheme, _ = decode_scheme(record["scheme"].encode(), "scheme.yaml")
    if scheme is None:
        raise ValueError("its scheme does not hold together")
    listed = record["catalogue"]
    catalogue = None if listed is None else decode_catalogue(listed.encode(), "list.yaml")[0]
    if catalogue is None and listed is not None:
        raise ValueError("its list does not hold together")
    notice, certificate = record["notice"], record["certificate"]
    return Edition(
        results=score(scheme, sheet_of(record["sheet"]), catalogue),
        problems=tuple(map(problem_of, record["problems"])),
        language=_LANGUAGES[record["language"]],
        made_at=datetime.fromisoformat(record["made_at"]),
        notice=None if notice is None else _notice_of(notice),
        certificate=None if certificate is None else _certificate_of(certificate),
    )


def _notice_of(record: Mapping[str, Any]) -> Notice:
    texts = {name: str(record[name]) for name in ("moment", "made_by", "reason", "head")}
    return Notice(run=int(record["run"]), acknowledged=tuple(map(str, record["acknowledged"])), **texts)


def _certificate_of(record: Mapping[str, Any]) -> Certificate:
    differing = tuple(Differing(str(unit), str(figure)) for unit, figure in record["differing"])
    return Certificate(int(record["figures"]), differing)
