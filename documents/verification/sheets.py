"""What a result workbook carries to be verified: where values came from, the certificate, the snapshot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.verification.certificate_sheet import certificate_table
from documents.verification.hidden_sheet import add_snapshot
from documents.verification.snapshot import edition_record
from documents.verification.sources_sheet import source_tables

if TYPE_CHECKING:
    from documents.result_report import Report
    from documents.table_book import Book
    from documents.verification.snapshot import Edition


def add_verification(book: Book, report: Report, edition: Edition) -> None:
    """Adds these sheets, the last of the workbook."""
    for table in source_tables(report):
        book.add(table)
    book.add(certificate_table(report, edition))
    add_snapshot(book, edition_record(edition))
