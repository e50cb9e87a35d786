"""The release rule: what of a count of people may be said outside of their community, and how exactly.

Whatever reaches the sponsor about a customer community is a `Shown` made here, stored once and
read by page, CSV, interface, mail and chart alike; what is not shown is absent.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from django.utils.crypto import salted_hmac

from analytics.releases.thresholds import (
    ROUNDED_TO,
    ROUNDED_TO_IN_SMALL_GROUP,
    SMALL_GROUP,
    SMALLEST_COHORT,
)

FEW, MOST = "few", "most"


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure as it leaves: `about` is rounded, of `of` (rounded too); or only a word in `says`."""

    about: int | None = None
    of: int | None = None
    says: str = ""

    @property
    def percent(self) -> int | None:
        """The share in per cent, rounded to 5: made of the rounded counts, so it tells no more than they do."""
        if self.about is None or not self.of:
            return None
        return rounded(100 * self.about / self.of)

    def written(self) -> dict[str, Any]:
        """As it is stored."""
        return {"about": self.about, "of": self.of, "says": self.says}

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> Self:
        """From what `written` made."""
        return cls(about=stored["about"], of=stored["of"], says=stored["says"])


def rounded(number: float, to: int = ROUNDED_TO, *, turn: float = 0.5) -> int:
    """The nearest multiple of 5 (or of `to`), halves upwards; `turn` moves the point from which it is upwards."""
    return int((number + to * turn) // to) * to


def count_of(people: int, *, k: int = SMALLEST_COHORT) -> Shown | None:
    """How many people, rounded; None below k."""
    return Shown(about=rounded(people)) if people >= k else None


def share_of(people: int, *, of: int, k: int = SMALLEST_COHORT, turn: float = 0.5) -> Shown | None:
    """How many of a group, where k <= people <= of - k; else the word "few" or "most".

    Rounded to 5, from 0 <= `turn` < 1 of a step on upwards; in groups below about 50 to the nearest 10. None for a
    group that may be below 2 k: there "neither few nor most" would itself say how many. Whether it may be is asked
    of the rounded size, so that a missing share does not make the size exact.
    """
    size = rounded(of)
    if size - ROUNDED_TO // 2 < 2 * k:
        return None
    if people < k:
        return Shown(of=size, says=FEW)
    if people > of - k:
        return Shown(of=size, says=MOST)
    if size < SMALL_GROUP:
        return Shown(about=rounded(people, ROUNDED_TO_IN_SMALL_GROUP), of=size)
    return Shown(about=rounded(people, turn=turn), of=size)


def turn_of(*about: object) -> float:
    """Where the rounding of a figure of a group turns upwards, 0 to 1: drawn for each, the same in every month.

    Were it the middle for all, months on end would tell by their average how much ten newcomers add to a large
    group, and so what each of them does. Only the installation's secret key knows it.
    """
    drawn = salted_hmac("analytics.releases.turn", "/".join(map(str, about)), algorithm="sha256").digest()
    return int.from_bytes(drawn[:4], "big") / 2**32


def is_carried(changed: int, *, k: int = SMALLEST_COHORT) -> bool:
    """Whether a month keeps the group of the month before: fewer than k people joined or left since."""
    return changed < k


def total_of(figures: Iterable[Shown | None]) -> Shown:
    """The sum of what is shown, never of what is behind it: so no absent figure is left over by subtraction."""
    shown = [figure for figure in figures if figure is not None and figure.about is not None]
    return Shown(about=sum(figure.about or 0 for figure in shown))
