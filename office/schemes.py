"""Schemes and provincial lists taken in: a YAML text, or the workbook it was authored in, becomes the next version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from documents import SourceFile
from documents.authoring import read_authoring
from indicators import blocking
from indicators.catalogue_text import compose_catalogue, is_catalogue, write_catalogue
from indicators.scheme_text import compose_scheme, decode_scheme, scheme_content, write_scheme
from indicators.words import Words
from indicators.yaml_lines import decode_yaml
from indicators.yaml_merge import merge_yaml
from records import Kind, RecordsError, contents, versions

if TYPE_CHECKING:
    from indicators import Problem, Scheme, Unit
    from indicators.catalogue import Catalogue
    from indicators.written import Written
    from office.desk import Desk
    from office.heads import Heads
    from records import Version

_UNUSABLE = Words(
    "{name}：有 {count} 个问题必须改正，没有存入。请按问题清单改正后重新上传。",
    "{name}: {count} problems must be corrected; nothing was stored. Correct them and upload the file again.",
)
_AUTHORED_IN = ".xlsx"


@dataclass(frozen=True, eq=False)
class Taken:
    """What a file states: a scheme or a provincial list, or neither and every problem."""

    file: SourceFile
    scheme: Scheme | None
    catalogue: Catalogue | None
    #: The register an authoring workbook brings along.
    units: tuple[Unit, ...]
    #: The fingerprint of the scheme an authoring workbook was made from; None for a text, or where it was taken out.
    exported: str | None
    problems: tuple[Problem, ...]

    @property
    def is_workbook(self) -> bool:
        """Whether it was authored in a workbook; else it is a text."""
        return self.file.name.lower().endswith(_AUTHORED_IN)


def take(desk: Desk, heads: Heads, file: SourceFile) -> Taken:
    """Reads a scheme or list from a YAML text or an authoring workbook; nothing is stored."""
    if not file.name.lower().endswith(_AUTHORED_IN):
        return _composed(file, decode_yaml(file.content, file.name), (), None)
    authored = read_authoring(file, _list_at_hand(desk, heads))
    return _composed(file, authored.written, authored.units, authored.exported)


def _list_at_hand(desk: Desk, heads: Heads) -> Catalogue | None:
    """The list of the present scheme, which its workbooks carry along."""
    reading = desk.reading(heads)
    return None if reading is None else reading.catalogue


def _composed(file: SourceFile, written: Written, units: tuple[Unit, ...], exported: str | None) -> Taken:
    if is_catalogue(written):
        catalogue, problems = compose_catalogue(written)
        return Taken(file, None, catalogue, units, exported, problems)
    scheme, problems = compose_scheme(written)
    return Taken(file, scheme, None, units, exported, problems)


def text_of(desk: Desk, heads: Heads, taken: Taken) -> SourceFile:
    """The text that is stored: as it was handed in, or the present one with what the workbook changed.

    Raises:
        RecordsError: If the file states neither a scheme nor a list.
    """
    if taken.scheme is not None:
        return _scheme_text(desk, heads, taken, taken.scheme)
    if taken.catalogue is not None:
        composed = write_catalogue(taken.catalogue).encode() if taken.is_workbook else taken.file.content
        return SourceFile(f"{taken.catalogue.catalogue}.yaml", composed)
    count = len(blocking(taken.problems))
    raise RecordsError(_UNUSABLE.fill(name=taken.file.name, count=count))


def _scheme_text(desk: Desk, heads: Heads, taken: Taken, scheme: Scheme) -> SourceFile:
    if not taken.is_workbook:
        return taken.file
    if heads.scheme is None:
        return SourceFile(f"{scheme.scheme}.yaml", write_scheme(scheme).encode())
    name, present = heads.scheme.name, contents.content(desk.records, heads.scheme.sha256)
    before, _ = decode_scheme(present, name)
    if before is not None:
        merged = merge_yaml(present.decode(), scheme_content(before), scheme_content(scheme))
        if merged is not None and decode_scheme(merged.encode(), name)[0] == scheme:
            return SourceFile(name, merged.encode())
    return SourceFile(name, write_scheme(scheme).encode())


def store(desk: Desk, actor: str, heads: Heads, taken: Taken, note: str = "") -> Version:
    """Stores what was taken as the next version; a scheme keeps the comments of its text where it can.

    Raises:
        ConflictError: If somebody stored a newer version than the heads name.
        RecordsError: If the file states neither a scheme nor a list.
    """
    text = text_of(desk, heads, taken)
    if taken.scheme is not None:
        kind, expected = Kind.SCHEME, heads.scheme_number
    else:
        kind, expected = Kind.CATALOGUE, heads.catalogues[0].number if heads.catalogues else 0
    assessment = heads.assessment.id
    return versions.add(
        desk.records, actor, assessment, kind, text.name, text.content, expected=expected, note=note
    )
