"""The app as a server: Streamlit's pages, an address that tells whether all is well, and only its own visitors.

It answers before the records are open, and before what reads them is imported: a browser takes as long to fetch the pages' frame.
"""

from __future__ import annotations

import asyncio
import logging
import os
import time
from contextlib import asynccontextmanager, closing, suppress
from functools import partial
from importlib import import_module
from ipaddress import ip_address
from pathlib import Path
from pkgutil import walk_packages
from threading import Event, Thread
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import Route
from streamlit import env_util
from streamlit.starlette import App

import haste

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from starlette.requests import Request
    from starlette.types import ASGIApp, Receive, Scope, Send

ROOT = Path(__file__).resolve().parent
#: Seconds from the first results to the import of what other pages need.
PAUSE = 2.0

#: Who may be asked for, besides any address in numbers: the machine's names, with blanks between.
NAMES = "BATON_NAMES"
_REFUSED = (
    "没有打开：请求来自别的网站，或这个主机名没有登记。请用 IP 地址打开，或启动时用 --name 登记这个主机名。\n"
    "Not opened: another site asked, or this host name is not known. Open the app by its address in numbers, or start it with"
    " --name and this host name.\n"
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
            await PlainTextResponse(_REFUSED, status_code=403)(scope, receive, send)


class AfterOpening:
    """Lets a visitor's session begin once the records are open; the files of the frame are given out at once."""

    def __init__(self, app: ASGIApp, opened: Event) -> None:
        self.app, self._opened = app, opened

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, a session's in its time."""
        if scope["type"] == "websocket" and not self._opened.is_set():
            await asyncio.to_thread(self._opened.wait)
        await self.app(scope, receive, send)


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


def health(opened: Event, _: Request) -> JSONResponse:
    """Answer 200 while the database answers too, otherwise 503; the reason is for this machine's own log."""
    if not opened.is_set():
        return JSONResponse({"status": "starting"}, status_code=503)
    from records import RecordsError, assessments, location  # noqa: PLC0415 - once the server answers
    from records.database import connect  # noqa: PLC0415 - the same

    try:
        with closing(connect(location.address())) as records:
            assessments.listed(records)
    except RecordsError as error:
        _LOG.error("%s %s", error.words.zh, error.words.en)
        return JSONResponse({"status": "failing"}, status_code=503)
    return JSONResponse({"status": "ok"})


def warm_up() -> None:
    """Have at hand what the first page would otherwise wait for; what fails here fails there, in words."""
    from records import assessments, location  # noqa: PLC0415 - once the server answers

    with suppress(Exception):
        desk = import_module("ui.session").desk_at(location.address())
        for assessment in assessments.listed(desk.records)[:1]:
            desk.reading(desk.heads(assessment.id))
    # Not while the first page is being drawn, which needs little of the rest.
    time.sleep(PAUSE)
    with suppress(Exception):
        # The processes that read files: they get ready while nobody asks.
        import_module("documents.sandbox.pool").begin()
        for module in walk_packages([str(ROOT / "ui")], "ui."):
            import_module(module.name)
    haste.end()


def app_on(open_records: Callable[[], object]) -> App:
    """The app, on records that are opened in a thread of their own once it answers."""
    opened = Event()
    # As it is: to find out, Streamlit would have the source of every module looked up while the first page is drawn.
    env_util.is_repl = lambda: False

    def begin() -> None:
        open_records()
        opened.set()
        warm_up()

    @asynccontextmanager
    async def ready(_: App) -> AsyncIterator[None]:
        Thread(target=begin, daemon=True).start()
        yield

    return App(
        ROOT / "app.py",
        routes=[Route("/health", partial(health, opened))],
        middleware=[Middleware(OwnPagesOnly), Middleware(AfterOpening, opened)],
        lifespan=ready,
    )
