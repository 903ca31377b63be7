"""Schemes and provincial lists of the records, made out; each text once, since a version never changes."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from indicators import decode_scheme
from indicators.catalogue_text import decode_catalogue

if TYPE_CHECKING:
    from documents import SourceFile
    from indicators import Problem, Scheme
    from indicators.catalogue import Catalogue
    from office.desk import Desk
    from office.heads import Heads
    from records import Version


def scheme_of(desk: Desk, version: Version) -> Scheme | None:
    """A version of the scheme; None where this program no longer understands it."""
    return scheme_in(desk.file_of(version))[0]


def list_of(desk: Desk, version: Version) -> Catalogue | None:
    """A version of a provincial list; None where this program no longer understands it."""
    return list_in(desk.file_of(version))


def lists(desk: Desk, heads: Heads) -> tuple[tuple[Version, Catalogue], ...]:
    """All versions of provincial lists that can be understood, the newest first."""
    found = ((version, list_of(desk, version)) for version in heads.catalogues)
    return tuple((version, catalogue) for version, catalogue in found if catalogue is not None)


def list_named(desk: Desk, heads: Heads, code: str | None) -> SourceFile | None:
    """The newest version of the list with a code, if it is among those that are kept."""
    versions = (version for version, catalogue in lists(desk, heads) if catalogue.catalogue == code)
    return next(map(desk.file_of, versions), None)


@lru_cache(maxsize=64)
def scheme_in(file: SourceFile) -> tuple[Scheme | None, tuple[Problem, ...]]:
    """What the text of a scheme states, and everything that is wrong with it."""
    return decode_scheme(file.content, file.name)


@lru_cache(maxsize=64)
def list_in(file: SourceFile) -> Catalogue | None:
    """The list a text states; None where it states none."""
    return decode_catalogue(file.content, file.name)[0]
