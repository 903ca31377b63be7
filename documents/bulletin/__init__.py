"""The bulletin 通报: what an office issues on the results of an assessment, as a Word document."""

from __future__ import annotations

from documents.bulletin.standard import standard_template
from documents.bulletin.template import Template, check_template, read_template
from documents.bulletin.writer import write_bulletin

__all__ = ["Template", "check_template", "read_template", "standard_template", "write_bulletin"]
