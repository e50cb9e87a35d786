"""Nine hundred accounts with sixty months of sales, in which the true effect of a community is known.

An account has a potential; large and growing ones were chosen for communities first, so members outgrow
others without any community. A community then adds TRUE_EFFECT of what the account would have sold anyway,
reached over RAMP months after the opening. README.md says more.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import exp, sin
from random import Random
from typing import Any

from config.demo.reading import table

MONTHS = 60
TRUE_EFFECT = 0.09
RAMP = 6
MEAN_LOG_SALES = 8.45
"""Makes the unit sell about USD 100 million a year."""
COHORT_SIZE = 20
LUCK = 1.0
OTHER_PROJECT = 84
SEASON = (0.02, 0.03, 0.04, 0.02, 0.0, -0.02, -0.05, -0.12, 0.02, 0.04, 0.03, -0.03)
TYPES = {"A": "University hospital", "B": "Teaching hospital", "C": "General hospital"}


@dataclass(frozen=True, slots=True)
class Circle:
    """A customer community as the firm's case file knows it; `opened` counts months from the first one."""

    slug: str
    name: str
    countries: tuple[str, ...]
    opened: int


@dataclass(slots=True)
class Hospital:
    """An account before it is imported, with the circle that it was chosen for, if any."""

    external_id: str
    name: str
    country: str
    place: str
    district: str
    segment: str
    potential: float
    log_level: float
    growth: float
    circle: Circle | None = None
    other_project: int | None = None

    @property
    def region(self) -> str:
        """The part of Europe, as the sales reports have it."""
        regions = table("firm")["regions"]
        return str(next(name for name, countries in regions.items() if self.country in countries))

    @property
    def type(self) -> str:
        """What kind of house it is."""
        return TYPES[self.segment]

    def effect(self, month: int) -> float:
        """What the community adds in that month, as a share of what the account would have sold."""
        if self.circle is None or month < self.circle.opened:
            return 0.0
        return TRUE_EFFECT * min(1.0, (month - self.circle.opened + 1) / RAMP)


def hospitals(dice: Random) -> list[Hospital]:
    """All accounts, countries in the order of their file."""
    found: list[Hospital] = []
    for country, facts in table("countries").items():
        for place, pattern in _places(dice, facts):
            found.append(_hospital(dice, len(found), pattern.format(city=place), country, place))
    return found


def choose(dice: Random, all_of_them: list[Hospital], circles: Sequence[Circle]) -> None:
    """Circle after circle takes the most promising accounts; some others go into another project."""
    scores = {one.external_id: one.potential + dice.gauss(0, LUCK) for one in all_of_them}
    sizes = Counter(circle.opened for circle in circles)
    for circle in sorted(circles, key=lambda circle: circle.opened):
        free = [one for one in all_of_them if one.circle is None and one.country in circle.countries]
        free.sort(key=lambda one: scores[one.external_id], reverse=True)
        for one in free[: -(-COHORT_SIZE // sizes[circle.opened])]:
            one.circle = circle
    rest = [one for one in all_of_them if one.circle is None]
    for one in dice.sample(rest, OTHER_PROJECT):
        one.other_project = dice.choice(circles).opened


def sales_of(dice: Random, one: Hospital, first: date) -> Iterator[tuple[int, float]]:
    """Net sales in euros by month; months that nobody reported are left out, returns are negative."""
    wave, noise = dice.uniform(0, 6), 0.0
    for month in range(MONTHS):
        calendar = (first.month - 1 + month) % 12
        noise = 0.35 * noise + dice.gauss(0, 0.11)
        log = one.log_level + one.growth * month + SEASON[calendar] + 0.03 * sin(wave + month / 9) + noise
        amount = exp(log) * (1 + one.effect(month)) * (1.03 if one.other_project else 1)
        luck = dice.random()
        if luck < 0.004:
            yield month, -0.3 * amount
        elif luck > 0.009 and not (month == MONTHS - 1 and luck > 0.965):
            yield month, amount


def _places(dice: Random, facts: dict[str, Any]) -> list[tuple[str, str]]:
    cities = facts.get("cities") or [*facts["north"], *facts["south"]]
    pairs = [(place, pattern) for place in cities for pattern in facts["hospitals"]]
    dice.shuffle(pairs)
    if len(pairs) < facts["accounts"]:
        pairs += [(place, f"{pattern} II") for place, pattern in pairs]
    return pairs[: facts["accounts"]]


def _hospital(dice: Random, number: int, name: str, country: str, place: str) -> Hospital:
    potential = dice.gauss(0, 1)
    seen = potential + dice.gauss(0, 0.7)
    segment = "A" if seen > 1 else "B" if seen > -0.4 else "C"
    return Hospital(
        external_id=f"C-{10000 + number * 7}",
        name=name,
        country=country,
        place=place,
        district=_district(country, place),
        segment=segment,
        potential=potential,
        log_level=MEAN_LOG_SALES + 0.6 * potential + dice.gauss(0, 0.1),
        growth=0.0025 + 0.0045 * potential + dice.gauss(0, 0.0015),
    )


def _district(country: str, place: str) -> str:
    for district in table("firm")["districts"]:
        cities = table("countries")[country].get(district.get("part", ""), [place])
        if country in district["countries"] and place in cities:
            return str(district["name"])
    raise ValueError(f"{place} lies in no district")
