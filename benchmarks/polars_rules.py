"""The rules in Polars expressions, as a careful engineer would write them by hand.

Each takes the indicator's entry in the scheme and returns its points, null where there is no value. The guard is the
one of the rules in pandas.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import polars as pl

from benchmarks.frame_headings import GROUP, heading
from benchmarks.pandas_rules import GUARD, GUARD_DECIMALS

if TYPE_CHECKING:
    from collections.abc import Callable

    Entry = dict[str, Any]


def points_of(entry: Entry) -> pl.Expr:
    """The points of one indicator."""
    return _RULES[entry["rule"]["kind"]](entry)


def _field(entry: Entry, name: str = "") -> pl.Expr:
    return pl.col(heading(entry["code"], name))


def _by_group(numbers: dict[str, str]) -> pl.Expr:
    """The number of each unit's group, which the frame has as its position among the groups."""
    return pl.lit(pl.Series([float(number) for number in numbers.values()])).gather(pl.col(GROUP))


def _target(entry: Entry) -> pl.Expr:
    if "measure" not in entry:
        return _on_target(_field(entry), entry, entry["rule"])
    found, closed = _field(entry, "查摆问题"), _field(entry, "已整改")
    reached = _on_target(closed / found * 100, entry, entry["rule"])
    return pl.when((found == 0) & closed.is_not_null()).then(float(entry["points"])).otherwise(reached)


def _on_target(value: pl.Expr, entry: Entry, rule: Entry) -> pl.Expr:
    target = rule["target"]
    wanted = _by_group(target) if isinstance(target, dict) else pl.lit(float(target))
    excess = wanted - value if entry.get("direction") == "lower" else value - wanted
    full: str = entry["points"]
    base, cap = float(rule.get("base", full)), float(rule.get("cap", full))
    steps = excess / float(rule.get("per", "1"))
    if rule["part_step"] == "whole":
        steps = (steps - GUARD).ceil()
    elif rule["part_step"] == "started":
        steps = (steps + GUARD).floor()
    # Two clips do without a choice, which Polars pays for with both of its branches.
    points = base + steps.clip(upper_bound=0) * float(rule["lose"])
    if "gain" in rule:
        points += steps.clip(lower_bound=0) * float(rule["gain"])
    return points.clip(0, cap)


def _deduction(entry: Entry) -> pl.Expr:
    events = entry["rule"]["events"]
    left = pl.lit(float(entry["points"]))
    for event in events:
        lost = _field(entry, event["name"] if len(events) > 1 else "") * float(event["lose"])
        left -= lost.clip(upper_bound=float(event["cap"])) if "cap" in event else lost
    return left.clip(lower_bound=0)


def _bands(entry: Entry) -> pl.Expr:
    value, rule = _field(entry), entry["rule"]
    bands = [(float(band["from"]), float(band["points"])) for band in rule["bands"]]
    highest, best = bands[0]
    points: Any = pl.when(value >= highest).then(best)
    for (above, more), (start, worth) in pairwise(bands):
        slope = (more - worth) / (above - start) if "between" in rule else 0.0
        points = points.when(value >= start).then((value - start) * slope + worth if slope else worth)
    below: pl.Expr = points.when(value.is_not_null()).then(float(rule["below"]))
    return below


def _absolute_efficacy(entry: Entry) -> pl.Expr:
    rule = entry["rule"]
    good, bad = float(rule["satisfactory"]), float(rule["unacceptable"])
    position = (_field(entry) - bad) / (good - bad)
    return (float(entry["points"]) * (0.6 + 0.4 * position)).clip(upper_bound=float(rule["cap"]))


def _relative_efficacy(entry: Entry) -> pl.Expr:
    value = _field(entry)
    highest, lowest = value.max().over(GROUP), value.min().over(GROUP)
    position = pl.when(highest != lowest).then((value - lowest) / (highest - lowest))
    return float(entry["points"]) * (0.6 + 0.4 * position.when(value.is_not_null()).then(1.0))


def _ratio_to_best(entry: Entry) -> pl.Expr:
    value = _field(entry) * _by_group(entry["difficulty"]["groups"])
    best = value.max().over(GROUP)
    points = pl.when(best > 0).then((value / best * float(entry["points"])).clip(lower_bound=0))
    return points.when(value.is_not_null()).then(0.0)


def _rank_points(entry: Entry) -> pl.Expr:
    return _by_rank(_field(entry), entry, entry["rule"])


def _by_rank(value: pl.Expr, entry: Entry, rule: Entry) -> pl.Expr:
    rank = value.rank("min", descending=True).over(GROUP).cast(pl.Float64)
    lost = float(rule["lose"].rstrip("%")) / 100 * (rank - 1)
    return (float(entry["points"]) * (1 - lost)).clip(lower_bound=float(rule["floor"]))


def _votes(entry: Entry) -> pl.Expr:
    levels = entry["rule"]["levels"]
    counts = [_field(entry, level["name"]) for level in levels]
    worth: Any = sum(count * float(level["points"]) for count, level in zip(counts, levels, strict=True))
    cast: Any = sum(counts)
    mean: pl.Expr = worth / cast
    return (mean / 100 * float(entry["points"])).clip(lower_bound=0)


def _imported(entry: Entry) -> pl.Expr:
    full = float(entry["points"])
    return _field(entry) * (full / float(entry["rule"].get("out_of", full)))


def _goalposts(entry: Entry) -> pl.Expr:
    low, high = float(entry["rule"]["min"]), float(entry["rule"]["max"])
    return (_field(entry).clip(low, high) - low) / (high - low) * float(entry["points"])


def _checklist(entry: Entry) -> pl.Expr:
    items = entry["rule"]["items"]
    done: Any = sum(_field(entry, item["name"]) * float(item["points"]) for item in items)
    points: pl.Expr = done
    return points


def _timeliness(entry: Entry) -> pl.Expr:
    late, full = _field(entry), float(entry["points"])
    points: Any = pl
    for step in reversed(entry["rule"]["steps"]):
        left = max(full - float(step["lose"]), float(entry["rule"]["floor"]))
        points = points.when(late >= step["from_days"]).then(left)
    in_time: pl.Expr = points.when(late.is_not_null()).then(full)
    return in_time


def _pass_or_fail(entry: Entry) -> pl.Expr:
    value = _field(entry)
    passed = pl.when(value == 1).then(float(entry["points"]))
    return passed.when(value.is_not_null()).then(float(entry["rule"]["fail"]))


def _per_head(entry: Entry) -> pl.Expr:
    value = _field(entry, "数量") / _field(entry, "人数")
    # Equal amounts per head differ in their last bit where the amounts have decimals.
    return _by_rank(value.round(GUARD_DECIMALS), entry, entry["rule"]["then"])


def _change(entry: Entry) -> pl.Expr:
    now, before = _field(entry, "本年"), _field(entry, "上年")
    return _on_target((now - before) / before * 100, entry, entry["rule"]["then"])


_RULES: dict[str, Callable[[Entry], pl.Expr]] = {
    "target": _target,
    "deduction": _deduction,
    "bands": _bands,
    "absolute efficacy": _absolute_efficacy,
    "relative efficacy": _relative_efficacy,
    "ratio to best": _ratio_to_best,
    "rank points": _rank_points,
    "votes": _votes,
    "direct": _field,
    "imported": _imported,
    "goalposts": _goalposts,
    "checklist": _checklist,
    "timeliness": _timeliness,
    "pass or fail": _pass_or_fail,
    "per head": _per_head,
    "change": _change,
}
