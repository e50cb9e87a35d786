"""The candidate reads her own fit form: on paper, or by a link that ends."""

import secrets
from datetime import date, datetime, timedelta
from hashlib import sha256

from customers.leaders.fit_link import FitLink
from customers.leaders.leader_candidate import LeaderCandidate
from customers.leaders.purposes import SHEET
from tenancy.events.event import Plane
from tenancy.events.recording import record
from tenancy.people.person import Person

DAYS = 30


def hand_over(candidate: LeaderCandidate, *, by: Person, at: datetime, today: date) -> str:
    """A token that opens the candidate's own form for DAYS days; shown once, only its digest is kept."""
    token = secrets.token_urlsafe(32)
    link = FitLink(
        candidate=candidate, digest=_digest(token), by=by, at=at, ends_on=today + timedelta(days=DAYS)
    )
    link.save()
    record(link, "leader.fit_handed_over", by=by, plane=Plane.SPONSOR, candidate=candidate)
    return token


def withdraw(candidate: LeaderCandidate, *, by: Person, at: datetime) -> None:
    """No link of this candidate opens any more."""
    FitLink.objects.filter(candidate=candidate, withdrawn_at=None).update(withdrawn_at=at)
    record(candidate, "leader.fit_link_ended", by=by, plane=Plane.SPONSOR)


def purpose_of(token: str) -> str:
    """The purpose of the scope in which this link's form opens."""
    return f"{SHEET}{_digest(token)}"


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
