"""Catalogues as YAML text: reading with every problem at its line, and writing."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from indicators import catalogue_problems as kinds
from indicators.catalogue import Catalogue
from indicators.model_problems import problems_of
from indicators.problems import blocking
from indicators.scheme_text import as_typed, write_yaml
from indicators.structure.found import found, hint
from indicators.words import Words
from indicators.yaml_lines import decode_yaml, read_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indicators.problems import Problem
    from indicators.structure.found import Found
    from indicators.written import Written

_CATALOGUE = Words("清单", "the list")


def load_catalogue(path: Path | str) -> tuple[Catalogue | None, tuple[Problem, ...]]:
    """The catalogue a YAML file holds, or None and every problem that keeps it from being one."""
    return compose_catalogue(read_file(Path(path)))


def decode_catalogue(content: bytes, file: str) -> tuple[Catalogue | None, tuple[Problem, ...]]:
    """The catalogue a file's bytes hold, or None and every problem that keeps it from being one."""
    return compose_catalogue(decode_yaml(content, file))


def catalogue_beside(folder: Path, code: str) -> Path | None:
    """The file of a list that is named in a scheme of this folder: here or in its folder `catalogues`, by its code."""
    if set(code) & set("/\\:"):
        return None
    places = (folder / f"{code}.yaml", folder / "catalogues" / f"{code}.yaml")
    return next((place for place in places if place.is_file()), None)


def is_catalogue(written: Written) -> bool:
    """Whether what was written means to be a catalogue rather than a scheme."""
    return isinstance(written.value, dict) and "catalogue" in written.value


def compose_catalogue(written: Written) -> tuple[Catalogue | None, tuple[Problem, ...]]:
    """The catalogue that was written, or None and every problem that keeps it from being one."""
    noted = tuple(written.problems)
    if blocking(noted):
        return None, noted
    try:
        catalogue = Catalogue.model_validate(written.value)
    except ValidationError as error:
        return None, (*noted, *problems_of(error, written, Catalogue, _CATALOGUE))
    problems = (*noted, *(problem.placed(written.place_of(path)) for path, problem in _check(catalogue)))
    return (None if blocking(problems) else catalogue), problems


def catalogue_content(catalogue: Catalogue) -> dict[str, Any]:
    """What a catalogue says, without defaults, as mappings and lists of texts."""
    content = catalogue.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return {name: as_typed(value) for name, value in content.items()}


def write_catalogue(catalogue: Catalogue) -> str:
    """The catalogue as YAML text; reading it back gives the same catalogue."""
    return write_yaml(catalogue_content(catalogue))


def _check(catalogue: Catalogue) -> Iterator[Found]:
    """Whether the items are trees with points; what the superior added up wrongly is only said, not mended."""
    problems = [*_codes(catalogue), *_parents(catalogue)]
    yield from problems
    if not problems:
        yield from _points(catalogue)


def _codes(catalogue: Catalogue) -> Iterator[Found]:
    first: set[str] = set()
    for index, item in enumerate(catalogue.items):
        if item.code in first:
            yield found(("items", index, "code"), kinds.ITEM_REPEATED, code=item.code)
        first.add(item.code)


def _parents(catalogue: Catalogue) -> Iterator[Found]:
    known = list(catalogue.by_code)
    rooted: set[str | None] = {None}
    for index, item in enumerate(catalogue.items):
        if item.parent is not None and item.parent not in catalogue.by_code:
            close = hint(item.parent, known)
            path = ("items", index, "parent")
            yield found(path, kinds.ITEM_PARENT_UNKNOWN, code=item.code, parent=item.parent, hint=close)
            rooted.add(item.parent)
    waiting = [item for item in catalogue.items if item.parent not in rooted]
    rooted |= {item.code for item in catalogue.items if item.parent in rooted}
    while waiting:
        still = [item for item in waiting if item.parent not in rooted]
        if len(still) == len(waiting):
            codes = "、".join(item.code for item in still)
            index = catalogue.items.index(still[0])
            yield found(("items", index, "parent"), kinds.ITEM_CIRCLE, codes=codes)
            return
        rooted |= {item.code for item in waiting}
        waiting = still


def _points(catalogue: Catalogue) -> Iterator[Found]:
    sums: dict[str, Decimal] = {}
    leaves = {item.code for item in catalogue.leaves}
    for index, item in enumerate(catalogue.items):
        if item.code in leaves and item.points is None:
            yield found(("items", index), kinds.ITEM_WITHOUT_POINTS, code=item.code)
        if item.parent is not None and item.points is not None:
            sums[item.parent] = sums.get(item.parent, Decimal(0)) + item.points
    for index, item in enumerate(catalogue.items):
        total = sums.get(item.code)
        if item.points is not None and total is not None and total != item.points:
            path = ("items", index, "points")
            yield found(
                path,
                kinds.ITEM_POINTS_DO_NOT_ADD_UP,
                code=item.code,
                points=item.points,
                sum=total,
                difference=abs(total - item.points),
            )
