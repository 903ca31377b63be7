"""Whether the parts of a scheme fit together: codes, parents, points, groups, measures, grades."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.structure import leaves, mapping, settings, tree

if TYPE_CHECKING:
    from indicators.scheme import Scheme
    from indicators.structure.found import Found

_CHECKS = (
    tree.depths,
    tree.sums,
    tree.nodes,
    tree.weights,
    settings.names,
    settings.periods,
    leaves.groups,
    leaves.limits,
    leaves.rules,
    leaves.measures,
    leaves.formulas,
    leaves.missing,
    settings.grades,
    settings.adjustments,
    settings.vetoes,
    mapping.covers,
    mapping.waivers,
    mapping.local_share,
)


def check_structure(scheme: Scheme) -> tuple[Found, ...]:
    """Every reason why the parts of the scheme do not fit together, each with its path in the file.

    Checks of sums, groups and grades walk the tree, so they run only once the tree is one.
    """
    problems = [*tree.codes(scheme), *tree.parents(scheme)]
    if not problems:
        problems = [problem for check in _CHECKS for problem in check(scheme)]
    return tuple(problems)
