"""Files that state schemes and lists: YAML texts, or the workbooks they are authored in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.authoring import read_authoring
from indicators.catalogue_problems import LIST_UNUSABLE
from indicators.catalogue_text import catalogue_beside, compose_catalogue
from indicators.problems import Place, blocking
from indicators.scheme_text import compose_scheme
from indicators.words import Words
from indicators.yaml_lines import read_file

if TYPE_CHECKING:
    from pathlib import Path

    from indicators.catalogue import Catalogue
    from indicators.problems import Problem
    from indicators.scheme import Scheme
    from indicators.written import Written


def read_written(path: Path) -> Written:
    """What a file says, by its ending: an authoring workbook (.xlsx), else YAML."""
    return read_authoring(path).written if is_workbook(path) else read_file(path)


def cannot_be_used(path: Path) -> Words:
    """What is said of a file before the reasons."""
    return Words(f"文件 {path.name} 不能使用", f"the file {path.name} cannot be used")


def is_workbook(path: Path) -> bool:
    """Whether a file is a workbook by its name."""
    return path.suffix.lower() == ".xlsx"


def read_scheme_file(path: Path) -> tuple[Scheme | None, tuple[Problem, ...]]:
    """The scheme a file states, or None and every problem that keeps it from being one."""
    return compose_scheme(read_written(path))


def read_list_file(path: Path) -> tuple[Catalogue | None, tuple[Problem, ...]]:
    """The list a file states, or None and every problem that keeps it from being one."""
    return compose_catalogue(read_written(path))


def usable_list(scheme: Scheme, path: Path) -> tuple[Catalogue | None, tuple[Problem, ...]]:
    """Like `named_list` for whoever can do without: a list that is not sound is a warning."""
    catalogue, problems = named_list(scheme, path)
    if catalogue is not None or not problems:
        return catalogue, ()
    place = Place(file=problems[0].place.file)
    return None, (LIST_UNUSABLE.at(place, list=scheme.covers, count=len(blocking(problems))),)


def named_list(scheme: Scheme, path: Path) -> tuple[Catalogue | None, tuple[Problem, ...]]:
    """The list a scheme names, from beside its file; None where it names none, or there is none or no sound one."""
    found = None if scheme.covers is None else catalogue_beside(path.parent, scheme.covers)
    return (None, ()) if found is None else read_list_file(found)
