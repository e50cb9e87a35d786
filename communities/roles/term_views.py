"""Terms in a role: appointing, rotating, ending, and taking each back."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from communities.community.community import Community
from communities.community.room import UNPROCESSABLE, entered_to_lead, framed, told
from communities.community.standing import acting_person
from communities.roles.community_role import CommunityRole
from communities.roles.forms import AppointmentForm
from communities.roles.holding import next_in_turn, with_holders
from communities.roles.keeping import TermRunsAlready, appoint_to, end_term, take_appointment_back
from communities.roles.page import term_from
from communities.roles.role_term import RoleTerm
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest


@requires(Permission.SIGNED_IN)
@require_http_methods(["GET", "POST"])
def role_appointment(request: ActedRequest, community: str, role: UUID) -> HttpResponse:
    """Gives the role to a member; whoever holds it today hands it on. `?for=` fills in a suggestion."""
    found = entered_to_lead(request, community)
    one = get_object_or_404(with_holders(CommunityRole.objects.defined()), community=found, id=role)
    form = _form(request, found, one)
    if request.method == "POST" and form.is_valid():
        try:
            term = appoint_to(one, **form.cleaned_data, by=acting_person(request), at=timezone.now())
        except TermRunsAlready:
            form.add_error(None, _("Somebody else was appointed meanwhile. Look again."))
        else:
            undo = address(request, "role_appointment_withdrawal", community=found.slug, term=term.id)
            text = _("%(name)s holds “%(role)s” now.") % {"name": term.owner.display_name, "role": one.name}
            return told(request, found, page="roles", text=text, undo=undo)
    values = framed(request, found, page="roles", inside=_("Mission and roles"))
    values |= {"form": form, "role": one, "suggested": next_in_turn(found, one)}
    return render(
        request, "communities/roles/appointment.html", values, status=UNPROCESSABLE if form.errors else 200
    )


@requires(Permission.SIGNED_IN)
@require_POST
def role_appointment_withdrawal(request: ActedRequest, community: str, term: UUID) -> HttpResponse:
    """An appointment made by mistake; whoever held the role before holds it again."""
    found = entered_to_lead(request, community)
    one = get_object_or_404(RoleTerm.objects.open(), community=found, id=term)
    take_appointment_back(one, by=acting_person(request), at=timezone.now())
    return told(request, found, page="roles", text=_("Taken back: the role is where it was."))


@requires(Permission.SIGNED_IN)
@require_POST
def role_term_end(request: ActedRequest, community: str, term: UUID) -> HttpResponse:
    """The holder steps down today; once more lets the term run on."""
    found = entered_to_lead(request, community)
    one = get_object_or_404(RoleTerm, community=found, id=term, withdrawn_at=None)
    ends = one.closed_on is None
    try:
        end_term(
            one, on=max(timezone.localdate(), one.starts_on) if ends else None, by=acting_person(request)
        )
    except TermRunsAlready:
        return told(request, found, page="roles", text=_("Somebody else holds the role by now."))
    undo = address(request, "role_term_end", community=found.slug, term=one.id)
    text = _("The term has ended. Thank whoever held it.") if ends else _("The term goes on.")
    return told(request, found, page="roles", text=text, undo=undo if ends else "")


def _form(request: ActedRequest, found: Community, one: CommunityRole) -> AppointmentForm:
    today = timezone.localdate()
    first = {
        "owner": request.GET.get("for", ""),
        "starts_on": today,
        "ends_on": term_from(today, months=one.term_months),
    }
    posted = request.POST if request.method == "POST" else None
    return AppointmentForm(posted, role=one, community=found, initial=first)
