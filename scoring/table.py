"""The table reading of a plan: numpy over cohort blocks, compiled once, deciding each edge as exact arithmetic does."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, assert_never

import numpy as np

from indicators import formula, trees
from indicators.formula import Cohort, Scope
from scoring import bounds, joints
from scoring.block import Gathered, Values
from scoring.oracle import Oracle
from scoring.plan import Extreme, Formula, GeometricMean, PresentMean, Product, Raw, Rounded, Sum
from scoring.present_mean import known_present_mean, run_present_mean
from scoring.program import Program, Run
from scoring.rounding import round_half_up, rounded
from scoring.sheet import State
from scoring.sums import SumBounds, run_sum

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from numpy.typing import NDArray

    from indicators.formula import ColumnName
    from scoring.block import Arranged, Block
    from scoring.bounds import Known
    from scoring.exact import Exact
    from scoring.plan import Column, Plan
    from scoring.sheet import RawColumn, ScoreSheet

    Array = NDArray[np.float64]
    Compute = Callable[[Run, Array], Values]


@dataclass(frozen=True, slots=True)
class Profile:
    """What a compiled table takes for granted of its input.

    `known` is what is known of each raw column, `partly` the raw columns which do not apply to some units,
    `units` how many units there are at most.
    """

    known: Mapping[ColumnName, Known]
    partly: frozenset[ColumnName]
    units: int


def profile_of(sheet: ScoreSheet) -> Profile:
    """The profile of a whole score sheet."""
    known = {name: _range(column) for name, column in sheet.columns.items()}
    partly = [name for name, column in sheet.columns.items() if (column.states == State.NOT_APPLICABLE).any()]
    return Profile(known, frozenset(partly), len(sheet.units))


def _range(column: RawColumn) -> Known:
    mantissas = column.mantissas
    if len(mantissas) == 0:
        return bounds.whole(0, 0)
    scale = 10**column.decimals
    return bounds.decimals(int(mantissas.min()) / scale, int(mantissas.max()) / scale, column.decimals)


@dataclass(frozen=True, slots=True)
class Computed:
    """Every column of a plan over all units, in the order of their groups, and who decides what floats cannot."""

    columns: Mapping[ColumnName, Values]
    oracle: Oracle


class Table:
    """A plan compiled for all score sheets of one profile.

    Attributes:
        known: What is known of each column.
    """

    def __init__(self, plan: Plan, profile: Profile) -> None:
        self.known: dict[ColumnName, Known] = dict(profile.known)
        self._plan = plan
        self._partly = set(profile.partly)
        self._groups = plan.scheme.group_codes
        self._units = profile.units
        self._sums = {column.name: column for column in plan.columns if isinstance(column, Sum)}
        self._sum_bounds = SumBounds()
        self._buffers: list[Array] = []
        self._steps = [_Step(column, self._compile(column)) for column in plan.columns]
        formulas = [column.tree for column in plan.columns if isinstance(column, Formula)]
        self._whole = any(
            isinstance(node, Cohort) and node.scope is Scope.ALL
            for tree in formulas
            for node in trees.walk(tree)
        )

    def run(self, arranged: Arranged) -> Computed:
        """Every column of the plan over all units of a sheet of this table's profile."""
        columns = {step.column.name: step.output(arranged) for step in self._steps}
        oracle = Oracle(self._plan, arranged.sheet, self.known, columns, arranged.rows)
        for block in arranged.blocks(whole=self._whole):
            self._run_block(arranged, block, oracle, columns)
        return Computed({name: gathered.values() for name, gathered in columns.items()}, oracle)

    def _run_block(
        self, arranged: Arranged, block: Block, exact: Exact, columns: Mapping[ColumnName, Gathered]
    ) -> None:
        computed: dict[ColumnName, Values] = {}
        for step in self._steps:
            run = Run(arranged, block, computed, exact)
            name, gathered = step.column.name, columns[step.column.name]
            step.inherit_doubt(run)
            out = gathered.numbers[block.rows]
            values = step.compute(run, out)
            computed[name] = _settled(name, values, self.known[name], run)
            gathered.put(block.rows, computed[name])

    def _buffer(self, slot: int, height: int) -> Array:
        while len(self._buffers) <= slot:
            self._buffers.append(np.empty(0))
        if len(self._buffers[slot]) < height:
            self._buffers[slot] = np.empty(height)
        return self._buffers[slot][:height]

    def _compile(self, column: Column) -> Compute:
        match column:
            case Raw(name):
                return partial(_run_raw, name)
            case Formula():
                return self._formula(column)
            case PresentMean(name, terms):
                self.known[name] = known_present_mean(column, self.known)
                self._inherit(name, [child for child, _ in terms])
                return partial(run_present_mean, column)
            case Sum():
                self.known[column.name] = self._sum_bounds.of(
                    column, self.known, frozenset(self._partly), self._units
                )
                self._inherit(column.name, [term.column for term in column.terms])
                return partial(run_sum, column, self._sums, self.known, self._units)
            case Product() | GeometricMean() | Extreme():
                self.known[column.name] = joints.known_joint(column, self.known)
                self._inherit(column.name, column.factors)
                return partial(joints.run_joint, column, self.known)
            case Rounded(name, of, decimals):
                self.known[name] = rounded(decimals, self.known[of])
                self._inherit(name, [of])
                return partial(_run_rounded, column, self.known[of])
            case _:
                assert_never(column)

    def _inherit(self, name: ColumnName, sources: list[ColumnName] | tuple[ColumnName, ...]) -> None:
        if any(source in self._partly for source in sources):
            self._partly.add(name)

    def _formula(self, column: Formula) -> Compute:
        program = Program(self.known, self._groups, self._units)
        conditions = tuple(program.compile(condition) for condition in column.undefined)
        register = program.compile(column.tree)
        self.known[column.name] = bounds.either(program.known[register], bounds.exactly(column.full))
        self._inherit(column.name, column.fields)
        if column.undefined and column.when_undefined is State.NOT_APPLICABLE:
            self._partly.add(column.name)
        slots = program.buffers((register, *conditions))

        def compute(run: Run, out: Array) -> Values:
            registers = program.run(run, slots, lambda slot: self._buffer(slot, run.block.height))
            np.copyto(out, registers[register])
            undefined = [np.broadcast_to(registers[at], run.block.height).astype(bool) for at in conditions]
            return _run_formula(column, undefined, run, out)

        return compute


class _Step:
    """One column of the plan and how it is computed."""

    def __init__(self, column: Column, compute: Compute) -> None:
        self.column = column
        self.compute = compute
        self._sources, self._cohorts = _sources(column)

    def output(self, arranged: Arranged) -> Gathered:
        """Where the column will be gathered."""
        if isinstance(self.column, Raw):
            return Gathered(arranged.raw(self.column.name).numbers)
        return Gathered(np.empty(len(arranged.order)))

    def inherit_doubt(self, run: Run) -> None:
        """Rows whose numbers lie outside what is known of a source, and all that were compared with them."""
        for name in self._sources:
            wild = run.columns[name].wild
            if wild is not None:
                run.doubtful(wild)
        for name in self._cohorts:
            wild = run.columns[name].wild
            if wild is not None:
                run.doubtful(np.ones(run.block.height, dtype=bool))


def _sources(column: Column) -> tuple[list[ColumnName], list[ColumnName]]:
    """The columns a column reads unit by unit, and those it reads of whole cohorts."""
    match column:
        case Raw():
            return [], []
        case Formula():
            parts = [column.tree, *column.undefined]
            nodes = [node for tree in parts for node in trees.walk(tree)]
            own = [node.column for node in nodes if isinstance(node, formula.Field)]
            return own, [node.column for node in nodes if isinstance(node, formula.Cohort)]
        case PresentMean():
            return [name for name, _ in column.terms], []
        case Sum():
            names = [term.column for term in column.terms]
            return names, [term.column for term in column.terms if term.reads_group_mean]
        case Rounded():
            return [column.of], []
        case _:
            return list(column.factors), []


def _settled(name: ColumnName, values: Values, known: Known, run: Run) -> Values:
    """The values with every doubtful row taken from the exact reading."""
    if run.doubt is None or not run.doubt.any():
        return values
    numbers = values.numbers
    states = np.zeros(len(numbers), dtype=np.uint8) if values.states is None else values.states.copy()
    wild = np.zeros(len(numbers), dtype=bool)
    for row in np.flatnonzero(run.doubt):
        cell = run.exact.cell(name, run.unit(int(row)))
        states[row] = cell.state
        numbers[row] = float(cell.number)
        wild[row] = not known.lowest <= numbers[row] <= known.highest
    return Values(
        numbers,
        states if states.any() else None,
        values.flags,
        values.applicable,
        wild if wild.any() else None,
    )


def _run_raw(name: ColumnName, run: Run, out: Array) -> Values:
    states = run.arranged.raw(name).states
    if states is None:
        return Values(out)
    own = states[run.block.rows]
    return Values(out, own if own.any() else None)


def _run_formula(column: Formula, undefined: list[NDArray[np.bool_]], run: Run, out: Array) -> Values:
    """States and flags of a formula whose numbers are in `out`."""
    states = _field_states([run.columns[field] for field in column.fields], run.block.height)
    if run.doubt is not None and states is not None:
        run.doubt = run.doubt & (states == State.VALUE)
    for condition in undefined:
        if condition.any():
            states = np.zeros(run.block.height, dtype=np.uint8) if states is None else states
            states[condition & (states == State.VALUE)] = column.when_undefined
    if states is not None:
        granted = states == State.ZERO_DENOMINATOR if column.grants else np.zeros(len(states), dtype=bool)
        states[granted] = State.VALUE
        out[granted] = float(column.full)
        absent = states != State.VALUE
        out[absent] = 0.0
        run.flags = {flag: raised & ~absent & ~granted for flag, raised in run.flags.items()}
        if not states.any():
            states = None
    if run.doubt is not None and run.flags:
        _settle_flags(column.tree, run.doubt, run)
    return Values(out, states, run.flags)


def _settle_flags(tree: formula.Node, doubt: NDArray[np.bool_], run: Run) -> None:
    """Raises the flags of doubtful rows as the exact reading does."""
    rows = np.flatnonzero(doubt)
    for flag, raised in run.flags.items():
        conditions = [flagged.when for flagged in _flagged(tree) if flagged.flag is flag]
        settled = raised.copy()
        for row in rows:
            unit = run.unit(int(row))
            settled[row] = any(run.exact.holds(condition, unit) for condition in conditions)
        run.flags[flag] = settled


def _flagged(tree: formula.Node) -> Iterator[formula.Flagged]:
    return (node for node in trees.walk(tree) if isinstance(node, formula.Flagged))


def _field_states(fields: list[Values], height: int) -> NDArray[np.uint8] | None:
    """No score if any field has none, else not applicable, missing, or without denominator, if any is."""
    found = [field.states for field in fields if field.states is not None]
    if not found:
        return None
    if len(found) == 1:
        return found[0].copy()
    states = np.zeros(height, dtype=np.uint8)
    for state in (State.ZERO_DENOMINATOR, State.MISSING, State.NOT_APPLICABLE, State.NO_SCORE):
        for field in found:
            states[field == state] = state
    return states


def _run_rounded(column: Rounded, known: Known, run: Run, out: Array) -> Values:
    child = run.columns[column.of]
    units, doubt = round_half_up(child.numbers, known, column.decimals)
    if doubt is not None:
        run.doubtful(doubt & child.are(State.VALUE))
    np.divide(units, 10.0**column.decimals, out=out)
    if child.states is not None:
        out[~child.are(State.VALUE)] = 0.0
    return Values(out, child.states)
