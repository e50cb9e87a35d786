"""Costs of customer communities: the list, a new one, removal, the margin, the table to take away."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from analytics.costs.community_cost import CommunityCost
from analytics.costs.entering import enter_cost, remove_cost, set_margin
from analytics.costs.forms import CostForm, MarginForm
from analytics.costs.page import costs_page, table_of
from analytics.costs.returning import NotReturned, as_it_was, enter_again
from communities.community.standing import acting_person
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.surfaces.downloads import csv_response
from tenancy.surfaces.undoing import done
from tenancy.wall.middleware import ActedRequest

PAGE = "analytics/costs/costs.html"


@requires(Permission.RUN_UPLIFT)
@require_http_methods(["GET", "POST"])
def community_costs(request: ActedRequest) -> HttpResponse:
    """What was spent; a new cost."""
    me = acting_person(request)
    form = CostForm(request.POST or None, reader=me)
    if request.method == "POST" and form.is_valid():
        enter_cost(**form.cleaned_data, by=me, at=timezone.now())
        messages.success(request, _("Entered. The next report reckons with it."))
        return redirect(address(request, "community_costs"))
    return _page(request, form=form, status=400 if request.method == "POST" else 200)


@requires(Permission.RUN_UPLIFT)
@require_POST
def cost_removal(request: ActedRequest, cost: UUID) -> HttpResponse:
    """Takes a wrong entry away."""
    me = acting_person(request)
    one = get_object_or_404(CommunityCost.objects.visible_to(me).select_related("community"), id=cost)
    undo = address(request, "cost_return", entry=as_it_was(one, by=me))
    remove_cost(one)
    done(request, _("Removed."), undo=undo)
    return redirect(address(request, "community_costs"))


@requires(Permission.RUN_UPLIFT)
@require_POST
def cost_return(request: ActedRequest, entry: str) -> HttpResponse:
    """Enters a removed cost again as it was, for whoever removed it and for an hour."""
    me = acting_person(request)
    try:
        enter_again(entry, by=me, at=timezone.now())
        messages.success(request, _("Entered again."))
    except NotReturned:
        messages.error(request, _("It is too late to undo this. Enter the cost anew."))
    return redirect(address(request, "community_costs"))


@requires(Permission.RUN_UPLIFT)
@require_POST
def contribution_margins(request: ActedRequest) -> HttpResponse:
    """Sets the margin."""
    form = MarginForm(request.POST)
    if not form.is_valid():
        return _page(request, margin_form=form, status=400)
    set_margin(form.cleaned_data["percent"], by=acting_person(request), at=timezone.now())
    messages.success(request, _("The next report reckons with this margin."))
    return redirect(address(request, "community_costs"))


@requires(Permission.RUN_UPLIFT)
@require_GET
def community_costs_csv(request: ActedRequest) -> HttpResponse:
    """All costs as a table."""
    columns, rows = table_of(acting_person(request))
    return csv_response("community-costs.csv", columns=columns, rows=rows)


def _page(request: ActedRequest, *, status: int, **forms: Any) -> HttpResponse:
    return render(request, PAGE, costs_page(request, **forms), status=status)
