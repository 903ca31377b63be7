"""Numpy statements over registers: constants kept once, numbers of groups spread late, buffers reused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from indicators.formula import ColumnName
from scoring import bounds
from scoring import operations as op

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

    from numpy.typing import NDArray

    from scoring.bounds import Known
    from scoring.run import Run

    Array = NDArray[np.float64]
    Mask = NDArray[np.bool_]
    Operation = Callable[..., "Array | Mask"]

_NOTHING = np.empty(0)
#: Operations that work each number out of its own operands alone, as all of numpy's do.
_ELEMENTWISE = (op.choose, op.is_zero, op.at_least, op.at_most)
#: The buffer of a program's first result.
RESULT = -1
#: That of results which need none.
NOWHERE = -2


@dataclass(frozen=True, slots=True)
class Statement:
    """registers[target] = operation(run, buffer, *registers[operands])."""

    operation: Operation | np.ufunc | ColumnName
    operands: tuple[int, ...]
    #: Whether the result goes into a buffer, which later statements may use again once nobody needs the result.
    buffered: bool


class Line(NamedTuple):
    """A statement of a program with the register it fills and the buffer its result goes to."""

    target: int
    operation: Operation | np.ufunc | ColumnName
    operands: tuple[int, ...]
    slot: int


class Statements:
    """Statements over registers, which programs are written in.

    Attributes:
        known: What is known of each register.
    """

    def __init__(self) -> None:
        self._statements: list[Statement] = []
        #: What registers hold from the start, and which of them hold it for good.
        self._initial: list[Array | Mask] = []
        self._constants: set[int] = set()
        #: Registers that hold a number for each group of a block, and those which hold the same for each unit.
        self._of_groups: set[int] = set()
        self._for_units: dict[int, int] = {}
        self.known: list[Known] = []

    def lines(self, results: tuple[int, ...]) -> list[Line]:
        """The statements to run, each with its target and its buffer.

        A buffer is used again once the last reader of its content is done; `results` are read at the end, and the first
        of them has a place of its own.
        """
        last = {register: len(self._statements) for register in results}
        for at in range(len(self._statements) - 1, -1, -1):
            for operand in self._statements[at].operands:
                last.setdefault(operand, at)
        free: list[int] = []
        slots: list[int] = []
        count = 0
        lines: list[Line] = []
        for at, statement in enumerate(self._statements):
            slot = NOWHERE
            if statement.buffered and at == results[0]:
                slot = RESULT
            elif statement.buffered:
                slot = free.pop() if free else count
                count = max(count, slot + 1)
            slots.append(slot)
            for operand in set(statement.operands):
                released = slots[operand]
                if released >= 0 and last[operand] == at:
                    free.append(released)
            if at not in self._constants:
                lines.append(Line(at, statement.operation, statement.operands, slot))
        return lines

    def run(self, run: Run, code: list[Line], room: list[Array | None]) -> list[Array | Mask]:
        """Every register: an array of shape (n,), or a scalar for constants.

        Args:
            run: The block and the columns read.
            code: As `lines` gave them.
            room: The buffers, each of the height of the block, then None, and last the place of the first result.
        """
        registers = self._initial.copy()
        for target, operation, operands, slot in code:
            if isinstance(operation, ColumnName):
                registers[target] = run.columns[operation].numbers
            elif not isinstance(operation, np.ufunc):
                registers[target] = operation(run, room[slot], *[registers[operand] for operand in operands])
            elif len(operands) == 2:  # noqa: PLR2004 - a and b
                a, b = operands
                registers[target] = operation(registers[a], registers[b], out=room[slot])
            else:
                registers[target] = operation(registers[operands[0]], out=room[slot])
        return registers

    def _emit(
        self,
        known: Known,
        operation: Operation | np.ufunc | ColumnName,
        *operands: int,
        buffered: bool = True,
    ) -> int:
        """A statement; what is worked out of numbers of groups alone is worked out once for each group."""
        if not self._of_groups.isdisjoint(operands):
            if _is_elementwise(operation) and self._of_groups.union(self._constants).issuperset(operands):
                return self._emit_of_groups(known, operation, *operands)
            operands = tuple(map(self.for_units, operands))
        return self._append(known, operation, *operands, buffered=buffered)

    def _emit_of_groups(
        self, known: Known, operation: Operation | np.ufunc | ColumnName, *operands: int
    ) -> int:
        register = self._append(known, operation, *operands, buffered=False)
        self._of_groups.add(register)
        return register

    def for_units(self, register: int) -> int:
        """The register that holds for each unit what this one may hold for each group."""
        if register not in self._of_groups:
            return register
        if register not in self._for_units:
            self._for_units[register] = self._append(
                self.known[register], op.spread, register, buffered=False
            )
        return self._for_units[register]

    def _append(
        self,
        known: Known,
        operation: Operation | np.ufunc | ColumnName,
        *operands: int,
        buffered: bool,
    ) -> int:
        self._statements.append(Statement(operation, operands, buffered))
        self._initial.append(_NOTHING)
        self.known.append(known)
        return len(self._statements) - 1

    def _constant(self, value: Fraction) -> int:
        register = self._emit(bounds.exactly(value), np.positive, buffered=False)
        self._constants.add(register)
        self._initial[register] = np.float64(value)  # type: ignore[call-overload]  # broadcasts like an array
        return register

    def _truth(self, value: bool) -> int:  # noqa: FBT001 - a constant
        register = self._emit(bounds.whole(0, 1), np.positive, buffered=False)
        self._constants.add(register)
        self._initial[register] = np.bool_(value)  # type: ignore[call-overload]  # broadcasts like an array
        return register

    def is_always(self, register: int, value: bool) -> bool:  # noqa: FBT001
        """Whether a condition is known to have this truth value for every unit."""
        return register in self._constants and bool(self._initial[register]) is value


def _is_elementwise(operation: Operation | np.ufunc | ColumnName) -> bool:
    """Whether it gives for groups, given numbers of groups, what it gives for their units."""
    return isinstance(operation, np.ufunc) or getattr(operation, "func", operation) in _ELEMENTWISE
