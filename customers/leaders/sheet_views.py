"""The candidate's own sheet: printed, or read by a link without an account."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from customers.leaders import handing
from customers.leaders.fit_link import FitLink
from customers.leaders.leader_candidate import LeaderCandidate
from customers.leaders.leader_fit import LeaderFit
from customers.leaders.proposing import read_by_criterion
from customers.leaders.purposes import PEOPLE
from customers.preparation.arriving import arrive_as_selector, framed, me
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest
from tenancy.wall.scope import acting_for


@requires(Permission.SEARCH_LEADERS, purpose=PEOPLE)
@require_http_methods(["GET", "POST"])
def leader_sheet(request: ActedRequest, prospect: UUID, candidate: UUID) -> HttpResponse:
    """What the candidate reads, for printing; POST makes a link for her, shown this once."""
    found = arrive_as_selector(request, prospect)
    person = get_object_or_404(LeaderCandidate.objects.visible_to(me(request)), prospect=found, id=candidate)
    fit = get_object_or_404(LeaderFit.objects.filter(candidate=person).order_by("-version")[:1])
    link = ""
    if request.method == "POST":
        token = handing.hand_over(person, by=me(request), at=timezone.now(), today=timezone.localdate())
        link = request.build_absolute_uri(address(request, "own_fit_sheet", token=token))
    values = framed(request, found, page="leader_board") | {
        "candidate": person,
        "fit": fit,
        "criteria": read_by_criterion(fit),
        "link": link,
        "links": FitLink.objects.filter(
            candidate=person, withdrawn_at=None, ends_on__gte=timezone.localdate()
        ),
    }
    return render(request, "customers/leaders/sheet.html", values)


@requires(Permission.SEARCH_LEADERS, purpose=PEOPLE)
@require_POST
def leader_sheet_withdrawal(request: ActedRequest, prospect: UUID, candidate: UUID) -> HttpResponse:
    """Ends the links."""
    found = arrive_as_selector(request, prospect)
    person = get_object_or_404(LeaderCandidate.objects.visible_to(me(request)), prospect=found, id=candidate)
    handing.withdraw(person, by=me(request), at=timezone.now())
    messages.success(request, _("No link opens this form any more."))
    return redirect(address(request, "leader_sheet", prospect=found.pk, candidate=person.pk))


@requires(Permission.PUBLIC, phases=True)
@require_GET
def own_fit_sheet(request: ActedRequest, token: str) -> HttpResponse:
    """The newest version of one's own form; Http404 for a link that ended or never was."""
    tenant = request.actor.tenant
    if tenant is None:
        raise Http404
    with acting_for(tenant.id, purpose=handing.purpose_of(token), read_only=True):
        newest = LeaderFit.objects.select_related("candidate").order_by("-version")
        fit = get_object_or_404(newest[:1])
        values = {
            "fit": fit,
            "candidate": fit.candidate,
            "criteria": read_by_criterion(fit),
            "firm": tenant.name,
        }
    return render(request, "customers/leaders/own_sheet.html", values)
