"""The profile of ideal members, the core team, and everybody who may join."""

from datetime import datetime
from typing import Any

from django.db.models import Max

from customers.accounts.contact import Contact
from customers.leaders.member_candidate import MemberCandidate
from customers.leaders.member_profile import MemberProfile
from customers.preparation.prospective_community import ProspectiveCommunity
from tenancy.events.event import Plane
from tenancy.events.recording import record
from tenancy.people.person import Person


def describe_members(
    prospect: ProspectiveCommunity, *, by: Person, at: datetime, **words: Any
) -> MemberProfile:
    """A further version of the profile."""
    last = MemberProfile.objects.filter(prospect=prospect).aggregate(last=Max("version"))["last"] or 0
    profile = MemberProfile(prospect=prospect, version=last + 1, by=by, at=at, **words)
    profile.save()
    record(profile, "member_profile.written", by=by, plane=Plane.SPONSOR, prospect=prospect)
    return profile


def add_contact(
    prospect: ProspectiveCommunity, contact: Contact, *, by: Person, at: datetime
) -> MemberCandidate:
    """Somebody of the firm's records; nothing happens if she is on the list."""
    known = MemberCandidate.objects.filter(prospect=prospect, contact=contact).first()
    if known is not None:
        return known
    return add(
        prospect,
        contact=contact,
        name=contact.name,
        centre=contact.account.name if contact.account else "",
        practice_role=contact.profession,
        by=by,
        at=at,
    )


def add(
    prospect: ProspectiveCommunity, *, by: Person, at: datetime, name: str, **facts: Any
) -> MemberCandidate:
    """Somebody whom the leader or the representative thinks of."""
    candidate = MemberCandidate(prospect=prospect, name=name, by=by, at=at, **facts)
    candidate.save()
    record(candidate, "member.considered", by=by, plane=Plane.SPONSOR, prospect=prospect)
    return candidate


def note(candidate: MemberCandidate, **facts: Any) -> None:
    """What is known of her now, and what came of asking."""
    for name, value in facts.items():
        setattr(candidate, name, value)
    candidate.save()
