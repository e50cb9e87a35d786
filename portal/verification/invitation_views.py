"""The operator invites health professionals to the portal."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from communities.seats.arriving import me
from tenancy.events.recording import record
from tenancy.invitations.forms import InvitationForm
from tenancy.invitations.invitation import Invitation
from tenancy.invitations.inviting import invite_customer, revoke, send
from tenancy.people.person import Party
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest


@requires(Permission.VERIFY_MEMBERS)
@require_http_methods(["GET", "POST"])
def portal_invitations(request: ActedRequest) -> HttpResponse:
    """Invites to the portal; lists what is open. The link of a fresh invitation is shown this once."""
    person = me(request)
    form = InvitationForm(request.POST if request.method == "POST" else None)
    link = ""
    if request.method == "POST" and form.is_valid():
        sent = invite_customer(**form.cleaned_data)
        record(Invitation(id=sent.id), "invitation.made", by=person)
        link = request.build_absolute_uri(sent.path)
        place = request.actor.portal.name if request.actor.portal else ""
        mail = partial(
            send, to=form.cleaned_data["email"], link=link, place=place, inviter=person.display_name
        )
        transaction.on_commit(mail)
        form = InvitationForm()
    rows = Invitation.objects.visible_to(person).filter(
        party=Party.CUSTOMER, revoked_at=None, acceptances=None, expires_at__gt=timezone.now()
    )
    values = {"form": form, "link": link, "open": rows.select_related("invited_by")}
    return render(request, "portal/verification/invitations.html", values)


@requires(Permission.VERIFY_MEMBERS)
@require_POST
def portal_invitation_withdrawal(request: ActedRequest, invitation: UUID) -> HttpResponse:
    """Withdraws an invitation."""
    person = me(request)
    rows = Invitation.objects.visible_to(person).filter(party=Party.CUSTOMER)
    row = get_object_or_404(rows, id=invitation)
    revoke(row)
    record(row, "invitation.withdrawn", by=person)
    messages.success(request, _("The invitation is withdrawn."))
    return redirect(address(request, "portal_invitations"))
