"""What a worker of Spark does for a run."""

from __future__ import annotations

import gc
from functools import lru_cache
from typing import TYPE_CHECKING
from uuid import uuid4

from engines.result_file import ResultFile

if TYPE_CHECKING:
    from engines.checksum import Checksum
    from engines.places import Places
    from engines.work import Tools, Work

#: Where in the run's folder the parts of the result are.
PARTS = "parts"


@lru_cache(maxsize=1)
def tools_of(work: Work) -> Tools:
    """What a worker needs for all stretches of a run, compiled once.

    Raises:
        OtherBatonError: If something else would come of it here.
    """
    tools = work.tools()
    # Spark has its workers collect garbage after every task: what stays need not be looked through each time.
    gc.freeze()
    return tools


def publish(work: Work, at: int, places: Places) -> Checksum:
    """Writes the part of a stretch, once all are scored.

    Raises:
        OtherBatonError: If something else would come of it here.
    """
    tools = tools_of(work)
    rows, own = tools.rows(at, places)
    # Under a name of its own first: an attempt that was given up may still be writing the same part.
    written = tools.folder.path / f"{uuid4().hex}.part"
    with ResultFile(written, tools.form) as file:
        file.write(rows)
    written.replace(tools.folder.path / PARTS / f"part-{at:06}.parquet")
    return own
