"""The rules in vectorised pandas, as a careful engineer would write them by hand.

Each takes the frame, the indicator's entry in the scheme, and returns its points, NaN where there is no value.
`GUARD` takes up what floats lose before a step or a rounding, or where quotients are compared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from benchmarks.frame_headings import GROUP, heading

if TYPE_CHECKING:
    from collections.abc import Callable

    Entry = dict[str, Any]
    Series = pd.Series[float]

GUARD_DECIMALS = 9
GUARD = 10.0**-GUARD_DECIMALS


def points_of(frame: pd.DataFrame, entry: Entry) -> Series:
    """The points of one indicator."""
    return _RULES[entry["rule"]["kind"]](frame, entry)


def _field(frame: pd.DataFrame, entry: Entry, name: str = "") -> Series:
    return frame[heading(entry["code"], name)]


def _by_group(frame: pd.DataFrame, numbers: dict[str, str]) -> Series:
    return frame[GROUP].map({group: float(number) for group, number in numbers.items()}).astype(float)


def _series(numbers: Any, like: Series) -> Series:
    """What a numpy function made of a column, NaN again where the column is."""
    return pd.Series(numbers, index=like.index).where(like.notna())


def _target(frame: pd.DataFrame, entry: Entry) -> Series:
    if "measure" not in entry:
        return _on_target(_field(frame, entry), frame, entry, entry["rule"])
    found, closed = _field(frame, entry, "查摆问题"), _field(frame, entry, "已整改")
    reached = _on_target(closed / found * 100, frame, entry, entry["rule"])
    return reached.mask((found == 0) & closed.notna(), float(entry["points"]))


def _on_target(value: Series, frame: pd.DataFrame, entry: Entry, rule: Entry) -> Series:
    target = rule["target"]
    wanted = _by_group(frame, target) if isinstance(target, dict) else float(target)
    excess = wanted - value if entry.get("direction") == "lower" else value - wanted
    full: str = entry["points"]
    base, cap = float(rule.get("base", full)), float(rule.get("cap", full))
    steps: Any = excess / float(rule.get("per", "1"))
    if rule["part_step"] == "whole":
        steps = -np.floor(-steps + GUARD)
    elif rule["part_step"] == "started":
        steps = -np.ceil(-steps - GUARD)
    short = (base + steps * float(rule["lose"])).clip(lower=0)
    beyond = (base + steps * float(rule.get("gain", "0"))).clip(upper=cap)
    points: Series = short.where(excess < 0, beyond)
    return points


def _deduction(frame: pd.DataFrame, entry: Entry) -> Series:
    events = entry["rule"]["events"]
    left: Any = float(entry["points"])
    for event in events:
        lost = _field(frame, entry, event["name"] if len(events) > 1 else "") * float(event["lose"])
        left = left - (lost.clip(upper=float(event["cap"])) if "cap" in event else lost)
    points: Series = left.clip(lower=0)
    return points


def _bands(frame: pd.DataFrame, entry: Entry) -> Series:
    value, rule = _field(frame, entry), entry["rule"]
    starts = [float(band["from"]) for band in rule["bands"]]
    worth = [float(band["points"]) for band in rule["bands"]]
    below = float(rule["below"])
    if "between" in rule:
        return _series(np.interp(value, starts[::-1], worth[::-1], left=below), value)
    return _series(np.select([value >= start for start in starts], worth, below), value)


def _absolute_efficacy(frame: pd.DataFrame, entry: Entry) -> Series:
    rule = entry["rule"]
    good, bad = float(rule["satisfactory"]), float(rule["unacceptable"])
    position = (_field(frame, entry) - bad) / (good - bad)
    return (float(entry["points"]) * (0.6 + 0.4 * position)).clip(upper=float(rule["cap"]))


def _relative_efficacy(frame: pd.DataFrame, entry: Entry) -> Series:
    value = _field(frame, entry)
    groups = value.groupby(frame[GROUP], observed=True)
    highest, lowest = groups.transform("max"), groups.transform("min")
    position = ((value - lowest) / (highest - lowest)).mask(highest == lowest, 1.0)
    return float(entry["points"]) * (0.6 + 0.4 * position)


def _ratio_to_best(frame: pd.DataFrame, entry: Entry) -> Series:
    value = _field(frame, entry) * _by_group(frame, entry["difficulty"]["groups"])
    best = value.groupby(frame[GROUP], observed=True).transform("max")
    return (value / best * float(entry["points"])).clip(lower=0).mask(best <= 0, 0.0)


def _rank_points(frame: pd.DataFrame, entry: Entry) -> Series:
    return _by_rank(_field(frame, entry), frame, entry, entry["rule"])


def _by_rank(value: Series, frame: pd.DataFrame, entry: Entry, rule: Entry) -> Series:
    rank = value.groupby(frame[GROUP], observed=True).rank(method="min", ascending=False)
    lost = float(rule["lose"].rstrip("%")) / 100 * (rank - 1)
    return (float(entry["points"]) * (1 - lost)).clip(lower=float(rule["floor"]))


def _votes(frame: pd.DataFrame, entry: Entry) -> Series:
    levels = entry["rule"]["levels"]
    counts = [_field(frame, entry, level["name"]) for level in levels]
    worth: Any = sum(count * float(level["points"]) for count, level in zip(counts, levels, strict=True))
    mean: Series = worth / sum(counts)
    return (mean / 100 * float(entry["points"])).clip(lower=0)


def _direct(frame: pd.DataFrame, entry: Entry) -> Series:
    return _field(frame, entry)


def _imported(frame: pd.DataFrame, entry: Entry) -> Series:
    full = float(entry["points"])
    return _field(frame, entry) * (full / float(entry["rule"].get("out_of", full)))


def _goalposts(frame: pd.DataFrame, entry: Entry) -> Series:
    low, high = float(entry["rule"]["min"]), float(entry["rule"]["max"])
    return (_field(frame, entry).clip(low, high) - low) / (high - low) * float(entry["points"])


def _checklist(frame: pd.DataFrame, entry: Entry) -> Series:
    done: Any = sum(
        _field(frame, entry, item["name"]) * float(item["points"]) for item in entry["rule"]["items"]
    )
    points: Series = done
    return points


def _timeliness(frame: pd.DataFrame, entry: Entry) -> Series:
    late, steps = _field(frame, entry), entry["rule"]["steps"][::-1]
    lost = np.select(
        [late >= step["from_days"] for step in steps], [float(step["lose"]) for step in steps], 0.0
    )
    return _series(float(entry["points"]) - lost, late).clip(lower=float(entry["rule"]["floor"]))


def _pass_or_fail(frame: pd.DataFrame, entry: Entry) -> Series:
    value = _field(frame, entry)
    return _series(np.where(value == 1, float(entry["points"]), float(entry["rule"]["fail"])), value)


def _per_head(frame: pd.DataFrame, entry: Entry) -> Series:
    value = _field(frame, entry, "数量") / _field(frame, entry, "人数")
    # Equal amounts per head differ in their last bit where the amounts have decimals.
    value = value.round(GUARD_DECIMALS)
    return _by_rank(value, frame, entry, entry["rule"]["then"])


def _change(frame: pd.DataFrame, entry: Entry) -> Series:
    now, before = _field(frame, entry, "本年"), _field(frame, entry, "上年")
    return _on_target((now - before) / before * 100, frame, entry, entry["rule"]["then"])


_RULES: dict[str, Callable[[pd.DataFrame, Entry], Series]] = {
    "target": _target,
    "deduction": _deduction,
    "bands": _bands,
    "absolute efficacy": _absolute_efficacy,
    "relative efficacy": _relative_efficacy,
    "ratio to best": _ratio_to_best,
    "rank points": _rank_points,
    "votes": _votes,
    "direct": _direct,
    "imported": _imported,
    "goalposts": _goalposts,
    "checklist": _checklist,
    "timeliness": _timeliness,
    "pass or fail": _pass_or_fail,
    "per head": _per_head,
    "change": _change,
}
