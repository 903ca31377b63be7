"""The rules in Polars expressions, as a careful engineer would write them by hand.

Each takes the indicator's entry in the scheme and returns its points, null where there is no value. The guard is the
one of the rules in pandas.
"""

from __future__ import annotations

from itertools import pairwise
from math import exp
from typing import TYPE_CHECKING, Any

import polars as pl

from benchmarks.frame_headings import GROUP, heading
from benchmarks.pandas_rules import GUARD, GUARD_DECIMALS, OFFSET, percent
from scoring.normal_quantile import quantiles_of

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
    return _efficacy(_field(entry), entry)


def _efficacy(value: pl.Expr, entry: Entry) -> pl.Expr:
    highest, lowest = value.max().over(GROUP), value.min().over(GROUP)
    position = pl.when(highest != lowest).then((value - lowest) / (highest - lowest))
    return float(entry["points"]) * (0.6 + 0.4 * position.when(value.is_not_null()).then(1.0))


def _ratio_to_best(entry: Entry) -> pl.Expr:
    value = _field(entry) * _by_group(entry["difficulty"]["groups"])
    best = value.max().over(GROUP)
    points = pl.when(best > 0).then((value / best * float(entry["points"])).clip(lower_bound=0))
    return points.when(value.is_not_null()).then(0.0)


def _rank(value: pl.Expr) -> pl.Expr:
    return value.rank("min", descending=True).over(GROUP).cast(pl.Float64)


def _by_table(value: pl.Expr, rule: Entry) -> pl.Expr:
    worth = pl.lit(pl.Series([*map(float, rule["table"]), float(rule["beyond"])]))
    place = value.rank("min", descending=True).over(GROUP)
    return worth.gather(place.clip(upper_bound=len(rule["table"]) + 1) - 1)


def _rank_points(entry: Entry) -> pl.Expr:
    return _by_rank(_field(entry), entry, entry["rule"])


def _by_rank(value: pl.Expr, entry: Entry, rule: Entry) -> pl.Expr:
    lost = percent(rule["lose"]) * (_rank(value) - 1)
    return (float(entry["points"]) * (1 - lost)).clip(lower_bound=float(rule["floor"]))


def _rank_over_target(entry: Entry) -> pl.Expr:
    value, rule = _field(entry), entry["rule"]
    target, base, pool = float(rule["target"]), float(rule["base"]), float(rule["pool"])
    lost = percent(rule["lose"]) * (_rank(value) - 1)
    above = (base + pool * (1 - lost)).clip(lower_bound=base)
    reached = pl.when(value > target).then(above).when(value == target).then(base)
    return reached.when(value.is_not_null()).then(0.0)


def _standardised(entry: Entry) -> pl.Expr:
    value, rule, full = _field(entry), entry["rule"], float(entry["points"])
    mean, deviation = value.mean().over(GROUP), value.std(ddof=0).over(GROUP)
    points = (float(rule["centre"]) + float(rule["spread"]) * (value - mean) / deviation).clip(0, full)
    return pl.when(deviation >= GUARD).then(points).when(value.is_not_null()).then(full)


def _normal_scores(entry: Entry) -> pl.Expr:
    value, rule, full = _field(entry), entry["rule"], float(entry["points"])
    from_worst = value.rank("max").over(GROUP).cast(pl.Float64)
    share = (from_worst - OFFSET) / (value.count().over(GROUP) + (1 - 2 * OFFSET))
    quantile = share.map_batches(_quantile, return_dtype=pl.Float64, is_elementwise=True)
    points = (float(rule["centre"]) + float(rule["spread"]) * quantile).clip(0, full)
    differ = value.max().over(GROUP) != value.min().over(GROUP)
    return pl.when(differ).then(points).when(value.is_not_null()).then(full)


def _quantile(shares: pl.Series) -> pl.Series:
    return pl.Series(quantiles_of(shares.to_numpy()), nan_to_null=True)


def _exponential_rank(entry: Entry) -> pl.Expr:
    value, k = _field(entry), float(entry["rule"]["k"])
    # How many are as good or worse, of all: counted from the worst, ties share the better place.
    share = value.rank("max").over(GROUP) / value.count().over(GROUP)
    return (1 - share * (1 - exp(-100 / k))).log() * (-float(entry["points"]) * k / 100)


def _power_points(entry: Entry) -> pl.Expr:
    rule = entry["rule"]
    distance = (_field(entry) - float(rule["b"])).clip(lower_bound=0)
    return (float(rule["a"]) * distance ** float(rule["c"])).clip(upper_bound=float(entry["points"]))


def _formula(entry: Entry) -> pl.Expr:
    """Full points from 95 on; below it in proportion to the best of the group, to two decimals."""
    value, full = _field(entry), float(entry["points"])
    points = (value / value.max().over(GROUP) * (full * 100) + (0.5 + GUARD)).floor() / 100
    return pl.when(value >= 95).then(full).otherwise(points)  # noqa: PLR2004 - as the text of the formula has it


def _raters(entry: Entry) -> pl.Expr:
    """The weighted mean of those present, class by class."""
    worth, weights = [], []
    for each in entry["rule"]["classes"]:
        raters, weight = each["raters"], float(each["weight"])
        names = range(1, int(raters) + 1) if isinstance(raters, str) else raters
        given = [_field(entry, f"{each['name']}.{name}") for name in names]
        mean = given[0] if len(given) == 1 else pl.mean_horizontal(given)
        worth.append(mean * weight)
        weights.append(mean.is_not_null() * weight)
    scale = float(entry["points"]) / float(entry["rule"]["out_of"])
    mean = pl.sum_horizontal(worth) / pl.sum_horizontal(weights) * scale
    return mean.fill_nan(None)


def _additive(entry: Entry) -> pl.Expr:
    points = pl.lit(float(entry["rule"]["base"]))
    for item in entry["rule"]["items"]:
        worth = _field(entry, item["name"]) * float(item["points"])
        points += worth.clip(upper_bound=float(item["cap"])) if "cap" in item else worth
    return points.clip(0, float(entry["points"]))


def _rank_votes(entry: Entry) -> pl.Expr:
    levels = entry["rule"]["levels"]
    votes: Any = sum(_field(entry, f"第{at}名票") * float(level) for at, level in enumerate(levels, 1))
    return _by_table(votes, entry["rule"])


def _gate(entry: Entry) -> pl.Expr:
    rule = entry["rule"]
    (need,) = rule["needs"]
    met, value = _field(entry, need), _field(entry)
    points = pl.when(met == 1).then(_by_table(value, rule["then"]))
    return points.when(met.is_not_null() & value.is_not_null()).then(float(rule["otherwise"]))


def _mix(entry: Entry) -> pl.Expr:
    now, before = _field(entry, "本年"), _field(entry, "上年")
    level, growth = entry["rule"]["parts"]
    grown = _by_rank(((now - before) / before * 100).round(GUARD_DECIMALS), entry, growth["then"])
    return _efficacy(now, entry) * percent(level["share"]) + grown * percent(growth["share"])


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
    "rubric": _field,
    "imported": _imported,
    "goalposts": _goalposts,
    "checklist": _checklist,
    "timeliness": _timeliness,
    "pass or fail": _pass_or_fail,
    "per head": _per_head,
    "change": _change,
    "rank over target": _rank_over_target,
    "standardised": _standardised,
    "normal scores": _normal_scores,
    "exponential rank": _exponential_rank,
    "power points": _power_points,
    "formula": _formula,
    "raters": _raters,
    "additive": _additive,
    "rank votes": _rank_votes,
    "gate": _gate,
    "mix": _mix,
}
