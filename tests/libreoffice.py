"""LibreOffice, run without a window: workbooks re-saved by another program, or printed to PDF."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

XLSX, PDF = "xlsx:Calc MS Excel 2007 XML", "pdf"
#: Starting it takes seconds, a workbook a fraction of one; more than this and it hangs.
_SECONDS = 600


def converted(files: Mapping[str, bytes], to: str, folder: Path) -> dict[str, bytes]:
    """Files converted in one run of LibreOffice.

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
    done = subprocess.run(
        [
            str(shutil.which("soffice")),
            f"-env:UserInstallation={(folder / 'profile').resolve().as_uri()}",
            "--headless",
            "--convert-to",
            to,
            "--outdir",
            str(made),
            *(str(given / name) for name in files),
        ],
        capture_output=True,
        timeout=_SECONDS,
        check=False,
    )
    suffix = "." + to.partition(":")[0]
    paths = {name: made / Path(name).with_suffix(suffix) for name in files}
    missing = [name for name, path in paths.items() if not path.is_file()]
    assert not missing, (missing, done.stdout, done.stderr)
    return {name: path.read_bytes() for name, path in paths.items()}


def resaved(files: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    """Workbooks opened and saved again by LibreOffice, in one run."""
    return converted(files, XLSX, folder)
