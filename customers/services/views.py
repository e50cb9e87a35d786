"""Pages of services: the matrix of segment, service and channel, and the catalogue behind it."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from communities.community.standing import acting_person
from customers.accounts.account import Account
from customers.segments.segment_rules import SegmentRules
from customers.services.catalogue import AlreadyThere, add_service, deliver, offer, withdraw
from customers.services.forms import DeliveryForm, OfferForm, ServiceForm
from customers.services.matrix import finding, matrix_of
from customers.services.service import Provider, Service
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.surfaces.downloads import csv_response
from tenancy.wall.middleware import ActedRequest

PERIOD = timedelta(days=365)
COLUMNS = ["service", "provider", "channel", "segment", "offered", "times", "accounts"]


@requires(Permission.READ_SERVICES)
@require_GET
def services(request: ActedRequest) -> HttpResponse:
    """Which segments get which services on which channels, with recorded use of twelve months."""
    return _page(request)


@requires(Permission.READ_SERVICES)
@require_GET
def service_matrix_csv(request: ActedRequest) -> HttpResponse:
    """The same as a file; empty figures are unknown, not zero."""
    segments, lines = _matrix(request)
    names = {segment["key"]: segment["name"] for segment in segments}
    rows = (
        (
            line.service.name,
            line.service.provider,
            line.channel,
            names[cell.key],
            cell.offered,
            cell.times,
            cell.accounts,
        )
        for line in lines
        for cell in line.cells
    )
    return csv_response("services.csv", columns=COLUMNS, rows=rows)


@requires(Permission.EDIT_SERVICES)
@require_http_methods(["GET", "POST"])
def service_catalogue(request: ActedRequest) -> HttpResponse:
    """All services; a POST adds one."""
    form = ServiceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        asked = {name: value for name, value in form.cleaned_data.items() if name != "free"}
        try:
            add_service(**asked, by=acting_person(request), at=timezone.now())
        except AlreadyThere:
            form.add_error("name", _("There is a service of this name already."))
        else:
            messages.success(request, _("The service is in the catalogue. Offer it to a segment next."))
            return redirect(address(request, "services"))
    values = {
        "services": Service.objects.visible_to(acting_person(request)).running(),
        "form": form,
        "crumbs": [{"label": _("Services"), "url": address(request, "services")}],
    }
    status = 400 if request.method == "POST" else 200
    return render(request, "customers/services/catalogue.html", values, status=status)


@requires(Permission.EDIT_SERVICES)
@require_POST
def service_offers(request: ActedRequest) -> HttpResponse:
    """Offers a service to a segment on a channel."""
    form = _offer_form(request, request.POST)
    if not form.is_valid():
        return _page(request, offer_form=form, status=400)
    asked = form.cleaned_data
    offer(asked["service"], key=asked["segment"], channel=asked["channel"], by=acting_person(request))
    messages.success(request, _("The segment is entitled to it now."))
    return redirect(address(request, "services"))


@requires(Permission.EDIT_SERVICES)
@require_POST
def service_offer_end(request: ActedRequest) -> HttpResponse:
    """Withdraws an offer; what was given stays recorded."""
    form = _offer_form(request, request.POST)
    if not form.is_valid():
        return _page(request, offer_form=form, status=400)
    asked = form.cleaned_data
    withdraw(asked["service"], key=asked["segment"], channel=asked["channel"], by=acting_person(request))
    messages.success(request, _("The offer is withdrawn."))
    return redirect(address(request, "services"))


@requires(Permission.RECORD_SERVICES)
@require_POST
def service_deliveries(request: ActedRequest) -> HttpResponse:
    """Records what an account got."""
    form = _delivery_form(request, request.POST)
    if not form.is_valid():
        return _page(request, delivery_form=form, status=400)
    asked = form.cleaned_data
    deliver(asked.pop("service"), **asked, by=acting_person(request), at=timezone.now())
    messages.success(request, _("Recorded."))
    return redirect(address(request, "services"))


def _page(
    request: ActedRequest,
    *,
    offer_form: OfferForm | None = None,
    delivery_form: DeliveryForm | None = None,
    status: int = 200,
) -> HttpResponse:
    segments, lines = _matrix(request)
    edits, records = (
        request.actor.may(one) for one in (Permission.EDIT_SERVICES, Permission.RECORD_SERVICES)
    )
    values: dict[str, Any] = {
        "segments": segments,
        "lines": lines,
        "finding": finding(lines) if lines else "",
        "providers": Provider.choices,
        "provider": request.GET.get("provider", ""),
        "offer_form": (offer_form or _offer_form(request)) if edits else None,
        "delivery_form": (delivery_form or _delivery_form(request)) if records else None,
    }
    return render(request, "customers/services/services.html", values, status=status)


def _matrix(request: ActedRequest) -> Any:
    provider = request.GET.get("provider", "")
    return matrix_of(
        acting_person(request),
        since=timezone.localdate() - PERIOD,
        provider=provider if provider in Provider.values else "",
    )


def _offer_form(request: ActedRequest, posted: Any = None) -> OfferForm:
    person = acting_person(request)
    rules = SegmentRules.objects.visible_to(person).published().first()
    segments = [(s["key"], s["name"]) for s in rules.rules["segments"]] if rules else []
    return OfferForm(posted, services=Service.objects.visible_to(person).running(), segments=segments)


def _delivery_form(request: ActedRequest, posted: Any = None) -> DeliveryForm:
    person = acting_person(request)
    return DeliveryForm(
        posted,
        services=Service.objects.visible_to(person).running(),
        accounts=Account.objects.visible_to(person),
        initial={"on": timezone.localdate().isoformat(), "quantity": 1},
        auto_id="delivery-%s",
    )
