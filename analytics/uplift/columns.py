"""Columns of a panel that say something about a customer: covariates, weights, clusters."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias, TypedDict

import numpy as np
from numpy.typing import NDArray

from analytics.uplift.csv_block import LARGEST
from analytics.uplift.panel import NEVER, Flags, Floats, Ints
from analytics.uplift.spec import InvalidInput, Spec

# A column as a file writes it, or numbers with NaN where there is none.
Fields: TypeAlias = NDArray[np.bytes_] | Floats


class CustomerColumns(TypedDict):
    """One row per customer, in the panel's order."""

    covariates: Floats | None
    weights: Floats | None
    clusters: Ints | None
    notes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Layout:
    """Where the file's rows belong: customer, rank of the month, and the month before which to measure."""

    customer: NDArray[np.int32]
    rank: NDArray[np.int32]
    before: int

    @property
    def customers(self) -> int:
        return int(self.customer.max()) + 1


def customer_columns(
    columns: Mapping[str, Fields],
    spec: Spec,
    *,
    customer: NDArray[np.int32],
    rank: NDArray[np.int32],
    first_treated: Ints,
) -> CustomerColumns:
    """What the spec names. A covariate that changes counts as last seen before anybody joined."""
    joins = first_treated[(first_treated > 1) & (first_treated != NEVER)]
    before = int(joins.min()) - spec.anticipation if len(joins) else int(rank.max()) + 1
    layout = Layout(customer=customer, rank=rank, before=before)
    notes: list[str] = []
    covariates = [_covariate(columns[name], name, layout=layout, notes=notes) for name in spec.covariates]
    return {
        "covariates": np.hstack(covariates) if covariates else None,
        "weights": None
        if spec.weights is None
        else _weights(columns[spec.weights], spec.weights, layout=layout),
        "clusters": None
        if spec.cluster is None
        else _clusters(columns[spec.cluster], spec.cluster, layout=layout),
        "notes": tuple(notes),
    }


def _covariate(fields: Fields, name: str, *, layout: Layout, notes: list[str]) -> Floats:
    """One column of numbers, or one indicator per category but the first when no field is a number."""
    values, categories = _parsed(fields, name)
    of_customer = _first(values, layout=layout)
    changes = ~np.isnan(values) & (values != of_customer[layout.customer])
    if changes.any():
        notes.append(f"{name} changes over time; the last value before anybody joined is used")
        of_customer = _last_before(values, layout=layout)
    if categories is None:
        return of_customer.reshape(-1, 1)
    indicators: Floats = (of_customer[:, None] == np.arange(1, len(categories))).astype(np.float64)
    indicators[np.isnan(of_customer)] = np.nan
    return indicators


def _parsed(fields: Fields, name: str) -> tuple[Floats, NDArray[np.bytes_] | None]:
    """Numbers with NaN for empty fields; for a column of words their codes and the words."""
    if fields.dtype.kind == "f":
        return fields.astype(np.float64), None
    distinct, codes = np.unique(fields, return_inverse=True)
    numbers = [_number(field) for field in distinct.tolist()]
    written = [number for field, number in zip(distinct.tolist(), numbers, strict=True) if field]
    if any(number is not None for number in written):
        wrong = np.array([number is None or np.isinf(number) for number in numbers])[codes]
        _refuse(wrong, f"{name} is not a finite number")
        values = np.array(numbers, dtype=np.float64)[codes]
        _refuse(np.abs(values) > LARGEST, f"{name} is larger than can be computed with")
        return values, None
    categories = distinct[distinct != b""]
    code = np.searchsorted(categories, distinct).astype(np.float64)
    return np.where(distinct == b"", np.nan, code)[codes], categories


def _number(field: bytes) -> float | None:
    """The number in a field, NaN for an empty one, None for anything else."""
    if not field:
        return float("nan")
    try:
        number = float(field)
    except ValueError:
        return None
    return None if np.isnan(number) or b"_" in field else number


def _first(values: Floats, *, layout: Layout) -> Floats:
    of_customer = np.full(layout.customers, np.nan)
    given = np.flatnonzero(~np.isnan(values))[::-1]
    of_customer[layout.customer[given]] = values[given]
    return of_customer


def _last_before(values: Floats, *, layout: Layout) -> Floats:
    of_customer = np.full(layout.customers, np.nan)
    given = np.flatnonzero(~np.isnan(values) & (layout.rank < layout.before))
    given = given[np.argsort(layout.rank[given], kind="stable")]
    of_customer[layout.customer[given]] = values[given]
    return of_customer


def _weights(fields: Fields, name: str, *, layout: Layout) -> Floats:
    values, categories = _parsed(fields, name)
    _refuse(
        np.isnan(values) | (values < 0) | (categories is not None), f"{name} is not a weight of zero or more"
    )
    of_customer = _first(values, layout=layout)
    _refuse(values != of_customer[layout.customer], f"{name} differs from the customer's first row")
    return of_customer


def _clusters(fields: Fields, name: str, *, layout: Layout) -> Ints:
    _refuse(fields == b"", f"{name} is empty")
    _, codes = np.unique(fields, return_inverse=True)
    of_customer = _first(codes.astype(np.float64), layout=layout).astype(np.int64)
    _refuse(codes != of_customer[layout.customer], f"{name} differs from the customer's first row")
    return of_customer


def place_codes(fields: NDArray[np.bytes_], name: str, *, customer: NDArray[np.int32]) -> Ints:
    """Each customer's place as a number, -1 for an empty field; a customer may not move."""
    distinct, codes = np.unique(fields, return_inverse=True)
    codes = codes - int(distinct[0] == b"")
    of_customer = np.empty(int(customer.max()) + 1, dtype=np.int64)
    of_customer[customer[::-1]] = codes[::-1]
    _refuse(codes != of_customer[customer], f"{name} differs from the customer's first row")
    return of_customer


def _refuse(wrong: Flags, reason: str) -> None:
    if wrong.any():
        raise InvalidInput(f"row {int(wrong.argmax()) + 2}: {reason}")
