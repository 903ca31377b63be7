"""The machine below the environment: its programs, settings and system parts. Standard library only."""

import ast
import contextlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

ROOT = Path(__file__).resolve().parent

#: The interpreter under any environment that run.py itself may have been started from.
BASE_PYTHON = str(getattr(sys, "_base_executable", None) or sys.executable)

#: pip's settings and what uv calls them; uv reads neither pip.conf nor PIP_*.
UV_NAMES = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "trusted-host": "UV_INSECURE_HOST",
    "cert": "SSL_CERT_FILE",
    "client-cert": "SSL_CLIENT_CERT",
    "proxy": "ALL_PROXY",
    "timeout": "UV_HTTP_TIMEOUT",
    "default-timeout": "UV_HTTP_TIMEOUT",
}

#: Names under which a Chromium may be on the PATH, and where Windows and macOS keep theirs.
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "microsoft-edge")
CHROMIUM_FILES = (
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)


class ToolFailedError(Exception):
    """A program that the set-up runs did not succeed; the text is the end of what it said."""


def run_tool(command: Sequence[str], settings: dict[str, str] | None = None) -> str:
    """Run a program and return what it printed.

    Raises:
        ToolFailedError: it could not be started or ended with an error.
    """
    try:
        done = subprocess.run(
            command,
            env=tool_settings() if settings is None else settings,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except OSError as error:
        raise ToolFailedError(str(error)) from error
    if done.returncode:
        last_lines = (done.stderr.strip() or done.stdout.strip()).splitlines()[-4:]
        raise ToolFailedError("\n".join(f"  {line}" for line in last_lines))
    return done.stdout


def succeeds(command: Sequence[str], settings: dict[str, str] | None = None) -> bool:
    """Run a program and tell whether it succeeded."""
    try:
        run_tool(command, settings)
    except ToolFailedError:
        return False
    return True


def announce(chinese: str, english: str) -> None:
    """Tell the user what is going on, on stderr."""
    print(f"{chinese}\n{english}", file=sys.stderr, flush=True)


def tool_settings() -> dict[str, str]:
    """Return the machine's environment without what would lead Python astray."""
    astray = {"PYTHONHOME", "PYTHONPATH", "UV_SYSTEM_PYTHON", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT"}
    return {name: value for name, value in os.environ.items() if name.upper() not in astray}


def pip_config() -> dict[str, str]:
    """Return pip's settings as pip itself sees them, or just PIP_* where there is no pip."""
    try:
        lines = run_tool([BASE_PYTHON, "-m", "pip", "config", "list"]).splitlines()
    except ToolFailedError:
        return {
            name[len("PIP_") :].lower().replace("_", "-"): value
            for name, value in os.environ.items()
            if name.startswith("PIP_")
        }
    found: dict[str, str] = {}
    for section in ("global.", "install.", ":env:."):  # the later one wins
        for line in lines:
            if line.startswith(section):
                name, _, value = line[len(section) :].partition("=")
                found[name] = str(ast.literal_eval(value))
    return found


def uv_names_of(config: dict[str, str]) -> dict[str, str]:
    """Translate pip's settings into uv's environment variables; what the environment has stays."""
    translated: dict[str, str] = {}
    for name, value in config.items():
        uv_name = UV_NAMES.get(name)
        # pip passes over a folder that is not there; uv would refuse to go on.
        places = [place for place in value.split() if _exists_if_local(place)]
        if uv_name and places and uv_name not in os.environ:
            separator = "," if name == "find-links" else " "
            translated[uv_name] = separator.join(places)
    return translated


def _exists_if_local(place: str) -> bool:
    path = place.removeprefix("file://")
    return not path.startswith(os.sep) or Path(path).exists()


def is_root_on_debian() -> bool:
    """Tell whether system packages may be installed here without asking anybody."""
    return sys.platform != "win32" and os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_install(packages: Sequence[str]) -> bool:
    """Install Debian packages, with a fresh package list if the present one does not do."""
    announce(f"正在安装系统软件包：{' '.join(packages)}", f"Installing system packages: {' '.join(packages)}")
    settings = tool_settings() | {"DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    return succeeds(install, settings) or (
        succeeds(["apt-get", "update", "-qq"], settings) and succeeds(install, settings)
    )


@contextlib.contextmanager
def one_at_a_time(file: Path) -> Iterator[None]:
    """Let one process at a time through; the system frees the lock of a process that dies."""
    with file.open("a+b") as handle:
        if not _try_lock(handle):
            announce("另一个窗口正在安装，请稍候…", "Another start is installing; waiting for it…")
            while not _try_lock(handle):
                time.sleep(0.5)
        yield


def _try_lock(handle: BinaryIO) -> bool:
    attempt: Callable[[], None]
    if sys.platform == "win32":
        handle.seek(0)
        attempt = lambda: msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)  # noqa: E731
    else:
        attempt = lambda: fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)  # noqa: E731
    try:
        attempt()
    except (BlockingIOError, PermissionError):  # held by another: so say POSIX and Windows
        return False
    except OSError:
        # A network drive without locks: better unguarded than not at all.
        return True
    return True


def chromium() -> str | None:
    """Return the path of a Chromium browser: BATON_CHROMIUM, or one found on this machine."""
    found = (shutil.which(name) for name in CHROMIUM_NAMES)
    files = (file for file in CHROMIUM_FILES if Path(file).is_file())
    return os.environ.get("BATON_CHROMIUM") or next(filter(None, found), None) or next(files, None)


def has_chinese_font() -> bool:
    """Tell whether pages with Chinese text can be drawn; Windows and macOS always can."""
    if sys.platform in ("win32", "darwin"):
        return True
    try:
        return bool(run_tool(["fc-list", ":lang=zh"]).strip())
    except ToolFailedError:
        return any(Path("/usr/share/fonts").rglob("*CJK*"))


def office_python() -> str | None:
    """Return a Python that can steer LibreOffice: the system's own, or the one LibreOffice brings."""
    beside = shutil.which("soffice")
    own = () if beside is None else (str(Path(beside).resolve().with_name("python")),)
    return next((path for path in ("/usr/bin/python3", *own) if succeeds([path, "-c", "import uno"])), None)


def has_writer() -> bool:
    """Tell whether LibreOffice can lay out Word documents; Debian has that part in a package of its own."""
    beside = shutil.which("soffice")
    if beside is None:
        return False
    return sys.platform in ("win32", "darwin") or Path(beside).resolve().with_name("libswlo.so").is_file()


def postgresql_programs() -> Path | None:
    """Return the folder of the newest PostgreSQL server's programs; Debian keeps it off the PATH."""
    found = shutil.which("initdb")
    if found is not None:
        return Path(found).resolve().parent
    folders = [initdb.parent for initdb in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    return max(folders, key=lambda folder: int(folder.parent.name), default=None)


@dataclass(frozen=True)
class SystemPart:
    """Something outside Python that some tests need, for real."""

    name: str
    purpose: str
    debian_packages: tuple[str, ...]
    is_present: Callable[[], bool]
    only_long: bool = False  #: only tests that --long runs need it

    @property
    def remedy(self) -> str:
        """Say how to get it."""
        packages = " ".join(self.debian_packages)
        return f"缺少 {self.name}（{self.purpose}）missing; Debian/Ubuntu: apt-get install {packages}"


SYSTEM_PARTS = (
    SystemPart("chromium", "浏览器测试 browser tests", ("chromium",), lambda: chromium() is not None),
    SystemPart("chinese-font", "中文页面截图 pages in Chinese", ("fonts-noto-cjk",), has_chinese_font),
    SystemPart(
        "libreoffice",
        "工作簿重算、另存和打印 workbooks re-saved and printed",
        ("libreoffice-calc-nogui",),
        lambda: shutil.which("soffice") is not None,
    ),
    SystemPart(
        "libreoffice-writer",
        "通报和单位报告排版 bulletins and unit reports laid out",
        ("libreoffice-writer-nogui",),
        has_writer,
    ),
    SystemPart(
        "libreoffice-python",
        "在 LibreOffice 中填表 forms filled in by LibreOffice",
        ("python3-uno",),
        lambda: office_python() is not None,
    ),
    SystemPart(
        "poppler",
        "查看打印效果 printed pages looked at",
        ("poppler-utils",),
        lambda: shutil.which("pdftoppm") is not None,
    ),
    SystemPart(
        "postgresql",
        "记录存入服务器 records kept on a server",
        ("postgresql",),
        lambda: postgresql_programs() is not None,
    ),
    SystemPart(
        "java",
        "在 Spark 上计分 scoring on Spark",
        ("openjdk-17-jre-headless",),
        lambda: shutil.which("java") is not None,
    ),
    SystemPart(
        "debootstrap",
        "在全新系统上安装 set-up on a fresh system",
        ("debootstrap", "iproute2"),
        lambda: all(map(shutil.which, ("debootstrap", "ip"))),
        only_long=True,
    ),
)
