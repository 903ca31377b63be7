"""The normal quantiles of many shares at once.

After M. J. Wichura, Algorithm AS 241 (PPND16), Applied Statistics 37 (1988), 477-484, which is right to about sixteen digits
and is also that of `statistics.NormalDist`, for one share at a time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

#: So far from the middle one quotient holds, beyond it another.
_MIDDLE, _MIDDLE_SQUARED, _TAIL = 0.425, 0.180625, 1.6
#: So many at a time, so that all steps find them near the processor.
_ROWS = 32_768
#: Coefficients of polynomials over and under the fraction line, the highest power first.
_OF_MIDDLE = (
    (
        2.50908092873012267270e3,
        3.34305755835881281050e4,
        6.72657709270087008530e4,
        4.59219539315498714570e4,
        1.37316937655094611250e4,
        1.97159095030655144270e3,
        1.33141667891784377450e2,
        3.38713287279636660800e0,
    ),
    (
        5.22649527885285456100e3,
        2.87290857357219426740e4,
        3.93078958000927106100e4,
        2.12137943015865958670e4,
        5.39419602142475110770e3,
        6.87187007492057908300e2,
        4.23133307016009112520e1,
        1.0,
    ),
)
_OF_TAIL = (
    (
        7.74545014278341407640e-4,
        2.27238449892691845833e-2,
        2.41780725177450611770e-1,
        1.27045825245236838258e0,
        3.64784832476320460504e0,
        5.76949722146069140550e0,
        4.63033784615654529590e0,
        1.42343711074968357734e0,
    ),
    (
        1.05075007164441684324e-9,
        5.47593808499534494600e-4,
        1.51986665636164571966e-2,
        1.48103976427480074590e-1,
        6.89767334985100004550e-1,
        1.67638483018380384940e0,
        2.05319162663775882187e0,
        1.0,
    ),
)


def quantiles_of(shares: Array) -> Array:
    """The quantiles of shares, NaN where a share is.

    Args:
        shares: Within 1e-11 and 1 - 1e-11, beyond which the algorithm has a third quotient.
    """
    found = np.empty_like(shares)
    for first in range(0, len(shares), _ROWS):
        found[first : first + _ROWS] = _quantiles(shares[first : first + _ROWS])
    return found


def _quantiles(shares: Array) -> Array:
    from_middle = shares - 0.5
    quantiles = from_middle * _quotient(_OF_MIDDLE, _MIDDLE_SQUARED - from_middle * from_middle)
    tail = np.flatnonzero(np.abs(from_middle) > _MIDDLE)
    far = shares[tail]
    distance = np.sqrt(-np.log(np.minimum(far, 1.0 - far))) - _TAIL
    quantiles[tail] = np.copysign(_quotient(_OF_TAIL, distance), from_middle[tail])
    return quantiles


def _quotient(polynomials: tuple[tuple[float, ...], tuple[float, ...]], at: Array) -> Array:
    above, below = (_polynomial(coefficients, at) for coefficients in polynomials)
    return np.divide(above, below, out=above)


def _polynomial(coefficients: tuple[float, ...], at: Array) -> Array:
    first, second, *others = coefficients
    found = at * first
    found += second
    for coefficient in others:
        found *= at
        found += coefficient
    return found
