"""The command `check`, whole, in a process of its own: a large list, and a larger scheme that covers it."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.timing import undisturbed

ROOT = Path(__file__).parent.parent
SEED = 20201
NODES = 30
_RULES = (
    "{{kind: target, target: {n}, lose: 0.1, per: 1, part_step: pro rata}}",
    "{{kind: bands, bands: [{{from: {n}, points: 2}}, {{from: 5, points: 1}}], below: 0}}",
    "{{kind: deduction, events: [{{name: 通报{n}, lose: 1}}, {{name: 处分, lose: 0.5}}]}}",
    "{{kind: rank points, lose: {n}%}}",
    "{{kind: relative efficacy, lowest: {n}%}}",
    "{{kind: goalposts, min: {n}, max: 200}}",
    "{{kind: imported, out_of: {n}}}",
)
_SUBJECTS = [
    "软弱涣散",
    "党员教育",
    "干部培养",
    "人才引进",
    "信访化解",
    "整改落实",
    "作风建设",
    "网格治理",
    "群众评议",
    "楼宇商圈",
    "换届选举",
    "巡察反馈",
]
_PLACES = ["街道", "社区", "机关", "企业", "学校", "医院", "园区", "乡村", "商会", "协会"]
_RATES = ["完成率", "覆盖率", "合格率", "满意率", "及时率", "销号率", "办结率", "达标率"]


def _name(dice: random.Random) -> str:
    return f"{dice.choice(_PLACES)}{''.join(dice.sample(_SUBJECTS, 2))}{dice.choice(_RATES)}"


def list_text(items: int, dice: random.Random) -> str:
    """A provincial list of so many indicators under twenty headings."""
    lines = [
        "catalogue: list",
        "title: 省级清单",
        "status: 正式",
        "document: 文件",
        "date: 2020-07-01",
        "items:",
    ]
    lines += [f"  - {{code: D{number}, name: 方面{number}}}" for number in range(20)]
    for number in range(items):
        name = _name(dice)
        lines.append(
            f"  - {{code: S{number}, parent: D{number % 20}, name: {name}, points: 1, department: 省厅,"
            f" rule: {name}达到九成以上得满分，每低一个百分点扣零点一分}}"
        )
    return "\n".join(lines)


def scheme_text(indicators: int, items: int, dice: random.Random) -> str:
    """A scheme of so many indicators, the first of which cover the list; the others are local."""
    each = indicators // NODES
    lines = ["scheme: city", "title: 市级体系", "covers: list", "local_share: {max: 50%}", "groups:"]
    lines += [f"  - {{code: G{number}, name: 组{number}}}" for number in range(5)]
    lines += ["tree:", f"  - {{code: total, name: 总分, points: {2 * each * NODES}}}"]
    lines += [f"  - {{code: N{n}, parent: total, name: 方面{n}, points: {2 * each}}}" for n in range(NODES)]
    for number in range(each * NODES):
        rule = dice.choice(_RULES).format(n=dice.randint(10, 100))
        lines += [
            f"  - code: C{number}",
            f"    parent: N{number % NODES}",
            f"    name: {_name(dice)}",
            "    points: 2",
            f"    rule: {rule}",
            "    owner: 市委组织部",
            "    counterpart: 省委组织部",
            "    deadline: 12月31日",
            "    data_source: 台账",
        ]
        if number < items:
            lines.append(f"    covers: [{{item: S{number}, relation: equal}}]")
        else:
            lines += [f"    local: 本市{_name(dice)}是短板", f"    effect: 随机走访核实{_name(dice)}"]
    return "\n".join(lines)


def time_check(items: int, indicators: int, repeats: int) -> float:
    """The median of the seconds that the command takes from start to end.

    Raises:
        ValueError: If the command refuses the scheme.
    """
    dice = random.Random(SEED)  # noqa: S311 - figures to measure with, not secrets
    seconds = []
    with TemporaryDirectory() as folder:
        scheme = Path(folder, "city.yaml")
        Path(folder, "list.yaml").write_text(list_text(items, dice), encoding="utf-8")
        scheme.write_text(scheme_text(indicators, items, dice), encoding="utf-8")
        for _ in range(repeats):
            with undisturbed():
                start = perf_counter()
                done = subprocess.run(  # noqa: S603 - our own command
                    [sys.executable, "-m", "cli", "check", scheme], cwd=ROOT, capture_output=True, check=False
                )
                seconds.append(perf_counter() - start)
            if done.returncode:
                raise ValueError(done.stderr.decode())
    return median(seconds)
