"""The app as a server: Streamlit's pages, an address that tells whether all is well, and only its own visitors."""

from __future__ import annotations

import logging
import os
import time
from contextlib import asynccontextmanager, closing, suppress
from importlib import import_module
from ipaddress import ip_address
from pathlib import Path
from pkgutil import walk_packages
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import Route
from streamlit.starlette import App

from indicators.words import Words
from records import RecordsError, assessments
from records.database import connect
from records.location import address

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request
    from starlette.types import ASGIApp, Receive, Scope, Send

ROOT = Path(__file__).resolve().parent
#: Seconds from the first results to the import of what other pages need.
PAUSE = 2.0

#: Who may be asked for, besides any address in numbers: the machine's names, with blanks between.
NAMES = "BATON_NAMES"
_REFUSED = Words(
    "没有打开：请求来自别的网站，或这个主机名没有登记。请用 IP 地址打开，或启动时用 --name 登记这个主机名。",
    "Not opened: another site asked, or this host name is not known. Open the app by its address in numbers, or start it with"
    " --name and this host name.",
)
_LOG = logging.getLogger("baton")


class OwnPagesOnly:
    """Turns away what a page of another site sends to this one, even where that site's name was made to lead here.

    Streamlit would do so too, but first ask an outside service for the address of this machine.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on if it comes from a page of ours, or from no page at all."""
        if scope["type"] == "lifespan" or _is_ours(Headers(scope=scope)):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await PlainTextResponse(f"{_REFUSED.zh}\n{_REFUSED.en}\n", status_code=403)(scope, receive, send)


def _is_ours(headers: Headers) -> bool:
    host, origin = headers.get("host", ""), headers.get("origin")
    return _is_known(host) and (origin is None or urlsplit(origin).netloc == host)


def _is_known(host: str) -> bool:
    """Whether a host is this machine: nobody else's name, which could have been made to lead here."""
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    with suppress(ValueError):
        return bool(ip_address(name))
    return name.rstrip(".") in {"localhost", *os.environ.get(NAMES, "").lower().split()}


def health(_: Request) -> JSONResponse:
    """Answer 200 while the database answers too, otherwise 503; the reason is for this machine's own log."""
    try:
        with closing(connect(address())) as records:
            assessments.listed(records)
    except RecordsError as error:
        _LOG.error("%s %s", error.words.zh, error.words.en)
        return JSONResponse({"status": "failing"}, status_code=503)
    return JSONResponse({"status": "ok"})


@asynccontextmanager
async def ready(_: App) -> AsyncIterator[None]:
    """While the first visitor's browser fetches the pages' frame, import what they need and read what is kept."""
    Thread(target=warm_up, daemon=True).start()
    yield


def warm_up() -> None:
    """Have at hand what the first page would otherwise wait for; what fails here fails there, in words."""
    with suppress(Exception):
        # Imported here: the server answers before the pages' libraries are read.
        desk = import_module("ui.session").desk_at(address())
        for assessment in assessments.listed(desk.records)[:1]:
            desk.reading(desk.heads(assessment.id))
        # Not while the first page is being drawn, which needs little of the rest.
        time.sleep(PAUSE)
        for module in walk_packages([str(ROOT / "ui")], "ui."):
            import_module(module.name)


app = App(
    ROOT / "app.py",
    routes=[Route("/health", health)],
    middleware=[Middleware(OwnPagesOnly)],
    lifespan=ready,
)
