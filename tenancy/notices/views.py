"""A person's notices."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tenancy.notices.notification import Notification
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.slots.notices import kinds, names_of_places
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest

MOST_SHOWN = 50


@requires(Permission.SIGNED_IN)
@require_GET
def notices(request: ActedRequest) -> HttpResponse:
    """The newest notices; each leads to its thing by way of `notice`."""
    rows = list(_own(request)[:MOST_SHOWN])
    names = names_of_places(row.community_id for row in rows if row.community_id)
    lines = [_line(request, row, names.get(row.community_id, "")) for row in rows]
    return render(request, "tenancy/notices/notices.html", {"lines": lines, "most": MOST_SHOWN})


@requires(Permission.SIGNED_IN)
@require_POST
def reading(request: ActedRequest) -> HttpResponse:
    """Marks all as read."""
    _own(request).mark_read(at=timezone.now())
    return redirect(address(request, "notices"))


@requires(Permission.SIGNED_IN)
@require_GET
def notice(request: ActedRequest, notice: UUID) -> HttpResponse:
    """Marks it as read and leads to its thing, or back to the list where the wall hides that by now."""
    row = get_object_or_404(_own(request), id=notice)
    row.mark_read(at=timezone.now())
    kind = kinds.get(row.verb)
    target = kind.target(request, row) if kind else None
    return redirect(target or address(request, "notices"))


def _own(request: ActedRequest) -> Any:
    if request.actor.person is None:
        raise Http404
    return Notification.objects.visible_to(request.actor.person)


def _line(request: ActedRequest, row: Notification, place: str) -> dict[str, Any]:
    kind = kinds.get(row.verb)
    return {
        "url": address(request, "notice", notice=row.id),
        "icon": kind.icon if kind else "bell",
        "label": kind.sentence if kind else _("Something happened that concerns you"),
        "place": place,
        "at": row.at,
        "unread": row.read_at is None,
    }
