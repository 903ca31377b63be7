"""A group that is cut over many stretches is compared as if all of it stood in one."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

import pytest

from benchmarks.assessment import assessment
from benchmarks.generator import draw_sheet
from engines import SheetFile, order_of_codes, score_file, write_sheet
from engines.checksum import checksum_of
from engines.merged_cohorts import MergedCohorts
from engines.sheet_layout import SheetLayout, Stretch
from scoring import score
from scoring.layout import compile_plan
from tests.schemes import Case, case
from tests.test_engines_streaming import in_file, published, streamed

if TYPE_CHECKING:
    from pathlib import Path

UNITS = 80
#: Numbers with many equals among them and their quotients.
FIGURES = ("0", "1", "2", "3", "6", "4.5")


def compared(
    rule: str, measure: str = "a / b", *, policies: str = "missing: group mean", vetoed: bool = False
) -> Case:
    """Units of a large group A and a small group B, scored by a rule that compares them."""
    scheme = f"""
scheme: compared
title: 同组比较
policies: {{{policies}}}
groups: [{{code: A, name: 甲}}, {{code: B, name: 乙}}]
grades: [{{name: 优, quota: 30%}}, {{name: 良, quota: 30%, at_least: "2"}}, {{name: 中}}]
vetoes:
  - {{code: V1, name: 责任事故, effect: cap grade, grade: 良}}
  - {{code: V2, name: 通报, effect: lower grade}}
  - {{code: V3, name: 停评, effect: out of ranking}}
tree:
  - {{code: T, name: 总分, points: 15}}
  - {{code: P1, parent: T, name: 整改, points: 10, measure: {measure}, zero_denominator: missing, rule: {rule}}}
  - {{code: P2, parent: T, name: 学习, points: 5, rule: {{kind: ratio to best}}}}
"""
    random = Random(11)  # noqa: S311 - not for secrets
    groups = {f"{random.randrange(10**6):06}": random.choice("AAAAAAB") for _ in range(UNITS)}
    values = {}
    for unit in groups:
        for field in ("P1.a", "P1.b", "P2."):
            if random.random() < 0.95:
                values[f"{unit} {field}"] = random.choice(FIGURES)
    events = [(unit, random.choice(("V1", "V1", "V2", "V3"))) for unit in groups if random.random() < 0.2]
    return case(scheme, groups, values, vetoed=events if vetoed else [])


def expect_the_same(found: Case, folder: Path, rows: int = 3) -> None:
    whole = score(found.scheme, found.sheet)
    cut = streamed(found, folder, rows, cores=2)
    assert len(SheetFile(folder / "sheet.parquet").layout.stretches()) > UNITS // rows // 2
    assert in_file(folder / "result.parquet") == published(whole)
    assert cut.checksum == checksum_of(whole)


@pytest.mark.parametrize("cohort", ["group", "all"])
@pytest.mark.parametrize(
    "rule",
    [
        "{kind: ratio to best, cohort: COHORT}",
        "{kind: relative efficacy, lowest: 60%, cohort: COHORT}",
        "{kind: rank points, lose: 5%, cohort: COHORT}",
        "{kind: exponential rank, k: 23, cohort: COHORT}",
        "{kind: normal scores, centre: 5, spread: 1, offset: 0.5, cohort: COHORT}",
        "{kind: standardised, dof: sample, centre: 5, spread: 1, cohort: COHORT}",
        "{kind: standardised, dof: population, centre: 5, spread: 1, cohort: COHORT}",
    ],
)
def test_every_rule_that_compares_units_compares_all_of_a_cut_group(
    rule: str, cohort: str, tmp_path: Path
) -> None:
    expect_the_same(compared(rule.replace("COHORT", cohort)), tmp_path)


@pytest.mark.parametrize(
    "measure",
    [
        "a + 0 * b",
        "a * b * 0.3",
        "SQRT(a * b)",
        "a / GROUPMEAN(b) * 2",
        "a / ALLMAX(b) + GROUPRANK(a) / GROUPCOUNT(a)",
        "a * b / GROUPSUM(a) - b / ALLSUM(b)",
    ],
)
def test_columns_of_every_kind_are_put_together_over_stretches(measure: str, tmp_path: Path) -> None:
    for rule in ("{kind: rank points, lose: 5%}", "{kind: standardised, dof: sample, centre: 5, spread: 1}"):
        expect_the_same(compared(rule, measure), tmp_path)


@pytest.mark.parametrize("ties", ["competition", "dense", "ordinal"])
@pytest.mark.parametrize("rank_on", ["published", "exact"])
@pytest.mark.parametrize("together", ["yes", "no"])
def test_places_and_quotas_count_all_of_a_cut_group_and_what_vetoes_do_there(
    ties: str, rank_on: str, together: str, tmp_path: Path
) -> None:
    policies = (
        f"ties: {ties}, rank_on: {rank_on}, rank_across_groups: {together}, decimals: 0, tie_break: [P2]"
    )
    expect_the_same(compared("{kind: ratio to best}", policies=policies, vetoed=True), tmp_path)


def test_codes_put_equal_units_in_order_however_few_are_held_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(order_of_codes, "CODES", 7)
    monkeypatch.setattr(order_of_codes, "_LOOKED_AT_EACH", 2)
    policies = "ties: ordinal, rank_across_groups: yes, decimals: 0"
    expect_the_same(compared("{kind: ratio to best}", policies=policies, vetoed=True), tmp_path)


NARROW = """
scheme: narrow
title: 与基准之差
groups: [{code: A, name: 甲}]
tree:
  - {code: T, name: 总分, points: 10}
  - {code: P, parent: T, name: 增幅, points: 10, measure: a / (SQRT(b) - 3), zero_denominator: missing, rule: RULE}
"""


@pytest.mark.parametrize("rule", ["rank points, lose: 5%", "standardised, dof: sample, centre: 5, spread: 1"])
def test_numbers_beyond_all_that_floats_tell_are_asked_for_exactly(rule: str, tmp_path: Path) -> None:
    values = {}
    for unit, b in enumerate(("1", "2", "4", "25", "9.0001", "8.9999", "9.0001", "9", "8.9999", "3")):
        values[f"{unit} P.a"], values[f"{unit} P.b"] = "1000", b
    found = case(NARROW.replace("RULE", f"{{kind: {rule}}}"), {str(unit): "A" for unit in range(10)}, values)
    streamed(found, tmp_path, 2)
    assert in_file(tmp_path / "result.parquet") == published(score(found.scheme, found.sheet))
    sheet = SheetFile(tmp_path / "sheet.parquet")
    cohorts = MergedCohorts(compile_plan(found.scheme), sheet, sheet.layout.stretches())
    cohorts.gather(lambda stage, stretches: (cohorts.look(stage, at) for at in range(stretches)))
    assert cohorts.wild


def test_all_families_of_rules_publish_the_same_in_one_group_that_is_cut(tmp_path: Path) -> None:
    of = assessment(1)
    sheet = draw_sheet(of, 2_000)
    write_sheet(of.scheme, sheet, tmp_path / "sheet.parquet", 150)
    told: list[tuple[int, int]] = []
    found = score_file(
        of.scheme,
        SheetFile(tmp_path / "sheet.parquet"),
        tmp_path / "result.parquet",
        progress=lambda done, of: told.append((done, of)),
    )
    assert found.checksum == checksum_of(score(of.scheme, sheet))
    assert told == [(done, 28) for done in range(29)]


def test_a_group_is_cut_only_where_it_is_larger_than_a_row_group() -> None:
    groups = (("A", 5), ("B", 9), ("C", 1), ("D", 2))
    cuts = SheetLayout((), groups, (5, 3, 3, 3, 3))
    assert cuts.stretches() == (
        Stretch(slice(0, 5), (0,)),
        Stretch(slice(5, 8), (1,), 1),
        Stretch(slice(8, 11), (2,), 1),
        Stretch(slice(11, 14), (3,), 1),
        Stretch(slice(14, 17), (4,)),
    )
    assert replace(cuts, cuts=(7, 7, 3)).stretches() == (
        Stretch(slice(0, 14), (0, 1)),
        Stretch(slice(14, 17), (2,)),
    )
