"""A scheme as a workbook which an office edits, and back."""

from __future__ import annotations

from documents.authoring.fingerprint import fingerprint_of
from documents.authoring.reader import Authored, read_authoring
from documents.authoring.writer import write_authoring, write_catalogue_workbook

__all__ = ["Authored", "fingerprint_of", "read_authoring", "write_authoring", "write_catalogue_workbook"]
