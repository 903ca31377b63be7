"""The first seconds of the app, in which everything is imported while a browser already asks for the pages' frame."""

import gc
import sys

#: Seconds after which a thread lets another one go on: while one imports, the browser's many small requests wait no longer.
_TURN = 0.0005
_USUAL = sys.getswitchinterval()


def begin() -> None:
    """Leave out what would take a fifth of the start: looking again and again through what was imported, which stays."""
    gc.disable()
    sys.setswitchinterval(_TURN)


def end() -> None:
    """Go on as usual; what is there by now is not looked through any more."""
    gc.freeze()
    gc.enable()
    sys.setswitchinterval(_USUAL)
