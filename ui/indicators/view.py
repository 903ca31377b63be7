"""What the indicators page shows: choices of one visitor for one assessment, and the file looked at before it is stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import streamlit as st

from records import Kind
from ui.session import here

if TYPE_CHECKING:
    from documents import SourceFile
    from indicators.words import Words
    from office.scheme_preview import Preview

_KEY = "indicators view"
#: The parameter of a link that names the section.
SECTION = "section"


@dataclass
class IndicatorsView:
    """Choices, empty or 0 for the default."""

    assessment: int | None
    section: str = "tree"
    #: The section a link asked for, as it was last followed.
    asked: str = ""
    search: str = ""
    owner: str = ""
    group: str = ""
    only: str = ""
    #: The number of the list version that coverage is shown of.
    listed: int = 0
    #: What versions are shown of, and the two that are compared.
    kind: Kind = Kind.SCHEME
    older: int = 0
    newer: int = 0
    #: A file to be looked at, and what came of it.
    file: SourceFile | None = None
    preview: Preview | None = None
    #: Counts up to give the upload field a new key, which empties it.
    uploads: int = 0
    #: What a finished act has to say, once; and why one did not happen.
    done: Words | None = None
    refused: Words | None = None

    def put_aside(self, *, done: Words | None = None) -> None:
        """Turns away from the file that was looked at."""
        self.file = self.preview = self.refused = None
        self.done = done
        self.uploads += 1


def indicators_view() -> IndicatorsView:
    """This visitor's; another assessment starts with a fresh one."""
    found = cast("IndicatorsView | None", st.session_state.get(_KEY))
    if found is None or found.assessment != here().assessment:
        found = IndicatorsView(here().assessment)
        st.session_state[_KEY] = found
    return found


def take(name: str, key: str) -> None:
    """Puts what a widget holds now into the view."""
    setattr(indicators_view(), name, st.session_state[key])
