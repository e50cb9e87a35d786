"""Accounts' months as the database sends them, and as one matrix."""

import numpy as np

from analytics.uplift.panel import Floats

# PostgreSQL's binary form of a one-dimensional bigint[]: five words of heading, then each value after its length.
HEADING, VALUE = 20, 12
MISSING = np.iinfo(np.int64).min


def months_in(sent: bytes) -> int:
    """How many months an array as `array_send` makes it holds."""
    return max(0, len(sent) - HEADING) // VALUE


def read_months(sent: list[bytes]) -> Floats:
    """Arrays of the same length, one row each; NaN where a month is missing."""
    length = months_in(sent[0])
    whole = np.frombuffer(b"".join(sent), dtype=np.uint8).reshape(len(sent), -1)
    values = whole[:, HEADING:].reshape(len(sent), length, VALUE)[:, :, 4:]
    numbers = np.ascontiguousarray(values).view(">i8")[:, :, 0]
    return np.where(numbers == MISSING, np.nan, numbers.astype(np.float64))


def lay_out_months(starts: list[int], sent: list[bytes], *, first: int, months: int) -> Floats:
    """One row per account over `months` months from month number `first` on; `starts` are the rows' own firsts."""
    laid = np.full((len(sent), months), np.nan)
    alike: dict[tuple[int, int], list[int]] = {}
    for at, (start, one) in enumerate(zip(starts, sent, strict=True)):
        alike.setdefault((start - first, len(one)), []).append(at)
    for (start, _), chosen in alike.items():
        values = read_months([sent[at] for at in chosen])
        laid[chosen, start : start + values.shape[1]] = values[:, : max(0, months - start)]
    return laid


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
