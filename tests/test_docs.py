"""What the documents say is true: generated pages are current, commands exist, examples run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest

import cli
from docs.make_reference import pages
from records import open_records
from records.location import address
from scoring.version import ENGINE

ROOT = Path(__file__).parent.parent
DOCUMENTS = [
    ROOT / "README.md",
    ROOT / "README.zh-CN.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").glob("*.md")),
]
READMES = DOCUMENTS[:2]


@pytest.mark.parametrize("name", pages())
def test_generated_pages_are_what_the_models_say(name: str) -> None:
    committed = (ROOT / "docs" / name).read_text(encoding="utf-8")
    assert committed == pages()[name], "run: python docs/make_reference.py"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_and_pictures_lead_somewhere(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", text):
        assert (document.parent / target).exists(), target


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_a_readme_opens_with_what_it_is_a_picture_and_the_two_commands(readme: Path) -> None:
    opening = readme.read_text(encoding="utf-8").split("\n## ")[0]
    assert "![" in opening
    assert "python3 run.py\n" in opening
    assert "python3 run.py test\n" in opening


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_each_command_a_document_shows_exists(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    known = {*cli.main.list_commands(click.Context(cli.main)), "serve", "test", "pack", "lock", "lint"}
    for command in re.findall(r"^(?:python3 run\.py|baton) ([a-z]+)", text, re.MULTILINE):
        assert command in known


def shell_commands(readme: Path) -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", readme.read_text(encoding="utf-8"), re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    named = "read|score|explain|check|diff|author|template|backup|audit"
    return [line for line in lines if re.match(rf"python3 run\.py ({named}) ", line)]


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_the_commands_of_a_readme_run_as_they_stand(readme: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "sample_data", tmp_path / "sample_data")
    open_records(address(tmp_path)).close()
    surroundings = {**os.environ, "BATON_HOME": str(tmp_path), "BATON_DATABASE": ""}
    commands = shell_commands(readme)
    assert len(commands) >= 9
    for command in commands:
        line = command.replace("python3 run.py", f'"{sys.executable}" "{ROOT / "cli.py"}"')
        done = subprocess.run(  # noqa: S602 - the document's own command
            line,
            shell=True,
            cwd=tmp_path,
            env=surroundings,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    assert {"result.xlsx", "system.xlsx", "scheme.xlsx"} <= {path.name for path in tmp_path.iterdir()}


def test_the_version_is_one_and_the_changelog_knows_it() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert version == ENGINE
    assert f"\n## {version} " in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def code_blocks(name: str) -> list[str]:
    return re.findall(r"```python\n(.*?)```", (ROOT / "docs" / name).read_text(encoding="utf-8"), re.DOTALL)


def test_a_new_rule_kind_is_one_small_file_and_one_registration(tmp_path: Path) -> None:
    for folder in (
        "indicators",
        "scoring",
        "documents",
        "engines",
        "records",
        "docs",
        "tests",
        "sample_data",
    ):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("machine.py", "pyproject.toml"):
        shutil.copy(ROOT / file, tmp_path)
    rule, registration = code_blocks("new-rule.md")
    assert len(rule.splitlines()) <= 50
    (tmp_path / "indicators/rules/ratio_to_mean.py").write_text(rule, encoding="utf-8")
    registry = tmp_path / "indicators/rules/__init__.py"
    head = "RULES: tuple[type[Rule], ...] = (\n"
    registry.write_text(registry.read_text(encoding="utf-8").replace(head, registration), encoding="utf-8")
    script = """
from tests.sheets import scheme_of, sheet_of
from scoring import explain, score
scheme = scheme_of("tree: [{code: t, name: 总, points: 6, rule: {kind: ratio to mean}}]")
results = score(scheme, sheet_of(scheme, "unit | t\\n甲 | 80\\n乙 | 48"))
print(explain(results.exact, "t", 1).in_words().zh)
"""
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    promised = re.findall(r"^> (.*)$", (ROOT / "docs/new-rule.md").read_text(encoding="utf-8"), re.MULTILINE)[
        -1
    ]
    assert promised in done.stdout
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "tests/test_rules.py",
        "-k",
        "ratio and mean",
    ]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "2 passed" in done.stdout
