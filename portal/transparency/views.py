"""What the sponsor sees."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from communities.community.membership import Membership
from communities.discussions.attachments.attachment import Attachment
from communities.discussions.post import Post
from communities.discussions.thread import Thread
from communities.ledger.ledger_line import Crossing
from communities.ledger.reading import drawn, lines_of
from communities.seats.arriving import arrive, framed, me
from communities.seats.standing import Standing
from portal.transparency.asking import SponsorView, ask_as_sponsor
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.wall.functions import call
from tenancy.wall.middleware import ActedRequest
from tenancy.wall.scope import acting_for

LINES = 20


@requires(Permission.USE_PORTAL, phases=True)
@require_GET
def sponsor_view(request: ActedRequest, community: str) -> HttpResponse:
    """Asks as the sponsor in a read-only transaction of its own, then shows a member what came back."""
    person = me(request)
    with acting_for(person.tenant_id, person.pk):
        standing = _arrived(request, community)
        view = call("sponsor_view", standing.community.pk)
        word = _a_word_of(standing)
    if view is None:
        raise Http404
    with acting_for(person.tenant_id, view, read_only=True):
        seen = ask_as_sponsor(standing.community.pk, view=view, word=word)
    with acting_for(person.tenant_id, person.pk):
        values = _drawn(request, standing, seen=seen, word=word)
        return render(request, "portal/transparency/sponsor_view.html", values)


def _arrived(request: ActedRequest, community: str) -> Standing:
    standing = arrive(request, community)
    if not standing.community.is_customer:
        raise Http404
    if not standing.is_member:
        raise PermissionDenied
    return standing


def _a_word_of(standing: Standing) -> str:
    """A real word that members wrote, so that the sponsor's search has something to find."""
    newest = Thread.objects.visible_to(standing.person).filter(community=standing.community)
    title = newest.order_by("-last_post_at").values_list("title", flat=True).first() or ""
    return max(title.split(), key=len, default="")


def _drawn(request: ActedRequest, standing: Standing, *, seen: SponsorView, word: str) -> dict[str, Any]:
    community, person = standing.community, standing.person
    lines = lines_of(community, reader=person)
    return framed(request, standing, page="sponsor_view") | {
        "seen": seen,
        "word": word,
        "at": timezone.now(),
        "members": Membership.objects.active().filter(community=community).count(),
        "threads": Thread.objects.visible_to(person).filter(community=community).count(),
        "posts": Post.objects.visible_to(person).filter(community=community).count(),
        "files": Attachment.objects.filter(community=community).count(),
        "lines": [drawn(line) for line in lines[:LINES]],
        "kinds": Crossing.choices,
        "csv_url": address(request, "ledger_csv", community=community.slug),
        "wanted": {},
        "ledger_url": address(request, "ledger", community=community.slug),
    }
