"""The paper's figure: members' development against the market, descriptive, in its several readings."""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from analytics.uplift.panel import NEVER, Flags, Floats, Ints, Panel
from analytics.uplift.spec import USUAL_WINDOW

PRE_MONTHS = 12
COMPARED_MONTHS = 12
PERCENT = 100.0


@dataclass(frozen=True, kw_only=True)
class Readings:
    """Growth and its readings, in percent (B1 in percentage points); None where a reading is undefined.

    A compares growth with growth, B0 is members' growth alone, B1 its distance from the market's, B2 the
    members' index against the market's (the headline), B2x the same against non-members.
    """

    member_growth: float | None
    non_member_growth: float | None
    market_growth: float | None
    A: float | None
    B0: float | None
    B1: float | None
    B2: float | None
    B2x: float | None


@dataclass(frozen=True, kw_only=True)
class Window:
    """One cohort's comparison: ranks of months (both included), sums and numbers of customers."""

    first_treated: int
    pre: tuple[int, int]
    post: tuple[int, int]
    members: int
    non_members: int
    market: int
    left_out: int
    members_sales: tuple[float, float]
    non_members_sales: tuple[float, float]
    market_sales: tuple[float, float]


def readings(*, members: float | None, non_members: float | None, market: float | None) -> Readings:
    """All readings of three growth rates (fractions; None where undefined)."""
    return Readings(
        member_growth=_percent(members),
        non_member_growth=_percent(non_members),
        market_growth=_percent(market),
        A=None
        if members is None or non_members is None or non_members <= 0
        else _percent(members / non_members - 1.0),
        B0=_percent(members),
        B1=None if members is None or market is None else _percent(members - market),
        B2=_percent(_index(members, market)),
        B2x=_percent(_index(members, non_members)),
    )


def growth(pre: float, post: float) -> float | None:
    """Growth of a sum; undefined without positive sales before."""
    return post / pre - 1.0 if pre > 0 else None


def describe(panel: Panel, *, months: int = USUAL_WINDOW) -> dict[str, Any]:
    """The readings of a panel, each cohort over its own windows, weighted by the members' sales before.

    Per cohort the 12 months before joining against the last twelve of so many `months` after, the same calendar
    months (24: months 13 to 24); non-members are those who have not joined by their end, the market is
    everybody. A customer without every month of both windows is left out and counted, a cohort whose windows do not
    fit into the panel likewise.
    """
    last = panel.sales.shape[1]
    cohorts = np.unique(panel.first_treated[panel.first_treated <= last]).tolist()
    fits = [g for g in cohorts if g > PRE_MONTHS and g + months - 1 <= last]
    windows = [_window(panel, cohort, months=months) for cohort in fits]
    windows = [window for window in windows if window.members_sales[0] > 0]
    weights = np.array([window.members_sales[0] for window in windows])
    figures = readings(
        members=_weighted(weights, [growth(*window.members_sales) for window in windows]),
        non_members=_weighted(weights, [growth(*window.non_members_sales) for window in windows]),
        market=_weighted(weights, [growth(*window.market_sales) for window in windows]),
    )
    outside = np.isin(panel.first_treated, [g for g in cohorts if g not in fits])
    return {
        **asdict(figures),
        "unit": "percent",
        "weighting": "ratio of sums per cohort, cohorts weighted by members' sales before",
        "windows": [asdict(window) for window in windows],
        "n": {
            "members": sum(window.members for window in windows),
            "members_left_out": sum(window.left_out for window in windows),
            "members_outside_windows": int(outside.sum()),
        },
    }


def _window(panel: Panel, cohort: int, *, months: int) -> Window:
    pre = (cohort - PRE_MONTHS, cohort - 1)
    post = (cohort + months - COMPARED_MONTHS, cohort + months - 1)
    before = panel.sales[:, pre[0] - 1 : pre[1]].sum(axis=1)
    after = panel.sales[:, post[0] - 1 : post[1]].sum(axis=1)
    whole: Flags = np.isfinite(before) & np.isfinite(after)
    joined: Ints = panel.first_treated
    members = joined == cohort
    non_members = (joined > post[1]) | (joined == NEVER)
    return Window(
        first_treated=cohort,
        pre=pre,
        post=post,
        members=int((members & whole).sum()),
        non_members=int((non_members & whole).sum()),
        market=int(whole.sum()),
        left_out=int((members & ~whole).sum()),
        members_sales=_sums(before, after, members & whole),
        non_members_sales=_sums(before, after, non_members & whole),
        market_sales=_sums(before, after, whole),
    )


def _sums(before: Floats, after: Floats, chosen: Flags) -> tuple[float, float]:
    return float(before[chosen].sum()), float(after[chosen].sum())


def _weighted(weights: Floats, rates: list[float | None]) -> float | None:
    known = [rate for rate in rates if rate is not None]
    if not known or len(known) < len(rates):
        return None
    return float(weights @ np.array(known) / weights.sum())


def _index(members: float | None, others: float | None) -> float | None:
    if members is None or others is None or others <= -1.0:
        return None
    return (1.0 + members) / (1.0 + others) - 1.0


def _percent(fraction: float | None) -> float | None:
    return None if fraction is None else PERCENT * fraction
