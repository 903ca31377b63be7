"""Pages in a data folder of a test's own: assessments put there, a page opened, and everything it says."""

from __future__ import annotations

import csv
import io
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from streamlit.testing.v1 import AppTest

from documents import SourceFile
from office import upload
from office.desk import Desk
from office.first_start import first_start
from records import Kind, assessments, open_records, versions
from records.location import FILE, of_file
from ui import text
from ui.session import Session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indicators import Language

ROOT = Path(__file__).resolve().parent.parent
ACTOR = "经办人甲"
#: The number of the first assessment of a data folder.
SAMPLE = "1"


def table(name: str, rows: Sequence[Sequence[object]]) -> SourceFile:
    """A CSV file of these rows."""
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return SourceFile(name, out.getvalue().encode())


def begin(home: Path, scheme: str, files: Sequence[SourceFile], last_year: SourceFile | None = None) -> str:
    """Puts an assessment into a data folder; its number, as a link names it."""
    desk = Desk(open_records(of_file(home / "baton.sqlite3")))
    # Each with a title of its own: a list of choices tells them apart by what it shows.
    number = len(assessments.listed(desk.records)) + 1
    started = assessments.start(desk.records, ACTOR, f"试验{number}")
    content = scheme.encode()
    versions.add(desk.records, ACTOR, started.id, Kind.SCHEME, "scheme.yaml", content, expected=0)
    if last_year is not None:
        name, held = last_year.name, last_year.content
        versions.add(desk.records, ACTOR, started.id, Kind.LAST_YEAR, name, held, expected=0)
    if files:
        draft = upload.draft(desk, desk.heads(started.id), files)
        upload.adopt(desk, ACTOR, draft)
    return str(started.id)


def begin_sample(home: Path) -> None:
    """Puts the sample into an empty data folder, where it is `SAMPLE`."""
    (home / FILE).write_bytes(_sample())


@cache
def _sample() -> bytes:
    """A database with the sample in it, made once for all tests of a process."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / FILE
        records = open_records(of_file(file))
        first_start(Desk(records))
        records.close()
        return file.read_bytes()


def open_page(page: str, language: Language = "zh", assessment: str = SAMPLE, **parameters: str) -> AppTest:
    """A new visitor who opens a page by a link."""
    parameters["assessment"] = assessment
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=90)
    app.query_params.update({**parameters, "lang": language})
    app.run()
    return turn_to(app, page, **parameters)


def turn_to(app: AppTest, page: str, **parameters: str) -> AppTest:
    """The same visitor on another page, or on the same one by another link."""
    app.switch_page(f"ui/pages/{page}.py")
    app.query_params.update(parameters)
    return app.run()


def session_of(app: AppTest) -> Session:
    """The visitor's session."""
    session = app.session_state["baton"]
    assert isinstance(session, Session)
    return session


def seen(app: AppTest) -> str:
    """Everything a page says outside its grids."""
    parts = [*app.html, *app.markdown, *app.caption, *app.info, *app.error, *app.warning]
    return "\n".join(str(part.value) for part in parts)


def assert_calm(app: AppTest) -> None:
    """Nothing went wrong."""
    assert not app.exception
    assert text.UNEXPECTED.zh not in seen(app)
    assert text.UNEXPECTED.en not in seen(app)
