"""The project's own environment, `.venv/`: made once from the lock, rebuilt when it no longer fits.

Standard library only, because it runs before anything is installed. Every message goes to stderr,
so that a command's own output stays clean.
"""

import hashlib
import json
import os
import shutil
import sys
import sysconfig
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from machine import (
    BASE_PYTHON,
    ROOT,
    UV_NAMES,
    ToolFailedError,
    announce,
    apt_install,
    is_root_on_debian,
    one_at_a_time,
    pip_config,
    run_tool,
    succeeds,
    tool_settings,
    uv_names_of,
)
from refusal import SetUpError

LOCK = ROOT / "requirements.lock"
#: What PySpark needs: half a gigabyte that few want, so that neither set-up nor tests bring it by themselves.
SPARK_LOCK = ROOT / "spark.lock"
#: The line of the lock after which come the packages that only tests need.
TESTS_BELOW = "# ======== only the tests need what follows ========"

#: Runs a pip that lives elsewhere inside the environment. Only pip is taken from there: its
#: folder leaves the path again, so that its neighbours are not mistaken for installed packages.
BORROWED_PIP = (
    "import sys; sys.path.insert(0, sys.argv.pop(1)); import pip; del sys.path[0]; "
    "from pip._internal.cli.main import main; sys.exit(main())"
)


@dataclass(frozen=True)
class Stamp:
    """What an environment was made from; written last, so its presence means complete."""

    python: str
    runtime: str  #: hash of the lock's runtime section
    tests: str  #: hash of the lock's test section, "" if it is not installed
    how: str  #: the way that made it, for people who look into it

    def serves(self, wanted: "Stamp") -> bool:
        """Tell whether an environment with this stamp has all that is wanted."""
        return self.has_runtime_of(wanted) and wanted.tests in ("", self.tests)

    def has_runtime_of(self, wanted: "Stamp") -> bool:
        """Tell whether interpreter and runtime packages are the wanted ones."""
        return (self.python, self.runtime) == (wanted.python, wanted.runtime)


@dataclass(frozen=True)
class Environment:
    """The folder of an environment and where things are in it."""

    folder: Path = ROOT / ".venv"

    @property
    def python(self) -> Path:
        """The interpreter of the environment."""
        if sys.platform == "win32":
            return self.folder / "Scripts" / "python.exe"
        return self.folder / "bin" / "python"

    @property
    def stamp_file(self) -> Path:
        """Where the stamp is kept."""
        return self.folder / "baton-stamp.json"

    def read_stamp(self) -> Stamp | None:
        """Return the stamp of a complete environment, None for a missing, half or broken one."""
        try:
            stamp = Stamp(**json.loads(self.stamp_file.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None
        return stamp if self.python.exists() else None

    def write_stamp(self, stamp: Stamp) -> None:
        """Declare the environment complete, in one step that cannot be seen half done."""
        draft = self.stamp_file.with_suffix(".draft")
        draft.write_text(json.dumps(asdict(stamp), indent=1), encoding="utf-8")
        draft.replace(self.stamp_file)


def lock_sections(lock: str) -> tuple[str, str]:
    """Split the text of the lock into its runtime and its test section."""
    runtime, _, tests = lock.partition(TESTS_BELOW)
    return runtime, tests


def wanted_stamp(lock: str, *, tests: bool, how: str = "") -> Stamp:
    """Return the stamp that an environment made here and now would have."""
    runtime_section, test_section = lock_sections(lock)
    return Stamp(
        python=f"{sys.implementation.cache_tag} {sysconfig.get_platform()}",
        runtime=hashlib.sha256(runtime_section.encode()).hexdigest(),
        tests=hashlib.sha256(test_section.encode()).hexdigest() if tests else "",
        how=how,
    )


def prepare(*, tests: bool = False) -> Path:
    """Return the environment's interpreter, after making or completing the environment if needed."""
    environment = Environment()
    lock = LOCK.read_text(encoding="utf-8")
    wanted = wanted_stamp(lock, tests=tests)
    if not _serves(environment, wanted):
        try:
            with one_at_a_time(ROOT / ".venv.lock"):
                # Whoever held the lock before us may have done the work.
                if not _serves(environment, wanted):
                    _make(environment, lock, wanted)
        except OSError as error:
            place, why = error.filename or ROOT, error.strerror or error
            raise SetUpError(
                f"建立运行环境：无法写入 {place} — {why} — "
                "请关闭正在运行的指挥棒、腾出磁盘空间，或把程序文件夹复制到可写的位置后再试。",
                f"Set-up: cannot write {place} — {why} — "
                "stop a running Baton, free disk space, or copy its folder to where you may write; try again.",
            ) from None
    return environment.python


def add_spark() -> None:
    """Add PySpark to an environment that is there; where it is, nothing is fetched."""
    _install(Environment(), SPARK_LOCK, fresh=False)


def _serves(environment: Environment, wanted: Stamp) -> bool:
    stamp = environment.read_stamp()
    return stamp is not None and stamp.serves(wanted)


def _make(environment: Environment, lock: str, wanted: Stamp) -> None:
    """Build the environment, or add the test packages to one whose runtime is right.

    Adding in place matters: an app may be running from that environment.
    """
    packed_wheels()  # a wrong BATON_WHEELS is refused before anything is touched
    stamp = environment.read_stamp()
    fresh = stamp is None or not stamp.has_runtime_of(wanted)
    environment.stamp_file.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        requirements = Path(scratch) / "requirements.txt"
        requirements.write_text(lock if wanted.tests else lock_sections(lock)[0], encoding="utf-8")
        how = _install(environment, requirements, fresh=fresh)
    environment.write_stamp(wanted_stamp(lock, tests=bool(wanted.tests), how=how))


def _install(environment: Environment, requirements: Path, *, fresh: bool) -> str:
    """Install by the first way that this machine has, and return its name."""
    uv = shutil.which("uv")
    if uv:
        _clear(environment, fresh=fresh)
        announce("正在用 uv 安装依赖…", "Installing what Baton needs, with uv…")
        try:
            _install_with_uv(uv, environment, requirements)
        except ToolFailedError as failure:
            announce("uv 未能完成，改用 pip：", f"uv did not succeed, trying pip instead: {failure}")
        else:
            return "uv"
    _clear(environment, fresh=fresh)
    how, pip = _pip_in(environment)
    announce("正在用 pip 安装依赖，需要一两分钟…", "Installing what Baton needs, with pip; a minute or two…")
    try:
        _install_with_pip(pip, requirements)
    except ToolFailedError as failure:
        raise not_installed(failure) from None
    return how


def _clear(environment: Environment, *, fresh: bool) -> None:
    if fresh and environment.folder.exists():
        shutil.rmtree(environment.folder)


def _install_with_uv(uv: str, environment: Environment, requirements: Path) -> None:
    settings = uv_settings()
    make = [uv, "venv", "--quiet", "--allow-existing", "--python", BASE_PYTHON]
    run_tool([*make, str(environment.folder)], settings)
    install = [uv, "pip", "install", "--quiet", "--python", str(environment.python), "--require-hashes"]
    run_tool([*install, *offline_options(uv=True), "-r", str(requirements)], settings)


def _install_with_pip(pip: Sequence[str], requirements: Path) -> None:
    install = [*pip, "install", "--quiet", "--require-hashes", *offline_options(), "-r", str(requirements)]
    run_tool(install, pip_settings())


def _pip_in(environment: Environment) -> tuple[str, list[str]]:
    """Make an empty environment and return how, with the command that runs a pip in it."""
    make = [BASE_PYTHON, "-m", "venv"]
    folder, python = str(environment.folder), str(environment.python)
    own_pip = [python, "-m", "pip"]
    if succeeds([*make, folder]):
        return "venv", own_pip
    for how, home in (("existing pip", _pip_home()), ("packed pip", _packed_pip())):
        if home and succeeds([*make, "--without-pip", folder]):
            return how, [python, "-c", BORROWED_PIP, home]
    if is_debian_python() and apt_install([venv_package()]) and succeeds([*make, folder]):
        return "venv", own_pip
    package = venv_package()
    raise SetUpError(
        f"建立运行环境：本机没有 uv、venv/ensurepip 或 pip — 无法安装依赖 — "
        f"请管理员安装系统软件包 {package}（Debian/Ubuntu：apt-get install {package}），再运行一次。",
        f"Set-up: this machine has no uv, no venv with ensurepip and no pip — nothing can be installed — "
        f"ask for the system package {package} (Debian/Ubuntu: apt-get install {package}), then start again.",
    )


def _pip_home() -> str | None:
    """Return the folder that holds the pip of the underlying Python, if it has one."""
    ask = "import pathlib, pip; print(pathlib.Path(pip.__file__).resolve().parent.parent)"
    try:
        return run_tool([BASE_PYTHON, "-c", ask]).strip()
    except ToolFailedError:
        return None


def _packed_pip() -> str | None:
    """Return the pip wheel in the packed folder, provided that the lock knows its hash."""
    folder = packed_wheels()
    known = LOCK.read_text(encoding="utf-8")
    for wheel in sorted(folder.glob("pip-*.whl")) if folder else ():
        if hashlib.sha256(wheel.read_bytes()).hexdigest() in known:
            return str(wheel)
    return None


def not_installed(failure: ToolFailedError) -> SetUpError:
    """Say what to do when the packages could not be had, which is not the same with a packed folder."""
    folder = packed_wheels()
    if folder:
        return SetUpError(
            f"建立运行环境：{folder} 里的安装包不适用于本机 — 它属于另一版本、另一系统或另一 Python — "
            "请在同类联网机器上重新运行 python3 run.py pack，或移走该文件夹以联网安装。",
            f"Set-up: the packages in {folder} do not fit — they are of another version, system or Python — "
            "run python3 run.py pack again on such a machine with network, or take the folder away.",
            details=str(failure),
        )
    return SetUpError(
        "建立运行环境：依赖下载失败 — 连不上软件包镜像，或镜像缺少所需版本、文件与依赖锁不符 — 请检查网络与代理"
        "（HTTPS_PROXY、PIP_INDEX_URL、PIP_CERT）后再试；无网络的机器请用 python3 run.py pack 打包的文件夹。",
        "Set-up: download failed — the package index cannot be reached, lacks a version or has other files than "
        "the lock — check network and proxy (HTTPS_PROXY, PIP_INDEX_URL, PIP_CERT) and try again; without network use a packed folder "
        "(python3 run.py pack).",
        details=str(failure),
    )


def packed_wheels() -> Path | None:
    """Return the folder of wheels to install from: BATON_WHEELS, else wheels/ beside run.py."""
    asked = os.environ.get("BATON_WHEELS")
    if asked and not Path(asked).is_dir():
        raise SetUpError(
            f"建立运行环境：BATON_WHEELS 指向的文件夹 {asked} 不存在 — 请改正路径或取消该设置。",
            f"Set-up: BATON_WHEELS names {asked}, which is no folder — correct the path or unset it.",
        )
    folder = Path(asked).resolve() if asked else ROOT / "wheels"
    return folder if folder.is_dir() else None


def offline_options(*, uv: bool = False) -> list[str]:
    """Return the options that keep an install inside the packed folder, if there is one."""
    folder = packed_wheels()
    if folder:
        return [*(["--offline", "--no-config"] if uv else []), "--no-index", "--find-links", str(folder)]
    # The one setting of pip for which uv has an option but no environment variable.
    forbidden = uv and pip_config().get("no-index", "").lower() in ("1", "true", "yes", "on")
    return ["--no-index"] if forbidden else []


def pip_settings() -> dict[str, str]:
    """Return the environment for pip: the user's settings, except those that miss a virtual environment."""
    settings = tool_settings() | {
        "PIP_USER": "0",
        "PIP_NO_INPUT": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_ROOT_USER_ACTION": "ignore",
    }
    if packed_wheels():  # nothing outside the packed folder is asked
        settings["PIP_CONFIG_FILE"] = os.devnull
        settings.pop("PIP_FIND_LINKS", None)
    return settings


def uv_settings() -> dict[str, str]:
    """Return the environment for uv, with pip's settings added where uv has none of its own."""
    settings = tool_settings()
    if packed_wheels():
        return {name: value for name, value in settings.items() if name not in UV_NAMES.values()}
    index_names = ("UV_INDEX", "UV_DEFAULT_INDEX", "UV_EXTRA_INDEX", "UV_FIND_LINKS", "UV_CONFIG_FILE")
    if not any(name.startswith(index_names) for name in settings):
        settings.update(uv_names_of(pip_config()))
        # pip takes the best match of all indexes; safe here, for the lock's hashes decide.
        settings.setdefault("UV_INDEX_STRATEGY", "unsafe-best-match")
    return settings


def is_debian_python() -> bool:
    """Tell whether apt-get can complete the Python that runs this."""
    return sys.base_prefix == "/usr" and is_root_on_debian()


def venv_package() -> str:
    """Name the Debian package that gives this Python its venv."""
    usual = os.path.realpath("/usr/bin/python3") == os.path.realpath(BASE_PYTHON)
    return "python3-venv" if usual else f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
