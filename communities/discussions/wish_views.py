"""What only the reader herself sees: drafts, and what she wants to hear of a thread."""

from uuid import UUID

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from communities.community.standing import acting_person, community_of, opened
from communities.discussions.drafting import save_draft
from communities.discussions.follow import FollowLevel
from communities.discussions.forms import LONGEST_BODY
from communities.discussions.loading import taking_part, thread_of
from communities.discussions.reacting import follow
from tenancy.intake.clean_text import is_clean
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest


@require_POST
@requires(Permission.SIGNED_IN)
def thread_draft(request: ActedRequest, community: str, thread: UUID) -> HttpResponse:
    """Keeps what has been written so far of a reply."""
    found = thread_of(request, community, thread)
    taking_part(found)
    return _kept(request, found.community_id, found.id)


@require_POST
@requires(Permission.SIGNED_IN)
def new_thread_draft(request: ActedRequest, community: str) -> HttpResponse:
    """Keeps what has been written so far of a new thread."""
    return _kept(request, opened(community_of(request, community)).id, None)


@require_POST
@requires(Permission.SIGNED_IN)
def following(request: ActedRequest, community: str, thread: UUID) -> HttpResponse:
    """Follows, mutes, or leaves the thread to the digest (empty `level`)."""
    found = thread_of(request, community, thread)
    taking_part(found)
    level = request.POST.get("level", "")
    if level and level not in FollowLevel.values:
        raise BadRequest("unknown level")
    follow(found, level=level, by=acting_person(request), at=timezone.now())
    return redirect(address(request, "thread", community=community, thread=found.id))


def _kept(request: ActedRequest, community: UUID, thread: UUID | None) -> HttpResponse:
    body, title = request.POST.get("body", ""), request.POST.get("title", "")
    if len(body) > LONGEST_BODY or not (is_clean(body) and is_clean(title, one_line=True)):
        raise BadRequest("not a text that can be kept")
    save_draft(community, thread=thread, body=body, title=title, by=acting_person(request), at=timezone.now())
    return HttpResponse(status=204)
