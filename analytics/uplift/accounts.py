"""Accounts with their dates and months, a column at a time, as the database sends them in blocks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from analytics.uplift.panel import NEVER, Flags, Floats, Ints
from analytics.uplift.series import months_in, read_integers, read_months

ATTRIBUTES = ("source", "external_id", "type", "segment", "region", "country")
UNKNOWN_DAY = int(np.iinfo(np.int32).min)
EPOCH = 1970 * 12
Words: TypeAlias = NDArray[np.object_]


class Block(NamedTuple):
    """Accounts with sales in one currency whose months begin and end alike, or accounts without any sales.

    `places` are their rows; `currency` and `first_month` are None without sales; `about` has one list of words
    for each of `ATTRIBUTES`.
    """

    currency: str | None
    first_month: date | None
    months: bytes
    places: bytes
    began: bytes
    other_began: bytes
    other_project: bytes
    about: tuple[list[str], ...]


@dataclass(frozen=True, kw_only=True)
class Accounts:
    """One row per account and currency, ordered by account; accounts without sales have the currency "".

    `start` and `length` say which months are told, months being numbered from the year nought; `began` and
    `other_began` are the months of joining a customer community and another project, or NEVER.
    """

    about: Mapping[str, Words]
    currency: Words
    start: Ints
    length: Ints
    began: Ints
    other_began: Ints
    in_other_project: Flags
    blocks: tuple[tuple[Ints, Block], ...]

    def is_first(self) -> Flags:
        """The first row of each account."""
        first = np.ones(len(self.currency), dtype=np.bool_)
        source, external_id = self.about["source"], self.about["external_id"]
        first[1:] = (source[1:] != source[:-1]) | (external_id[1:] != external_id[:-1])
        return first

    def laid_out(self, *, first: int, months: int) -> Floats:
        """Sales in minor units, a column per month from month number `first` on; NaN where there is no record."""
        laid = np.full((len(self.currency), months), np.nan)
        for places, block in self.blocks:
            if block.first_month is None:
                continue
            start = number_of(block.first_month) - first
            told = read_months(block.months, accounts=len(places))[:, max(0, -start) : max(0, months - start)]
            laid[places, max(0, start) : max(0, start) + told.shape[1]] = told
        return laid


def number_of(day: date) -> int:
    """The number of a day's month."""
    return day.year * 12 + day.month - 1


def accounts_of(blocks: Sequence[Block]) -> Accounts:
    """The blocks put together."""
    placed = tuple((read_integers(block.places), block) for block in blocks)
    rows = sum(len(places) for places, _ in placed)
    about = {name: np.empty(rows, dtype=object) for name in ATTRIBUTES}
    currency = np.empty(rows, dtype=object)
    start, length, began, other_began, other = (np.zeros(rows, dtype=np.int64) for _ in range(5))
    for places, block in placed:
        for name, words in zip(ATTRIBUTES, block.about, strict=True):
            about[name][places] = words
        currency[places] = block.currency or ""
        if block.first_month is not None:
            start[places] = number_of(block.first_month)
            length[places] = months_in(block.months, accounts=len(places))
        began[places] = _months_of(read_integers(block.began))
        other_began[places] = _months_of(read_integers(block.other_began))
        other[places] = read_integers(block.other_project)
    return Accounts(
        about=about,
        currency=currency,
        start=start,
        length=length,
        began=began,
        other_began=other_began,
        in_other_project=other == 1,
        blocks=placed,
    )


def _months_of(days: Ints) -> Ints:
    months = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) + EPOCH
    return np.where(days == UNKNOWN_DAY, NEVER, months)
