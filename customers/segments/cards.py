"""What segments add to the page of an account."""

from typing import Any

from communities.community.standing import acting_person
from customers.accounts.account import Account
from customers.segments.segment_membership import SegmentMembership
from tenancy.wall.middleware import ActedRequest


def account_section(request: ActedRequest, account: Account) -> dict[str, Any] | None:
    """The account's segment by the rules, since when; None before the first run. One query."""
    found = SegmentMembership.objects.visible_to(acting_person(request)).current().filter(account=account)
    membership = found.first()
    return {"membership": membership} if membership else None
