"""Types into workbooks by remote control of LibreOffice; run by the Python that has its `uno` module.

Reads from standard input as JSON `{"pipe": name, "jobs": [{"given": path, "made": path, "cells": [[sheet, address,
text], ...]}, ...]}`, and prints for each job what those cells show afterwards.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import uno  # type: ignore[import-not-found]

_FILTER = "Calc MS Excel 2007 XML"
#: Starting LibreOffice takes seconds.
_TRIES, _PAUSE = 240, 0.25


def main() -> None:
    asked = json.load(sys.stdin)
    desktop = _desktop(asked["pipe"])
    shown = [_typed(desktop, job) for job in asked["jobs"]]
    json.dump(shown, sys.stdout)
    sys.stdout.flush()
    # The bridge to LibreOffice now and then dies in its own clean-up, after all is done: whoever started both ends them.
    os._exit(0)


def _desktop(pipe: str) -> Any:
    """The running program, once it answers."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    address = f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"
    for _ in range(_TRIES):
        try:
            context = resolver.resolve(address)
        except uno.getClass("com.sun.star.connection.NoConnectException"):
            time.sleep(_PAUSE)
        else:
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    raise TimeoutError(address)


def _typed(desktop: Any, job: dict[str, Any]) -> list[str]:
    book = desktop.loadComponentFromURL(
        Path(job["given"]).as_uri(), "_blank", 0, (_property("Hidden", value=True),)
    )
    cells = [book.Sheets.getByName(sheet).getCellRangeByName(at) for sheet, at, _ in job["cells"]]
    for cell, (_, _, text) in zip(cells, job["cells"], strict=True):
        cell.FormulaLocal = text
    shown = [cell.String for cell in cells]
    book.storeToURL(Path(job["made"]).as_uri(), (_property("FilterName", _FILTER),))
    book.close(False)  # noqa: FBT003 - LibreOffice's own interface
    return shown


def _property(name: str, value: object) -> Any:
    found = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    found.Name, found.Value = name, value
    return found


main()
