"""A score sheet of any size, drawn for the assessment from a fixed seed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from benchmarks.assessment import TYPES
from indicators.formula import ColumnName, Stage
from indicators.units import Unit
from scoring.sheet import RawColumn, ScoreSheet, State

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from benchmarks.assessment import Assessment, Leaf
    from benchmarks.families import Figure

SEED = 2020
MISSING = 0.03
#: The largest group is about so many times the smallest.
SPREAD = 9


def draw_sheet(of: Assessment, units: int) -> ScoreSheet:
    """A sheet of so many units, listed group after group as a register lists them.

    A cell that is reported is any figure of its field with the same chance; 3 % of the cells are missing.
    """
    groups, random = draw_groups(of, units)
    register = tuple(
        Unit.model_construct(code=f"U{number}", name=f"单位{number}", group=of.groups[group], aliases=())
        for number, group in enumerate(groups.tolist(), 1)
    )
    columns: dict[ColumnName, RawColumn] = {}
    for leaf in of.leaves:
        columns |= draw_leaf(leaf, groups % TYPES, random)
    return ScoreSheet(register, columns)


def draw_groups(of: Assessment, units: int) -> tuple[NDArray[np.intp], np.random.Generator]:
    """The group of each unit, ascending, shape (n_units,); and the generator that goes on with their figures."""
    random = np.random.default_rng(SEED)
    return np.repeat(np.arange(len(of.groups)), draw_sizes(len(of.groups), units, random)), random


def draw_sizes(groups: int, units: int, random: np.random.Generator) -> NDArray[np.intp]:
    """How many of so many units each of so many groups has, shape (groups,)."""
    sizes = random.integers(1, SPREAD + 1, groups)
    cuts = np.rint(np.cumsum(sizes) / sizes.sum() * units).astype(np.intp)
    drawn: NDArray[np.intp] = np.diff(cuts, prepend=0)
    return drawn


def draw_leaf(
    leaf: Leaf, types: NDArray[np.intp], random: np.random.Generator
) -> dict[ColumnName, RawColumn]:
    """What units report for an indicator, given the type of each one's group, shape (n_units,)."""
    applies = np.isin(types, leaf.types)
    drawn: dict[str, NDArray[np.int64]] = {}
    columns = {}
    for name, figure in leaf.figures.items():
        drawn[name] = numbers = _draw(figure, drawn, len(types), random)
        missing = random.random(len(types)) < MISSING
        states = np.where(missing, np.uint8(State.MISSING), np.uint8(State.VALUE))
        states[~applies] = State.NOT_APPLICABLE
        mantissas = np.where(states == State.VALUE, numbers, 0)
        columns[ColumnName(Stage.RAW, leaf.code, name)] = RawColumn(mantissas, figure.decimals, states)
    return columns


def _draw(
    figure: Figure, drawn: dict[str, NDArray[np.int64]], units: int, random: np.random.Generator
) -> NDArray[np.int64]:
    steps = random.integers(0, (figure.high - figure.low) // figure.step + 1, units)
    numbers = figure.low + figure.step * steps
    return numbers if figure.part_of is None else np.minimum(numbers, drawn[figure.part_of])
