"""What the approver decides."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from customers.leaders import proposing
from customers.leaders.forms import DecisionForm
from customers.leaders.leader_proposal import LeaderProposal, Verdict
from customers.leaders.proposing import read_by_criterion
from customers.leaders.purposes import PEOPLE
from customers.preparation.arriving import me
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.surfaces.paging import newest_first
from tenancy.wall.middleware import ActedRequest


@requires(Permission.APPROVE_LEADERS, purpose=PEOPLE)
@require_GET
def leader_proposals(request: ActedRequest) -> HttpResponse:
    """Proposals that were put to the reader; those that wait first."""
    asked_of_me = LeaderProposal.objects.visible_to(me(request)).filter(approver=me(request))
    rows = asked_of_me.select_related("candidate__prospect", "selector")
    page, after = newest_first(rows.exclude(verdict=Verdict.OPEN), after=request.GET.get("after", ""))
    values = {
        "waiting": rows.filter(verdict=Verdict.OPEN).order_by("at", "id"),
        "decided": page,
        "next_url": f"?after={after}" if after else "",
    }
    return render(request, "customers/leaders/proposals.html", values)


@requires(Permission.APPROVE_LEADERS, purpose=PEOPLE)
@require_http_methods(["GET", "POST"])
def leader_decision(request: ActedRequest, proposal: UUID) -> HttpResponse:
    """One proposal with its reasons, the fit form and the discussions; POST decides."""
    asked_of_me = LeaderProposal.objects.visible_to(me(request)).filter(approver=me(request))
    known = asked_of_me.select_related("candidate__prospect", "selector", "approver", "fit__by")
    found = get_object_or_404(known, id=proposal)
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        proposing.decide(found, **form.cleaned_data, by=me(request))
        messages.success(request, _("Decided. The representative sees it with your reason."))
        return redirect(address(request, "leader_proposals"))
    values = {
        "proposal": found,
        "candidate": found.candidate,
        "criteria": read_by_criterion(found.fit),
        "talks": found.candidate.discussions.select_related("by"),
        "form": form if found.verdict == Verdict.OPEN else None,
    }
    return render(request, "customers/leaders/decision.html", values, status=400 if form.errors else 200)
