"""What spreadsheets call cells and ranges. Starting the app would wait for the whole of openpyxl, which knows it too."""

from __future__ import annotations

import re

_RANGE = re.compile(r"([A-Z]+)([0-9]+)(?::([A-Z]+)([0-9]+))?")


def letters(column: int) -> str:
    """A column, counted from one: A … Z, AA …"""
    found = ""
    while column:
        column, digit = divmod(column - 1, 26)
        found = chr(ord("A") + digit) + found
    return found


def corners(name: str) -> tuple[int, int, int, int]:
    """The first column and row and the last column and row of a range, or of a single cell, counted from one.

    Raises:
        ValueError: If it is no range of cells.
    """
    found = _RANGE.fullmatch(name)
    if found is None:
        raise ValueError(f"{name!r} is no range of cells")
    left, top, right, bottom = found.groups()
    return _number(left), int(top), _number(right or left), int(bottom or top)


def _number(column: str) -> int:
    number = 0
    for letter in column:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
