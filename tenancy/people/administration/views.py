"""Settings: the firm's own people, their roles and invitations."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tenancy.events.event import Plane
from tenancy.events.recording import record
from tenancy.invitations.forms import StaffInvitationForm
from tenancy.invitations.invitation import Invitation
from tenancy.invitations.inviting import Sent, invite_staff, revoke, send
from tenancy.people.administration.forms import RolesForm
from tenancy.people.administration.roles import set_roles
from tenancy.people.person import Party, Person
from tenancy.people.role_assignment import RoleAssignment
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.permissions.roles import Role
from tenancy.slots.rules import said
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest
from tenancy.wall.refusals import RuleBroken

PAGE = 50


@requires(Permission.ADMINISTER_PEOPLE)
@require_GET
def people(request: ActedRequest) -> HttpResponse:
    """Staff by name, with their roles; open invitations beside them."""
    return render(
        request, "tenancy/people/administration/people.html", _listed(request, StaffInvitationForm())
    )


@requires(Permission.ADMINISTER_PEOPLE)
@require_POST
def staff_invitations(request: ActedRequest) -> HttpResponse:
    """Invites a colleague; the link is shown this once and mailed."""
    form = StaffInvitationForm(request.POST)
    sent = link = None
    if form.is_valid():
        sent = invite_staff(**form.cleaned_data)
        link = request.build_absolute_uri(sent.path)
        _announce(request, sent, to=form.cleaned_data["email"], link=link)
        form = StaffInvitationForm()
    values = _listed(request, form) | {"link": link}
    return render(request, "tenancy/people/administration/people.html", values, status=200 if sent else 400)


@requires(Permission.ADMINISTER_PEOPLE)
@require_POST
def staff_invitation_withdrawal(request: ActedRequest, invitation: UUID) -> HttpResponse:
    """Withdraws an invitation."""
    row = get_object_or_404(Invitation.objects.visible_to(_me(request)), id=invitation, party=Party.STAFF)
    revoke(row)
    record(row, "invitation.withdrawn", by=_me(request), plane=Plane.SPONSOR)
    messages.success(request, _("The invitation is withdrawn."))
    return redirect(address(request, "staff"))


@requires(Permission.ADMINISTER_PEOPLE)
@require_http_methods(["GET", "POST"])
def staff_person(request: ActedRequest, person: UUID) -> HttpResponse:
    """One colleague's roles."""
    someone = get_object_or_404(Person, id=person, party=Party.STAFF, is_system=False)
    held = list(RoleAssignment.objects.filter(person=someone).values_list("role", flat=True))
    form = RolesForm(request.POST if request.method == "POST" else None, initial={"roles": held})
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                set_roles(someone, wanted=form.cleaned_data["roles"], held=held, by=_me(request))
            messages.success(request, _("Roles saved; they count from the next page on."))
            return redirect(address(request, "staff"))
        except RuleBroken as broken:
            form.add_error("roles", said(broken.rule))
            status = 409
    values = {"someone": someone, "form": form}
    return render(request, "tenancy/people/administration/person.html", values, status=status)


def _me(request: ActedRequest) -> Person:
    assert request.actor.person is not None
    return request.actor.person


def _announce(request: ActedRequest, sent: Sent, *, to: str, link: str) -> None:
    me = _me(request)
    place = request.actor.tenant.name if request.actor.tenant else ""
    record(Invitation(id=sent.id), "invitation.made", by=me, plane=Plane.SPONSOR)
    transaction.on_commit(partial(send, to=to, link=link, place=place, inviter=me.display_name))


def _listed(request: ActedRequest, form: StaffInvitationForm) -> dict[str, Any]:
    query, after = request.GET.get("q", "").strip(), request.GET.get("after", "")
    staff = Person.objects.filter(party=Party.STAFF, is_system=False).order_by("display_name", "id")
    if query:
        staff = staff.filter(display_name__icontains=query)
    if after:
        staff = staff.filter(display_name__gt=after)
    rows = list(staff.prefetch_related("role_assignments")[: PAGE + 1])
    now = timezone.now()
    invitations = Invitation.objects.visible_to(_me(request)).filter(party=Party.STAFF, revoked_at=None)
    return {
        "people": [_row(person) for person in rows[:PAGE]],
        "next": rows[PAGE - 1].display_name if len(rows) > PAGE else "",
        "query": query,
        "form": form,
        "invitations": [
            {"row": row, "roles": [Role(role).label for role in row.roles]}
            for row in invitations.filter(expires_at__gt=now, acceptances=None)
        ],
    }


def _row(person: Person) -> dict[str, Any]:
    roles = [str(Role(given.role).label) for given in person.role_assignments.all()]
    return {"person": person, "roles": ", ".join(sorted(roles))}
