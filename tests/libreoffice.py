"""LibreOffice, run without a window: workbooks re-saved by another program, filled in by it, or printed to PDF."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from uuid import uuid4

import machine

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

XLSX, PDF = "xlsx:Calc MS Excel 2007 XML", "pdf"
#: Starting it takes seconds, a workbook a fraction of one; more than this and it hangs.
_SECONDS = 300
#: It gives up after some 250 files in one run.
_AT_ONCE = 100


def converted(files: Mapping[str, bytes], to: str, folder: Path) -> dict[str, bytes]:
    """Files converted by LibreOffice, many in one run.

    Args:
        files: The content of each by its name, such as `a.xlsx`.
        to: A filter of LibreOffice: `XLSX` or `PDF`.
        folder: An empty folder to work in.

    Returns:
        The converted files by the names of those they come from.
    """
    given, made = folder / "given", folder / "made"
    given.mkdir(parents=True)
    for name, content in files.items():
        (given / name).write_bytes(content)
    names, said = list(files), b""
    for first in range(0, len(names), _AT_ONCE):
        paths = [given / name for name in names[first : first + _AT_ONCE]]
        said += _convert(paths, to, made, folder / "profile")
    suffix = "." + to.partition(":")[0]
    results = {name: made / Path(name).with_suffix(suffix) for name in files}
    missing = [name for name, path in results.items() if not path.is_file()]
    assert not missing, (missing, said)
    return {name: path.read_bytes() for name, path in results.items()}


def _convert(paths: Sequence[Path], to: str, made: Path, profile: Path) -> bytes:
    """Runs LibreOffice with a profile of its own; what it had to say."""
    options = [f"-env:UserInstallation={profile.resolve().as_uri()}", "--headless", "--convert-to", to]
    command = ["soffice", *options, "--outdir", str(made), *map(str, paths)]
    return subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False).stderr


def resaved(files: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    """Workbooks opened and saved again by LibreOffice."""
    return converted(files, XLSX, folder)


class Typing(NamedTuple):
    """What a person types into a workbook: a text into each cell, by (sheet, address)."""

    content: bytes
    cells: Mapping[tuple[str, str], str]


class Typed(NamedTuple):
    """A workbook saved after typing, and what its cells then show; a locked one shows what it did before."""

    content: bytes
    shown: Mapping[tuple[str, str], str]


def typed(files: Mapping[str, Typing], folder: Path) -> dict[str, Typed]:
    """Workbooks opened by LibreOffice, filled in and saved as .xlsx, all in one run.

    Args:
        files: What is typed into each, by its name, such as `a.xlsx`.
        folder: An empty folder to work in.
    """
    given, made = folder / "given", folder / "made"
    for path in (given, made):
        path.mkdir(parents=True)
    jobs = []
    for name, typing in files.items():
        (given / name).write_bytes(typing.content)
        cells = [[sheet, address, text] for (sheet, address), text in typing.cells.items()]
        jobs.append({"given": str(given / name), "made": str(made / name), "cells": cells})
    shown = _type({"pipe": f"baton-{uuid4().hex}", "jobs": jobs}, folder / "profile")
    return {
        name: Typed((made / name).read_bytes(), dict(zip(files[name].cells, texts, strict=True)))
        for name, texts in zip(files, shown, strict=True)
    }


def _type(asked: dict[str, object], profile: Path) -> list[list[str]]:
    python = machine.office_python()
    assert python is not None
    options = ["--headless", "--norestore", "--nologo", f"--accept=pipe,name={asked['pipe']};urp;"]
    office = subprocess.Popen(
        ["soffice", f"-env:UserInstallation={profile.resolve().as_uri()}", *options],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        done = subprocess.run(
            [python, Path(__file__).with_name("libreoffice_typist.py")],
            input=json.dumps(asked),
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=False,
        )
        assert done.returncode == 0, (done.returncode, done.stderr)
    finally:
        # `soffice` is a script's child's child: its whole group goes.
        os.killpg(office.pid, signal.SIGKILL)
        office.wait()
    found: list[list[str]] = json.loads(done.stdout)
    return found
