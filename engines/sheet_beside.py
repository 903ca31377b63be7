"""A table of very many units made ready beside its result: sorted once, and taken again as long as nothing has changed."""

from __future__ import annotations

import glob
import hashlib
import json
import shutil
from dataclasses import asdict
from typing import TYPE_CHECKING, NamedTuple

from engines.ingest import ingest
from engines.sheet_file import SheetFile, groups_of
from engines.sheet_layout import FORMAT, heading
from indicators.problems import Place, Problem, Severity
from indicators.words import Words
from scoring.layout import compile_plan
from scoring.packing import canonical
from scoring.version import ENGINE

if TYPE_CHECKING:
    from pathlib import Path

    from indicators.scheme import Scheme

#: So many digits of what it was made of name a sheet.
_TOLD_BY = 32


class SheetBeside(NamedTuple):
    """The scale sheet of a table, None where the table blocks; and what is wrong with the table.

    `path` is where it stands, or is to stand; `found` tells that an earlier run had made it.
    """

    path: Path
    sheet: SheetFile | None
    problems: tuple[Problem, ...]
    found: bool

    def remove(self) -> None:
        """Removes all that was made of the table."""
        self.path.unlink()
        _said(self.path).unlink()


def scale_sheet(path: Path) -> SheetFile | None:
    """A scale sheet that somebody hands in; None if it is another kind of table."""
    if path.suffix.lower() not in {".parquet", ".pq"}:
        return None
    try:
        return SheetFile(path)
    except ValueError:
        return None


def is_made_for(scheme: Scheme, sheet: SheetFile) -> bool:
    """Whether a sheet holds the fields and groups of a scheme."""
    plan = compile_plan(scheme)
    fields = {field.name for field in sheet.layout.fields}
    return (
        fields == set(plan.raw) and tuple(code for code, _ in sheet.layout.groups) == plan.scheme.group_codes
    )


def sheet_beside(scheme: Scheme, table: Path, result: Path) -> SheetBeside:
    """Makes a scale sheet of a table, or finds the one that was made of the very same; those of others are removed.

    Weights and rules may have changed since: only what a table is read by counts.

    Args:
        scheme: What the table is read by.
        table: CSV or Parquet, as `ingest` takes it.
        result: The file that will be made of it.

    Raises:
        OSError: If the table cannot be read, or nothing can be written beside the result.
    """
    path = result.with_name(f"{result.name}.{_made_of(scheme, table)[:_TOLD_BY]}.sheet")
    said = _said(path)
    for other in result.parent.glob(f"{glob.escape(result.name)}.{'?' * _TOLD_BY}.sheet*"):
        if other.is_dir():
            shutil.rmtree(other, ignore_errors=True)
        elif other not in {path, said}:
            other.unlink(missing_ok=True)
    if said.exists() and path.exists():
        return SheetBeside(path, SheetFile(path), _problems(said), found=True)
    layout, problems = ingest(scheme, table, path)
    if layout is None:
        return SheetBeside(path, None, problems, found=False)
    # Written last: it says that the sheet is whole.
    said.write_text(
        json.dumps([asdict(problem) for problem in problems], ensure_ascii=False), encoding="utf-8"
    )
    return SheetBeside(path, SheetFile(path), problems, found=False)


def _said(path: Path) -> Path:
    """Where what is wrong with a table is kept beside its sheet, so that it is said again with each result."""
    return path.with_name(f"{path.name}.problems")


def _problems(path: Path) -> tuple[Problem, ...]:
    return tuple(
        Problem(code, Severity(severity), Place(**place), Words(*message), Words(*remedy))
        for code, severity, place, message, remedy in map(
            dict.values, json.loads(path.read_text(encoding="utf-8"))
        )
    )


def _made_of(scheme: Scheme, table: Path) -> str:
    """SHA-256 of all that decides what the sheet of a table holds, and what is said of it."""
    with table.open("rb") as file:
        content = hashlib.file_digest(file, "sha256").hexdigest()
    laid_out = scheme.laid_out
    fields = [[heading(name), sorted(groups_of(laid_out, name))] for name in compile_plan(scheme).raw]
    groups = [[group.code, group.name] for group in laid_out.groups]
    made_of = [ENGINE, FORMAT, table.name, content, groups, fields]
    return hashlib.sha256(canonical(made_of)).hexdigest()
