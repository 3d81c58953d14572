"""Linear programs: shares of tuples, at most 1 in all for each unit, with the greatest sum of gains.

Solved by scipy, or by highspy where it is installed: the same solver with less around it, so the figures are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Any, TypeAlias

import numpy as np

from .._counts import Array
from .continua import Numbers

_EXACT = 1e-10
"""How far from the optimum the solver may stop."""
Fixed: TypeAlias = Mapping[int, int]
"""Tuples that are chosen (1) or not (0) beforehand."""
Solve: TypeAlias = Callable[[Fixed], tuple[Array, Array]]
"""Gives the share of each tuple, shape (T,), and its reduced cost: how much less all gain if it is chosen at all."""


def relaxation(starts: Numbers, units: Numbers, gain: Array) -> Solve:
    """The program of some tuples: those numbered t are of `units[starts[t]:starts[t + 1]]`, counted from 0."""
    return (_highspy if find_spec("highspy") else _scipy)(starts, units, gain)


def _scipy(starts: Numbers, units: Numbers, gain: Array) -> Solve:
    from scipy.optimize import linprog
    from scipy.sparse import csc_array

    table = csc_array((np.ones(len(units)), units, starts))
    options = {"presolve": False, "dual_feasibility_tolerance": _EXACT}

    def solve(fixed: Fixed) -> tuple[Array, Array]:
        bounds = np.tile([0.0, np.inf], (len(gain), 1))
        bounds[list(fixed)] = np.array(list(fixed.values()))[:, None] if fixed else 0
        found = linprog(
            -gain, A_ub=table, b_ub=np.ones(table.shape[0]), bounds=bounds, method="highs-ds", options=options
        )
        return found.x, -found.ineqlin.marginals @ table - gain

    return solve


def _highspy(starts: Numbers, units: Numbers, gain: Array) -> Solve:
    solver, program = _quiet_solver(), import_module("highspy").HighsLp()
    rows, columns = int(units.max()) + 1, len(gain)
    program.num_col_, program.num_row_ = columns, rows
    program.col_cost_, program.col_lower_, program.col_upper_ = -gain, np.zeros(columns), np.full(columns, np.inf)
    program.row_lower_, program.row_upper_ = np.full(rows, -np.inf), np.ones(rows)
    matrix = program.a_matrix_
    matrix.start_, matrix.index_, matrix.value_ = starts, units, np.ones(len(units))
    solver.passModel(program)
    every = np.arange(columns, dtype=np.int32)

    def solve(fixed: Fixed) -> tuple[Array, Array]:
        low, high = np.zeros(columns), np.full(columns, np.inf)
        low[list(fixed)] = high[list(fixed)] = list(fixed.values())
        solver.changeColsBounds(columns, every, low, high)
        solver.run()
        found = solver.getSolution()
        return np.array(found.col_value), np.array(found.col_dual)

    return solve


def _quiet_solver() -> Any:
    """A solver that says nothing: switching on its callbacks would make it greet on standard output."""
    solver = type("Quiet", (import_module("highspy").Highs,), {"enableCallbacks": lambda self: None})()
    for option, value in (("output_flag", False), ("presolve", "off"), ("dual_feasibility_tolerance", _EXACT)):
        solver.setOptionValue(option, value)
    return solver
