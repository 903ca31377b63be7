"""Excel and CSV, in and out."""

from __future__ import annotations

from documents.grid import SourceFile
from documents.intake import Intake, read_data, read_intake

__all__ = ["Intake", "SourceFile", "read_data", "read_intake"]
