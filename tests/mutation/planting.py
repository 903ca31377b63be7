"""Faults by name, and how one is planted in a process that has imported everything already."""

from __future__ import annotations

import ast
import builtins
import functools
import gc
import importlib.abc
import importlib.machinery
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.mutation.operators import Site, sites

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.machinery import ModuleSpec

ROOT = Path(__file__).resolve().parents[2]
#: The table compiler with what it takes places and grades by, then the trees of the rules.
_COMPILER = (
    "program",
    "statements",
    "table",
    "shapes",
    "operations",
    "curves",
    "cohorts",
    "bounds",
    "rounding",
    "sums",
    "joints",
    "present_mean",
    "formula_column",
    "block",
    "run",
    "oracle",
    "rescoring",
    "ranking",
    "grading",
)
COMPILER = tuple(f"scoring/{name}.py" for name in _COMPILER)
RULES = tuple(
    str(path.relative_to(ROOT))
    for path in sorted((ROOT / "indicators/rules").glob("*.py"))
    if path.name != "__init__.py"
)
MODULES = (*RULES, "indicators/trees.py", *COMPILER)
_OURS = ("indicators", "scoring", "documents", "office", "records", "sample_data", "docs", "tests")


_OWN = {file.removesuffix(".py").replace("/", ".") for file in MODULES} | {"scoring.irrational"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One fault: the module's file, the function it is in, and what stands where; `number` counts those told alike."""

    file: str
    scope: str
    before: str
    after: str
    number: int
    tree: ast.Module
    site: Site

    @property
    def name(self) -> str:
        """The fault in one line, the same for as long as the code it is in."""
        again = "" if self.number == 1 else f" ({self.number})"
        return f"{self.file} {self.scope}: {self.before} → {self.after}{again}"

    @property
    def line(self) -> int:
        """The line of the file."""
        return int(getattr(self.site.old, "lineno", 0))

    @property
    def is_constant(self) -> bool:
        """Whether it is in the value of a module's constant."""
        return (
            not self.site.within_function
            and len(self.site.scope) == 1
            and self.site.scope[0].strip("_").isupper()
        )

    def compiled(self) -> CodeType:
        """The module with the fault in it."""
        old = self.site.old
        self.site.put(self.site.new)
        code = compile(self.tree, str(ROOT / self.file), "exec", dont_inherit=True)
        self.site.put(old)
        return code


def mutants(files: tuple[str, ...] = MODULES) -> Iterator[Mutant]:
    """Every fault of some modules."""
    for file in files:
        tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
        seen: Counter[tuple[str, str, str]] = Counter()
        for site in sites(tree):
            told = (".".join(site.scope) or "—", _told(site.old), _told(site.new))
            seen[told] += 1
            yield Mutant(file, *told, seen[told], tree, site)


def _told(node: ast.AST) -> str:
    """A node in one line."""
    return " ".join(ast.unparse(node).split())[:120]


def plant(mutant: Mutant) -> bool:
    """Plants a fault in this process for good; what has been worked out is forgotten.

    A function gets the faulty code in place of its own, so that whoever has imported it has the fault. What stands
    outside of functions was run when the module was imported: a constant gets its faulty value, for anything else all
    of our modules must be imported anew.

    Returns:
        Whether what was imported before is no longer what is imported from now on.
    """
    if mutant.is_constant:
        _set(mutant)
    else:
        code = mutant.compiled()
        if not (mutant.site.within_function and _given(str(ROOT / mutant.file), outermost(code))):
            _import_anew(mutant.file, code)
            return True
    for kept in _found().caches:
        kept.cache_clear()
    return False


class _Found(NamedTuple):
    """The functions of each file, and what remembers results."""

    functions: dict[str, list[FunctionType]]
    caches: list[functools._lru_cache_wrapper[Any]]


@functools.cache
def _found() -> _Found:
    functions: dict[str, list[FunctionType]] = {str(ROOT / file): [] for file in MODULES}
    caches = []
    for each in gc.get_objects():
        if isinstance(each, FunctionType) and each.__code__.co_filename in functions:
            functions[each.__code__.co_filename].append(each)
        elif isinstance(each, functools._lru_cache_wrapper) and each.__module__ in _OWN:
            caches.append(each)
    return _Found(functions, caches)


def look_round() -> None:
    """Finds the functions that faults are planted in, once for all processes started later."""
    _found()
    gc.freeze()


def outermost(code: CodeType) -> dict[tuple[str, int], CodeType]:
    """The functions of a module that stand in no other function, by name and first line."""
    found: dict[tuple[str, int], CodeType] = {}
    for part in code.co_consts:
        if isinstance(part, CodeType):
            # A class is a code that runs where it stands.
            is_class = not part.co_flags & 2
            found |= outermost(part) if is_class else {(part.co_qualname, part.co_firstlineno): part}
    return found


def _set(mutant: Mutant) -> None:
    """Gives a constant of a module its faulty value, wherever it was imported by name."""
    name = mutant.scope
    home = sys.modules[mutant.file.removesuffix(".py").replace("/", ".")]
    old = getattr(home, name)
    faulty: dict[str, Any] = {}
    exec(mutant.compiled(), vars(home) | {"__name__": home.__name__}, faulty)  # noqa: S102 - our own code
    for module in [module for key, module in sys.modules.items() if key.startswith(_OURS)]:
        if getattr(module, name, None) is old:
            setattr(module, name, faulty[name])


def _given(path: str, new: dict[tuple[str, int], CodeType]) -> bool:
    for function in _found().functions[path]:
        own = new.get((function.__code__.co_qualname, function.__code__.co_firstlineno))
        if own is None:
            continue
        if own.co_freevars != function.__code__.co_freevars:
            return False
        function.__code__ = own
    return True


#: The functions that have run since this was last cleared, once they are watched.
reached: set[tuple[str, str]] = set()


def watch_all() -> None:
    """From here on every function of the modules notes that it runs."""
    builtins.reached_by_mutation_test = reached  # type: ignore[attr-defined]
    for file in MODULES:
        tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
        _watch(tree, file, ())
        _given(str(ROOT / file), outermost(compile(tree, str(ROOT / file), "exec", dont_inherit=True)))


def _watch(holder: ast.Module | ast.ClassDef, file: str, scope: tuple[str, ...]) -> None:
    for node in holder.body:
        if isinstance(node, ast.ClassDef):
            _watch(node, file, (*scope, node.name))
        elif isinstance(node, ast.FunctionDef):
            name = ".".join((*scope, node.name))
            note = ast.parse(f"reached_by_mutation_test.add(({file!r}, {name!r}))").body[0]
            node.body.insert(0, note)


class _Faulty(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports one module with a fault."""

    def __init__(self, file: str, code: CodeType) -> None:
        self._name = file.removesuffix(".py").replace("/", ".")
        self._path = str(ROOT / file)
        self._code = code

    def find_spec(self, fullname: str, path: object, target: object = None) -> ModuleSpec | None:
        del path, target
        if fullname != self._name:
            return None
        return importlib.machinery.ModuleSpec(fullname, self, origin=self._path)

    def exec_module(self, module: object) -> None:
        vars(module)["__file__"] = self._path
        exec(self._code, vars(module))  # noqa: S102 - our own code


def _import_anew(file: str, code: CodeType) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] in _OURS]:
        if not name.startswith("tests.mutation.planting"):
            del sys.modules[name]
    sys.meta_path.insert(0, _Faulty(file, code))
