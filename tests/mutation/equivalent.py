"""Faults that change nothing that is published, each with the reason."""

from __future__ import annotations

from pathlib import Path

import yaml

_LIST = Path(__file__).with_name("equivalent.yaml")


def equivalent() -> dict[str, str]:
    """The reason by the name of the fault.

    Raises:
        ValueError: If a fault is listed twice.
    """
    found: dict[str, str] = {}
    for entry in yaml.safe_load(_LIST.read_text(encoding="utf-8")):
        for name in entry["mutants"]:
            if name in found:
                raise ValueError(f"listed twice: {name}")
            found[name] = entry["why"]
    return found
