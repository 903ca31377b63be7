"""Set-up and start of Baton (指挥棒), with the standard library only: `python3 run.py`."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - this file must still speak to an older Python
    sys.stderr.write(
        "指挥棒需要 Python 3.11 或更新版本，当前是 {0}.{1}；请安装后用它运行 run.py。\n"
        "Baton needs Python 3.11 or newer, this is {0}.{1}; install one and start run.py with it.\n".format(
            *sys.version_info
        )
    )
    sys.exit(2)

import environment
import machine
import serving
from machine import ROOT, announce
from refusal import Parser, SetUpError

USAGE = """\
指挥棒 Baton — python3 run.py [COMMAND …]

  (无 none), serve          准备环境并启动应用 set up if needed, start the app
      --host ADDRESS        默认只对本机开放 default: this computer only (127.0.0.1)
      --port NUMBER         默认 8501，被占用则顺延 default: 8501, or the next free one
      --home FOLDER         数据文件夹 where records are kept (BATON_HOME)
      --database URL        数据库地址，默认在数据文件夹中 default: a file in that folder (BATON_DATABASE)
      --name NAME           别的电脑用来打开它的名字 another name by which it is opened
      --no-browser          不打开浏览器 do not open a browser
  test [--long] [ARGS]      运行测试，ARGS 交给 pytest; run the tests, ARGS go to pytest
  spark                     装上 PySpark，约 460 MB add PySpark, for score --engine spark
  pack DIR                  下载离线安装包 fetch the wheels for a machine without network
  lock [--upgrade]          开发者：重写依赖锁 developers: rewrite requirements.lock
  其他 anything else        即 baton 命令 is a command of baton: run.py COMMAND --help

离线安装：把 pack 所得文件夹放在 run.py 旁并命名 wheels，或用环境变量 BATON_WHEELS 指明。
Without network: put the packed folder beside run.py as wheels/, or name it in BATON_WHEELS.
"""


def serve(arguments: list[str]) -> int:
    """Start the app; a mistake in the options is found before anything is installed."""
    serving.parse(arguments)
    # -P: a file of the user's named like one of our modules must not be imported in its place.
    return become([str(environment.prepare()), "-P", "-m", "serving", *arguments])


def test(arguments: list[str]) -> int:
    """Run the tests with pytest, naming the system parts that are missing."""
    python = environment.prepare(tests=True)
    strict = os.environ.get("CI") == "true"
    if strict:
        environment.add_spark()
    provide_system_parts(install=strict, long="--long" in arguments)
    if strict:
        os.environ["BATON_REQUIRE_ALL"] = "1"
    os.chdir(ROOT)
    return become([str(python), "-m", "pytest", *arguments])


def provide_system_parts(*, install: bool, long: bool) -> None:
    """Name each missing system part; install it first where that is wanted and possible."""
    parts = [part for part in machine.SYSTEM_PARTS if long or not part.only_long]
    missing = [part for part in parts if not part.is_present()]
    if missing and install and machine.is_root_on_debian():
        machine.apt_install([package for part in missing for package in part.debian_packages])
    for part in missing:
        if not part.is_present():
            print(part.remedy, file=sys.stderr)


def spark(arguments: list[str]) -> int:
    """Add what only `--engine spark` needs."""
    Parser(prog="run.py spark", add_help=False).parse_args(arguments)
    environment.prepare()
    environment.add_spark()
    return 0


def pack(arguments: list[str]) -> int:
    """Fetch the wheels of the whole lock for this system and Python."""
    parser = Parser(prog="run.py pack", add_help=False)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args(arguments).folder.resolve()
    python = environment.prepare(tests=True)
    folder.mkdir(parents=True, exist_ok=True)
    fetch = [str(python), "-m", "pip", "download", "--quiet", "--require-hashes", "--only-binary", ":all:"]
    fetch += [*environment.offline_options(), "--dest", str(folder), "--requirement", str(environment.LOCK)]
    announce("正在下载安装包…", "Fetching the wheels…")
    try:
        machine.run_tool(fetch, environment.pip_settings())
    except machine.ToolFailedError as failure:
        raise environment.not_installed(failure) from None
    count = len(list(folder.glob("*.whl")))
    print(
        f"{folder}: {count} 个安装包 wheels, {sys.platform}, Python {sys.version_info[0]}.{sys.version_info[1]}"
    )
    return 0


def lock(arguments: list[str]) -> int:
    """Resolve pyproject.toml anew and write requirements.lock; the developers' command."""
    parser = Parser(prog="run.py lock", add_help=False)
    parser.add_argument("--upgrade", action="store_true")
    upgrade = ["--upgrade"] if parser.parse_args(arguments).upgrade else []
    everything = resolve(["--group", "test", "--extra", "spark", *upgrade])
    only_spark = everything.keys() - resolve(["--group", "test"]).keys()
    runtime_names = resolve([]).keys()
    sections: tuple[list[str], list[str]] = ([], [])
    for name, entry in everything.items():
        if name not in only_spark:
            sections[name not in runtime_names].append(entry)
    text = f"{LOCK_HEADER}\n{''.join(sections[0])}\n{environment.TESTS_BELOW}\n\n{''.join(sections[1])}"
    environment.LOCK.write_text(text, encoding="utf-8", newline="\n")
    of_spark = "".join(everything[name] for name in sorted(only_spark))
    environment.SPARK_LOCK.write_text(f"{LOCK_HEADER}\n{of_spark}", encoding="utf-8", newline="\n")
    print(f"{environment.LOCK}: {len(sections[0])} + {len(sections[1])} 个依赖 packages")
    return 0


LOCK_HEADER = """\
# Every package with the hashes of all its files, for all systems and Python 3.11 or newer.
# Written by `python3 run.py lock` from pyproject.toml; do not edit.
"""


def resolve(options: list[str]) -> dict[str, str]:
    """Return the locked entries of pyproject.toml by package name, as uv resolves them."""
    uv = shutil.which("uv") or shutil.which("uv", path=str(environment.Environment().python.parent))
    if not uv:
        raise SetUpError(
            "依赖锁：本机没有 uv — 它负责解析依赖 — 请先运行 python3 run.py test（会装入 uv）或自行安装。",
            "Lock: there is no uv here, which resolves it — run python3 run.py test first (it brings uv).",
        )
    with tempfile.TemporaryDirectory() as scratch:
        output = Path(scratch) / "requirements.txt"
        if environment.LOCK.exists():
            # uv keeps the versions that it finds there, and hashes too: those are to be complete anew.
            kept = re.sub(r"(?m) \\$|^ +--hash=.*$", "", environment.LOCK.read_text(encoding="utf-8"))
            output.write_text(kept, encoding="utf-8")
        compile_ = [uv, "pip", "compile", "pyproject.toml", "--quiet", "--universal", "--generate-hashes"]
        shape = ["--no-header", "--no-annotate"]
        try:
            settings = environment.uv_settings()
            # Only the main index: an extra one may hold a few files of a version, and the lock
            # must know them all, for other systems too.
            for extra in ("UV_INDEX", "UV_EXTRA_INDEX_URL", "UV_FIND_LINKS"):
                settings.pop(extra, None)
            machine.run_tool([*compile_, *shape, *options, "--output-file", str(output)], settings)
        except machine.ToolFailedError as failure:
            raise SetUpError(
                "依赖锁：uv 无法解析 pyproject.toml 的依赖 — 请按下面的提示修改版本或检查网络。",
                "Lock: uv cannot resolve pyproject.toml — change the versions as it says, or check the network.",
                details=str(failure),
            ) from None
        entries = re.split(r"(?m)^(?=[A-Za-z0-9])", output.read_text(encoding="utf-8"))
    found: dict[str, str] = {}
    for entry in filter(str.strip, entries):
        name = entry.partition("==")[0]
        found[name] = found.get(name, "") + entry
    return found


def pass_on(command_line: list[str]) -> int:
    """Run a command of baton; the current folder stays, so that relative paths mean what they say."""
    python = environment.prepare()
    return become([str(python), "-P", "-m", "cli", *command_line])


def become(command: list[str]) -> int:
    """Replace this process by the program; where that is impossible, run it and return its status."""
    for name in ("PYTHONHOME", "PYTHONPATH"):
        os.environ.pop(name, None)
    os.environ |= {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    if sys.platform == "win32":  # where exec returns to the prompt at once
        return subprocess.run(command, check=False).returncode
    sys.stdout.flush()
    sys.stderr.flush()
    return os.execv(command[0], command)


COMMANDS = {"serve": serve, "test": test, "spark": spark, "pack": pack, "lock": lock}


def main(command_line: list[str]) -> int:
    """Carry out one command line and return the exit status."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    first = command_line[0] if command_line else "serve"
    if first in ("-h", "--help", "help"):
        print(USAGE, end="")
        return 0
    try:
        if first in COMMANDS:
            return COMMANDS[first](command_line[1:])
        return serve(command_line) if first.startswith("-") else pass_on(command_line)
    except SetUpError as refusal:
        print(refusal, file=sys.stderr)
        return refusal.status
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
