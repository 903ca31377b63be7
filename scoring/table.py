"""The table reading of a plan: numpy over cohort blocks, compiled once, deciding each edge as exact arithmetic does."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial, reduce
from typing import TYPE_CHECKING, assert_never

import numpy as np

from indicators import formula
from indicators.formula import Comparison, Flag
from scoring import bounds
from scoring.block import Values
from scoring.plan import Formula, Product, Raw, Rounded, Sum
from scoring.program import Program, Run
from scoring.rounding import round_half_up, rounded
from scoring.sheet import State
from scoring.sums import SumBounds, run_sum

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from numpy.typing import NDArray

    from indicators.formula import ColumnName
    from scoring.block import Block
    from scoring.bounds import Known
    from scoring.exact import Exact
    from scoring.plan import Column, Plan
    from scoring.sheet import RawColumn, ScoreSheet

    Compute = Callable[[Run], Values]


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


class Table:
    """A plan compiled for all score sheets of one profile.

    Attributes:
        known: What is known of each column.
    """

    def __init__(self, plan: Plan, profile: Profile) -> None:
        self.known: dict[ColumnName, Known] = dict(profile.known)
        self._partly = set(profile.partly)
        self._groups = plan.scheme.group_codes
        self._units = profile.units
        self._sums = {column.name: column for column in plan.columns if isinstance(column, Sum)}
        self._sum_bounds = SumBounds()
        self._steps = [(column.name, self._compile(column)) for column in plan.columns]

    def run(self, sheet: ScoreSheet, block: Block, exact: Exact) -> dict[ColumnName, Values]:
        """Every column of the plan over one block of a sheet.

        Args:
            sheet: A sheet of this table's profile.
            block: Whole peer groups of it.
            exact: The exact reading of the same plan and sheet, asked about what floats cannot decide.
        """
        columns: dict[ColumnName, Values] = {}
        for name, compute in self._steps:
            run = Run(sheet, block, columns, exact)
            columns[name] = _settled(name, compute(run), run)
        return columns

    def _compile(self, column: Column) -> Compute:
        match column:
            case Raw(name):
                return partial(_run_raw, name)
            case Formula():
                return self._formula(column)
            case Sum():
                self.known[column.name] = self._sum_bounds.of(column, self.known, frozenset(self._partly))
                self._inherit(column.name, [term.column for term in column.terms])
                return lambda run: run_sum(column, run.columns, self._sums)
            case Product():
                return self._product(column)
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
        zero = formula.constant(0)
        zeros = tuple(
            program.compile(formula.Compare(divisor, Comparison.EQUAL, zero)) for divisor in column.divisors
        )
        register = program.compile(column.tree)
        self.known[column.name] = bounds.either(program.known[register], bounds.exactly(column.full))
        self._inherit(column.name, column.fields)
        if column.divisors and column.zero_state is State.NOT_APPLICABLE:
            self._partly.add(column.name)
        return partial(_run_formula, column, program, register, zeros)

    def _product(self, column: Product) -> Compute:
        base = bounds.exactly(column.base)
        factors = [bounds.either(self.known[factor], base) for factor in column.factors]
        share = 1 / column.base ** (len(factors) - 1)
        product = bounds.multiply(reduce(bounds.multiply, factors), bounds.exactly(share))
        self.known[column.name] = product
        self._inherit(column.name, column.factors)
        return partial(_run_product, column, float(share), [self.known[name] for name in column.factors])


def _settled(name: ColumnName, values: Values, run: Run) -> Values:
    """The values with every doubtful row taken from the exact reading."""
    if run.doubt is None or not run.doubt.any():
        return values
    numbers = values.numbers.copy()
    states = np.zeros(len(numbers), dtype=np.uint8) if values.states is None else values.states.copy()
    for row in np.flatnonzero(run.doubt):
        cell = run.exact.cell(name, int(run.block.positions[row]))
        states[row] = cell.state
        numbers[row] = float(cell.number)
    return Values(numbers, states if states.any() else None, values.flags, values.applicable)


def _run_raw(name: ColumnName, run: Run) -> Values:
    column = run.sheet.columns[name]
    numbers = column.mantissas[run.block.positions] / np.float64(10**column.decimals)
    states = column.states[run.block.positions]
    return Values(numbers, states if states.any() else None)


def _run_formula(
    column: Formula, program: Program, register: int, zeros: tuple[int, ...], run: Run
) -> Values:
    registers = program.run(run)
    numbers = np.array(np.broadcast_to(registers[register], run.block.height), dtype=np.float64)
    states = _field_states([run.columns[field] for field in column.fields], run.block.height)
    for zero in zeros:
        is_zero = np.broadcast_to(registers[zero], run.block.height).astype(bool)
        if states is None and is_zero.any():
            states = np.zeros(run.block.height, dtype=np.uint8)
        if states is not None:
            states[is_zero & (states == State.VALUE)] = column.zero_state
    if states is not None:
        if run.doubt is not None:
            decided_by_numbers = states == State.VALUE
            if zeros:
                decided_by_numbers |= states == column.zero_state
            run.doubt = run.doubt & decided_by_numbers
        granted = states == State.ZERO_DENOMINATOR
        if not zeros:
            states[granted] = State.VALUE
            numbers[granted] = float(column.full)
        present = states == State.VALUE
        numbers[~present] = 0.0
        run.flags = {flag: raised & present & ~granted for flag, raised in run.flags.items()}
        if not states.any():
            states = None
    if run.doubt is not None:
        _settle_flags(column.tree, run.doubt, run)
    return Values(numbers, states, run.flags)


def _settle_flags(tree: formula.Node, doubt: NDArray[np.bool_], run: Run) -> None:
    """Raises the flags of doubtful rows as the exact reading does."""
    rows = np.flatnonzero(doubt)
    for flag, raised in run.flags.items():
        conditions = [flagged.when for flagged in _flagged(tree) if flagged.flag is flag]
        settled = raised.copy()
        for row in rows:
            unit = int(run.block.positions[row])
            settled[row] = any(run.exact.holds(condition, unit) for condition in conditions)
        run.flags[flag] = settled


def _flagged(node: formula.Node | formula.Compare) -> Iterator[formula.Flagged]:
    if isinstance(node, formula.Flagged):
        yield node
    for part in formula.children(node):
        yield from _flagged(part)


def _field_states(fields: list[Values], height: int) -> NDArray[np.uint8] | None:
    """Not applicable if any field is, else missing if any is, else without denominator if any is."""
    if all(field.states is None for field in fields):
        return None
    states = np.zeros(height, dtype=np.uint8)
    for state in (State.ZERO_DENOMINATOR, State.MISSING, State.NOT_APPLICABLE):
        for field in fields:
            states[field.are(state)] = state
    return states


def _run_product(column: Product, share: float, known: list[Known], run: Run) -> Values:
    height = run.block.height
    product = np.ones(height)
    present, withheld, neutral = (np.zeros(height, dtype=bool) for _ in range(3))
    for name, bound in zip(column.factors, known, strict=True):
        child = run.columns[name]
        absent = child.are(State.NOT_APPLICABLE)
        neutral |= absent
        present |= ~absent
        withheld |= ~absent & ~child.are(State.VALUE)
        withheld |= _below_zero(child.numbers, bound, run)
        product *= np.where(absent, float(column.base), child.numbers)
    product *= share
    states = np.where(withheld, np.uint8(State.NO_SCORE), np.uint8(State.VALUE))
    states[~present] = State.NOT_APPLICABLE
    product[states != State.VALUE] = 0.0
    flags = {Flag.NEUTRAL_FACTOR: neutral & present} if neutral.any() else {}
    return Values(product, states if states.any() else None, flags)


def _below_zero(numbers: NDArray[np.float64], known: Known, run: Run) -> NDArray[np.bool_]:
    tolerance = known.tolerance()
    if tolerance is None and known.lowest < 0:
        run.doubtful(np.abs(numbers) <= 2 * known.error)
    below: NDArray[np.bool_] = numbers < -(tolerance or known.error)
    return below


def _run_rounded(column: Rounded, known: Known, run: Run) -> Values:
    child = run.columns[column.of]
    units, doubt = round_half_up(child.numbers, known, column.decimals)
    if doubt is not None:
        run.doubtful(doubt & child.are(State.VALUE))
    numbers = units / 10.0**column.decimals
    numbers[~child.are(State.VALUE)] = 0.0
    return Values(numbers, child.states)
