"""Customers by months: the panel as it was given, and the sample that an estimator may use."""

from dataclasses import dataclass, field, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from analytics.uplift.spec import InvalidInput, Spec

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]

NEVER = int(np.iinfo(np.int64).max)
COLLINEAR = 1e-8


@dataclass(frozen=True, kw_only=True)
class Panel:
    """One row per customer, one column per calendar month, in the order of the calendar.

    `sales` is NaN where a customer has no record (missing is not zero). `first_treated` is the rank of
    the month of joining, 1 for the panel's first month, NEVER for who never joined; ranks below 1 or
    beyond the last month are allowed. `months` names the columns. `places` numbers customers' regions (or other
    units of several customers), -1 for who belongs to none.
    """

    sales: Floats
    first_treated: Ints
    months: tuple[str, ...]
    covariates: Floats | None = None
    weights: Floats | None = None
    clusters: Ints | None = None
    places: Ints | None = None
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.sales.ndim != 2 or not self.sales.size:
            raise InvalidInput("panel: no customers or no months")
        customers, months = self.sales.shape
        if self.first_treated.shape != (customers,) or len(self.months) != months:
            raise InvalidInput("panel: sales, first_treated and months differ in length")
        if np.isinf(self.sales).any():
            raise InvalidInput(f"panel: infinite value for customer {np.isinf(self.sales).any(1).argmax()}")
        empty = np.isnan(self.sales).all(axis=0)
        if empty.any():
            raise InvalidInput(f"panel: nobody has a value in month {self.months[int(empty.argmax())]}")


@dataclass(frozen=True, kw_only=True)
class Sample:
    """The customers and months that enter the estimation, cohort by cohort.

    `cohorts` lists the months of joining in order, NEVER last; `cohort_of` is each customer's position
    in it. `outcomes` have each customer's own mean taken out, which no difference within a customer
    notices and which keeps the arithmetic well conditioned; where levels are compared, everybody's mean.
    `weights` average to one.
    """

    outcomes: Floats
    cohort_of: Ints
    cohorts: Ints
    weights: Floats
    covariates: Floats | None
    clusters: Ints | None
    dropped: int
    notes: tuple[str, ...] = field(default=())

    @property
    def periods(self) -> int:
        return int(self.outcomes.shape[1])

    def sizes(self) -> Ints:
        """Customers per cohort, in the order of `cohorts`."""
        return np.bincount(self.cohort_of, minlength=len(self.cohorts)).astype(np.int64)

    def weight_of_cohorts(self) -> Floats:
        """The weight of each cohort's customers together."""
        return np.bincount(self.cohort_of, self.weights, len(self.cohorts)).astype(np.float64)


def draw_sample(panel: Panel, spec: Spec) -> Sample:
    """The estimation sample under the rules of R's `did` 2.5 (Callaway and Sant'Anna 2021, section 2).

    Who joined before there was an unaffected month cannot be compared and leaves; who joins after the
    panel's end (plus anticipation) counts as never treated; if nobody is never treated the last cohort
    serves as the control and its months end the panel. Customers without a single month, or without a
    covariate, leave. InvalidInput when nothing is left to compare.
    """
    notes = list(panel.notes)
    joined = np.where(
        panel.first_treated > panel.sales.shape[1] + spec.anticipation, NEVER, panel.first_treated
    )
    late = int(np.sum((joined == NEVER) & (panel.first_treated != NEVER)))
    if late:
        notes.append(f"{late} customers joined after the last month and count as never joined")
    panel, joined = _ending_with_last_cohort(panel, joined, spec=spec, notes=notes)
    keep = _usable(panel, joined, spec=spec, notes=notes)
    if not keep.any():
        raise InvalidInput("panel: no customer is left to compare")
    chosen = np.flatnonzero(keep)
    chosen = chosen[np.argsort(joined[chosen], kind="stable")]
    cohorts, cohort_of = np.unique(joined[chosen], return_inverse=True)
    if len(cohorts) < 2 or cohorts[-1] != NEVER:
        raise InvalidInput("panel: nobody joined who could be compared with anybody who had not")
    sales = panel.sales[chosen]
    weights = np.ones(len(sales)) if panel.weights is None else panel.weights[chosen]
    if not weights.mean() > 0:
        raise InvalidInput("panel: the weights of the customers that are left sum to zero")
    covariates = None if panel.covariates is None else _telling(panel.covariates[chosen], notes)
    return Sample(
        outcomes=_centred(sales, spec),
        cohort_of=cohort_of.astype(np.int64),
        cohorts=cohorts,
        weights=weights / weights.mean(),
        covariates=covariates,
        clusters=None if panel.clusters is None else panel.clusters[chosen],
        dropped=int(np.sum(~keep)),
        notes=tuple(notes),
    )


def _telling(covariates: Floats, notes: list[str]) -> Floats | None:
    """The columns that are not made up of a constant and the columns before them; None where none is left."""
    basis = np.zeros((covariates.shape[1] + 1, len(covariates)))
    basis[0] = len(covariates) ** -0.5
    kept: list[int] = []
    for at, column in enumerate(covariates.T):
        rest = column / (np.abs(column).max() or 1.0)
        length = float(np.linalg.norm(rest))
        for _ in range(2):  # Once leaves what rounding took from it.
            known = basis[: len(kept) + 1]
            rest = rest - known.T @ (known @ rest)
        if np.linalg.norm(rest) > COLLINEAR * length:
            kept.append(at)
            basis[len(kept)] = rest / np.linalg.norm(rest)
    if len(kept) == covariates.shape[1]:
        return covariates
    left_out = covariates.shape[1] - len(kept)
    notes.append(f"columns of covariates that add nothing to the others and are not used: {left_out}")
    return covariates[:, kept] if kept else None


def _centred(sales: Floats, spec: Spec) -> Floats:
    within = spec.missing != "levels" or not np.isnan(sales).any()
    centred: Floats = sales - (np.nanmean(sales, axis=1, keepdims=True) if within else np.nanmean(sales))
    return centred


def _ending_with_last_cohort(
    panel: Panel, joined: Ints, *, spec: Spec, notes: list[str]
) -> tuple[Panel, Ints]:
    if (joined == NEVER).any():
        return panel, joined
    last = int(joined.max())
    end = last - 1 - spec.anticipation
    if end < 1:
        raise InvalidInput("panel: nobody is never treated and no month precedes the last cohort")
    notes.append(f"nobody never joined: cohort {last} serves as control and month {end} ends the panel")
    shorter = replace(panel, sales=panel.sales[:, :end], months=panel.months[:end])
    return shorter, np.where(joined == last, NEVER, joined)


def _usable(panel: Panel, joined: Ints, *, spec: Spec, notes: list[str]) -> Flags:
    early = joined <= 1 + spec.anticipation
    empty = np.isnan(panel.sales).all(axis=1) & ~early
    if early.any():
        notes.append(f"{int(early.sum())} customers joined before any unaffected month and are left out")
    if empty.any():
        notes.append(f"{int(empty.sum())} customers have no month at all and are left out")
    keep: Flags = ~early & ~empty
    if spec.missing == "drop":
        gaps = np.isnan(panel.sales).any(axis=1) & keep
        if gaps.any():
            notes.append(f"{int(gaps.sum())} customers lack a month and are left out")
        keep &= ~gaps
    if panel.covariates is not None:
        unknown = np.isnan(panel.covariates).any(axis=1) & keep
        if unknown.any():
            notes.append(f"{int(unknown.sum())} customers lack a covariate and are left out")
        keep &= ~unknown
    return keep
