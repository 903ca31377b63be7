"""Replay 重算: what was published of a run, held number by number against what it gives when it is scored again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from indicators.decimals import from_units
from scoring.certificate import GRADE, OVERALL_PLACE, PLACE
from scoring.packing import canonical
from scoring.sheet import State

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

#: Figures of a record beside the parts, the places and the grades.
TIED, OUT_OF_RANKING, CUT, BONUS, PENALTY, ELIGIBLE = (
    "tied",
    "out of ranking",
    "cut by a tie",
    "bonus",
    "penalty",
    "eligible",
)
_ROWS = {
    "group_rank": PLACE,
    "rank": OVERALL_PLACE,
    "grades": GRADE,
    "tied": TIED,
    "out_of_ranking": OUT_OF_RANKING,
    "cut_by_tie": CUT,
    "bonus": BONUS,
    "penalty": PENALTY,
}
#: What a record says of all units at once.
_FRAME = ("root", "decimals", "groups", "units")


@dataclass(frozen=True, slots=True)
class Changed:
    """A figure which scoring again gives otherwise: the unit's code, a part's code or one of the above, both as text.

    `unit` and `figure` are empty where what is published at all is not the same.
    """

    unit: str
    figure: str
    kept: str
    now: str


def replayed(kept: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Changed]:
    """Every figure that two records of results do not say alike, in the order of the units.

    Args:
        kept: As `results_record` gave it when the run was made; it may come from outside.
        now: The same of the run scored again.

    Raises:
        One of `DAMAGE`: If what was kept is no such record.
    """
    if canonical(kept) == canonical(now):
        return
    frames = [{name: record[name] for name in _FRAME} for record in (kept, now)]
    codes = [[part["code"] for part in record["parts"]] for record in (kept, now)]
    if frames[0] != frames[1] or codes[0] != codes[1]:
        yield Changed("", "", _told(kept), _told(now))
        return
    columns = [_columns(kept), _columns(now)]
    for position, (unit, _, _) in enumerate(now["units"]):
        for figure in dict.fromkeys((*columns[0], *columns[1])):
            before, after = (_at(column.get(figure), position) for column in columns)
            if before != after:
                yield Changed(unit, figure, before, after)


def _told(record: Mapping[str, Any]) -> str:
    return f"{len(record['units'])} × {len(record['parts'])}"


def _columns(record: Mapping[str, Any]) -> dict[str, Sequence[str]]:
    """Every figure as one text for each unit."""
    found: dict[str, Sequence[str]] = {part["code"]: _points(part) for part in record["parts"]}
    for name, figure in _ROWS.items():
        if record[name] is not None:
            found[figure] = [_text(value) for value in record[name]]
    eligible = {position: _text(value) for position, value in record["eligible"]}
    found[ELIGIBLE] = [eligible.get(position, "") for position in range(len(record["units"]))]
    return found


def _points(part: Mapping[str, Any]) -> list[str]:
    return [
        str(from_units(units, part["decimals"])) if state == State.VALUE else State(state).name.lower()
        for units, state in zip(part["units"], part["states"], strict=True)
    ]


def _at(column: Sequence[str] | None, position: int) -> str:
    return "" if column is None or position >= len(column) else column[position]


def _text(value: object) -> str:
    return "" if value is None else str(value)
