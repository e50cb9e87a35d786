"""Verification: the member's page, the operator's queue."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from communities.seats.arriving import me
from portal.verification.forms import DecisionForm, EvidenceForm
from portal.verification.verification_request import (
    RequestState,
    VerificationRequest,
    verification_of,
)
from portal.verification.verifying import ask_for_verification, decide, withdraw_request
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.slots.rules import said
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest
from tenancy.wall.refusals import RuleBroken

DECIDED = 50


@requires(Permission.ASK_FOR_VERIFICATION)
@require_http_methods(["GET", "POST"])
def verification(request: ActedRequest) -> HttpResponse:
    """Where I stand, what I showed, and the form to ask."""
    person = me(request)
    form = EvidenceForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                ask_for_verification(person, **form.cleaned_data)
            messages.success(request, _("Sent to the operator. The answer usually takes one working day."))
            return redirect(address(request, "verification"))
        except RuleBroken as broken:
            form.add_error(None, said(broken.rule))
            status = 409
    requests = list(VerificationRequest.objects.visible_to(person).filter(person=person))
    latest = requests[0] if requests else None
    values = {
        "form": form,
        "requests": requests,
        "latest": latest,
        "state": verification_of(person, latest=latest, on=timezone.now().date()),
    }
    return render(request, "portal/verification/verification.html", values, status=status)


@requires(Permission.ASK_FOR_VERIFICATION)
@require_POST
def verification_withdrawal(request: ActedRequest, asked: UUID) -> HttpResponse:
    """Takes my own request back."""
    person = me(request)
    mine = VerificationRequest.objects.visible_to(person).filter(person=person)
    withdraw_request(get_object_or_404(mine, id=asked), by=person)
    messages.success(request, _("Your request is withdrawn."))
    return redirect(address(request, "verification"))


@requires(Permission.VERIFY_MEMBERS)
@require_GET
def verifications(request: ActedRequest) -> HttpResponse:
    """The operator's queue, oldest first, and what was decided lately."""
    rows = VerificationRequest.objects.visible_to(me(request)).select_related("person", "decided_by")
    decided = rows.exclude(state=RequestState.PENDING).order_by("-decided_at", "-id")
    values = {"waiting": rows.pending().order_by("asked_at", "id"), "decided": decided[:DECIDED]}
    return render(request, "portal/verification/queue.html", values)


@requires(Permission.VERIFY_MEMBERS)
@require_http_methods(["GET", "POST"])
def verification_decision(request: ActedRequest, asked: UUID) -> HttpResponse:
    """One request, the person's history, and the decision."""
    operator = me(request)
    rows = VerificationRequest.objects.visible_to(operator).select_related("person", "decided_by")
    row = get_object_or_404(rows, id=asked)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        accept = form.cleaned_data["decision"] == "yes"
        until = form.cleaned_data["valid_until"] if accept else None
        decide(row, accept=accept, valid_until=until, reason=form.cleaned_data["reason"], by=operator)
        messages.success(request, _("Decided; the member sees it on her page."))
        return redirect(address(request, "verifications"))
    history = rows.filter(person=row.person).exclude(id=row.id)
    values = {"row": row, "form": form, "history": history}
    return render(request, "portal/verification/decision.html", values)
