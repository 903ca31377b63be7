"""Excel and CSV, in and out."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from documents.intake.intake import Intake
    from documents.intake.reader import read_data, read_intake
    from documents.source_file import SourceFile

__all__ = ["Intake", "SourceFile", "read_data", "read_intake"]

_HOMES = {
    "Intake": "documents.intake.intake",
    "SourceFile": "documents.source_file",
    "read_data": "documents.intake.reader",
    "read_intake": "documents.intake.reader",
}


def __getattr__(name: str) -> object:
    """Imports what is asked for and no more: the process that reads hostile files needs nothing of this."""
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(_HOMES[name]), name)
