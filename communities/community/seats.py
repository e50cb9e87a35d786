"""Seats in a community: inviting, asking, answering, deciding, leaving, appointing."""

from uuid import UUID

from communities.community.community import Community
from communities.community.membership import Membership
from tenancy.people.person import Person
from tenancy.wall.functions import call


def offer_seat(community: Community, *, to: UUID, role: str = "member") -> None:
    """Invites a person; a steward's invitation is marked as the sponsor's and written to the ledger."""
    call("offer_seat", community.id, to, role)


def ask_to_join(community: Community, *, motivation: str) -> None:
    """A volunteer asks for a seat in an internal community; its leader decides (A4.09, A4.13)."""
    call("ask_to_join", community.id, motivation)


def answer_invitation(community: Community, *, accept: bool, motivation: str = "") -> str:
    """Answers one's own invitation; returns the state of the seat afterwards."""
    return str(call("answer_invitation", community.id, accept, motivation))


def accept_hand_over(community: Community) -> None:
    """The future leader takes the community over; from here on it belongs to its members."""
    call("accept_hand_over", community.id)


def decide_request(seat: Membership, *, accept: bool) -> None:
    """The leader lets a person in or not."""
    call("decide_request", seat.id, accept)


def leave_community(community: Community, *, reason: str) -> None:
    """Ends one's own seat; the last leader must hand over first."""
    call("leave_community", community.id, reason)


def appoint(community: Community, *, person: Person, role: str) -> None:
    """Gives a member another role in the community."""
    call("appoint", community.id, person.id, role)
