"""Excel and CSV, in and out."""

from __future__ import annotations

from documents.intake import Intake, read_data, read_intake
from documents.source_file import SourceFile

__all__ = ["Intake", "SourceFile", "read_data", "read_intake"]
