"""The firm's own sales and dates as the engine's arrays. For workers and commands: this loads numpy."""

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analytics.uplift.accounts import ATTRIBUTES, Accounts, Block, Words, accounts_of, number_of
from analytics.uplift.columns import Fields, customer_columns, place_codes
from analytics.uplift.panel import NEVER, Flags, Floats, Ints, Panel
from analytics.uplift.series import fill_gaps
from analytics.uplift.spec import InvalidInput, Spec
from customers.sales.currencies import places_of
from tenancy.wall.functions import call_rows

EARLY_SALES = "log_early_sales"
SMALLEST_CATEGORY = 20
EARLY_MONTHS = 12
LEVELS = ("region", "country")


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
    there are none. `members` names each member with the month of joining; `places` are the region
    and the country of each of the panel's rows.
    """

    panel: Panel
    others: Panel | None
    currency: str
    costs: Costs
    members: tuple[str, ...]
    places: Mapping[str, tuple[str, ...]]
    quality: dict[str, int]
    digest: str

    def by_place(self, level: str) -> Panel:
        """The panel with customers' places at a level; InvalidInput for a level that accounts do not have."""
        if level not in self.places:
            raise InvalidInput(f"spec: level must be one of {', '.join(LEVELS)}")
        fields = np.array([place.encode() for place in self.places[level]], dtype=np.bytes_)
        rows = np.arange(len(fields), dtype=np.int32)
        return replace(self.panel, places=place_codes(fields, level, customer=rows))


@dataclass(frozen=True, kw_only=True)
class Fetched:
    """What the database gave: accounts, sums of costs by currency, and sources whose missing months are zero."""

    blocks: list[Block]
    costs: list[tuple[str, int, int, int | None]]
    telling_all: frozenset[str] = frozenset()


def fetch(until: date | None = None) -> Fetched:
    """The accounts of the tenant; needs a scope of management, office, task or command.

    Costs count when they were spent before `until`; without it none are read.
    """
    blocks = [_block(*row) for row in call_rows("uplift_blocks")]
    spent = [] if until is None else call_rows("uplift_costs", until)
    telling_all = frozenset(code for (code,) in call_rows("sources_telling_all"))
    return Fetched(blocks=blocks, costs=[(c, int(a), n, m) for c, a, n, m in spent], telling_all=telling_all)


def _block(currency: str | None, first_month: date | None, *rest: Any) -> Block:
    binary, words = rest[: -len(ATTRIBUTES)], rest[-len(ATTRIBUTES) :]
    months, places, began, other_began, other_project = map(bytes, binary)
    return Block(currency, first_month, months, places, began, other_began, other_project, words)


def assemble(fetched: Fetched, spec: Spec, *, until: date) -> Inputs:
    """The panel of complete calendar months before `until`; InvalidInput where the accounts make none.

    An account's treatment is its opening in a customer community, or else its invitation. Accounts of
    another customer project are neither members nor untouched and are left out; so are currencies other
    than the most frequent one (they are never added up).
    """
    accounts = accounts_of(fetched.blocks)
    sold = accounts.currency != ""
    if not sold.any():
        raise InvalidInput("sales: no account has sales yet")
    currency, _n = Counter(accounts.currency[sold].tolist()).most_common(1)[0]
    in_currency = accounts.currency == currency
    elsewhere = in_currency & accounts.in_other_project & (accounts.began == NEVER)
    used = np.flatnonzero(in_currency & ~elsewhere)
    if not len(used):
        raise InvalidInput("sales: every account takes part in another project")
    first, last = _calendar(accounts, used, until=until)
    laid = accounts.laid_out(first=first, months=last - first + 1)
    laid_out = _LaidOut(accounts=accounts, sales=laid, first=first, telling_all=fetched.telling_all)
    filled, panel = _panel(laid_out, used, accounts.began[used], spec)
    others = _others(laid_out, used, np.flatnonzero(elsewhere), spec)
    costs = _costs(fetched, currency)
    return Inputs(
        panel=panel,
        others=others,
        currency=currency,
        costs=costs,
        members=_members(panel, accounts, used),
        places={level: tuple(accounts.about[level][used].tolist()) for level in LEVELS},
        quality={
            "other_project": int(elsewhere.sum()),
            **_left_out(accounts, currency),
            **_counted(panel),
            "months_as_zero": filled,
        },
        digest=_digest(panel, accounts, used, spec, others=others, costs=costs),
    )


@dataclass(frozen=True, kw_only=True)
class _LaidOut:
    """All rows with their sales from month number `first` on."""

    accounts: Accounts
    sales: Floats
    first: int
    telling_all: frozenset[str]


def _panel(laid_out: _LaidOut, chosen: Ints, began: Ints, spec: Spec) -> tuple[int, Panel]:
    """How many months a source's word made zero, and the panel of the chosen rows."""
    accounts, first = laid_out.accounts, laid_out.first
    sales = laid_out.sales[chosen]
    source = accounts.about["source"][chosen]
    filled = sum(
        fill_gaps(sales, np.flatnonzero(source == told).tolist()) for told in sorted(laid_out.telling_all)
    )
    sales /= 10 ** places_of(accounts.currency[chosen[0]])
    first_treated = np.where(began == NEVER, NEVER, began - first + 1)
    months = range(first, first + sales.shape[1])
    about = {name: words[chosen] for name, words in accounts.about.items() if name in spec.columns()}
    return filled, Panel(
        sales=sales,
        first_treated=first_treated,
        months=tuple(_named(month) for month in months),
        **customer_columns(
            _columns(about, spec, sales=sales, first_treated=first_treated),
            spec,
            customer=np.arange(len(chosen), dtype=np.int32),
            rank=np.ones(len(chosen), dtype=np.int32),
            first_treated=first_treated,
        ),
    )


def _others(laid_out: _LaidOut, used: Ints, elsewhere: Ints, spec: Spec) -> Panel | None:
    """Accounts of other projects against accounts of none, months without anybody left to their panel."""
    if not len(elsewhere):
        return None
    accounts = laid_out.accounts
    none = used[accounts.began[used] == NEVER]
    joins = np.concatenate([accounts.other_began[elsewhere], accounts.began[none]])
    try:
        return _panel(laid_out, np.concatenate([elsewhere, none]), joins, spec)[1]
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


def _members(panel: Panel, accounts: Accounts, used: Ints) -> tuple[str, ...]:
    joined = used[(panel.first_treated != NEVER) & (panel.first_treated <= len(panel.months))]
    names = {month: _named(month) for month in np.unique(accounts.began[joined]).tolist()}
    columns = (accounts.about["source"], accounts.about["external_id"], accounts.began)
    told = zip(*(column[joined].tolist() for column in columns), strict=True)
    return tuple(f"{source}:{external_id} {names[began]}" for source, external_id, began in told)


def _calendar(accounts: Accounts, used: Ints, *, until: date) -> tuple[int, int]:
    ends = accounts.start[used] + accounts.length[used] - 1
    first, last = int(accounts.start[used].min()), min(int(ends.max()), number_of(until) - 1)
    if first > last:
        raise InvalidInput(f"sales: no complete month before {until:%Y-%m}")
    return first, last


def _named(month: int) -> str:
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def _columns(about: dict[str, Words], spec: Spec, *, sales: Floats, first_treated: Ints) -> dict[str, Fields]:
    columns: dict[str, Fields] = {}
    for name in spec.columns():
        if name == EARLY_SALES:
            columns[name] = _early_sales(sales, first_treated)
        elif name in about:
            columns[name] = _categories(about[name].tolist(), pooled=name in spec.covariates)
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
    names = {
        value: "(other)" if pooled and size < SMALLEST_CATEGORY else f"={value}"
        for value, size in sizes.items()
    }
    return np.array([name.encode() for name in names.values()], dtype=np.bytes_)[_codes(values, list(names))]


def _codes(values: list[str], distinct: list[str]) -> Ints:
    code = {value: at for at, value in enumerate(distinct)}
    return np.fromiter(map(code.__getitem__, values), dtype=np.int64, count=len(values))


def _left_out(accounts: Accounts, currency: str) -> dict[str, int]:
    """Accounts read, and those that have no sales at all or none in this currency."""
    all_accounts = int(accounts.is_first().sum())
    without = int((accounts.currency == "").sum())
    in_currency = int((accounts.currency == currency).sum())
    return {
        "accounts": all_accounts,
        "without_sales": without,
        "other_currency": all_accounts - without - in_currency,
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


def _digest(
    panel: Panel, accounts: Accounts, used: Ints, spec: Spec, *, others: Panel | None, costs: Costs
) -> str:
    digest = hashlib.blake2b(digest_size=32)
    digest.update(repr(sorted(asdict(spec).items())).encode())
    for words in accounts.about.values():
        digest.update("\n".join([*words[used].tolist(), ""]).encode())
    digest.update(repr(costs).encode())
    for one in filter(None, (panel, others)):
        digest.update("".join(one.months).encode())
        digest.update(one.sales.data)
        digest.update(one.first_treated.data)
    return digest.hexdigest()
