"""Schemes and provincial lists of the records, made out; each text once, since a version never changes."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from documents import SourceFile
from indicators import decode_scheme
from indicators.catalogue_text import decode_catalogue
from records import contents

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indicators import Problem, Scheme
    from indicators.catalogue import Catalogue
    from records import Records, Version


def file_of(records: Records, version: Version) -> SourceFile:
    """The file of a version."""
    return SourceFile(version.name, contents.content(records, version.sha256))


def scheme_of(records: Records, version: Version) -> Scheme | None:
    """A version of the scheme; None where this program no longer understands it."""
    return scheme_in(file_of(records, version))[0]


def list_of(records: Records, version: Version) -> Catalogue | None:
    """A version of a provincial list; None where this program no longer understands it."""
    return list_in(file_of(records, version))


def lists(records: Records, versions: Iterable[Version]) -> tuple[tuple[Version, Catalogue], ...]:
    """Those versions of provincial lists that can be understood, in their order."""
    found = ((version, list_of(records, version)) for version in versions)
    return tuple((version, catalogue) for version, catalogue in found if catalogue is not None)


def list_named(records: Records, versions: Iterable[Version], code: str | None) -> Version | None:
    """The first of some versions of lists that has a code."""
    known = lists(records, versions)
    return next((version for version, catalogue in known if catalogue.catalogue == code), None)


@lru_cache(maxsize=64)
def scheme_in(file: SourceFile) -> tuple[Scheme | None, tuple[Problem, ...]]:
    """What the text of a scheme states, and everything that is wrong with it."""
    return decode_scheme(file.content, file.name)


@lru_cache(maxsize=64)
def list_in(file: SourceFile) -> Catalogue | None:
    """The list a text states; None where it states none."""
    return decode_catalogue(file.content, file.name)[0]
