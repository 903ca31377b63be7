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
from indicators.structure.found import MOST_HINTS, found, hint
from indicators.words import Words
from indicators.yaml_lines import decode_yaml, read_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indicators.catalogue import Item
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
    """The file of a list that a scheme of this folder names: here or in its folder `catalogues`, by its code.

    A code has no signs that lead to other folders.
    """
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
    if isinstance(written.value, dict) and "tree" in written.value and "catalogue" not in written.value:
        return None, (*noted, kinds.IS_A_SCHEME.at(written.place_of(("tree",))))
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
    strangers = [
        (index, item)
        for index, item in enumerate(catalogue.items)
        if item.parent is not None and item.parent not in catalogue.by_code
    ]
    for number, (index, item) in enumerate(strangers):
        close = hint(str(item.parent), known if number < MOST_HINTS else [])
        path = ("items", index, "parent")
        yield found(path, kinds.ITEM_PARENT_UNKNOWN, code=item.code, parent=item.parent, hint=close)
    for circle in _circles(catalogue):
        index = next(i for i, item in enumerate(catalogue.items) if item.code == circle[0])
        yield found(("items", index, "parent"), kinds.ITEM_CIRCLE, codes="、".join(circle))


def _circles(catalogue: Catalogue) -> Iterator[tuple[str, ...]]:
    """Each circle of parents once, in the order of the list."""
    settled: set[str] = set()
    places = {item.code: place for place, item in enumerate(catalogue.items)}
    for item in catalogue.items:
        path: list[str] = []
        code: str | None = item.code
        while code in catalogue.by_code and code not in settled:
            settled.add(code)
            path.append(code)
            code = catalogue.by_code[code].parent
        if code in path:
            yield tuple(sorted(path[path.index(code) :], key=places.__getitem__))


def _points(catalogue: Catalogue) -> Iterator[Found]:
    sums = _sums_below(catalogue)
    for index, item in enumerate(catalogue.items):
        total = sums.get(item.code)
        if item.points is None and total is None:
            yield found(("items", index), kinds.ITEM_WITHOUT_POINTS, code=item.code)
        elif item.points is not None and total is not None and total != item.points:
            yield found(
                ("items", index, "points"),
                kinds.ITEM_POINTS_DO_NOT_ADD_UP,
                code=item.code,
                points=item.points,
                sum=total,
                difference=abs(total - item.points),
            )


def _sums_below(catalogue: Catalogue) -> dict[str, Decimal]:
    """What the items right below each item are worth; one that states no points is worth what is below it."""
    depths: dict[str | None, int] = {None: 0}
    for item in catalogue.items:
        path: list[Item] = []
        here: Item | None = item
        while here is not None and here.code not in depths:
            path.append(here)
            here = None if here.parent is None else catalogue.by_code[here.parent]
        for above in reversed(path):
            depths[above.code] = depths[above.parent] + 1
    sums: dict[str, Decimal] = {}
    for item in sorted(catalogue.items, key=lambda item: -depths[item.code]):
        worth = sums.get(item.code, Decimal(0)) if item.points is None else item.points
        if item.parent is not None:
            sums[item.parent] = sums.get(item.parent, Decimal(0)) + worth
    return sums
