"""The firm's own sales and dates as the engine's arrays. For workers and commands: this loads numpy."""

import hashlib
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analytics.uplift.columns import Fields, customer_columns
from analytics.uplift.panel import NEVER, Flags, Floats, Ints, Panel
from analytics.uplift.series import fill_gaps, lay_out_months, months_in
from analytics.uplift.spec import InvalidInput, Spec
from customers.sales.currencies import places_of
from tenancy.wall.functions import call_rows

EARLY_SALES = "log_early_sales"
ATTRIBUTES = ("source", "external_id", "type", "segment", "region", "country")
SMALLEST_CATEGORY = 20
EARLY_MONTHS = 12


class Row(NamedTuple):
    """One account in one currency, merged records included; without sales `start` is None and `sent` empty.

    `start` is the number of the first month, `sent` the months as `series` reads them.
    """

    about: tuple[str, ...]
    currency: str | None
    start: int | None
    sent: bytes
    began_on: date | None
    other_project: bool | None
    other_began_on: date | None


@dataclass(frozen=True, kw_only=True)
class Costs:
    """What was spent in the panel's currency (minor units), entries in others, and the margin in percent."""

    amount: int
    entries: int
    elsewhere: int
    margin: int | None


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """A panel in major units of one currency, how it came about, and the hash of all that entered.

    `others` is the same for accounts of other customer projects against accounts without any, None where
    there are none. `members` names each member with the month of joining; `about` and `regions` are those of
    the panel's rows.
    """

    panel: Panel
    others: Panel | None
    currency: str
    costs: Costs
    members: tuple[str, ...]
    regions: tuple[str, ...]
    quality: dict[str, int]
    digest: str


@dataclass(frozen=True, kw_only=True)
class Fetched:
    """What the database gave: accounts, sums of costs by currency, and sources whose missing months are zero."""

    rows: list[Row]
    costs: list[tuple[str, int, int, int | None]]
    telling_all: frozenset[str] = frozenset()


def fetch(until: date | None = None) -> Fetched:
    """The rows of the tenant, by account; needs a scope of management, office, task or command.

    Costs count when they were spent before `until`; without it none are read.
    """
    rows = [
        Row(tuple(about), currency, first and _month(first), bytes(sent or b""), began, other, other_began)
        for about, currency, first, sent, began, other, other_began in call_rows("uplift_panel")
    ]
    spent = [] if until is None else call_rows("uplift_costs", until)
    telling_all = frozenset(code for (code,) in call_rows("sources_telling_all"))
    return Fetched(rows=rows, costs=[(c, int(a), n, m) for c, a, n, m in spent], telling_all=telling_all)


def assemble(fetched: Fetched, spec: Spec, *, until: date) -> Inputs:
    """The panel of complete calendar months before `until`; InvalidInput where the rows make none.

    An account's treatment is its opening in a customer community, or else its invitation. Accounts of
    another customer project are neither members nor untouched and are left out; so are currencies other
    than the most frequent one (they are never added up).
    """
    rows = fetched.rows
    sold = [row for row in rows if row.sent]
    if not sold:
        raise InvalidInput("sales: no account has sales yet")
    currency, _n = Counter(row.currency or "" for row in sold).most_common(1)[0]
    in_currency = [row for row in sold if row.currency == currency]
    elsewhere = [row for row in in_currency if row.other_project and row.began_on is None]
    left_out = {row.about for row in elsewhere}
    used = [row for row in in_currency if row.about not in left_out]
    if not used:
        raise InvalidInput("sales: every account takes part in another project")
    calendar = _calendar(used, until=until)
    telling_all = fetched.telling_all
    filled, panel = _panel(
        used, [row.began_on for row in used], spec, calendar=calendar, telling_all=telling_all
    )
    quality = {"other_project": len(left_out), **_left_out(rows, currency), **_counted(panel)}
    quality["months_as_zero"] = filled
    others = _others(used, elsewhere, spec, calendar=calendar, telling_all=telling_all)
    costs = _costs(fetched, currency)
    return Inputs(
        panel=panel,
        others=others,
        currency=currency,
        costs=costs,
        members=_members(panel, used),
        regions=tuple(row.about[ATTRIBUTES.index("region")] for row in used),
        quality=quality,
        digest=_digest(panel, used, spec, others=others, costs=costs),
    )


def _panel(
    rows: list[Row],
    began: list[date | None],
    spec: Spec,
    *,
    calendar: tuple[int, int],
    telling_all: frozenset[str],
) -> tuple[int, Panel]:
    """How many months a source's word made zero, and the panel."""
    first, last = calendar
    sales = lay_out_months(
        [row.start or 0 for row in rows], [row.sent for row in rows], first=first, months=last - first + 1
    )
    filled = sum(
        fill_gaps(sales, [at for at, row in enumerate(rows) if row.about[0] == source])
        for source in sorted(telling_all)
    )
    sales /= 10 ** places_of(rows[0].currency or "")
    first_treated = np.array([_rank(day, first=first) for day in began], dtype=np.int64)
    return filled, Panel(
        sales=sales,
        first_treated=first_treated,
        months=tuple(f"{month // 12:04d}-{month % 12 + 1:02d}" for month in range(first, last + 1)),
        **customer_columns(
            _columns(rows, spec, sales=sales, first_treated=first_treated),
            spec,
            customer=np.arange(len(rows), dtype=np.int32),
            rank=np.ones(len(rows), dtype=np.int32),
            first_treated=first_treated,
        ),
    )


def _others(
    used: list[Row],
    elsewhere: list[Row],
    spec: Spec,
    *,
    calendar: tuple[int, int],
    telling_all: frozenset[str],
) -> Panel | None:
    """Accounts of other projects against accounts of none, months without anybody left to their panel."""
    if not elsewhere:
        return None
    none = [row for row in used if row.began_on is None]
    joins = [row.other_began_on for row in elsewhere] + [None] * len(none)
    try:
        return _panel(elsewhere + none, joins, spec, calendar=calendar, telling_all=telling_all)[1]
    except InvalidInput:
        return None


def _costs(fetched: Fetched, currency: str) -> Costs:
    ours = [row for row in fetched.costs if row[0] == currency]
    return Costs(
        amount=sum(row[1] for row in ours),
        entries=sum(row[2] for row in ours),
        elsewhere=sum(row[2] for row in fetched.costs) - sum(row[2] for row in ours),
        margin=next((row[3] for row in fetched.costs), None),
    )


def _members(panel: Panel, rows: list[Row]) -> tuple[str, ...]:
    joined = np.flatnonzero((panel.first_treated != NEVER) & (panel.first_treated <= len(panel.months)))
    members = ((rows[at].about, rows[at].began_on) for at in joined.tolist())
    return tuple(
        f"{about[0]}:{about[1]} {day.year}-{day.month:02d}" for about, day in members if day is not None
    )


def _calendar(rows: list[Row], *, until: date) -> tuple[int, int]:
    starts = [row.start or 0 for row in rows]
    ends = [start + months_in(row.sent) - 1 for start, row in zip(starts, rows, strict=True)]
    first, last = min(starts), min(max(ends), _month(until) - 1)
    if first > last:
        raise InvalidInput(f"sales: no complete month before {until:%Y-%m}")
    return first, last


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _rank(day: date | None, *, first: int) -> int:
    return NEVER if day is None else _month(day) - first + 1


def _columns(rows: list[Row], spec: Spec, *, sales: Floats, first_treated: Ints) -> dict[str, Fields]:
    columns: dict[str, Fields] = {}
    for name in spec.columns():
        if name == EARLY_SALES:
            columns[name] = _early_sales(sales, first_treated)
        elif name in ATTRIBUTES:
            values = [row.about[ATTRIBUTES.index(name)] for row in rows]
            columns[name] = _categories(values, pooled=name in spec.covariates)
        else:
            raise InvalidInput(f"spec: accounts have no column {name!r}")
    return columns


def _early_sales(sales: Floats, first_treated: Ints) -> Floats:
    """The logarithm of mean monthly sales in the first year, before anybody joined; below 1 counts as 1."""
    joins = first_treated[(first_treated > 1) & (first_treated != NEVER)]
    before = min(EARLY_MONTHS, int(joins.min()) - 1 if len(joins) else EARLY_MONTHS)
    known: Flags = ~np.isnan(sales[:, :before])
    total = np.where(known, sales[:, :before], 0.0).sum(axis=1)
    mean = total / np.maximum(known.sum(axis=1), 1)
    return np.where(known.any(axis=1), np.log(np.maximum(mean, 1.0)), np.nan)


def _categories(values: list[str], *, pooled: bool) -> NDArray[np.bytes_]:
    """Words as bytes; an empty one is a category of its own, rare covariates are pooled."""
    sizes = Counter(values)
    named = ["(other)" if pooled and sizes[value] < SMALLEST_CATEGORY else f"={value}" for value in values]
    return np.array([name.encode() for name in named], dtype=np.bytes_)


def _left_out(rows: list[Row], currency: str) -> dict[str, int]:
    """Accounts read, and those that have no sales at all or none in this currency."""
    sold = {row.about for row in rows if row.sent}
    in_currency = sum(row.currency == currency for row in rows if row.sent)
    without = sum(not row.sent for row in rows)
    return {
        "accounts": len(sold) + without,
        "without_sales": without,
        "other_currency": len(sold) - in_currency,
    }


def _counted(panel: Panel) -> dict[str, int]:
    """Months of the panel by what is odd about them, and members by what precedes their joining."""
    return {
        "customer_months": int(panel.sales.size),
        "missing_months": int(np.isnan(panel.sales).sum()),
        "negative_months": int((panel.sales < 0).sum()),
        **_before_joining(panel),
    }


def _before_joining(panel: Panel) -> dict[str, int]:
    """Members by what is known of the year before they joined."""
    zero = short = members = 0
    cohorts = np.unique(panel.first_treated[panel.first_treated <= len(panel.months)])
    for joined in cohorts.tolist():
        before = panel.sales[panel.first_treated == joined, max(0, joined - 13) : max(0, joined - 1)]
        members += len(before)
        short += len(before) if before.shape[1] < 12 else int(np.isnan(before).any(axis=1).sum())
        zero += int((~(np.nansum(before, axis=1) > 0)).sum()) if before.shape[1] else 0
    return {"members": members, "members_short_before": short, "members_zero_before": zero}


def _digest(panel: Panel, rows: list[Row], spec: Spec, *, others: Panel | None, costs: Costs) -> str:
    digest = hashlib.sha256()
    digest.update(repr(sorted(asdict(spec).items())).encode())
    digest.update("\n".join("\t".join(row.about) for row in rows).encode())
    digest.update(repr(costs).encode())
    for one in filter(None, (panel, others)):
        digest.update("".join(one.months).encode())
        digest.update(one.sales.tobytes())
        digest.update(one.first_treated.tobytes())
    return digest.hexdigest()
