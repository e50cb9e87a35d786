"""The board of a leader search, and finding candidates for it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from customers.accounts.account import Account
from customers.accounts.contact import Contact
from customers.leaders.board import board_of, funnel_of, standing_of
from customers.leaders.leader_candidate import LeaderCandidate
from customers.leaders.searching import AlreadyOnBoard, contacts_for, identify
from customers.preparation.arriving import arrive, arrive_as_selector, framed, me
from customers.preparation.prospective_community import ProspectiveCommunity
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.surfaces.downloads import csv_response
from tenancy.wall.middleware import ActedRequest


@requires(Permission.SEARCH_LEADERS)
@require_GET
def leader_board(request: ActedRequest, prospect: UUID) -> HttpResponse:
    """Candidates in their columns, and how long each step took."""
    found = arrive(request, prospect)
    columns = board_of(found, person=me(request), now=timezone.now())
    values = framed(request, found, page="leader_board") | {
        "columns": columns,
        "anybody": any(column["cards"] for column in columns),
        "standing": standing_of(columns),
        "funnel": funnel_of(found, now=timezone.now()),
    }
    return render(request, "customers/leaders/board.html", values)


@requires(Permission.SEARCH_LEADERS)
@require_GET
def leader_board_csv(request: ActedRequest, prospect: UUID) -> HttpResponse:
    """The board as a file: who stands where since when. No fit, no sales."""
    found = LeaderCandidate.objects.visible_to(me(request)).filter(prospect=arrive(request, prospect))
    rows = (
        (
            one.name,
            one.profession,
            one.centre,
            one.get_step_display(),
            one.identified_at.date(),
            one.stepped_at.date(),
        )
        for one in found.order_by("step", "stepped_at", "id")
    )
    columns = ("name", "profession", "centre", "step", "identified_on", "since")
    return csv_response("leader-search.csv", columns=columns, rows=rows)


@requires(Permission.SEARCH_LEADERS)
@require_http_methods(["GET", "POST"])
def leader_candidates(request: ActedRequest, prospect: UUID) -> HttpResponse:
    """Contacts of one's own records, by name or centre; POST puts one of them on the board."""
    found = arrive_as_selector(request, prospect)
    if request.method == "POST":
        return _identified(request, found)
    words = request.GET.get("q", "")[:100]
    centre = Account.objects.visible_to(me(request)).filter(id=_uuid(request.GET.get("centre", ""))).first()
    contacts = contacts_for(found, person=me(request), words=words, centre=centre)
    values = framed(request, found, page="leader_board") | {
        "contacts": contacts,
        "words": words,
        "centre": centre,
    }
    return render(request, "customers/leaders/candidates.html", values)


def _identified(request: ActedRequest, found: ProspectiveCommunity) -> HttpResponse:
    contact = get_object_or_404(
        Contact.objects.filter(tenant_id=me(request).tenant_id).select_related("account"),
        id=_uuid(request.POST.get("contact", "")),
    )
    try:
        made = identify(found, contact, by=me(request), at=timezone.now())
    except AlreadyOnBoard:
        messages.info(request, _("%(name)s stands on the board already.") % {"name": contact.name})
    else:
        messages.success(request, _("%(name)s is on the board.") % {"name": made.name})
    return redirect(address(request, "leader_board", prospect=found.id))


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)
