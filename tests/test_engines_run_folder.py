"""What is kept of a run under way is believed only as it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engines import score_file
from tests.test_engines_streaming import StopError, furnished, stop_after

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-9])


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def zeroed(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2] + bytes(len(content) - len(content) // 2))


@pytest.mark.parametrize("kind", ["units", "tally"])
@pytest.mark.parametrize("damage", [cut_off, emptied, zeroed])
def test_a_stretch_that_did_not_reach_the_disk_as_a_whole_is_scored_again(
    damage: Callable[[Path], None], kind: str, tmp_path: Path
) -> None:
    of, file = furnished(tmp_path)
    target = tmp_path / "result.parquet"
    expected = score_file(of.scheme, file, target, cores=1).checksum
    with pytest.raises(StopError):
        score_file(of.scheme, file, target, cores=1, progress=stop_after(5))
    kept = sorted(tmp_path.glob(f"*.run/*.{kind}"))
    damage(kept[0])
    again = score_file(of.scheme, file, target, cores=1)
    assert again.resumed == len(kept) - 1
    assert again.checksum == expected
