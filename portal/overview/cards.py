"""Cards of the portal's home page that belong to the members' plane."""

from datetime import timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import ngettext

from communities.community.community import Community
from communities.community.kinds import Kind
from communities.ledger.ledger_line import Crossing, LedgerLine
from communities.seats.arriving import me
from portal.verification.verification_request import (
    Verification,
    VerificationRequest,
    verification_of,
)
from tenancy.people.person import Party
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest

DAYS = 30


def protection(request: ActedRequest) -> dict[str, Any] | None:
    """What left my communities in the last 30 days, and what was refused."""
    person = me(request)
    if person.party != Party.CUSTOMER:
        return None
    since = timezone.now() - timedelta(days=DAYS)
    lines = LedgerLine.objects.visible_to(person).filter(at__gte=since)
    rows = lines.values("community__slug", "community__name").annotate(
        left=Count("pk", filter=~Q(crossing=Crossing.REFUSED)),
        refused=Count("pk", filter=Q(crossing=Crossing.REFUSED)),
    )
    places = [
        {**row, "url": address(request, "sponsor_view", community=row["community__slug"])}
        for row in rows.order_by("community__name")
    ]
    return {"left": sum(row["left"] for row in rows), "places": places, "days": DAYS}


def my_verification(request: ActedRequest) -> dict[str, Any] | None:
    """A word to members who are not verified, or not for much longer."""
    person = me(request)
    today = timezone.now().date()
    until = person.verified_until
    if person.party != Party.CUSTOMER or (until is not None and until > today + timedelta(days=DAYS)):
        return None
    latest = VerificationRequest.objects.visible_to(person).filter(person=person).first()
    state = verification_of(person, latest=latest, on=today)
    if state == Verification.PENDING:
        return None
    return {"state": state, "until": until, "url": address(request, "verification")}


def operator_desk(request: ActedRequest) -> dict[str, Any] | None:
    """The operator's queue and the communities that the portal hosts."""
    person = me(request)
    hosted = Community.objects.visible_to(person).filter(kind=Kind.CUSTOMER)
    waiting = VerificationRequest.objects.visible_to(person).pending().count()
    words = ngettext(
        "%(n)d professional waits for verification.", "%(n)d professionals wait for verification.", waiting
    )
    return {
        "waiting": waiting,
        "needs": words % {"n": waiting} if waiting else "",
        "queue_url": address(request, "verifications"),
        "invite_url": address(request, "portal_invitations"),
        "communities": [
            {
                "label": one.name,
                "value": one.get_stage_display(),
                "url": address(request, "members", community=one.slug),
            }
            for one in hosted.order_by("name")[:100]
        ],
    }
