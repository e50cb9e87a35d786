"""Invitations to a community: sent, open, withdrawn."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from communities.invitations.forms import ColleagueForm, SeatInvitationForm
from communities.invitations.invited_seat import InvitedSeat
from communities.invitations.inviting import invite_colleague, invite_to_seat
from communities.seats.arriving import arrive, framed, me
from communities.seats.standing import Standing
from tenancy.events.recording import record
from tenancy.invitations.invitation import Invitation
from tenancy.invitations.inviting import Sent, revoke, send
from tenancy.people.person import Party
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest


@requires(Permission.SIGNED_IN)
@require_http_methods(["GET", "POST"])
def invitations(request: ActedRequest, community: str) -> HttpResponse:
    """Invites to a seat; lists what is open. The link of a fresh invitation is shown this once."""
    standing = arrive(request, community)
    if not standing.may_invite:
        raise PermissionDenied
    by_mail = standing.community.kind in ("customer", "co_innovation")
    form = (SeatInvitationForm if by_mail else ColleagueForm)(
        request.POST if request.method == "POST" else None, standing=standing
    )
    link = ""
    if request.method == "POST" and form.is_valid():
        if not by_mail:
            invite_colleague(standing.community, **form.cleaned_data)
            messages.success(request, _("Invited. She answers on her home page."))
            return redirect(address(request, "invitations", community=community))
        sent = invite_to_seat(standing.community, **form.cleaned_data)
        link = _announce(request, standing, sent, to=form.cleaned_data["email"])
        form = SeatInvitationForm(standing=standing)
    values = framed(request, standing, page="members") | {
        "form": form,
        "link": link,
        "open": _open(standing) if by_mail else [],
    }
    return render(request, "communities/invitations/invitations.html", values)


@requires(Permission.SIGNED_IN)
@require_POST
def invitation_withdrawal(request: ActedRequest, community: str, invitation: UUID) -> HttpResponse:
    """Withdraws an invitation."""
    standing = arrive(request, community)
    seats = InvitedSeat.objects.filter(community=standing.community).values("invitation_id")
    row = get_object_or_404(Invitation.objects.visible_to(me(request)), id=invitation, id__in=seats)
    revoke(row)
    record(row, "invitation.withdrawn", by=me(request), community=standing.community)
    messages.success(request, _("The invitation is withdrawn."))
    return redirect(address(request, "invitations", community=community))


def _announce(request: ActedRequest, standing: Standing, sent: Sent, *, to: str) -> str:
    link = request.build_absolute_uri(sent.path)
    record(Invitation(id=sent.id), "invitation.made", by=standing.person, community=standing.community)
    transaction.on_commit(
        partial(
            send,
            to=to,
            link=link,
            place=standing.community.name,
            inviter=standing.person.display_name,
            sponsored=standing.person.party == Party.STAFF,
        )
    )
    return link


def _open(standing: Standing) -> list[dict[str, Any]]:
    seats = InvitedSeat.objects.filter(community=standing.community).select_related("invitation")
    waiting = seats.filter(invitation__revoked_at=None, invitation__expires_at__gt=timezone.now())
    if standing.person.party != Party.STAFF:  # whether a customer came is not the firm's to know
        waiting = waiting.filter(invitation__acceptances=None)
    return [
        {"row": seat.invitation, "role": seat.get_role_display(), "by_staff": not seat.by_leader}
        for seat in waiting.order_by("-invitation__invited_at")
    ]
