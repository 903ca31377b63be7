"""Measures everything, or the parts that are named, and writes docs/performance.md, its picture, and the figures of docs/scale.md."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from benchmarks.page import page
from benchmarks.part import keep, kept
from benchmarks.parts import PARTS, RESCORING
from benchmarks.picture import picture
from benchmarks.scale_page import filled

DOCS = Path(__file__).parent.parent / "docs"


def main() -> None:
    """Figures of each part are kept as soon as they are there."""
    parser = ArgumentParser(prog="python -m benchmarks", description=__doc__)
    names = [part.name for part in PARTS]
    parser.add_argument("parts", nargs="*", metavar="part", help=f"{', '.join(names)}; all if none is named")
    named = parser.parse_args().parts
    if unknown := set(named) - set(names):
        parser.error(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(names)}")
    for part in PARTS:
        if part.name in (named or names):
            keep(part, part.measure())
    rescored = kept(RESCORING)
    if rescored is not None:
        (DOCS / "pictures" / "performance.svg").write_text(picture(rescored), encoding="utf-8")
    (DOCS / "performance.md").write_text(page(PARTS), encoding="utf-8")
    scale = DOCS / "scale.md"
    scale.write_text(filled(scale.read_text(encoding="utf-8"), PARTS), encoding="utf-8")


if __name__ == "__main__":
    main()
