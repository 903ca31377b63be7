"""Who acts, where nobody has said so."""

from __future__ import annotations

import getpass

_NOBODY = "本机用户"


def login() -> str:
    """The name of whoever is logged in at this computer."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a system, or a container, that does not know its user
        return _NOBODY
