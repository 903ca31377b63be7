"""The app at work: one person at the screen at two sizes, and a crowd at the larger one."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks.app_home import furnish
from benchmarks.app_screen import first_page, screen
from benchmarks.app_server import served
from benchmarks.app_sessions import Crowd, crowd
from office.desk import Desk
from office.first_start import first_start
from records import open_records
from records.location import address

SMALL, LARGE, GROUPS = 200, 3_000, 9
SESSIONS, MOVES = 20, 5


class AppTimes(NamedTuple):
    """Seconds to the first page with the sample, and of a move at both sizes; and what a crowd found."""

    first_page: float
    small: float
    large: float
    crowd: Crowd


def time_app(moves: int, starts: int) -> AppTimes:
    """Measures in data folders of its own, made by the acts of an office."""
    with TemporaryDirectory() as folder:
        sample, small, large = (Path(folder) / name for name in ("sample", "small", "large"))
        first_start(Desk(open_records(address(sample))))
        furnish(small, SMALL, GROUPS)
        furnish(large, LARGE, GROUPS)
        first = first_page(sample, starts)
        one, other = screen(small, moves), screen(large, moves)
        with served(large) as app:
            found = crowd(app, SESSIONS, MOVES)
    return AppTimes(first, one, other, found)
