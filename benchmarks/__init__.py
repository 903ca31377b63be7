"""How fast Baton is, as ratios within one process: `python -m benchmarks` from the project's root."""

from __future__ import annotations

import os

# One thread on either side; the libraries read this when they are first imported.
for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_variable] = "1"
# How many threads Polars has is for whoever starts the process.
os.environ.setdefault("POLARS_MAX_THREADS", "1")
