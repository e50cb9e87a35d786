"""The members of a community and who decides about them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from communities.community.kinds import MemberRole, MemberState
from communities.community.membership import Membership
from communities.community.seats import appoint, decide_request, end_seat
from communities.seats.arriving import arrive, framed, me
from communities.seats.forms import NeededReasonForm, RoleForm
from communities.seats.standing import Standing
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest

ORDER = {
    MemberRole.LEADER: 0,
    MemberRole.DEPUTY: 1,
    MemberRole.MODERATOR: 2,
    MemberRole.MEMBER: 3,
}


@requires(Permission.SIGNED_IN)
@require_GET
def members(request: ActedRequest, community: str) -> HttpResponse:
    """Who is here; for leaders also who waits. A steward sees those who let the firm know their names."""
    standing = arrive(request, community)
    if standing.community.is_customer and not standing.is_member and standing.seat is not None:
        return redirect(address(request, "seat", community=community))
    seats = list(
        Membership.objects.visible_to(me(request))
        .filter(community=standing.community)
        .exclude(state=MemberState.ENDED)
        .select_related("person")
    )
    seats.sort(key=lambda seat: (ORDER[MemberRole(seat.role)], seat.person.display_name))
    return render(
        request,
        "communities/seats/members.html",
        framed(request, standing, page="members") | _listed(standing, seats),
    )


@requires(Permission.SIGNED_IN)
@require_POST
def seat_decision(request: ActedRequest, community: str, seat: UUID) -> HttpResponse:
    """The leader lets somebody in or not."""
    standing = _leading(request, community)
    accept = request.POST.get("accept") == "yes"
    decide_request(_seat(standing, seat), accept=accept)
    messages.success(request, _("Welcome said.") if accept else _("The request is declined."))
    return redirect(address(request, "members", community=community))


@requires(Permission.SIGNED_IN)
@require_http_methods(["GET", "POST"])
def seat_role(request: ActedRequest, community: str, seat: UUID) -> HttpResponse:
    """The leader gives a member another role."""
    standing = _leading(request, community)
    row = _seat(standing, seat)
    form = RoleForm(request.POST if request.method == "POST" else None, initial={"role": row.role})
    if request.method == "POST" and form.is_valid():
        appoint(standing.community, person=row.person, role=form.cleaned_data["role"])
        messages.success(request, _("The role is given."))
        return redirect(address(request, "members", community=community))
    values = framed(request, standing, page="members") | {"seat": row, "form": form}
    return render(request, "communities/seats/role.html", values)


@requires(Permission.SIGNED_IN)
@require_http_methods(["GET", "POST"])
def seat_end(request: ActedRequest, community: str, seat: UUID) -> HttpResponse:
    """The leader ends a member's seat, with a reason."""
    standing = _leading(request, community)
    row = _seat(standing, seat)
    form = NeededReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        end_seat(row, reason=form.cleaned_data["reason"])
        messages.success(request, _("The seat has ended."))
        return redirect(address(request, "members", community=community))
    values = framed(request, standing, page="members") | {"seat": row, "form": form}
    return render(request, "communities/seats/end.html", values)


def _leading(request: ActedRequest, community: str) -> Standing:
    standing = arrive(request, community)
    if not standing.leads:
        raise PermissionDenied
    return standing


def _seat(standing: Standing, seat: UUID) -> Membership:
    found = Membership.objects.select_related("person").filter(community=standing.community, id=seat).first()
    if found is None:
        raise Http404
    return found


def _listed(standing: Standing, seats: list[Membership]) -> dict[str, Any]:
    def having(state: MemberState) -> list[Membership]:
        return [seat for seat in seats if seat.state == state]

    return {
        "today": standing.today,
        "active": having(MemberState.ACTIVE),
        "waiting": having(MemberState.REQUESTED) if standing.leads else [],
        "invited": having(MemberState.INVITED) if standing.leads else [],
    }
