"""Stakeholder map, conflict register and interest map of a prospective community."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from customers.preparation.arriving import arrive, arrive_as_selector, framed, me
from customers.preparation.prospective_community import ProspectiveCommunity
from customers.stakeholders import mapping
from customers.stakeholders.conflict_area import ConflictArea
from customers.stakeholders.forms import ConflictForm, SettleForm, ShareForm, StakeholderForm
from customers.stakeholders.interest_share import InterestShare
from customers.stakeholders.sharing import share_interests
from customers.stakeholders.stakeholder import Stakeholder
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.slots.rules import said
from tenancy.surfaces.addresses import address
from tenancy.surfaces.downloads import csv_response
from tenancy.wall.middleware import ActedRequest
from tenancy.wall.refusals import NotAllowed, RuleBroken

STAKEHOLDER = ("name", "position", "organisation", "influence", "interest", "stance", "note")
CONFLICT = ("area", "parties", "likelihood", "mitigation", "owner")


@requires(Permission.SEARCH_LEADERS)
@require_http_methods(["GET", "POST"])
def stakeholders(request: ActedRequest, prospect: UUID) -> HttpResponse:
    """The map by influence and interest; POST puts somebody on it."""
    found = arrive(request, prospect) if request.method == "GET" else arrive_as_selector(request, prospect)
    form = StakeholderForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        mapping.put_on_map(found, **form.cleaned_data, by=me(request), at=timezone.now())
        return redirect(address(request, "stakeholders", prospect=found.pk))
    rows = list(Stakeholder.objects.filter(prospect=found, left_at=None))
    values = framed(request, found, page="stakeholders") | {
        "rows": rows,
        "grid": mapping.grid_of(rows),
        "missing": mapping.missing_positions(rows),
        "form": form,
    }
    status = 400 if form.errors else 200
    return render(request, "customers/stakeholders/stakeholders.html", values, status=status)


@requires(Permission.SEARCH_LEADERS)
@require_http_methods(["GET", "POST"])
def stakeholder(request: ActedRequest, prospect: UUID, stakeholder: UUID) -> HttpResponse:
    """Changes one; `leave` takes them off the map."""
    found = arrive_as_selector(request, prospect)
    one = get_object_or_404(Stakeholder.objects.filter(prospect=found), id=stakeholder)
    if request.method == "POST" and "leave" in request.POST:
        mapping.change(one, left_at=timezone.now())
        messages.success(request, _("%(name)s is off the map.") % {"name": one.name})
        return redirect(address(request, "stakeholders", prospect=found.pk))
    form = StakeholderForm(request.POST or None, initial={name: getattr(one, name) for name in STAKEHOLDER})
    if request.method == "POST" and form.is_valid():
        mapping.change(one, **form.cleaned_data, left_at=None)
        return redirect(address(request, "stakeholders", prospect=found.pk))
    values = framed(request, found, page="stakeholders") | {"form": form, "one": one}
    status = 400 if form.errors else 200
    return render(request, "customers/stakeholders/stakeholder.html", values, status=status)


@requires(Permission.SEARCH_LEADERS)
@require_GET
def stakeholders_csv(request: ActedRequest, prospect: UUID) -> HttpResponse:
    """The map as a file."""
    rows = Stakeholder.objects.filter(prospect=arrive(request, prospect), left_at=None)
    return csv_response("stakeholders.csv", columns=STAKEHOLDER, rows=rows.values_list(*STAKEHOLDER))


@requires(Permission.SEARCH_LEADERS)
@require_http_methods(["GET", "POST"])
def conflicts(request: ActedRequest, prospect: UUID) -> HttpResponse:
    """The register; POST enters an area."""
    found = arrive(request, prospect) if request.method == "GET" else arrive_as_selector(request, prospect)
    form = ConflictForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        mapping.enter_conflict(found, **form.cleaned_data, by=me(request), at=timezone.now())
        return redirect(address(request, "conflicts", prospect=found.pk))
    rows = ConflictArea.objects.filter(prospect=found).select_related("owner")
    values = framed(request, found, page="conflicts") | {
        "open": [one for one in rows if one.settled_at is None],
        "settled": [one for one in rows if one.settled_at is not None],
        "form": form,
    }
    status = 400 if form.errors else 200
    return render(request, "customers/stakeholders/conflicts.html", values, status=status)


@requires(Permission.SEARCH_LEADERS)
@require_http_methods(["GET", "POST"])
def conflict(request: ActedRequest, prospect: UUID, conflict: UUID) -> HttpResponse:
    """Changes one; with `outcome` it is settled."""
    found = arrive_as_selector(request, prospect)
    one = get_object_or_404(ConflictArea.objects.filter(prospect=found).select_related("owner"), id=conflict)
    settle = SettleForm(request.POST if "outcome" in request.POST else None)
    if settle.is_bound and settle.is_valid():
        mapping.change(one, outcome=settle.cleaned_data["outcome"], settled_at=timezone.now())
        return redirect(address(request, "conflicts", prospect=found.pk))
    sent = request.POST if request.method == "POST" and not settle.is_bound else None
    form = ConflictForm(sent, initial={name: getattr(one, name) for name in CONFLICT})
    if sent and form.is_valid():
        mapping.change(one, **form.cleaned_data, settled_at=None)
        return redirect(address(request, "conflicts", prospect=found.pk))
    values = framed(request, found, page="conflicts") | {"form": form, "settle_form": settle, "one": one}
    status = 400 if form.errors or settle.errors else 200
    return render(request, "customers/stakeholders/conflict.html", values, status=status)


@requires(Permission.SEARCH_LEADERS)
@require_GET
def conflicts_csv(request: ActedRequest, prospect: UUID) -> HttpResponse:
    """The register as a file."""
    rows = ConflictArea.objects.filter(prospect=arrive(request, prospect))
    columns = ("area", "parties", "likelihood", "mitigation", "owner__display_name", "outcome", "settled_at")
    return csv_response("conflicts.csv", columns=columns, rows=rows.values_list(*columns))


@requires(Permission.SEARCH_LEADERS)
@require_http_methods(["GET", "POST"])
def interest_map(request: ActedRequest, prospect: UUID) -> HttpResponse:
    """Who wants what, from notes of visits; POST shares it with the community's leader."""
    if request.method == "GET":
        return _interests(request, arrive(request, prospect))
    found = arrive_as_selector(request, prospect)
    form = ShareForm(request.POST)
    form.is_valid()
    try:
        with transaction.atomic():
            share_interests(found, mapping.interest_map_of(found), **form.cleaned_data, by=me(request))
    except NotAllowed:
        raise
    except RuleBroken as broken:
        return _interests(request, found, problem=said(broken.rule))
    messages.success(request, _("Shared. It stands in the community’s ledger."))
    return redirect(address(request, "interest_map", prospect=found.pk))


def _interests(request: ActedRequest, found: ProspectiveCommunity, *, problem: str = "") -> HttpResponse:
    drawn = mapping.interest_map_of(found)
    values: dict[str, Any] = framed(request, found, page="interest_map") | {
        "map": drawn,
        "share_form": ShareForm(),
        "shares": InterestShare.objects.filter(prospect=found)[:10],
        "problem": problem,
    }
    status = 409 if problem else 200
    return render(request, "customers/stakeholders/interests.html", values, status=status)
