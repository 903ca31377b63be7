"""Problems as they are listed on pages: how many rows there are, and where each of them is."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from documents.intake.problem_log import MOST_KEPT, ProblemLog
from indicators import Place, Problem, Severity
from indicators.words import Words
from ui import problem_list


def problem(cell: str | None, severity: Severity = Severity.WARNING) -> Problem:
    place = Place(file="成绩.csv", cell=cell, unit="<甲县>")
    return Problem("twice", severity, place, Words("重复", "twice"), Words("删去", "remove one"))


def test_cells_of_one_column_are_one_row() -> None:
    found = ProblemLog([problem("B2"), problem("B3"), problem("C2"), problem("B4", Severity.BLOCKING)])
    assert found.total == 4
    assert problem_list.rows(found) == 3


def test_problems_that_are_only_counted_count_as_rows() -> None:
    found = ProblemLog(problem(f"B{row}", Severity.BLOCKING) for row in range(MOST_KEPT + 5))
    assert problem_list.rows(found) == MOST_KEPT + 5


def _page() -> None:
    from indicators import Place, Problem, Severity  # noqa: PLC0415 - a script of its own
    from indicators.words import Words  # noqa: PLC0415 - a script of its own
    from ui.problem_list import show_findings  # noqa: PLC0415 - a script of its own

    said = Words("缺报", "missing")
    places = [Place(unit="<甲县>", indicator="P1.1"), Place()]
    show_findings([Problem("x", Severity.NOTE, place, said, Words("补报", "add it")) for place in places])


def test_a_finding_says_which_unit_and_indicator_it_is_about() -> None:
    app = AppTest.from_function(_page, default_timeout=60).run()
    assert not app.exception
    table = "".join(str(part.value) for part in app.html)
    assert "<td>&lt;甲县&gt; · P1.1：缺报</td>" in table
    assert "<td>缺报</td>" in table
