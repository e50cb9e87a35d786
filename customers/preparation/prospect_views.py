"""Pages of prospective communities: the list, one of them, and what is done with it."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from customers.leaders.chosen_centre import ChosenCentre
from customers.leaders.leader_candidate import Step
from customers.preparation import prospecting
from customers.preparation.arriving import arrive, arrive_as_selector, framed, me
from customers.preparation.prospect_forms import AssignedProspectForm, EndForm, ProspectForm, SelectorForm
from customers.preparation.prospective_community import ProspectiveCommunity
from customers.preparation.prospects import found_prospects, searches_of
from customers.preparation.readiness import readiness_of
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.surfaces.downloads import csv_response
from tenancy.surfaces.paging import newest_first
from tenancy.wall.middleware import ActedRequest

MOST_ROWS = 10_000
EDITABLE = ("name", "concern", "country", "kick_off_on")


@requires(Permission.SEARCH_LEADERS)
@require_GET
def prospects(request: ActedRequest) -> HttpResponse:
    """Ideas of communities, newest first, with where the search for a leader stands."""
    asked = {name: request.GET.get(name, "") for name in ("q", "show")}
    page, after = newest_first(found_prospects(me(request), asked=asked), after=request.GET.get("after", ""))
    searches = searches_of(page)
    here = address(request, "prospects")
    shows = (("", _("All")), ("mine", _("Prepared by me")), ("ended", _("Given up")))
    values = {
        "rows": [{"prospect": one, "search": searches[one.pk]} for one in page],
        "asked": asked,
        "next_url": f"?{urlencode({**asked, 'after': after})}" if after else "",
        "csv_url": f"{address(request, 'prospects_csv')}?{urlencode(asked)}",
        "shows": [
            {"label": label, "url": f"{here}?show={value}", "current": value == asked["show"]}
            for value, label in shows
        ],
    }
    return render(request, "customers/preparation/prospects.html", values)


@requires(Permission.SEARCH_LEADERS)
@require_GET
def prospects_csv(request: ActedRequest) -> HttpResponse:
    """The same list as a file: numbers of candidates, no names of theirs."""
    found = list(found_prospects(me(request), asked=request.GET).order_by("-at", "-id")[:MOST_ROWS])
    searches = searches_of(found)
    steps = [step.value for step in Step]
    rows = (
        (
            *(one.name, one.country, one.selector.display_name, one.at.date(), one.kick_off_on or ""),
            *(searches[one.pk].counts.get(step, 0) for step in steps),
        )
        for one in found
    )
    columns = ("name", "country", "prepared_by", "begun_on", "kick_off_on", *steps)
    return csv_response("prospective-communities.csv", columns=columns, rows=rows)


@requires(Permission.SEARCH_LEADERS)
@require_http_methods(["GET", "POST"])
def prospect_new(request: ActedRequest) -> HttpResponse:
    """Begins with an idea; a manager says who is to prepare it."""
    assigns = request.actor.may(Permission.ASSIGN_ACCOUNTS)
    if not (assigns or request.actor.may(Permission.PREPARE_CUSTOMER_COMMUNITY)):
        raise PermissionDenied(_("Representatives and their managers begin with this."))
    form = (AssignedProspectForm if assigns else ProspectForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        words = {"selector": me(request)} | form.cleaned_data
        made = prospecting.begin(**words, by=me(request), at=timezone.now())
        return redirect(address(request, "prospect", prospect=made.id))
    status = 400 if form.errors else 200
    return render(request, "customers/preparation/prospect_new.html", {"form": form}, status=status)


@requires(Permission.SEARCH_LEADERS)
@require_http_methods(["GET", "POST"])
def prospect(request: ActedRequest, prospect: UUID) -> HttpResponse:
    """One idea: what it is, what is done and what is missing before its kick-off. POST changes its words."""
    found = arrive(request, prospect) if request.method == "GET" else arrive_as_selector(request, prospect)
    form = ProspectForm(request.POST or None, initial={name: getattr(found, name) for name in EDITABLE})
    if request.method == "POST" and form.is_valid():
        prospecting.describe(found, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect(address(request, "prospect", prospect=found.id))
    return _page(request, found, form=form, status=400 if form.errors else 200)


def _page(
    request: ActedRequest, found: ProspectiveCommunity, *, form: ProspectForm | None = None, status: int = 200
) -> HttpResponse:
    values: dict[str, Any] = framed(request, found, page="prospect") | {
        "readiness": readiness_of(request, found),
        "origin": ChosenCentre.objects.filter(prospect=found).select_related("approver").first(),
        "form": form,
        "end_form": EndForm(),
        "selector_form": SelectorForm() if request.actor.may(Permission.ASSIGN_ACCOUNTS) else None,
    }
    return render(request, "customers/preparation/prospect.html", values, status=status)


@requires(Permission.PREPARE_CUSTOMER_COMMUNITY)
@require_POST
def prospect_draft(request: ActedRequest, prospect: UUID) -> HttpResponse:
    """Begins the draft of the community's space."""
    made = prospecting.begin_draft(arrive_as_selector(request, prospect), by=me(request))
    messages.success(request, _("The draft of %(name)s is yours to prepare.") % {"name": made.name})
    return redirect(address(request, "community", community=made.slug))


@requires(Permission.SEARCH_LEADERS)
@require_POST
def prospect_end(request: ActedRequest, prospect: UUID) -> HttpResponse:
    """Gives the idea up, with the reason; the same address takes it up again when it was given up."""
    found = arrive_as_selector(request, prospect)
    form = EndForm(request.POST)
    if found.closed_at is not None:
        prospecting.take_up(found, by=me(request))
    elif form.is_valid():
        prospecting.give_up(found, **form.cleaned_data, by=me(request), at=timezone.now())
        messages.success(request, _("Given up. You can take it up again at any time."))
    else:
        messages.error(request, _("Give the reason, so that others learn from it."))
    return redirect(address(request, "prospect", prospect=found.id))


@requires(Permission.ASSIGN_ACCOUNTS)
@require_POST
def prospect_selector(request: ActedRequest, prospect: UUID) -> HttpResponse:
    """A manager hands the search on."""
    found = arrive(request, prospect)
    form = SelectorForm(request.POST)
    if form.is_valid():
        prospecting.hand_on(found, **form.cleaned_data, by=me(request))
        messages.success(request, _("Handed on."))
    return redirect(address(request, "prospect", prospect=found.id))
