"""A table of very many units made ready beside its result: sorted once, and taken again as long as nothing has changed."""

from __future__ import annotations

import glob
import hashlib
import json
import shutil
from dataclasses import asdict
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from engines.ingest import ingest
from engines.sheet_file import KEPT, SheetFile, left_out_of
from engines.sheet_layout import FORMAT, heading
from engines.table_check import judged_by
from indicators.problems import Place, Problem, Severity
from indicators.words import Words
from scoring.layout import compile_plan
from scoring.packing import canonical
from scoring.version import ENGINE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
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
    """A scale sheet that somebody hands in; None if it is another kind of table.

    Raises:
        ValueError: If another version of the program made it.
    """
    if path.suffix.lower() not in {".parquet", ".pq"}:
        return None
    try:
        kept = pq.read_metadata(path).metadata or {}
    except pa.ArrowInvalid:
        return None
    return SheetFile(path) if KEPT in kept else None


def is_made_for(scheme: Scheme, sheet: SheetFile) -> bool:
    """Whether a sheet holds the fields and groups of a scheme, each field for the same groups."""
    plan = compile_plan(scheme)
    held = {field.name: field.excluded for field in sheet.layout.fields}
    return (
        held == {name: left_out_of(plan.scheme, name) for name in plan.raw}
        and tuple(code for code, _ in sheet.layout.groups) == plan.scheme.group_codes
    )


def sheet_beside(
    scheme: Scheme, table: Path, records: Sequence[Path], result: Path, progress: Callable[[int, int], None]
) -> SheetBeside:
    """Makes a scale sheet of a table, or finds the one that was made of the very same; those of others are removed.

    Weights and rules may have changed since: only what a table is read by counts.

    Args:
        scheme: What the table is read by.
        table: CSV or Parquet, as `ingest` takes it.
        records: Files of what the office decided beside the figures.
        result: The file that will be made of it.
        progress: Told how much is done, of how much; whoever wants to stop raises an exception in it.

    Raises:
        OSError: If a file cannot be read, or nothing can be written beside the result.
    """
    path = result.with_name(f"{result.name}.{_made_of(scheme, (table, *records))[:_TOLD_BY]}.sheet")
    said = _said(path)
    for other in result.parent.glob(f"{glob.escape(result.name)}.{'?' * _TOLD_BY}.sheet*"):
        if other.is_dir():
            shutil.rmtree(other, ignore_errors=True)
        elif other not in {path, said}:
            other.unlink(missing_ok=True)
    if said.exists() and path.exists():
        return SheetBeside(path, SheetFile(path), _problems(said), found=True)
    layout, problems = ingest(scheme, table, path, records=records, progress=progress)
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


def _made_of(scheme: Scheme, files: Iterable[Path]) -> str:
    """SHA-256 of all that decides what the sheet of a table holds, and what is said of it."""
    contents = []
    for path in files:
        with path.open("rb") as file:
            contents.append([path.name, hashlib.file_digest(file, "sha256").hexdigest()])
    laid_out = scheme.laid_out
    fields = [[heading(name), left_out_of(laid_out, name)] for name in compile_plan(scheme).raw]
    groups = [[group.code, group.name] for group in laid_out.groups]
    granted = None if scheme.adjustments is None else scheme.adjustments.model_dump(mode="json")
    vetoes = [[veto.code, veto.name] for veto in scheme.vetoes]
    made_of = [ENGINE, FORMAT, contents, groups, fields, judged_by(laid_out), granted, vetoes]
    return hashlib.sha256(canonical(made_of)).hexdigest()
