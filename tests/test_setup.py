"""Set-up: the lock, the stamp, the front door run.py, and what a poor machine is told."""

from __future__ import annotations

import ast
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tomllib
import zipfile
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import environment
import machine
import run
import serving
from environment import LOCK, Environment, Stamp, wanted_stamp
from machine import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping

LOCK_TEXT = LOCK.read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
#: A resolver that knows nobody, to be offline where no network namespace can be made.
NO_NETWORK = {"PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_RETRIES": "0", "UV_OFFLINE": "1"}


# The lock


def locked(section: str) -> dict[str, str]:
    """Return name → version of a section of the lock."""
    return dict(re.findall(r"(?m)^([a-z0-9-]+)==([^ \\;]+)", section))


def pins(requirements: list[str]) -> dict[str, str]:
    """Return name → version of exact requirements."""
    pairs = (requirement.split("==") for requirement in requirements)
    return {re.sub(r"[-_.]+", "-", bare(name)).lower(): version for name, version in pairs}


def bare(name: str) -> str:
    """Return the name of a package without the extras in brackets."""
    return name.partition("[")[0]


def test_lock_holds_no_address() -> None:
    assert "://" not in LOCK_TEXT
    assert not re.search(r"(?m)^\s*(-|/|\.|file:)(?!-hash=)", LOCK_TEXT)


def test_every_locked_package_has_hashes() -> None:
    entries = re.split(r"(?m)^(?=[a-z0-9])", LOCK_TEXT)[1:]
    assert len(entries) > len(PROJECT["project"]["dependencies"])
    assert not [entry for entry in entries if "--hash=sha256:" not in entry]


@pytest.mark.parametrize(
    "compiled", ["charset-normalizer", "numpy", "pandas", "pyarrow", "pyyaml", "greenlet"]
)
def test_lock_knows_the_files_for_all_systems(compiled: str) -> None:
    entry = re.split(rf"(?m)^{compiled}==", LOCK_TEXT)[1]
    hashes = re.match(r"(?:.*\\\n)*.*", entry)
    assert hashes is not None
    assert hashes[0].count("--hash=sha256:") > 20  # a lock made from one system's mirror has one or two


def test_lock_agrees_with_the_pins_of_pyproject() -> None:
    runtime, tests = (locked(section) for section in environment.lock_sections(LOCK_TEXT))
    assert pins(PROJECT["project"]["dependencies"]).items() <= runtime.items()
    assert pins(PROJECT["dependency-groups"]["test"]).items() <= tests.items()


def test_no_package_is_locked_in_both_sections() -> None:
    runtime, tests = (locked(section) for section in environment.lock_sections(LOCK_TEXT))
    assert not runtime.keys() & tests.keys()


def test_the_lock_of_spark_agrees_with_its_pin_and_brings_nothing_that_is_there_already() -> None:
    text = environment.SPARK_LOCK.read_text(encoding="utf-8")
    of_spark = locked(text)
    assert pins(PROJECT["project"]["optional-dependencies"]["spark"]).items() <= of_spark.items()
    assert not of_spark.keys() & locked(LOCK_TEXT).keys()
    assert text.count("--hash=sha256:") >= len(of_spark)


def test_build_tool_is_the_one_that_tests_use() -> None:
    assert (
        pins(PROJECT["build-system"]["requires"]).items()
        <= pins(PROJECT["dependency-groups"]["test"]).items()
    )


def test_every_direct_dependency_is_accounted_for_in_the_docs() -> None:
    page = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8")
    extras = PROJECT["project"]["optional-dependencies"].values()
    direct = [
        *PROJECT["project"]["dependencies"],
        *PROJECT["dependency-groups"]["test"],
        *chain.from_iterable(extras),
    ]
    names = [bare(requirement.split("==")[0]) for requirement in direct] + [
        part.name for part in machine.SYSTEM_PARTS
    ]
    assert not [name for name in names if f"`{name}`" not in page]


# The stamp


def test_stamp_of_an_unchanged_lock_serves() -> None:
    stamp = wanted_stamp(LOCK_TEXT, tests=True, how="venv")
    assert stamp.serves(wanted_stamp(LOCK_TEXT, tests=True))
    assert stamp.serves(wanted_stamp(LOCK_TEXT, tests=False))


def test_runtime_stamp_does_not_serve_tests() -> None:
    runtime = wanted_stamp(LOCK_TEXT, tests=False)
    assert not runtime.serves(wanted_stamp(LOCK_TEXT, tests=True))
    assert runtime.has_runtime_of(wanted_stamp(LOCK_TEXT, tests=True))


def test_a_new_test_package_leaves_the_runtime_alone() -> None:
    newer = wanted_stamp(LOCK_TEXT + "another==1.0\n", tests=False)
    assert wanted_stamp(LOCK_TEXT, tests=False).serves(newer)


def test_a_new_runtime_package_asks_for_a_new_environment() -> None:
    assert not wanted_stamp(LOCK_TEXT, tests=True).has_runtime_of(
        wanted_stamp("a==1\n" + LOCK_TEXT, tests=True)
    )


def test_stamp_of_another_python_does_not_serve() -> None:
    wanted = wanted_stamp(LOCK_TEXT, tests=False)
    assert not Stamp("cpython-399 moon", wanted.runtime, wanted.tests, "venv").serves(wanted)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"python": "x"}', '{"later": 1}', "\udcff"])
def test_a_spoiled_stamp_is_no_stamp(tmp_path: Path, content: str) -> None:
    half = Environment(tmp_path)
    half.python.parent.mkdir(parents=True)
    half.python.touch()
    half.stamp_file.write_bytes(content.encode(errors="surrogateescape"))
    assert half.read_stamp() is None


def test_stamp_is_read_back_while_its_python_exists(tmp_path: Path) -> None:
    complete = Environment(tmp_path)
    complete.python.parent.mkdir(parents=True)
    complete.python.touch()
    stamp = wanted_stamp(LOCK_TEXT, tests=False, how="uv")
    complete.write_stamp(stamp)
    assert complete.read_stamp() == stamp
    complete.python.unlink()
    assert complete.read_stamp() is None


# The front door


def copy_of_project(folder: Path) -> Path:
    """Copy what a set-up needs, with a cli that shows how it was called."""
    project = folder / "指挥棒 copy"
    project.mkdir(parents=True)
    for name in (
        "run.py",
        "environment.py",
        "machine.py",
        "refusal.py",
        "serving.py",
        "haste.py",
        "requirements.lock",
        "spark.lock",
        "pyproject.toml",
    ):
        shutil.copy(ROOT / name, project)
    (project / "cli.py").write_text(
        "import os, sys\nprint(sys.argv[1:], os.getcwd())\nsys.exit(7)\n", encoding="utf-8"
    )
    (project / "app.py").write_text("import streamlit\nstreamlit.title('指挥棒')\n", encoding="utf-8")
    return project


def borrow_environment(project: Path) -> None:
    """Give a copy this run's environment, which the same lock made."""
    (project / ".venv").symlink_to(ROOT / ".venv", target_is_directory=True)


def start(
    project: Path,
    *command: str,
    python: str = machine.BASE_PYTHON,
    cwd: Path | None = None,
    settings: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run run.py of a copy as a user would."""
    return subprocess.run(
        [python, project / "run.py", *command],
        cwd=cwd or project,
        env=os.environ | dict(settings or {}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_help_needs_no_environment(tmp_path: Path) -> None:
    project = copy_of_project(tmp_path)
    done = start(project, "--help")
    assert done.returncode == 0
    assert all(command in done.stdout for command in run.COMMANDS)
    assert "BATON_WHEELS" in done.stdout
    assert not (project / ".venv").exists()


def test_second_start_calls_no_installer(tmp_path: Path) -> None:
    project = copy_of_project(tmp_path)
    borrow_environment(project)
    done = start(project, "score", settings={"PATH": "/nowhere"} | NO_NETWORK)
    assert done.returncode == 7
    assert done.stderr == ""


def test_other_commands_reach_the_cli_with_status_and_current_folder(tmp_path: Path) -> None:
    project = copy_of_project(tmp_path)
    borrow_environment(project)
    elsewhere = tmp_path / "考核 2020"
    elsewhere.mkdir()
    (elsewhere / "cli.py").write_text("raise SystemExit('the wrong cli')\n", encoding="utf-8")
    done = start(project, "score", "体系.yaml", "--json", cwd=elsewhere)
    assert (done.returncode, done.stderr) == (7, "")
    assert done.stdout == f"['score', '体系.yaml', '--json'] {elsewhere}\n"


def test_an_older_python_could_still_read_the_file_and_is_refused() -> None:
    source = (ROOT / "run.py").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 7))
    check = source.index("sys.version_info < (3, 11)")
    assert check < source.index("import environment")
    older = source.replace("sys.version_info < (3, 11)", "sys.version_info < (99, 0)")
    done = subprocess.run([sys.executable, "-c", older], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 2
    assert "Python 3.11" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("options", [["--port", "many"], ["--door", "1"], ["--port"]])
def test_a_wrong_option_is_refused_in_a_sentence(tmp_path: Path, options: list[str]) -> None:
    done = start(copy_of_project(tmp_path), "serve", *options)
    assert done.returncode == 2
    assert done.stderr.startswith("命令行：")
    assert len(done.stderr.splitlines()) == 2


# Poor machines

on_posix = pytest.mark.skipif(os.name != "posix", reason="builds a Python out of symbolic links")


def poor_python(folder: Path, *, pip: bool = False) -> str:
    """Build a real Python that lacks ensurepip and, unless asked for, pip.

    Its standard library is made of links to ours, beside a copy of the interpreter.
    """
    library = Path(os.__file__).parent
    poor = folder / "poor" / "lib" / library.name
    poor.mkdir(parents=True)
    for entry in library.iterdir():
        if entry.name not in {"ensurepip", "site-packages", "dist-packages"}:
            (poor / entry.name).symlink_to(entry)
    if pip:
        own_pip = Environment().python.parent.parent / "lib" / library.name / "site-packages" / "pip"
        for packages in ("site-packages", "dist-packages"):  # Debian's own Python knows the latter
            (poor / packages).mkdir()
            (poor / packages / "pip").symlink_to(own_pip)
    binary = folder / "poor" / "bin" / "python3"
    binary.parent.mkdir()
    shutil.copy(os.path.realpath(machine.BASE_PYTHON), binary)
    return str(binary)


@on_posix
def test_a_machine_with_nothing_is_told_which_package_to_ask_for(tmp_path: Path) -> None:
    done = start(copy_of_project(tmp_path), python=poor_python(tmp_path), settings={"PATH": "/nowhere"})
    assert done.returncode == 2
    chinese, english = done.stderr.splitlines()
    assert re.search(r"请管理员安装系统软件包 python3\S*-venv", chinese)
    assert re.search(r"ask for the system package python3\S*-venv", english)


@on_posix
def test_an_existing_pip_is_used_and_a_failed_download_said(tmp_path: Path) -> None:
    project = copy_of_project(tmp_path)
    done = start(project, python=poor_python(tmp_path, pip=True), settings={"PATH": "/nowhere"} | NO_NETWORK)
    assert done.returncode == 2
    assert "用 pip 安装" in done.stderr
    assert "依赖下载失败" in done.stderr
    assert "PIP_INDEX_URL" in done.stderr
    assert "Traceback" not in done.stderr
    assert Environment(project / ".venv").read_stamp() is None


@on_posix
def test_a_uv_that_fails_is_named_and_the_next_way_taken(tmp_path: Path) -> None:
    uv = tmp_path / "bin" / "uv"
    uv.parent.mkdir()
    uv.write_text("#!/bin/sh\necho out of order >&2\nexit 3\n", encoding="utf-8")
    uv.chmod(0o755)
    done = start(
        copy_of_project(tmp_path), python=poor_python(tmp_path), settings={"PATH": f"{uv.parent}:/bin"}
    )
    assert done.returncode == 2
    assert "uv did not succeed, trying pip instead:   out of order" in done.stderr
    assert "-venv" in done.stderr.splitlines()[-1]


def test_a_packed_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    done = start(copy_of_project(tmp_path), settings={"BATON_WHEELS": str(tmp_path / "none")})
    assert done.returncode == 2
    assert "BATON_WHEELS" in done.stderr.splitlines()[0]


def test_a_packed_folder_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    project = copy_of_project(tmp_path)
    (project / "wheels").mkdir()
    done = start(project, settings={"PATH": "/nowhere"})
    assert done.returncode == 2
    assert "run python3 run.py pack again" in done.stderr
    assert "Traceback" not in done.stderr


@on_posix
def test_a_set_up_that_is_killed_never_looks_finished(tmp_path: Path) -> None:
    project = copy_of_project(tmp_path)
    with socket.socket() as silent_index:
        silent_index.bind((serving.LOCAL_HOST, 0))
        silent_index.listen()
        index = f"http://{serving.LOCAL_HOST}:{silent_index.getsockname()[1]}/"
        victim = subprocess.Popen(
            [machine.BASE_PYTHON, project / "run.py", "score"],
            env=os.environ | {"PATH": "/nowhere", "PIP_INDEX_URL": index},
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        connection, _ = silent_index.accept()  # pip has begun to ask for packages
        with connection:
            os.killpg(victim.pid, signal.SIGKILL)
            victim.wait()
    half = Environment(project / ".venv")
    assert half.python.exists()
    assert half.read_stamp() is None
    again = start(project, "score", settings={"PATH": "/nowhere"} | NO_NETWORK)
    assert again.returncode == 2
    assert "依赖下载失败" in again.stderr


def test_two_set_ups_take_turns(tmp_path: Path) -> None:
    guard = tmp_path / "guard"
    hold = (
        "import sys, pathlib; sys.path.insert(0, sys.argv[1]); import machine\n"
        "with machine.one_at_a_time(pathlib.Path(sys.argv[2])):\n"
        "    print('in', flush=True); input(); print('out', flush=True)\n"
    )

    def begin() -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", hold, ROOT, guard],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
        )  # fmt: skip

    first = begin()
    assert first.stdout is not None
    assert first.stdout.readline() == "in\n"
    second = begin()
    assert second.stderr is not None
    assert "另一个窗口正在安装" in second.stderr.readline()
    first.kill()  # a killed holder frees the way, too
    first.communicate()
    assert second.communicate("\n", timeout=30)[0] == "in\nout\n"


def test_pip_settings_are_told_to_uv(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in machine.UV_NAMES.values():
        monkeypatch.delenv(name, raising=False)
    config = {
        "index-url": "https://a/",
        "extra-index-url": "https://b/\nhttps://c/",
        "find-links": f"{tmp_path}\n{tmp_path}/gone\nhttps://d/",
        "proxy": "http://p",
        "user": "true",
    }
    assert machine.uv_names_of(config) == {
        "UV_DEFAULT_INDEX": "https://a/",
        "UV_INDEX": "https://b/ https://c/",
        "UV_FIND_LINKS": f"{tmp_path},https://d/",
        "ALL_PROXY": "http://p",
    }


def test_settings_that_uv_has_of_its_own_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UV_DEFAULT_INDEX", "https://own/")
    monkeypatch.setenv("PIP_INDEX_URL", "https://other/")
    assert environment.uv_settings()["UV_DEFAULT_INDEX"] == "https://own/"


def test_pip_config_is_read_as_pip_sees_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "pip.conf"
    file.write_text("[global]\nindex-url = https://file/\nproxy = http://p\n", encoding="utf-8")
    monkeypatch.setattr(machine, "BASE_PYTHON", sys.executable)  # whose pip the lock brought
    monkeypatch.setenv("PIP_CONFIG_FILE", str(file))
    monkeypatch.setenv("PIP_INDEX_URL", "https://environment/")
    config = machine.pip_config()
    assert (config["index-url"], config["proxy"]) == ("https://environment/", "http://p")


def test_without_a_pip_its_environment_variables_still_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "BASE_PYTHON", "/nowhere/python3")
    monkeypatch.setenv("PIP_EXTRA_INDEX_URL", "https://environment/")
    assert machine.pip_config()["extra-index-url"] == "https://environment/"


# The rules of the test run itself (conftest.py)

SKIPPING = """
import pytest

@pytest.mark.skip(reason="no time")
def test_skipped():
    pass

@pytest.mark.xfail(reason="known")
def test_known():
    assert False

@pytest.mark.long
def test_long():
    pass
"""


@pytest.mark.parametrize(
    ("require_all", "options", "outcome"),
    [
        ("0", [], "1 skipped, 1 deselected, 1 xfailed"),
        ("0", ["--long"], "1 passed, 1 skipped, 1 xfailed"),
        ("1", [], "1 deselected, 1 xfailed, 1 error"),
    ],
)
def test_a_skip_fails_where_all_must_run(
    tmp_path: Path, require_all: str, options: list[str], outcome: str
) -> None:
    (tmp_path / "test_it.py").write_text(SKIPPING, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-c",
        str(ROOT / "pyproject.toml"),
        "-p",
        "tests.conftest",
        *options,
    ]
    done = subprocess.run(
        [*command, "-p", "no:cacheprovider", tmp_path / "test_it.py"],
        cwd=tmp_path,
        env=os.environ | {"BATON_REQUIRE_ALL": require_all, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert outcome in done.stdout, done.stdout + done.stderr
    assert (done.returncode == 1) == (require_all == "1")


# The wheel of the project, and the wheels of its dependencies


def test_the_project_builds_a_wheel_with_all_its_parts(tmp_path: Path) -> None:
    build = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
    ]
    subprocess.run([*build, "--wheel-dir", tmp_path, ROOT], check=True)
    (wheel,) = tmp_path.glob("baton_scoring-*.whl")
    with zipfile.ZipFile(wheel) as content:
        names = content.namelist()
        entry_points = next(name for name in names if name.endswith("entry_points.txt"))
        assert "baton = cli:main" in content.read(entry_points).decode()
    shipped = {name.split("/")[0] for name in names if "dist-info" not in name}
    assert shipped == set(PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["only-include"])


@pytest.mark.long
@pytest.mark.parametrize("way", ["uv", "venv"])
def test_a_packed_copy_sets_up_without_an_index_and_grows_for_tests(tmp_path: Path, way: str) -> None:
    project = copy_of_project(tmp_path)
    wheels = tmp_path / "packed"
    assert run.pack([str(wheels)]) == 0
    bin_folder = tmp_path / "bin"
    bin_folder.mkdir()
    if way == "uv":
        shutil.copy(Environment().python.parent / "uv", bin_folder)
    # Not as strictly as on the machine that runs all tests, which would want Spark as well.
    settings = NO_NETWORK | {"BATON_WHEELS": str(wheels), "PATH": str(bin_folder), "CI": ""}
    assert start(project, "score", settings=settings).returncode == 7
    runtime = Environment(project / ".venv").read_stamp()
    assert runtime is not None
    assert (runtime.how, runtime.tests) == (way, "")
    assert start(project, "test", "--version", settings=settings).returncode == 0
    grown = Environment(project / ".venv").read_stamp()
    assert grown == wanted_stamp(LOCK_TEXT, tests=True, how=way)


@pytest.mark.long
def test_two_first_starts_at_once_both_succeed(tmp_path: Path) -> None:
    project = copy_of_project(tmp_path)
    wheels = tmp_path / "packed"
    assert run.pack([str(wheels)]) == 0
    settings = os.environ | {"BATON_WHEELS": str(wheels), "PATH": "/nowhere"}
    starts = [
        subprocess.Popen([machine.BASE_PYTHON, project / "run.py", "score"], env=settings, cwd=project)
        for _ in range(2)
    ]
    assert [process.wait() for process in starts] == [7, 7]
