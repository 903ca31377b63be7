"""The examination of an indicator system: everything the checks find in a scheme and the list it must cover."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from indicators.checks import Case, check
from office.kept import list_in, scheme_in
from scoring.rule_checks import check_rules

if TYPE_CHECKING:
    from documents import SourceFile
    from indicators import Problem
    from office.reading import Reading


class Examined(NamedTuple):
    """What was examined, and what was found."""

    case: Case
    problems: tuple[Problem, ...]


def examine(reading: Reading) -> Examined | None:
    """Examines the scheme of a reading; None where there is none that can be understood."""
    return _examined(reading.scheme_file, reading.list_file)


@lru_cache(maxsize=32)
def _examined(scheme_file: SourceFile, list_file: SourceFile | None) -> Examined | None:
    scheme, said = scheme_in(scheme_file)
    if scheme is None:
        return None
    case = Case(scheme, None if list_file is None else list_in(list_file))
    return Examined(case, (*said, *check(case), *check_rules(case)))
