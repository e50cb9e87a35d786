"""PostgreSQL's binary arrays as numpy's, and accounts' months as one matrix."""

import numpy as np

from analytics.uplift.panel import Floats, Ints

# The binary form of a one-dimensional array: five words of heading, then each value after a word for its length.
HEADING, WORD, BIGINT = 20, 4, 8
MISSING = float(np.iinfo(np.int64).min)


def months_in(sent: bytes, *, accounts: int) -> int:
    """How many months each of so many bigint[] of the same length holds."""
    return max(0, len(sent) // accounts - HEADING) // (WORD + BIGINT)


def read_months(sent: bytes, *, accounts: int) -> Floats:
    """So many bigint[] of the same length, one after the other, as rows; NaN where a month is missing."""
    stride, step = len(sent) // accounts, WORD + BIGINT
    values: np.ndarray[tuple[int, int], np.dtype[np.int64]] = np.ndarray(
        shape=(accounts, months_in(sent, accounts=accounts)),
        dtype=">i8",
        buffer=sent + bytes(step),  # an array without any month ends before the first value
        offset=HEADING + WORD,
        strides=(stride, step),
    )
    months: Floats = values.astype(np.float64)
    months[months == MISSING] = np.nan
    return months


def read_integers(sent: bytes) -> Ints:
    """One integer[] without nulls."""
    return np.frombuffer(sent, dtype=">i4", offset=HEADING)[1::2].astype(np.int64)


def fill_gaps(laid: Floats, chosen: list[int]) -> int:
    """Zero for the missing months of the chosen rows, between the first and the last month that any of them tells.

    For a source that says so of itself. Changes `laid`; returns how many it filled.
    """
    block = laid[chosen]
    told = np.flatnonzero(~np.isnan(block).all(axis=0))
    if not len(told):
        return 0
    inner = block[:, told[0] : told[-1] + 1]
    gaps = np.isnan(inner)
    inner[gaps] = 0.0
    laid[chosen] = block
    return int(gaps.sum())
