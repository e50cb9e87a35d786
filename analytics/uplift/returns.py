"""What came back for what was spent, with the effect's interval carried through."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from customers.sales.currencies import places_of

PERCENT = 100.0
NOT_ESTABLISHED, GAINED, LOST = "not_established", "gained", "lost"


@dataclass(frozen=True, slots=True)
class Returns:
    """Return on costs in percent, its interval, and the effect per customer and month that pays for the costs.

    `verdict` is "not_established" where the interval holds the break-even, else "gained" or "lost".
    """

    cost: float
    margin: int
    months: int
    percent: float
    interval: tuple[float, float]
    break_even: float
    verdict: str


def returns(
    overall: Mapping[str, Any], *, months: int, costs: Mapping[str, Any], currency: str
) -> Returns | None:
    """(ATT x months of members x margin - cost) / cost; None without costs, margin or months."""
    cost = costs["amount"] / 10 ** places_of(currency)
    if not cost or not costs["margin"] or not months or overall["ci"] is None:
        return None
    per_unit = months * costs["margin"] / PERCENT
    low, high = (PERCENT * (effect * per_unit - cost) / cost for effect in overall["ci"])
    verdict = GAINED if low > 0 else LOST if high < 0 else NOT_ESTABLISHED
    return Returns(
        cost=cost,
        margin=costs["margin"],
        months=months,
        percent=PERCENT * (overall["att"] * per_unit - cost) / cost,
        interval=(low, high),
        break_even=cost / per_unit,
        verdict=verdict,
    )
