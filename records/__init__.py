"""What is kept: schemes, data, runs, proposals and publications as versions that are never overwritten."""

from records.assessments import Assessment
from records.database import Records
from records.errors import ConflictError, NotFoundError, RecordsError
from records.migrating import open_records
from records.proposals import Proposal
from records.publications import Act, Publication
from records.runs import Run
from records.submissions import HeldFile, NewFile, Submission, ValueChange
from records.versions import Kind, Version

__all__ = [
    "Act",
    "Assessment",
    "ConflictError",
    "HeldFile",
    "Kind",
    "NewFile",
    "NotFoundError",
    "Proposal",
    "Publication",
    "Records",
    "RecordsError",
    "Run",
    "Submission",
    "ValueChange",
    "Version",
    "open_records",
]
