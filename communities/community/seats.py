"""Seats in a community: inviting, asking, answering, deciding, leaving, appointing."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from communities.community.community import Community
from communities.community.membership import Membership
from tenancy.events.recording import record
from tenancy.people.person import Person
from tenancy.slots.rules import words
from tenancy.wall.functions import call
from tenancy.wall.scope import current_scope

words.update(
    {
        "no_seat": _("There is no such seat any more."),
        "no_request": _("This request was already decided."),
        "no_invitation": _("This invitation was already answered."),
        "no_hand_over": _("There is nothing to take over here."),
        "not_verified": _("You can take over once the operator has verified you."),
        "hand_over_first": _("The hand-over is accepted on its own page."),
        "last_leader": _("A community needs a leader: appoint a successor first."),
        "customers_only": _("Only health professionals become members of a customer community."),
        "leave_instead": _("To end your own seat, use “Leave”."),
        "leaders_are_not_removed": _("A leader cannot be removed by another; ask the operator to mediate."),
        "reason_needed": _("Please say why; the member will read it."),
        "not_of_this_community": _("You are not of this community."),
    }
)


def offer_seat(community: Community, *, to: UUID, role: str = "member") -> None:
    """Invites a person; a steward's invitation is marked as the sponsor's and written to the ledger."""
    call("offer_seat", community.id, to, role)


def ask_to_join(community: Community, *, motivation: str) -> None:
    """A volunteer asks for a seat in an internal community; its leader decides (A4.09, A4.13)."""
    call("ask_to_join", community.id, motivation)
    _record("seat.requested", community)


def answer_invitation(community: Community, *, accept: bool, motivation: str = "") -> str:
    """Answers one's own invitation; returns the state of the seat afterwards."""
    state = str(call("answer_invitation", community.id, accept, motivation))
    _record("seat.requested" if state == "requested" else f"invitation.{state}", community)
    return state


def accept_hand_over(community: Community) -> None:
    """The future leader takes the community over; from here on it belongs to its members."""
    call("accept_hand_over", community.id)
    _record("hand_over.accepted", community)


def decide_request(seat: Membership, *, accept: bool) -> None:
    """The leader lets a person in or not."""
    call("decide_request", seat.id, accept)
    _record("seat.accepted" if accept else "seat.declined", seat.community_id, person=seat.person_id)


def leave_community(community: Community, *, reason: str) -> None:
    """Ends one's own seat; the last leader must hand over first."""
    call("leave_community", community.id, reason)
    _record("seat.left", community)


def appoint(community: Community, *, person: Person, role: str) -> None:
    """Gives a member another role in the community."""
    call("appoint", community.id, person.id, role)


def end_seat(seat: Membership, *, reason: str) -> None:
    """Ends another member's seat, with a reason that she reads. Leaders alone; never another leader's seat."""
    call("end_seat", seat.id, reason)
    _record("seat.ended", seat.community_id, person=seat.person_id)


def consent_to_be_named(community: Community, *, consent: bool) -> None:
    """Lets the steward know one's name, or no longer; a ledger line goes with it where names are delegated."""
    call("consent_to_be_named", community.id, consent)


def _record(verb: str, community: Community | UUID, **ids: Any) -> None:
    scope = current_scope()
    by = Person(id=scope.person_id) if scope else None
    place = community if isinstance(community, Community) else Community(id=community)
    record(place, verb, by=by, community=place, **ids)
