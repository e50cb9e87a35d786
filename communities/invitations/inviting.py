"""Inviting to a seat in a community."""

from communities.community.community import Community
from communities.community.seats import offer_seat
from tenancy.invitations.inviting import DAYS_OPEN, Sent, new_token
from tenancy.people.person import Person
from tenancy.wall.functions import call


def invite_to_seat(community: Community, *, email: str, name: str, role: str) -> Sent:
    """Invites a customer by e-mail to a seat; a steward's invitation is marked and entered in the ledger.

    Raises NotAllowed unless the caller leads the community, or stewards it before hand-over or with
    invitations delegated; a steward can propose members, and before hand-over the leader.
    """
    token = new_token()
    return Sent(call("invite_to_seat", community.pk, role, email, name, DAYS_OPEN, token), token)


def invite_colleague(community: Community, *, person: Person, role: str) -> None:
    """Invites a colleague, who is a person already, to a seat in an internal community."""
    offer_seat(community, to=person.pk, role=role)
