"""Imports run one way, and each outside library has one home."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
#: The commands that have modules of their own.
COMMANDS = {
    "author_command",
    "bulletin_command",
    "read_command",
    "records_commands",
    "scale_commands",
    "scale_options",
    "score_commands",
    "serve_command",
    "system_commands",
    "template_command",
    "verify_command",
}
FRONT_DOORS = (
    "app",
    "cli",
    "haste",
    "refusal",
    "scale_template",
    "scale_text",
    "server",
    "serving",
    "terminal",
)
#: Our own layers and what each may import of the others.
MAY_IMPORT = {
    "indicators": {"indicators"},
    "scoring": {"indicators", "scoring"},
    "documents": {"indicators", "scoring", "documents"},
    "engines": {"indicators", "scoring", "engines"},
    "records": {"indicators", "records"},
    "office": {"indicators", "scoring", "documents", "records", "office", "sample_data"},
    "ui": {"indicators", "scoring", "documents", "records", "office", "ui", "sample_data"},
    "terminal": {"indicators", "documents"},
    "author_command": {"indicators", "documents", "terminal"},
    "read_command": {"indicators", "documents", "terminal"},
    "template_command": {"indicators", "documents", "scale_template", "terminal"},
    "system_commands": {"indicators", "scoring", "documents", "terminal"},
    "score_commands": {"indicators", "scoring", "documents", "scale_options", "terminal"},
    "scale_options": {"indicators", "terminal"},
    "scale_commands": {
        "indicators",
        "scoring",
        "documents",
        "engines",
        "scale_options",
        "scale_text",
        "terminal",
    },
    "scale_text": {"indicators", "documents", "engines"},
    "scale_template": {"indicators", "scoring", "documents", "engines"},
    "records_commands": {"indicators", "documents", "records", "terminal"},
    "bulletin_command": {"indicators", "documents", "score_commands", "terminal"},
    "verify_command": {"indicators", "documents", "records", "office", "records_commands", "terminal"},
    "serve_command": {"serving"},
    "serving": {"haste", "records", "refusal", "server"},
    "server": {"haste", "records"},
    "haste": set(),
    "refusal": set(),
    "cli": set(),
    "app": {"ui", "indicators"},
    "benchmarks": {
        "indicators",
        "scoring",
        "documents",
        "engines",
        "records",
        "office",
        "cli",
        "benchmarks",
        "machine",
    },
}
#: Where an outside library may be imported.
HOMES = {
    "streamlit": {"app", "server", "ui", "benchmarks"},
    "starlette": {"server"},
    "altair": {"ui"},
    "openpyxl": {"documents", "benchmarks"},
    "python_calamine": {"documents"},
    "psutil": {"documents", "benchmarks"},
    "xlsxwriter": {"documents", "benchmarks"},
    "yaml": {"indicators"},
    "pydantic": {"indicators", "benchmarks"},
    "pydantic_core": {"indicators"},
    "numpy": {"scoring", "engines", "benchmarks"},
    "mpmath": {"scoring"},
    "pyarrow": {"engines", "benchmarks"},
    "pyspark": {"engines"},
    "py4j": {"engines"},
    "pandas": {"scoring", "documents", "ui", "benchmarks"},
    "polars": {"benchmarks"},
    "skcriteria": {"benchmarks"},
    "pymcdm": {"benchmarks"},
    "click": {"cli", "terminal", *COMMANDS},
    "simplejson": {"terminal", "documents", "office", "ui"},
    "sqlalchemy": {"records"},
    "alembic": {"records"},
    "psycopg": {"records"},
    "platformdirs": {"records"},
}


def sources() -> list[Path]:
    found = [ROOT / f"{name}.py" for name in (*FRONT_DOORS, *sorted(COMMANDS))]
    for layer in ("indicators", "scoring", "documents", "engines", "records", "office", "ui", "benchmarks"):
        found += sorted((ROOT / layer).rglob("*.py"))
    return found


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


def layer_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_run_one_way_and_libraries_stay_at_home(path: Path) -> None:
    layer = layer_of(path)
    names = imported(path)
    assert names & set(MAY_IMPORT) <= MAY_IMPORT[layer]
    assert {name for name in names & set(HOMES) if layer not in HOMES[name]} == set()


def test_no_module_outgrows_a_screen_or_three() -> None:
    long = {str(p.relative_to(ROOT)): len(p.read_text(encoding="utf-8").splitlines()) for p in sources()}
    assert {name: lines for name, lines in long.items() if lines > 400} == {}
