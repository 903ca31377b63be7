"""Starting the app: where it listens, where its records are kept, and what speaks against it before it begins.

Only the standard library is imported at first: run.py reads a command line by this before anything is installed.
"""

from __future__ import annotations

import os
import socket
import sys
import threading
import time
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

import haste
from refusal import Parser, SetUpError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

FIRST_PORT = 8501
LOCAL_HOST = "127.0.0.1"
#: Hosts that mean all of this machine's addresses; nobody can type them into a browser.
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - recognised here, bound only if asked for
#: Seconds in which a browser is opened or not at all.
PATIENCE = 30


def parse(arguments: list[str]) -> argparse.Namespace:
    """Read the options of `serve`.

    Raises:
        SetUpError: An option is not known or not what it should be.
    """
    parser = Parser(prog="serve", description="启动应用 start the app")
    option = parser.add_argument
    option("--host", default=LOCAL_HOST, help="默认只对本机开放 default: this computer only (127.0.0.1)")
    option("--port", type=int, help="默认 8501，被占用则顺延 default: 8501, or the next free one")
    option("--home", type=Path, metavar="FOLDER", help="数据文件夹 the data folder (BATON_HOME)")
    option("--database", metavar="URL", help="数据库地址 the database's address (BATON_DATABASE)")
    option(
        "--name",
        dest="names",
        action="append",
        default=[],
        help="另一个访问用的主机名 a further name of this host",
    )
    option("--no-browser", dest="browser", action="store_false", help="不打开浏览器 do not open a browser")
    return parser.parse_args(arguments)


def main(arguments: list[str]) -> int:
    """Start the app and serve it until it is stopped."""
    try:
        asked = parse(arguments)
        port = choose_port(asked.host, asked.port)
    except SetUpError as refusal:
        print(refusal, file=sys.stderr)
        return refusal.status
    shown = asked.host if asked.host not in EVERYWHERE else socket.gethostname()
    address = f"http://{f'[{shown}]' if ':' in shown else shown}:{port}"

    def open_records() -> None:
        try:
            where = open_database(asked.home, asked.database)
        except SetUpError as refusal:
            print(refusal, file=sys.stderr, flush=True)
            # The server knows no other end from within, and nothing is open that would have to be closed.
            os._exit(refusal.status)
        print(f"指挥棒 Baton: {address}  (Ctrl+C 停止 stops)\n数据 data: {where}", flush=True)

    if asked.browser and has_desktop():
        threading.Thread(target=open_browser, args=(asked.host, port, address), daemon=True).start()
    serve(asked.host, port, asked.names, open_records)
    return 0


def open_database(home: Path | None, database: str | None) -> str:
    """Open the records, made or brought forward if need be; return where they are, and let the app find them.

    Raises:
        SetUpError: They cannot be opened.
    """
    from records import RecordsError, location, open_records  # noqa: PLC0415 - not there before the set-up

    address = location.address(home and home.absolute(), database)
    try:
        records = open_records(address)
    except RecordsError as error:
        raise SetUpError(error.words.zh, error.words.en) from None
    records.close()
    os.environ[location.DATABASE] = address
    return records.shown


def choose_port(host: str, asked: int | None) -> int:
    """Return the port asked for, or the first free one from 8501 on."""
    for port in [asked] if asked is not None else range(FIRST_PORT, FIRST_PORT + 100):
        if is_free(host, port):
            return port
    name = str(asked) if asked is not None else f"{FIRST_PORT}–{FIRST_PORT + 99}"
    raise SetUpError(
        f"启动：地址 {host} 的端口 {name} 不可用（被占用或无权使用）— 请关闭占用它的程序，或用 --port 换一个。",
        f"Start: port {name} of {host} is not free or not allowed — close what uses it, or pass another --port.",
    )


def is_free(host: str, port: int) -> bool:
    """Tell whether a server may listen there."""
    if not 0 < port < 2**16:  # the system would take it modulo 65536
        return False
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            if sys.platform != "win32":  # where this option would allow a second listener
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError:
        return False
    return True


def has_desktop() -> bool:
    """Tell whether a browser could be shown to whoever starts this."""
    return sys.platform in ("win32", "darwin") or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))


def open_browser(host: str, port: int, address: str) -> None:
    """Show the app in the system's browser once it answers."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            socket.create_connection((LOCAL_HOST if host in EVERYWHERE else host, port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            webbrowser.open(address)
            return


def serve(host: str, port: int, names: list[str], open_records: Callable[[], object]) -> None:
    """Serve the pages until the process is told to stop, on records that are opened meanwhile."""
    haste.begin()
    import server  # noqa: PLC0415 - not there before the set-up

    # Streamlit looks for its settings beside what was started, which may be a script of the environment.
    sys.argv = [server.__file__]
    os.environ[server.NAMES] = " ".join([*names_of(host), *names])
    app = server.app_on(open_records)
    app.run(config={"server.address": host, "server.port": port, "server.headless": True})


def names_of(host: str) -> set[str]:
    """The names under which a browser may ask for the app; no other one may be made to lead here."""
    return {host} if host == LOCAL_HOST else {host, socket.gethostname(), socket.getfqdn()}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
