"""How far a count or a share may be off by chance."""

from typing import NamedTuple

CONFIDENCE = 0.95


class Interval(NamedTuple):
    low: float
    high: float


def poisson(count: int) -> Interval:
    """The exact (Garwood) interval of the mean that a count was drawn from.

    >>> [round(bound, 2) for bound in poisson(4)]
    [1.09, 10.24]
    """
    from scipy.special import gammaincinv

    tail = (1 - CONFIDENCE) / 2
    low = float(gammaincinv(count, tail)) if count else 0.0
    return Interval(low, float(gammaincinv(count + 1, 1 - tail)))


def wilson(hits: int, of: int) -> Interval:
    """Wilson's interval of a share; 0 to 1 where nothing was counted.

    >>> [round(bound, 2) for bound in wilson(6, 8)]
    [0.41, 0.93]
    """
    from scipy.special import ndtri

    if not of:
        return Interval(0.0, 1.0)
    z = float(ndtri((1 + CONFIDENCE) / 2))
    share = hits / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    reach = z / (1 + z * z / of) * (share * (1 - share) / of + z * z / (4 * of * of)) ** 0.5
    return Interval(max(0.0, middle - reach), min(1.0, middle + reach))
