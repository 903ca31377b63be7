"""Last year's results as an office keeps them: 单位代码 单位 总分 名次 等次, and a column for any part of the tree.

Result workbooks of ours are such tables too: what their sheets say of one unit is put together.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from documents import last_year_problems as kinds
from documents.file_reader import read_files
from documents.intake.cell_number import number_of
from documents.intake.finding import shown
from documents.intake.heading_words import GROUP, UNIT, UNIT_CODE, heading_text
from documents.intake.header import Header, Reading
from documents.intake.no_answer import is_no_answer
from documents.intake.skipped_rows import data_rows
from documents.intake.table_search import find_tables
from documents.intake.unit_names import UnitNames
from documents.last_year_headings import GRADE, GROUP_PLACE, PLACE, TOTAL, LastYearHeadings
from indicators.formula import ColumnName
from indicators.problems import Place, blocking
from indicators.words import listed, same
from scoring.explanation import STATE_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal
    from pathlib import Path

    from documents.grid import Grid, Spot
    from documents.intake.table import Table
    from documents.source_file import SourceFile
    from indicators.problems import Problem
    from indicators.scheme import Scheme
    from indicators.units import Unit
