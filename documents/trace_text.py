"""The files an explanation rests on, as lines of plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.terminal_lines import for_a_terminal
from indicators.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from indicators.words import Language
    from scoring.explanation import Explanation

_READ_FROM = Words("来源文件 {file}  SHA-256 {sha256}", "read from {file}  SHA-256 {sha256}")


@for_a_terminal
def file_lines(explanations: Iterable[Explanation], language: Language) -> Iterator[str]:
    """Every file that values were read from, once, with the SHA-256 by which it is recognised."""
    found = {
        reported.place.file: reported.sha256
        for explanation in explanations
        for reported in explanation.reported
        if reported.place is not None and reported.sha256 is not None
    }
    for file, sha256 in found.items():
        yield _READ_FROM.fill(file=file, sha256=sha256).in_(language)
