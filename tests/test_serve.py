"""Starting the app: where it listens, where its records are, its health, and what it refuses in a sentence."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing
from http.client import HTTPConnection
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.request import ProxyHandler, Request, build_opener

import pytest

import machine
import serving
from records.database import connect
from refusal import SetUpError
from tests.browser import LOCAL_HOST, PATIENCE, ROOT, free_port
from tests.browser import serving as served

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

OPENER = build_opener(ProxyHandler({}))


def start(*arguments: str, settings: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Try to start, where it is refused."""
    return subprocess.run(
        [sys.executable, "-P", "-m", "serving", "--no-browser", *arguments],
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"} | dict(settings or {}),
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )


def answer(address: str, **headers: str) -> tuple[int, str]:
    """Give the status and text of an answer."""
    try:
        with OPENER.open(Request(address, headers=headers), timeout=10) as response:  # noqa: S310 - our own server
            return response.status, response.read().decode()
    except HTTPError as error:
        with error:
            return error.code, error.read().decode()


def begin_session(address: str, seconds: float, **headers: str) -> int:
    """Ask for a session's stream; gives the status of the answer.

    Raises:
        TimeoutError: If there is none in so many seconds.
    """
    upgrade = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Key": "x3JJHMbDL1EzLkh9GBhXDw==",
        "Sec-WebSocket-Version": "13",
    }
    with closing(HTTPConnection(address.removeprefix("http://"), timeout=seconds)) as connection:
        connection.request("GET", "/_stcore/stream", headers=upgrade | headers)
        return connection.getresponse().status


@pytest.mark.parametrize("options", [["--port", "many"], ["--door", "1"], ["--port"], ["--home"]])
def test_a_wrong_option_is_refused_before_anything_is_installed(options: list[str]) -> None:
    done = subprocess.run(
        [machine.BASE_PYTHON, ROOT / "run.py", "serve", *options],
        env=os.environ | {"PATH": "/nowhere"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("命令行：")
    assert len(done.stderr.splitlines()) == 2


def test_a_busy_port_gives_way_unless_it_was_asked_for() -> None:
    with socket.socket() as busy:
        busy.bind((LOCAL_HOST, 0))
        busy.listen()
        port = busy.getsockname()[1]
        assert not serving.is_free(LOCAL_HOST, port)
        with pytest.raises(SetUpError, match=str(port)):
            serving.choose_port(LOCAL_HOST, port)
    assert serving.is_free(LOCAL_HOST, port)


@pytest.mark.parametrize("port", [-1, 0, 65536, 10**12])
def test_an_impossible_port_is_not_free(port: int) -> None:
    assert not serving.is_free(LOCAL_HOST, port)


def test_a_data_folder_that_is_a_file_is_refused_in_both_languages(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("", "utf-8")
    done = start("--home", str(tmp_path / "home"))
    assert done.returncode == 2
    chinese, english = done.stderr.splitlines()
    assert str(tmp_path / "home") in chinese
    assert "--home" in chinese
    assert "--home" in english


@pytest.mark.parametrize(
    "database",
    [
        "mysql://root:geheim@localhost/baton",
        "sqlite://",
        "u:geheim@h",
        "postgresql://u:geheim@h:x/d",
        "mysql://h/d?password=geheim",
    ],
)
def test_a_database_of_another_kind_is_refused_without_its_password(database: str) -> None:
    done = start("--database", database)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 2
    assert "sqlite:///" in done.stderr
    assert "geheim" not in done.stderr


def test_a_server_that_does_not_answer_is_refused_without_its_password() -> None:
    done = start("--database", f"postgresql://baton:geheim@{LOCAL_HOST}:{free_port()}/baton")
    assert done.returncode == 2
    assert "geheim" not in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("secret", ["password=geheim", "passfile=/geheim&sslpassword=geheim"])
def test_a_password_among_the_options_of_an_address_is_not_shown(secret: str) -> None:
    shown = connect(f"postgresql://baton:geheim@server:5433/year?{secret}").shown
    assert shown == "postgresql://baton@server:5433/year"


def test_the_environment_names_the_data_folder_too(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    done = start(settings={"BATON_HOME": str(tmp_path / "file")})
    assert done.returncode == 2
    assert str(tmp_path / "file") in done.stderr


def test_health_fails_when_the_database_does_and_keeps_the_reason_to_this_machine(tmp_path: Path) -> None:
    home = tmp_path / "考核 home"
    with served(home) as address:
        status, told = answer(f"{address}/health")
        assert status == 200
        assert json.loads(told) == {"status": "ok"}
        (home / "baton.sqlite3").write_bytes(b"no database any more" * 100)
        status, told = answer(f"{address}/health")
        assert status == 503
        assert json.loads(told) == {"status": "failing"}
    assert str(home) in (tmp_path / f"{home.name}.log").read_text("utf-8")


def test_before_the_records_are_open_the_frame_is_given_out_and_no_session_begins() -> None:
    with socket.socket() as silent:
        silent.bind((LOCAL_HOST, 0))
        silent.listen()
        database = f"postgresql://baton@{LOCAL_HOST}:{silent.getsockname()[1]}/baton"
        port = free_port()
        command = [sys.executable, "-P", "-m", "serving", "--no-browser", f"--port={port}"]
        settings = os.environ | {"PYTHONPATH": str(ROOT), "BATON_DATABASE": database}
        with subprocess.Popen(command, env=settings, stdout=subprocess.DEVNULL) as server:
            try:
                address = f"http://{LOCAL_HOST}:{port}"
                assert answers(address)
                assert answer(f"{address}/health") == (503, '{"status":"starting"}')
                with pytest.raises(TimeoutError):
                    begin_session(address, 1)
            finally:
                server.kill()


def test_pages_of_other_sites_are_turned_away(tmp_path: Path) -> None:
    with served(tmp_path / "home") as address:
        assert answer(address, Origin=address)[0] == 200
        for path in ("", "/_stcore/host-config", "/health"):
            assert answer(address + path, Origin="http://example.invalid")[0] == 403
        assert begin_session(address, 10) == 101
        assert begin_session(address, 10, Origin="http://example.invalid") == 403


@pytest.mark.parametrize("path", ["", "/health", "/_stcore/host-config"])
def test_a_foreign_name_that_was_made_to_lead_here_is_turned_away(tmp_path: Path, path: str) -> None:
    with served(tmp_path / "home") as address:
        port = address.rpartition(":")[2]
        for host in (f"localhost:{port}", f"LOCALHOST.:{port}", "127.0.0.1", f"[::1]:{port}"):
            assert answer(address + path, Host=host)[0] == 200
        for host in (
            "rebound.invalid",
            f"127.0.0.1.rebound.invalid:{port}",
            "[",
            "localhost.rebound.invalid",
        ):
            status, told = answer(address + path, Host=host, Origin=f"http://{host}")
            assert status == 403
            assert "--name" in told


def test_on_the_network_the_app_goes_by_the_names_of_its_machine_and_those_given() -> None:
    assert serving.names_of(LOCAL_HOST) == {LOCAL_HOST}
    assert serving.names_of(serving.EVERYWHERE[0]) >= {socket.gethostname()}
    assert serving.parse(["--name", "baton.office", "--name", "考核"]).names == ["baton.office", "考核"]


def test_run_py_serves_on_this_computer_only_and_stops_when_told(tmp_path: Path) -> None:
    project = copy_of_project(tmp_path)
    server = subprocess.Popen(
        [machine.BASE_PYTHON, project / "run.py", "--home", tmp_path / "home", "--no-browser"],
        env=os.environ | {"PATH": "/nowhere"},
        stdout=subprocess.PIPE,
        encoding="utf-8",
        cwd=tmp_path,
    )
    try:
        assert server.stdout is not None
        address = re.search(r"http://127\.0\.0\.1:(\d+)", server.stdout.readline())
        assert address is not None
        assert int(address[1]) >= serving.FIRST_PORT
        assert str(tmp_path / "home") in server.stdout.readline()
        assert becomes_healthy(address[0])
    finally:
        server.send_signal(signal.SIGTERM)
        server.communicate(timeout=PATIENCE)


def copy_of_project(folder: Path) -> Path:
    """Copy the project with this run's environment, which a set-up cannot touch through its link."""
    project = folder / "指挥棒 copy"
    ignored = shutil.ignore_patterns(".*", "__pycache__", "tests", "docs", "benchmarks")
    shutil.copytree(ROOT, project, ignore=ignored)
    shutil.copytree(ROOT / ".streamlit", project / ".streamlit")
    (project / ".venv").symlink_to(ROOT / ".venv", target_is_directory=True)
    return project


def becomes_healthy(address: str) -> bool:
    """Wait until the app answers, and then until its records are open."""
    end = time.monotonic() + PATIENCE
    while answers(address) and time.monotonic() < end:
        status, told = answer(f"{address}/health")
        if "starting" not in told:
            return status == 200
        time.sleep(0.1)
    return False


def answers(address: str) -> bool:
    """Wait until the app answers."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            return answer(address)[0] == 200
        except OSError:
            time.sleep(0.1)
    return False
