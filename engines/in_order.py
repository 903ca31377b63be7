"""Work on all cores, its results in order."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable

Found = TypeVar("Found")

#: How many results each core may be ahead of whoever takes them.
_AHEAD = 2


def nothing(done: int, of: int) -> None:
    """Says nothing of the progress."""


def in_order(act: Callable[[int], Found], numbers: Iterable[int], cores: int) -> Generator[Found]:
    """What comes of each number, in their order, by so many threads; when it is closed nothing more is begun."""
    threads, ahead = ThreadPoolExecutor(cores), deque[Future[Found]]()
    try:
        for number in numbers:
            ahead.append(threads.submit(act, number))
            if len(ahead) > _AHEAD * cores:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()
    finally:
        threads.shutdown(cancel_futures=True)
