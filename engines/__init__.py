"""Engines for more units than fit into memory: they move blocks of whole groups, and do no arithmetic of scores."""

from engines.ingest import ingest
from engines.sheet_file import SheetFile
from engines.sheet_writer import write_sheet
from engines.streaming import Streamed, score_file

__all__ = ["SheetFile", "Streamed", "ingest", "score_file", "write_sheet"]
