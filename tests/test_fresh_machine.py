"""The set-up on real fresh machines: Debian 12 with Python and nothing else, in a chroot.

Index, proxy and certificate settings of this machine are carried in at run time, as an office's
own image would have them. To see how long each machine took: `run.py test --long -rP -k fresh`.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import environment
import machine
import run

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [
    pytest.mark.long,
    pytest.mark.needs("debootstrap"),
    pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="a chroot needs root on Linux"),
]

RELEASE = "bookworm"
HOME = "/home/clerk"
BATON = f"{HOME}/baton"
CLERK = "1000:1000"
ROOT_USER = "0:0"
#: Not the system's own bundle, which installing a package may write anew.
CERTIFICATES = "/etc/ssl/carried.pem"

#: Starts the app inside the machine, waits until it is healthy, stops it, and does so again.
SERVE_TWICE = """
import re, subprocess, sys, time, urllib.request
no_proxy = urllib.request.build_opener(urllib.request.ProxyHandler({}))

def healthy(address):
    try:
        return no_proxy.open(address + "/_stcore/health", timeout=2).read() == b"ok"
    except OSError:
        return False

for start in ("first", "second"):
    begun = time.monotonic()
    server = subprocess.Popen([sys.executable, "run.py"], stdout=subprocess.PIPE, encoding="utf-8")
    line = server.stdout.readline()
    ready = time.monotonic()
    if not line:
        sys.exit(server.wait())
    address = re.search("http://[0-9.:]+", line)[0]
    while not healthy(address):
        if server.poll() is not None or time.monotonic() > ready + 60:
            sys.exit("not healthy")
        time.sleep(0.1)
    print(f"{start} start: {ready - begun:.1f} s to set up, {time.monotonic() - begun:.1f} s to healthy")
    server.terminate()
    server.wait()
"""


@dataclass(frozen=True)
class Machine:
    """A fresh Debian in a folder, with the project in the clerk's home."""

    root: Path

    def run(
        self, *command: str, user: str = CLERK, network: bool = True, **settings: str
    ) -> subprocess.CompletedProcess[str]:
        """Run a command inside, in the project's folder, with the carried settings only."""
        mounts = 'mount --bind /dev "$ROOT/dev" && mount -t proc proc "$ROOT/proc"'
        enter = 'exec chroot --userspec="$WHO" "$ROOT" /usr/bin/env -i "$@"'
        inside = carried_settings() | settings
        return subprocess.run(
            [
                *("unshare", "--mount", *([] if network else ["--net"])),
                *("sh", "-c", f"{mounts} && {'true' if network else 'ip link set lo up'} && {enter}", "sh"),
                *(f"{name}={value}" for name, value in inside.items()),
                *("sh", "-c", f'cd {BATON} && exec "$@"', "sh", *command),
            ],
            env=os.environ | {"ROOT": str(self.root), "WHO": user},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    def install(self, *packages: str) -> None:
        """Add system packages, as an administrator."""
        done = self.run(
            "sh", "-c", "apt-get update -qq && apt-get install -y -qq --no-install-recommends $0 $@",
            *packages, user=ROOT_USER, DEBIAN_FRONTEND="noninteractive",
        )  # fmt: skip
        assert done.returncode == 0, done.stderr

    def serves_twice(self, **where: object) -> str:
        """Start the app twice and return the way in which its environment was made."""
        done = self.run("python3", "-c", SERVE_TWICE, **where)  # type: ignore[arg-type]
        assert done.returncode == 0, done.stderr
        stamp = json.loads((self.root / BATON[1:] / ".venv/baton-stamp.json").read_text())
        print(f"{stamp['how']}:\n{done.stdout}")
        return str(stamp["how"])


def carried_settings() -> dict[str, str]:
    """Return what a machine of this network is told: index, proxy and certificate settings."""
    carried = re.compile(r"PIP_\w+|UV_(?!CACHE)\w+|\w+_PROXY", re.IGNORECASE)
    told = {name: value for name, value in os.environ.items() if carried.fullmatch(name)}
    if certificate_bundle().is_file():
        told |= {"PIP_CERT": CERTIFICATES, "SSL_CERT_FILE": CERTIFICATES}
    return {"HOME": HOME, "PATH": "/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"} | told


def certificate_bundle() -> Path:
    """Return the certificates by which this machine trusts its package index, if it has its own."""
    asked = machine.pip_config().get("cert") or os.environ.get("SSL_CERT_FILE")
    return Path(asked or "/no own certificates")


def debian_targets() -> list[str]:
    """Return this machine's own Debian sources as lines of a sources.list."""
    line = "$(ORIGIN) deb $(REPO_URI) $(CODENAME) $(COMPONENT)"
    targets = ["apt-get", "indextargets", "--format", line, "Created-By: Packages"]
    found = subprocess.run(targets, capture_output=True, encoding="utf-8", check=True).stdout
    return sorted({
        entry.removeprefix("Debian ")
        for entry in found.splitlines()
        if entry.startswith("Debian deb") and entry.split()[3].startswith(RELEASE)
    })  # fmt: skip


@pytest.fixture(scope="module")
def bare_debian(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Debian with python3 and this network's settings, to be copied and never used itself."""
    root = tmp_path_factory.mktemp("debian") / "root"
    sources = debian_targets()
    mirror = next(line.split()[1] for line in sources if line.split()[2] == RELEASE)
    subprocess.run(
        ["debootstrap", "--variant=minbase", "--include=python3", RELEASE, root, mirror],
        stdout=subprocess.DEVNULL,
        check=True,
    )
    (root / "etc/apt/sources.list").write_text("\n".join(sources) + "\n")
    for name in ("resolv.conf", "hosts", "apt/apt.conf", "apt/apt.conf.d", "pip.conf"):
        carry(Path("/etc") / name, root / "etc" / name)
    carry(certificate_bundle(), root / CERTIFICATES[1:])
    for name in (".config/pip/pip.conf", ".pip/pip.conf", ".config/uv/uv.toml"):
        carry(Path.home() / name, root / HOME[1:] / name)
    shutil.copytree(
        machine.ROOT,
        root / BATON[1:],
        ignore=shutil.ignore_patterns(".git", ".venv*", "wheels", "__pycache__", ".*_cache", ".hypothesis"),
    )
    subprocess.run(["chown", "-R", CLERK, root / HOME[1:]], check=True)
    yield root
    shutil.rmtree(root)


def carry(source: Path, target: Path) -> None:
    """Copy a file or folder of settings, if this machine has it."""
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True, ignore_dangling_symlinks=True)
    elif source.is_file():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)


@pytest.fixture
def debian(bare_debian: Path, tmp_path: Path) -> Iterator[Machine]:
    """Give a fresh machine, thrown away after the test."""
    root = tmp_path / "root"
    subprocess.run(["cp", "-a", bare_debian, root], check=True)
    yield Machine(root)
    shutil.rmtree(root)


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pack the wheels here, for machines without network."""
    if sys.version_info[:2] != (3, 11):
        pytest.skip(f"wheels are packed for the Python that packs; Debian {RELEASE} has 3.11")
    folder = tmp_path_factory.mktemp("packed") / "wheels"
    assert run.pack([str(folder)]) == 0
    return folder


def test_root_installs_the_missing_system_package(debian: Machine) -> None:
    assert debian.serves_twice(user=ROOT_USER) == "venv"


def test_ordinary_user_where_venv_works(debian: Machine) -> None:
    debian.install("python3-venv")
    assert debian.serves_twice() == "venv"


def test_ordinary_user_with_pip_only(debian: Machine) -> None:
    debian.install("python3-pip")
    assert debian.serves_twice() == "existing pip"


def test_ordinary_user_with_uv_only(debian: Machine) -> None:
    give_uv(debian)
    assert debian.serves_twice() == "uv"


def test_ordinary_user_with_nothing_is_told_what_to_ask_for(debian: Machine) -> None:
    done = debian.run("python3", "run.py")
    assert done.returncode == 2
    chinese, english = done.stderr.splitlines()
    assert "请管理员安装系统软件包 python3-venv" in chinese
    assert "ask for the system package python3-venv" in english


@pytest.mark.parametrize("way", ["uv", "venv", "packed pip"])
def test_packed_folder_needs_no_network(debian: Machine, packed: Path, way: str) -> None:
    if way == "uv":
        give_uv(debian)
    if way == "venv":
        debian.install("python3-venv")
    shutil.copytree(packed, debian.root / BATON[1:] / "wheels")
    assert debian.serves_twice(network=False) == way


def test_no_network_and_no_folder_is_said_in_a_sentence(debian: Machine) -> None:
    debian.install("python3-venv")
    done = debian.run("python3", "run.py", network=False, PIP_RETRIES="0")
    assert done.returncode == 2
    assert "依赖下载失败" in done.stderr
    assert "Traceback" not in done.stderr


def test_root_in_ci_gets_all_that_tests_need(debian: Machine) -> None:
    done = debian.run("python3", "run.py", "test", "tests/test_setup.py", user=ROOT_USER, CI="true")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "skipped" not in done.stdout
    assert (debian.root / "usr/bin/chromium").exists()


def give_uv(debian: Machine) -> None:
    """Put uv on the machine's PATH."""
    uv = environment.Environment().python.parent / "uv"
    shutil.copy(uv, debian.root / "usr/local/bin/uv")
