"""Writes all cases into a folder: `python -m tests.dirty DIR`.

Files are numbered, for their own names may be hostile; `expected.json` says what they are called and what must
come of them.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests.dirty.corpus import CASES

if TYPE_CHECKING:
    from tests.dirty.case import Case


def write(folder: Path) -> None:
    """All files of all cases, the same every time, and `expected.json` beside them."""
    folder.mkdir(parents=True, exist_ok=True)
    expected = [_written(case, number, folder) for number, case in enumerate(CASES, 1)]
    text = json.dumps(expected, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / "expected.json").write_text(text, encoding="utf-8")


def _written(case: Case, number: int, folder: Path) -> dict[str, object]:
    files = []
    for position, (name, content) in enumerate(case.files):
        suffix = Path(name).suffix
        path = f"{number:03}-{position}{suffix if suffix[1:].isalnum() else ''}"
        (folder / path).write_bytes(content)
        files.append({"name": name, "path": path, "sha256": hashlib.sha256(content).hexdigest()})
    return {
        "name": case.name,
        "files": files,
        "outcomes": sorted(case.outcomes),
        "values": dict(case.values),
        "states": dict(case.states),
        "blocking": None if case.blocking is None else sorted(case.blocking),
        "warned": sorted(case.warned),
        "codes": dict(case.codes),
        "said": dict(case.said),
        "undecided": case.undecided,
        "container": case.container,
    }


if __name__ == "__main__":
    write(Path(sys.argv[1]))
