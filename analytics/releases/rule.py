"""The release rule: what of a count of people may be said outside of their community, and how exactly.

Pure functions. Whatever reaches the sponsor about a customer community is a `Shown` made here, stored once and
read by page, CSV, interface, mail and chart alike; what is not shown is absent.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from analytics.releases.thresholds import ROUNDED_TO, SMALLEST_COHORT

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


def rounded(number: float) -> int:
    """The nearest multiple of 5, halves upwards."""
    return int((number + ROUNDED_TO / 2) // ROUNDED_TO) * ROUNDED_TO


def count_of(people: int, *, k: int = SMALLEST_COHORT) -> Shown | None:
    """How many people, rounded; None below k."""
    return Shown(about=rounded(people)) if people >= k else None


def share_of(people: int, *, of: int, k: int = SMALLEST_COHORT) -> Shown | None:
    """How many of a group, rounded, where k <= people <= of - k; else the word "few" or "most".

    None for a group that may be below 2 k: there "neither few nor most" would itself say how many. Whether it may
    be is asked of the rounded size, so that a missing share does not make the size exact.
    """
    if rounded(of) - ROUNDED_TO // 2 < 2 * k:
        return None
    if people < k:
        return Shown(of=rounded(of), says=FEW)
    if people > of - k:
        return Shown(of=rounded(of), says=MOST)
    return Shown(about=rounded(people), of=rounded(of))


def is_carried(changed: int, *, k: int = SMALLEST_COHORT) -> bool:
    """Whether a month keeps the group of the month before: fewer than k people joined or left since."""
    return changed < k


def total_of(figures: Iterable[Shown | None]) -> Shown:
    """The sum of what is shown, never of what is behind it: so no absent figure is left over by subtraction."""
    shown = [figure for figure in figures if figure is not None and figure.about is not None]
    return Shown(about=sum(figure.about or 0 for figure in shown))
