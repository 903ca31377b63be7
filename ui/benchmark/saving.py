"""Storing what was entered: one gate for what was uploaded and what was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from documents.intake.problem_log import ProblemLog
from indicators import blocking
from office import benchmark as office
from office.benchmark_edits import misread_city
from records import RecordsError
from ui import problem_list
from ui.frame import refuse
from ui.session import here, put, say
from ui.wording import benchmark as words

if TYPE_CHECKING:
    from office.benchmark import Taken
    from scoring.benchmark import Benchmark
    from ui.benchmark.state import State


def base_key(assessment: int) -> str:
    """Where the number of the version that is being edited is held, while somebody else may store a newer one."""
    return f"benchmark_base {assessment}"


def store(state: State, taken: Taken, expected: int) -> None:
    """Stores a workbook and begins again from it; a refusal is said in the words of the records."""
    try:
        version = office.store(here().records, here().actor, state.assessment, taken, expected=expected)
    except RecordsError as error:
        refuse(error.words)
        return
    put(base_key(state.assessment), version.number)
    st.toast(say(words.SAVED.fill(number=version.number)))
    st.rerun()


def save(state: State, edited: Benchmark, expected: int) -> None:
    """Stores what was typed, unless the workbook made of it would be refused."""
    taken = office.edited(edited, state.scheme)
    misread = None if taken.benchmark is None else misread_city(edited, taken.benchmark)
    if misread is not None:
        refuse(misread)
    elif taken.can_be_stored:
        store(state, taken, expected)
    else:
        st.error(say(words.REFUSED.fill(count=len(blocking(taken.problems)))))
        problem_list.show_problems(ProblemLog(taken.problems))
