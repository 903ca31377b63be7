"""The table reading of a plan: numpy over cohort blocks, compiled once, deciding each edge as exact arithmetic does."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, assert_never

import numpy as np

from indicators import formula, trees
from indicators.formula import Cohort, ColumnName, Scope, Stage
from indicators.policies import Missing
from scoring import bounds, joints
from scoring.block import Gathered, Values
from scoring.formula_column import field_states, run_formula
from scoring.oracle import Oracle
from scoring.plan import Extreme, Formula, GeometricMean, PresentMean, Product, Raw, Rounded, Sum
from scoring.present_mean import known_present_mean, run_present_mean
from scoring.program import Program
from scoring.rounding import round_half_up, rounded
from scoring.run import Run
from scoring.scratch import Scratch
from scoring.sheet import NOT_APPLICABLE, VALUE, State
from scoring.sums import CompiledSum, SumBounds, Weighing

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from numpy.typing import NDArray

    from scoring.block import Arranged
    from scoring.bounds import Known
    from scoring.plan import Column, Joint, Plan
    from scoring.sheet import RawColumn, ScoreSheet

    Array = NDArray[np.float64]
    Compute = Callable[[Run, Array], Values]


@dataclass(frozen=True, slots=True)
class Profile:
    """What a compiled table takes for granted of its input.

    `known` is what is known of each raw column, `partly` the raw columns which do not apply to some units,
    `units` how many units there are at most, `withheld` the columns which some units may have no score in, `sums` what is
    known of sums among them.
    """

    known: Mapping[ColumnName, Known]
    partly: frozenset[ColumnName]
    units: int
    withheld: frozenset[ColumnName] = frozenset()
    sums: SumBounds = field(default_factory=SumBounds)


def profile_of(sheet: ScoreSheet) -> Profile:
    """The profile of a whole score sheet."""
    known = {name: _range(column) for name, column in sheet.columns.items()}
    partly = [name for name, column in sheet.columns.items() if (column.states == NOT_APPLICABLE).any()]
    return Profile(known, frozenset(partly), len(sheet.units))


def _range(column: RawColumn) -> Known:
    mantissas = column.mantissas[column.states == VALUE]
    if len(mantissas) == 0:
        return bounds.whole(0, 0)
    scale = 10**column.decimals
    return bounds.decimals(int(mantissas.min()) / scale, int(mantissas.max()) / scale, column.decimals)


Flags = Mapping[ColumnName, Mapping[formula.Flag, "NDArray[np.bool_]"]]


@dataclass(frozen=True, slots=True)
class Computed:
    """The columns that were kept over all units, in the order of their groups, and every flag that was raised.

    `oracle` decides what floats cannot.
    """

    columns: Mapping[ColumnName, Values]
    flags: Flags
    oracle: Oracle


class Table:
    """A plan compiled for all score sheets of one profile; may be used by several threads.

    Attributes:
        known: What is known of each column.
    """

    def __init__(self, plan: Plan, profile: Profile, whole: Plan | None = None) -> None:
        """Compiles every column.

        Args:
            plan: What is to be computed.
            profile: Of what it is computed from.
            whole: The plan that this is a branch of, which takes the rest as if it had been reported.
        """
        self.known: dict[ColumnName, Known] = dict(profile.known)
        self._plan, self._whole_plan = plan, whole or plan
        self._partly = set(profile.partly)
        self._withheld = set(profile.withheld)
        self._groups = plan.scheme.group_codes
        self._units = profile.units
        self._sums = {column.name: column for column in self._whole_plan.columns if isinstance(column, Sum)}
        self._sum_bounds = profile.sums.copied()
        self._memory = Scratch()
        self._steps = [
            Step(column, self._compile(column)) for column in plan.columns if not isinstance(column, Raw)
        ]
        self._done_after = _last_readers(self._steps)
        cohorts = [name for step in self._steps for name in step.cohorts]
        self._of_cohorts = frozenset(cohorts)
        self._whole = any(_asks_everybody(column) for column in plan.columns)

    @property
    def profile(self) -> Profile:
        """What is known of all columns, once they are compiled."""
        partly, withheld = frozenset(self._partly), frozenset(self._withheld)
        return Profile(self.known, partly, self._units, withheld, self._sum_bounds)

    def run(self, arranged: Arranged, keep: Collection[ColumnName] | None = None) -> Computed:
        """The plan over all units of a sheet of this table's profile.

        Args:
            arranged: The sheet.
            keep: The columns wanted over all units, every one unless stated; the others live for a block only.
        """
        reported = arranged.columns(self._plan.raw)
        kept: dict[ColumnName, Gathered] = {}
        for step in self._steps:
            name = step.column.name
            if keep is None or name in keep or name in self._of_cohorts:
                points = float(step.column.points) if isinstance(step.column, Sum) else 0.0
                kept[name] = Gathered(np.empty(len(arranged.order)), points)
        flags: dict[ColumnName, dict[formula.Flag, NDArray[np.bool_]]] = {}
        readable: ChainMap[ColumnName, Gathered | Values] = ChainMap({**kept}, {**reported})
        oracle = Oracle(self._whole_plan, arranged, self.known, readable)
        with np.errstate(all="ignore"):
            for block, part in arranged.blocks(self._plan.raw, whole=self._whole):
                run = Run(arranged, block, dict(part), oracle)
                self._run_block(run, kept, flags)
        columns = {name: gathered.values() for name, gathered in kept.items()}
        return Computed({**reported, **columns}, flags, oracle)

    def _run_block(
        self,
        run: Run,
        kept: Mapping[ColumnName, Gathered],
        flags: dict[ColumnName, dict[formula.Flag, NDArray[np.bool_]]],
    ) -> None:
        block, computed, wider = run.block, run.columns, run.arranged.wider
        any_wild = wider is not None and wider.is_wild
        for step, done in zip(self._steps, self._done_after, strict=True):
            name = step.column.name
            gathered = kept.get(name)
            run.begin()
            if any_wild:
                step.inherit_doubt(run)
            out = self._memory.column(block.height) if gathered is None else gathered.numbers[block.rows]
            values = step.compute(run, out)
            if run.doubt is not None:
                values = _settled(name, values, self.known[name], run)
                any_wild |= values.wild is not None
            computed[name] = values
            if gathered is not None:
                gathered.put(block.rows, values)
            for flag, raised in values.flags.items():
                of_column = flags.setdefault(name, {})
                if flag not in of_column:
                    of_column[flag] = np.zeros(len(run.arranged.order), dtype=bool)
                of_column[flag][block.rows] = raised
            for source in done:
                if source not in kept:
                    self._memory.give_back(computed[source].numbers)

    def _compile(self, column: Formula | PresentMean | Sum | Joint | Rounded) -> Compute:
        match column:
            case Formula():
                return self._formula(column)
            case PresentMean(name, terms):
                self.known[name] = known_present_mean(column, self.known)
                self._inherit(name, [child for child, _ in terms])
                return partial(run_present_mean, column)
            case Sum():
                self.known[column.name] = self._sum_bounds.of(
                    column, self.known, self._partly, self._units, self._weighings(column)
                )
                compiled = self._sum(column)
                if column.least_present is not None or any(
                    t.missing is Missing.NO_SCORE for t in column.terms
                ):
                    self._withheld.add(column.name)
                self._inherit(column.name, [term.column for term in column.terms])
                return compiled.run
            case Product() | GeometricMean() | Extreme():
                self.known[column.name] = joints.known_joint(column, self.known)
                self._inherit(column.name, column.factors)
                if isinstance(column, GeometricMean) and not column.weighs_for_all:
                    self._partly.add(column.name)
                self._withheld.add(column.name)
                return partial(joints.run_joint, column, self.known)
            case Rounded(name, of, decimals):
                self.known[name] = rounded(decimals, self.known[of])
                self._inherit(name, [of])
                return partial(_run_rounded, column, self.known[of])
            case _:
                assert_never(column)

    def _weighings(self, column: Sum) -> Iterable[Weighing]:
        """What is known of the weights of a sum."""
        return map(Weighing.of, column.terms)

    def _sum(self, column: Sum) -> CompiledSum:
        return CompiledSum(column, self._sums, self.known, self._units, self._partly | self._withheld)

    def _inherit(self, name: ColumnName, sources: list[ColumnName] | tuple[ColumnName, ...]) -> None:
        if any(source in self._partly for source in sources):
            self._partly.add(name)
        if any(source in self._withheld for source in sources):
            self._withheld.add(name)

    def _formula(self, column: Formula) -> Compute:
        # A field that may be without a value counts as zero there.
        optional = {name: bounds.either(self.known[name], bounds.whole(0, 0)) for name in column.optional}
        known = ChainMap(optional, self.known) if optional else self.known
        program = Program(known, self._groups, self._units)
        may_hold = (program.compile(condition) for condition in column.undefined)
        conditions = tuple(program.for_units(at) for at in may_hold if not program.is_always(at, False))  # noqa: FBT003
        register = program.for_units(program.compile(column.tree))
        self.known[column.name] = bounds.either(program.known[register], bounds.exactly(column.full))
        self._inherit(column.name, column.fields)
        if conditions and column.when_undefined is State.NOT_APPLICABLE:
            self._partly.add(column.name)
        code = program.lines((register, *conditions))
        most = max((line.slot for line in code), default=-1) + 1
        fields = column.fields
        reported = all(field.stage is Stage.RAW for field in fields)

        def compute(run: Run, out: Array) -> Values:
            registers = program.run(run, code, [*self._memory.buffers(most, run.block.height), None, out])
            if registers[register] is not out:
                np.copyto(out, registers[register])
            undefined = [registers[at].astype(bool) for at in conditions]
            return run_formula(column, field_states(fields, run, reported=reported), undefined, run, out)

        return compute


class Step:
    """One column of the plan and how it is computed; `sources` it reads unit by unit, `cohorts` of whole cohorts."""

    def __init__(self, column: Column, compute: Compute) -> None:
        self.column = column
        self.compute = compute
        self.sources, self.cohorts = sources(column)

    def inherit_doubt(self, run: Run) -> None:
        """Rows whose numbers lie outside what is known of a source, and all that were compared with them."""
        for name in self.sources:
            wild = run.columns[name].wild
            if wild is not None:
                run.doubtful(wild)
        wider = run.arranged.wider
        for name in self.cohorts:
            if run.columns[name].wild is not None or (wider is not None and wider.wild(name)):
                run.doubtful(np.ones(run.block.height, dtype=bool))


def _last_readers(steps: list[Step]) -> list[list[ColumnName]]:
    """For each step, the columns that nobody reads after it."""
    last = {}
    for at, step in enumerate(steps):
        last[step.column.name] = at
        for name in (*step.sources, *step.cohorts):
            last[name] = at
    computed = {step.column.name for step in steps}
    done: list[list[ColumnName]] = [[] for _ in steps]
    for name, at in last.items():
        if name in computed:
            done[at].append(name)
    return done


def _asks_everybody(column: Column) -> bool:
    """Whether a column takes cohorts of all units, who must then be in one block."""
    if not isinstance(column, Formula):
        return False
    return any(isinstance(node, Cohort) and node.scope is Scope.ALL for node in trees.walk(column.tree))


def sources(column: Column) -> tuple[list[ColumnName], list[ColumnName]]:
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
    assert run.doubt is not None
    if not run.doubt.any():
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


def _run_rounded(column: Rounded, known: Known, run: Run, out: Array) -> Values:
    child = run.columns[column.of]
    units, doubt = round_half_up(child.numbers, known, column.decimals)
    if doubt is not None:
        run.doubtful(doubt & child.are(VALUE))
    np.divide(units, 10.0**column.decimals, out=out)
    absent = child.absent
    if child.states is not None:
        absent = np.flatnonzero(child.states != VALUE) if absent is None else absent
        out[absent] = 0.0
    return Values(out, child.states, absent=absent)
