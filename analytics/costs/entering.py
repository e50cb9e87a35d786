"""Entering what communities cost and what margin to reckon with."""

from datetime import date, datetime
from decimal import Decimal

from analytics.costs.community_cost import CommunityCost
from analytics.costs.contribution_margin import ContributionMargin
from communities.community.community import Community
from customers.sales.currencies import places_of
from tenancy.people.person import Person


def enter_cost(
    *,
    community: Community | None,
    kind: str,
    spent_on: date,
    amount: Decimal,
    currency: str,
    note: str,
    by: Person,
    at: datetime,
) -> CommunityCost:
    """A new cost; `amount` is in major units, more places than the currency has are rounded away."""
    cost = CommunityCost(
        community_id=community.id if community else None,
        kind=kind,
        spent_on=spent_on,
        amount=int(amount.scaleb(places_of(currency)).to_integral_value()),
        currency=currency,
        note=note,
        entered_by_id=by.id,
        at=at,
    )
    cost.save(force_insert=True)
    return cost


def remove_cost(cost: CommunityCost) -> None:
    """Takes a wrong entry away."""
    cost.delete()


def set_margin(percent: int, *, by: Person, at: datetime) -> None:
    """The margin that reports from now on reckon with."""
    ContributionMargin(percent=percent, entered_by_id=by.id, at=at).save(force_insert=True)
