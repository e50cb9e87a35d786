"""Potential and share of market of an account."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from customers.accounts.account import Account
from customers.products.product_group import ProductGroup
from customers.sales.currencies import in_major
from tenancy.wall.functions import call_rows


@dataclass(frozen=True, slots=True)
class Share:
    """What an account could buy of a group in a period (money, or units without currency), and what it bought.

    `own` is None where no sales of the period are on record: unknown, not zero.
    """

    group: ProductGroup | None
    period_from: date
    period_to: date
    currency: str
    potential: Decimal
    own: Decimal | None
    source: str
    told_on: date

    @property
    def share(self) -> Decimal | None:
        """Own sales as a part of the potential, 0.25 for a quarter; more than 1 where the estimate was low."""
        return self.own / self.potential if self.own is not None and self.potential else None


def shares_of(account: Account) -> list[Share]:
    """The potentials of an account and of what was merged into it, newest period first, with own sales."""
    rows = call_rows("shares_of", account.id)
    groups = ProductGroup.objects.in_bulk({row[1] for row in rows if row[1]})
    return [
        Share(
            groups.get(group),
            starts,
            ends,
            currency,
            _amount(amount, currency),
            None if own is None else _amount(own, currency),
            source,
            told_on,
        )
        for _id, group, starts, ends, currency, amount, source, told_on, own in rows
    ]


def _amount(stored: int, currency: str) -> Decimal:
    return in_major(stored, currency) if currency else Decimal(stored) / 1000
