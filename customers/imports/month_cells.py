"""Columns of normalised cells as arrays of whole numbers, exactly: amounts, units, versions."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Marks = NDArray[np.bool_]
NOTHING = np.iinfo(np.int64).min
"""Stands for null."""
TWO_PLACES = re.compile(r"(?:-?(?:0|[1-9][0-9]{0,11})\.[0-9]{2}(?:\0|\Z))*+")
WHOLE = re.compile(r"(?:-?(?:0|[1-9][0-9]{0,11})(?:\0|\Z))*+")
NUMBER = re.compile(r"(-?)([0-9]{1,12})(?:\.([0-9]+))?")
VERSION = re.compile(r"[0-9]{1,18}")
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


def scaled(cells: Sequence[str | None], *, places: int) -> tuple[Numbers, Marks]:
    """Decimal texts times ten to the power of `places`, NOTHING for null, and which of them that is exact for.

    Numbers of more than 12 digits before the point are none of those.
    """
    joined = "" if None in cells else "\0".join([cell for cell in cells if cell is not None])
    if places == 2 and joined and TWO_PLACES.fullmatch(joined):
        return _read(joined.replace(".", ""), len(cells)), np.ones(len(cells), bool)
    if joined and WHOLE.fullmatch(joined):
        return _read(joined, len(cells)) * 10**places, np.ones(len(cells), bool)
    found = [_scaled(cell, places) for cell in cells]
    numbers = np.array([NOTHING if number is None else number for number in found], np.int64)
    return numbers, np.array([number is not None for number in found], bool)


def _read(joined: str, count: int) -> Numbers:
    return np.fromstring(joined.replace("\0", " "), np.int64, count, sep=" ")


def _scaled(cell: str | None, places: int) -> int | None:
    if cell is None:
        return int(NOTHING)
    match = NUMBER.fullmatch(cell)
    if match is None:
        return None
    fraction = (match[3] or "").rstrip("0")
    return int(match[1] + match[2] + fraction.ljust(places, "0")) if len(fraction) <= places else None


def month_number(cell: str | None) -> int:
    """Months since the year 0 for `2024-03-01`; -1 for what is no month."""
    return -1 if cell is None or cell[:1] == "!" else int(cell[:4]) * 12 + int(cell[5:7]) - 1


def version_number(version: str | None, modified_at: str | None) -> int | None:
    """The source's own version, or else microseconds since 1970; NOTHING for neither, None for what is none."""
    if (version is not None and VERSION.fullmatch(version) is None) or (modified_at or "").startswith("!"):
        return None
    if version is not None:
        return int(version)
    if modified_at is None:
        return int(NOTHING)
    passed = (datetime.fromisoformat(modified_at) - BEGINNING) // timedelta(microseconds=1)
    return passed if passed >= 0 else None


def decimal_text(number: int, places: int) -> str:
    """The number divided by ten to the power of `places`, exactly."""
    digits = str(abs(number)).rjust(places + 1, "0")
    text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return f"-{text}" if number < 0 else text
