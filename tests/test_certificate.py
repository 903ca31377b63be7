"""The certificate: every figure worked out again by fractions, said by the command, the workbook and the record of a run."""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import openpyxl
from click.testing import CliRunner

import score_commands
from documents.result_workbook import write_results
from indicators import write_scheme
from sample_data import DATA, SCHEME
from scoring import score
from scoring.certificate import certify
from scoring.fingerprints import fingerprints
from scoring.version import ENGINE
from tests import office_year
from tests.sheets import scheme_of
from tests.small_office import SmallOffice
from tests.test_cli import baton
from tests.test_publishing import publish_all

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from indicators import Scheme
    from records import Records
    from scoring import Results, ScoreSheet

MADE_AT = datetime(2021, 1, 25, 9, 30, tzinfo=UTC)


def certificate_of(content: bytes, name: str = "校验") -> dict[str, str]:
    rows = openpyxl.load_workbook(io.BytesIO(content))[name].iter_rows(values_only=True)
    return {str(row[0]): str(row[1]) for row in rows}


def test_the_command_states_figures_engine_and_fingerprints_and_puts_them_into_both_files(
    tmp_path: Path,
) -> None:
    out, record = tmp_path / "结果.xlsx", tmp_path / "结果.json"
    done = baton("score", SCHEME, *DATA, "--certify", "-o", out, "--json", record)
    assert done.returncode == 0, done.stderr
    assert "逐数核验通过：3,174 个数" in done.stderr
    found = json.loads(record.read_text(encoding="utf-8"))["certificate"]
    assert (found["holds"], found["figures"], found["differing"]) == (True, 3174, [])
    assert found["engine"] == ENGINE
    shown = certificate_of(out.read_bytes())
    assert shown["逐数核验"].startswith("全部一致")
    assert (shown["核验的数"], shown["不一致的数"], shown["引擎版本"]) == ("3174", "0", ENGINE)
    hashes = {shown[f"{name}（SHA-256）"] for name in ("方案摘要", "数据摘要", "计分设置摘要")}
    assert hashes == set(found["fingerprints"].values())
    assert {len(one) for one in hashes} == {64}
    assert all(one in done.stderr for one in hashes)


def test_without_it_neither_file_claims_that_figures_were_proved(tmp_path: Path) -> None:
    out, record = tmp_path / "结果.xlsx", tmp_path / "结果.json"
    assert baton("score", SCHEME, *DATA, "-o", out, "--json", record).returncode == 0
    assert "certificate" not in json.loads(record.read_text(encoding="utf-8"))
    shown = certificate_of(out.read_bytes())
    assert shown["逐数核验"].startswith("本次未逐数核验")
    assert "核验的数" not in shown


def wrong(scheme: Scheme, sheet: ScoreSheet, _: object = None) -> Results:
    """Results in which one unit has a hundredth too much and another one a place of its own."""
    results = score(scheme, sheet)
    root = results.scheme.root.code
    published = results.published(root)
    units = published.units.copy()
    units[4] += 1
    results._published[root] = replace(published, units=units)
    results.group_rank[0] += 7
    return results


def test_a_figure_that_is_not_exact_is_named_nothing_is_written_and_the_fault_is_ours(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(score_commands, "score", wrong)
    out = tmp_path / "结果.xlsx"
    arguments = [str(SCHEME), *map(str, DATA), "--certify", "-o", str(out)]
    done = CliRunner().invoke(score_commands.score_command, arguments)
    assert done.exit_code == 1
    first, *named = done.stderr.splitlines()
    assert first.startswith("逐数核验没有通过：")
    assert any(line.endswith("— total 综合得分") for line in named)
    assert any(line.endswith("— 组内名次") for line in named)
    assert not out.exists()


def test_a_certificate_that_does_not_hold_names_its_figures_in_the_workbook() -> None:
    results = wrong(office_year.SCHEME, office_year.results().sheet)
    shown = certificate_of(
        write_results(results, (), made_at=MADE_AT, certificate=certify(results), language="en"),
        "Certificate",
    )
    assert shown["Certificate"].startswith("some figures differ")
    assert shown["甲局"] == "total 总分"
    assert int(shown["Differing"]) == 2


def test_fingerprints_are_those_of_scheme_data_and_settings_and_of_nothing_else() -> None:
    scheme, sheet = office_year.SCHEME, office_year.results().sheet
    before = fingerprints(score(scheme, sheet))
    assert before.scheme == hashlib.sha256(write_scheme(scheme).encode()).hexdigest()
    assert fingerprints(score(scheme, replace(sheet, places={}, digests={}))) == before
    name = next(iter(sheet.columns))
    column = sheet.columns[name]
    altered = replace(sheet, columns={**sheet.columns, name: replace(column, mantissas=column.mantissas + 1)})
    after = fingerprints(score(scheme, altered))
    assert (after.scheme, after.policies) == (before.scheme, before.policies)
    assert after.data != before.data
    finer = scheme_of(office_year.TEXT.replace("policies: {", "policies: {decimals: 3, "))
    other = fingerprints(score(finer, sheet))
    assert other.data == before.data
    assert other.policies != before.policies
    assert other.scheme != before.scheme


def test_publishing_keeps_the_certificate_with_its_fingerprints_in_what_was_acknowledged(
    records: Records,
) -> None:
    office = SmallOffice(records).fill()
    act = publish_all(office)
    results = office.reading.results if office.reading is not None else None
    assert results is not None
    certified = act.acknowledged[-1]
    assert certified.startswith("逐数核验：")
    assert all(one in certified for one in (ENGINE, *fingerprints(results)))
