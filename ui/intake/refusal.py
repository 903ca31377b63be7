"""What could not be done, said plainly; it may hold names that people chose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.frame import show_html
from ui.session import say

if TYPE_CHECKING:
    from indicators import Words


def refuse(said: Words) -> None:
    """Says what was not done, why, and what to do."""
    show_html('<p class="bt-failure" role="alert">{said}</p>', said=say(said))
