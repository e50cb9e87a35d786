"""What is done in the room: the map, the needs, the papers."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from customers.deep_dives.deep_dive import DeepDive
from customers.deep_dives.document import DeepDiveContent
from customers.deep_dives.documents import add_document, drop_document
from customers.deep_dives.forms import DiveNeedForm, DocumentForm, InfluenceForm, StakeholderForm
from customers.deep_dives.holding import all_asked
from customers.deep_dives.loading import held_dive, me, visible_dive
from customers.deep_dives.mapping import (
    AlreadyOnTheMap,
    SwaysItself,
    add_stakeholder,
    draw_influence,
    drop_stakeholder,
)
from customers.deep_dives.picture import drawn
from customers.deep_dives.reading import guests_of
from customers.needs.capturing import Heard, capture_need
from customers.needs.need import Need
from customers.needs.routed_action import Origin
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest
from tenancy.wall.scope import acting_for

SMOOTH = "X-Capture"


@requires(Permission.USE_WORKSPACE)
@require_http_methods(["GET", "POST"])
def deep_dive_capture(request: ActedRequest, dive: UUID) -> HttpResponse:
    """One need after the other, by keyboard; closed until every guest has been asked for consent."""
    row = held_dive(request, dive)
    open_now, guests = all_asked(row), guests_of(row)
    form = DiveNeedForm(request.POST or None, guests=guests)
    if request.method == "POST" and open_now and form.is_valid():
        need = _captured(request, row, form, guests)
        if request.headers.get(SMOOTH):
            return JsonResponse(
                {"title": need.title, "url": address(request, "need", need=need.id)}, status=201
            )
        return redirect(address(request, "deep_dive_capture", dive=row.id))
    if request.headers.get(SMOOTH):
        closed = [] if open_now else [_("Somebody has not been asked for consent yet.")]
        return JsonResponse(
            {"errors": closed or [str(e) for es in form.errors.values() for e in es]}, status=400
        )
    values = {
        "dive": row,
        "form": form,
        "open_now": open_now,
        "silent": [
            guest for guest in guests if not guest.may_be_named and guest.participant.attended is not False
        ],
        "needs": Need.objects.filter(sources__deep_dive=row).distinct().order_by("-at", "-id"),
    }
    status = 400 if form.errors or (request.method == "POST" and not open_now) else 200
    return render(request, "customers/deep_dives/capture.html", values, status=status)


@requires(Permission.USE_WORKSPACE)
@require_http_methods(["GET", "POST"])
def deep_dive_map(request: ActedRequest, dive: UUID) -> HttpResponse:
    """Draws who sways whom; POST draws a line."""
    row = held_dive(request, dive)
    form = InfluenceForm(request.POST or None, dive=row)
    if request.method == "POST" and form.is_valid():
        try:
            draw_influence(row, **form.cleaned_data, by=me(request))
        except SwaysItself:
            form.add_error("target", _("Choose two different stakeholders."))
        else:
            return redirect(address(request, "deep_dive_map", dive=row.id))
    return _map(request, row, influence_form=form, status=400 if form.errors else 200)


@requires(Permission.USE_WORKSPACE)
@require_POST
def deep_dive_stakeholders(request: ActedRequest, dive: UUID) -> HttpResponse:
    """Puts a stakeholder on the map."""
    row, form = held_dive(request, dive), StakeholderForm(request.POST)
    if form.is_valid():
        try:
            add_stakeholder(row, **form.cleaned_data, by=me(request))
        except AlreadyOnTheMap:
            form.add_error("name", _("The map has a stakeholder of this name."))
        else:
            return redirect(address(request, "deep_dive_map", dive=row.id))
    return _map(request, row, stakeholder_form=form, status=400)


@requires(Permission.USE_WORKSPACE)
@require_POST
def deep_dive_stakeholder_end(request: ActedRequest, dive: UUID, stakeholder: UUID) -> HttpResponse:
    """Takes a stakeholder off the map, with its lines."""
    row = held_dive(request, dive)
    drop_stakeholder(get_object_or_404(row.stakeholders.all(), id=stakeholder), by=me(request))
    return redirect(address(request, "deep_dive_map", dive=row.id))


@requires(Permission.USE_WORKSPACE, phases=True)
@require_POST
def deep_dive_documents(request: ActedRequest, dive: UUID) -> HttpResponse:
    """Takes a paper; it is cleaned before any transaction is open."""
    assert request.actor.tenant is not None
    form = DocumentForm(request.POST, request.FILES)
    good = form.is_valid()
    with acting_for(request.actor.tenant.id, me(request).id):
        row = held_dive(request, dive)
        if not good:
            values = {"dive": row, "form": form}
            return render(request, "customers/deep_dives/document.html", values, status=400)
        add_document(row, form.cleaned_data["file"], by=me(request), at=timezone.now())
    return redirect(address(request, "deep_dive", dive=dive))


@requires(Permission.USE_WORKSPACE)
@require_GET
def deep_dive_document(request: ActedRequest, dive: UUID, document: UUID) -> HttpResponse:
    """The paper, as a download."""
    row = get_object_or_404(visible_dive(request, dive).documents.all(), id=document)
    stored = get_object_or_404(DeepDiveContent, document=row)
    response = HttpResponse(bytes(stored.content), content_type=row.media_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, row.file_name) or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@requires(Permission.USE_WORKSPACE)
@require_POST
def deep_dive_document_end(request: ActedRequest, dive: UUID, document: UUID) -> HttpResponse:
    """Takes a paper away for good."""
    row = held_dive(request, dive)
    drop_document(get_object_or_404(row.documents.all(), id=document), by=me(request))
    return redirect(address(request, "deep_dive", dive=row.id))


def _captured(request: ActedRequest, row: DeepDive, form: DiveNeedForm, guests: list[Any]) -> Need:
    told = form.cleaned_data
    by_id = {str(guest.participant.id): guest.participant for guest in guests}
    who = by_id.get(told["participant"])
    heard = Heard(
        Origin.DEEP_DIVE,
        deep_dive_id=row.id,
        participant_id=who.id if who else None,
        account_id=who.account_id if who else None,
        said=told["said"],
    )
    return capture_need(
        told["title"], text=told["text"], heard=heard, key=told["key"], by=me(request), at=timezone.now()
    )


def _map(request: ActedRequest, row: DeepDive, *, status: int, **forms: Any) -> HttpResponse:
    stakeholders = list(row.stakeholders.all())
    influences = list(row.influences.select_related("source", "target"))
    values = {
        "dive": row,
        "stakeholders": stakeholders,
        "influences": influences,
        "today_map": drawn(stakeholders, influences, tomorrow=False),
        "tomorrow_map": drawn(stakeholders, influences, tomorrow=True),
        "influence_form": InfluenceForm(dive=row),
        "stakeholder_form": StakeholderForm(auto_id="stakeholder-%s"),
        **forms,
    }
    return render(request, "customers/deep_dives/map.html", values, status=status)
