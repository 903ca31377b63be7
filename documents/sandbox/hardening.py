"""What the reading process takes from itself before it sees a file."""

from __future__ import annotations

import math
import sys
import time
from typing import TYPE_CHECKING

from documents.sandbox.limits import MIB

if TYPE_CHECKING:
    from documents.sandbox.limits import Limits

_OPEN_FILES = 64

if sys.platform == "win32":

    def harden(limits: Limits) -> None:
        """Nothing: there, the parent's watch is all there is."""

    def allow(seconds: float) -> None:
        """Nothing, for the same reason."""

else:
    import resource

    def harden(limits: Limits) -> None:
        """Bounds the memory, forbids writing files and core dumps."""
        for kind, most in (
            (resource.RLIMIT_AS, limits.memory_mb * MIB),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_NOFILE, _OPEN_FILES),
        ):
            _, hard = resource.getrlimit(kind)
            bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(kind, (bound, bound))

    def allow(seconds: float) -> None:
        """From now on, so much time of the processor and no more."""
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(time.process_time() + seconds) + 1, hard))
