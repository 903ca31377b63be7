"""How the columns of a frame are called: the fields of the scheme, and whose they are."""

from __future__ import annotations

GROUP, TYPE = "group", "type"


def heading(code: str, field: str) -> str:
    """The column of a field."""
    return f"{code}|{field}" if field else code
