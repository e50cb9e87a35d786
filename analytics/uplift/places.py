"""Whole regions or countries as units: where some opened later than others and some never did."""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from analytics.releases.thresholds import FEWEST_CONTROL_UNITS, FEWEST_MONTHS, SMALLEST_GROUP
from analytics.uplift.inference import pointwise_critical_value
from analytics.uplift.panel import NEVER, Floats, Ints, Panel
from analytics.uplift.spec import Spec
from analytics.uplift.synthetic import Units, synthetic
from analytics.uplift.verdict import Reason

# A place counts as opened from the month in which this share of its customers has joined.
OPENED_SHARE = 0.5
MOST_UNITS = 200


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """What is left out: customers (or units) that lack a month; places with few, opened in part, or early."""

    lacking_months: int = 0
    small: int = 0
    partly: int = 0
    early: int = 0


def at_level(panel: Panel, spec: Spec) -> dict[str, Any]:
    """Synthetic difference in differences over the panel's places, or over its own units where it names none.

    `overall` is None where `reasons` tells a rule that is not met; its effect is that per customer of a treated
    place, joined or not.
    """
    units, left_out = _own_units(panel, spec) if panel.places is None else _by_place(panel, spec)
    treated = int(units.is_treated.sum())
    told = {
        "level": spec.level,
        "treated": treated,
        "controls": len(units.outcomes) - treated,
        "left_out": asdict(left_out),
        "overall": None,
        "se_method": None,
        "reasons": [asdict(reason) for reason in _unmet(units, left_out)],
    }
    if told["reasons"]:
        return told
    found = synthetic(units, seed=spec.seed)
    if found.method is None:
        return told | {"reasons": [asdict(_controls(units, needed=treated + 1))]}
    reach = pointwise_critical_value(spec.alpha) * found.se
    overall = {"att": found.att, "se": found.se, "ci": [found.att - reach, found.att + reach]}
    return told | {"overall": overall, "se_method": found.method}


def _own_units(panel: Panel, spec: Spec) -> tuple[Units, LeftOut]:
    joined = np.where(panel.first_treated > panel.sales.shape[1], NEVER, panel.first_treated)
    before = np.where(joined == NEVER, 0, joined - 1 - spec.anticipation)
    return _untouched_first(panel.sales, joined, before, LeftOut())


def _by_place(panel: Panel, spec: Spec) -> tuple[Units, LeftOut]:
    """Mean sales per customer of each place, over customers with every month."""
    assert panel.places is not None
    whole = (panel.places >= 0) & ~np.isnan(panel.sales).any(axis=1)
    lacking = int(((panel.places >= 0) & ~whole).sum())
    if not whole.any():
        return _none(panel), LeftOut(lacking_months=lacking)
    _, place_of = np.unique(panel.places[whole], return_inverse=True)
    sizes = np.bincount(place_of)
    means = np.zeros((len(sizes), panel.sales.shape[1]))
    np.add.at(means, place_of, panel.sales[whole])
    means /= sizes[:, None]
    first, opened = _openings(panel.first_treated[whole], place_of, sizes, months=panel.sales.shape[1])
    partly = (opened == NEVER) & (first != NEVER)
    small = sizes < SMALLEST_GROUP
    kept = ~partly & ~small
    left_out = LeftOut(lacking_months=lacking, small=int(small.sum()), partly=int((partly & ~small).sum()))
    before = np.where(first == NEVER, 0, first - 1 - spec.anticipation)
    return _untouched_first(means[kept], opened[kept], before[kept], left_out)


def _openings(joined: Ints, place_of: Ints, sizes: Ints, *, months: int) -> tuple[Ints, Ints]:
    """Per place the month of its first joining, and that by which enough had joined; NEVER where there is none."""
    counted = np.clip(joined, 1, months + 1)
    joins = np.zeros((len(sizes), months + 1), dtype=np.int64)
    np.add.at(joins, (place_of, counted - 1), 1)
    so_far = joins[:, :months].cumsum(axis=1)
    found = []
    for reached in (so_far > 0, so_far >= OPENED_SHARE * sizes[:, None]):
        found.append(np.where(reached.any(axis=1), reached.argmax(axis=1) + 1, NEVER))
    return found[0], found[1]


def _untouched_first(sales: Floats, joined: Ints, before: Ints, left_out: LeftOut) -> tuple[Units, LeftOut]:
    """The units that have every month and, if treated, enough months before; the others counted."""
    gaps = np.isnan(sales).any(axis=1)
    early = ~gaps & (joined != NEVER) & (before < FEWEST_MONTHS)
    kept = ~gaps & ~early
    counted = LeftOut(
        lacking_months=left_out.lacking_months + int(gaps.sum()),
        small=left_out.small,
        partly=left_out.partly,
        early=int(early.sum()),
    )
    return Units(outcomes=sales[kept], first_treated=joined[kept], before=before[kept]), counted


def _none(panel: Panel) -> Units:
    nothing = np.zeros(0, dtype=np.int64)
    return Units(outcomes=panel.sales[:0], first_treated=nothing, before=nothing)


def _unmet(units: Units, left_out: LeftOut) -> list[Reason]:
    """The first rule that is not met, in the order in which a reader would mend them."""
    treated = int(units.is_treated.sum())
    controls = len(units.outcomes) - treated
    if len(units.outcomes) > MOST_UNITS:
        return [Reason(rule="units_at_most", found=len(units.outcomes), needed=MOST_UNITS)]
    if controls < FEWEST_CONTROL_UNITS:
        return [_controls(units, needed=FEWEST_CONTROL_UNITS)]
    if not treated:
        return [Reason(rule="treated_units", found=0, needed=1)]
    return []


def _controls(units: Units, *, needed: int) -> Reason:
    return Reason(rule="control_units", found=int((~units.is_treated).sum()), needed=needed)
