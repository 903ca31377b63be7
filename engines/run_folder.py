"""The folder of a run under way: what is done of it outlives the process, so that a later one goes on from there."""

from __future__ import annotations

import glob
import json
import shutil
import zlib
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pyarrow as pa

from engines.arrays import arrow, numbers_of
from engines.block_scoring import Scored
from engines.tally import Key, Tally
from scoring.results import Published

if TYPE_CHECKING:
    from pathlib import Path

#: So many digits of its fingerprint name the folder of a run.
_TOLD_BY = 32
#: Under which a table keeps what its columns are about.
_ABOUT = b"baton"
#: Bytes of the checksum at the end of a file.
_CHECKSUM = 4


class RunFolder:
    """Beside the result while it is being made; holds two files for each stretch that is done."""

    def __init__(self, result: Path, fingerprint: str) -> None:
        """Begins a run, or goes on with the very same one; what there is of others for this result is removed.

        Args:
            result: The file that is being made.
            fingerprint: Differs for other data, another scheme or another engine.
        """
        # A process of a killed run may still be writing: it must never do so into the folder of another run.
        self.path = result.with_name(f"{result.name}.{fingerprint[:_TOLD_BY]}.run")
        for other in result.parent.glob(f"{glob.escape(result.name)}.{'?' * _TOLD_BY}.run"):
            if other != self.path:
                shutil.rmtree(other, ignore_errors=True)
        self.path.mkdir(parents=True, exist_ok=True)

    def is_done(self, stretch: int) -> bool:
        """Whether a stretch is scored, and all of it is here as it was written."""
        own = [self._units(stretch), self._tally(stretch)]
        return own[0].exists() and all(_is_whole(path) for path in own if path.exists())

    def kept(self) -> int:
        """How many stretches are here, without a look into them."""
        return sum(1 for _ in self.path.glob("*.units"))

    def keep(self, stretch: int, scored: Scored) -> None:
        """Keeps a stretch; it counts as done only when all of it is here."""
        if scored.tally is not None:
            _write(self._tally(stretch), _packed_tally(scored.tally))
        _write(self._units(stretch), _packed_units(scored))

    def scored(self, stretch: int) -> Scored:
        """A stretch that is done, without its tally."""
        with pa.memory_map(str(self._units(stretch))) as file:
            table = pa.ipc.open_stream(file).read_all()
            parts = {}
            for code, decimals in json.loads(table.schema.metadata[_ABOUT]).items():
                units, states = (_copied(table, f"{kind}|{code}") for kind in ("units", "states"))
                parts[code] = Published(units, states, decimals)
            group_ranks, grades, lines = (_copied(table, name) for name in ("group_ranks", "grades", "lines"))
            return Scored(parts, group_ranks, grades, lines, None)

    def tally(self, stretch: int) -> Tally:
        """The tally of a stretch that is done."""
        with pa.memory_map(str(self._tally(stretch))) as file:
            table = pa.ipc.open_stream(file).read_all()
            about = json.loads(table.schema.metadata[_ABOUT])
            keys = (Key(_copied(table, f"key {at}"), *said) for at, said in enumerate(about))
            return Tally(tuple(keys), _copied(table, "counts"), _copied(table, "rows"))

    def remove(self) -> None:
        """Removes everything, once there is a result."""
        # The units first: what lacks them is not done, whatever else is left of it if this is broken off.
        for units in self.path.glob("*.units"):
            units.unlink(missing_ok=True)
        shutil.rmtree(self.path, ignore_errors=True)

    def _units(self, stretch: int) -> Path:
        return self.path / f"{stretch:06}.units"

    def _tally(self, stretch: int) -> Path:
        return self.path / f"{stretch:06}.tally"


def _copied(table: pa.Table, name: str) -> Any:
    return numbers_of(table[name].combine_chunks()).copy()


def _packed_units(scored: Scored) -> bytes:
    columns: dict[str, Any] = {}
    for code, part in scored.parts.items():
        columns |= {f"units|{code}": part.units, f"states|{code}": part.states}
    columns |= {"group_ranks": scored.group_ranks, "grades": scored.grades, "lines": scored.lines}
    return _packed(columns, {code: part.decimals for code, part in scored.parts.items()})


def _packed_tally(tally: Tally) -> bytes:
    columns: dict[str, Any] = {f"key {at}": key.numbers for at, key in enumerate(tally.keys)}
    columns |= {"counts": tally.counts, "rows": tally.rows}
    return _packed(columns, [(key.tolerance, key.proved, key.column) for key in tally.keys])


def _packed(columns: dict[str, Any], about: object) -> bytes:
    arrays = [arrow(column) for column in columns.values()]
    table = pa.table(arrays, [*columns], metadata={_ABOUT: json.dumps(about)})
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    packed: bytes = sink.getvalue().to_pybytes()
    return packed


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all, unless the machine itself stops: then the checksum at the end tells."""
    # Waiting until all is on the disk would take longer than many a stretch takes to score.
    unfinished = path.with_name(f"{path.name}.{uuid4().hex}.unfinished")
    unfinished.write_bytes(content + zlib.crc32(content).to_bytes(_CHECKSUM))
    unfinished.replace(path)


def _is_whole(path: Path) -> bool:
    content = memoryview(path.read_bytes())
    end = len(content) - _CHECKSUM
    return end > 0 and zlib.crc32(content[:end]).to_bytes(_CHECKSUM) == content[end:]
