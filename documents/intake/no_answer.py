"""What stands where a record must say something, and says nothing."""

from __future__ import annotations

from documents.intake.cell_values import MISSING_MARKS, NOT_APPLICABLE_MARKS
from indicators.normal_form import LONGEST, compact

_NONE = "无"


def is_no_answer(text: str) -> bool:
    """Whether a text is blank, or a sign such as `—`, `/` or 无 that is as good as a blank."""
    form = compact(text) if len(text) <= LONGEST else text
    return form == _NONE or form in MISSING_MARKS or form in NOT_APPLICABLE_MARKS
