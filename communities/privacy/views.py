"""How much may leave a community, and who decides it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from communities.community.stewardship import DELEGATIONS, Stewardship
from communities.ledger.ledger_line import Crossing, LedgerLine
from communities.privacy.changing import cosign, delegate, propose_level, withdraw
from communities.privacy.forms import DelegationForm, LevelForm
from communities.privacy.levels import levels_for
from communities.privacy.privacy_proposal import PrivacyProposal
from communities.seats.arriving import arrive, framed, me
from communities.seats.standing import Standing
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.slots.rules import said
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest
from tenancy.wall.refusals import RuleBroken
from tenancy.wall.scope import acting_for


@requires(Permission.SIGNED_IN, phases=True)
@require_http_methods(["GET", "POST"])
def privacy(request: ActedRequest, community: str) -> HttpResponse:
    """The levels and the switches; sending the form proposes a level.

    A proposal from the sponsor's side is refused with 403, and its ledger line stays: hence a scope of
    its own for it.
    """
    person = me(request)
    form = LevelForm(request.POST if request.method == "POST" else None)
    proposing = request.method == "POST" and form.is_valid()
    with acting_for(person.tenant_id, person.pk):
        standing = _arrived(request, community)
        accepted, problem = _proposed(standing, form.cleaned_data["level"]) if proposing else (True, "")
    if not accepted:
        raise PermissionDenied(_("Only members change it. This attempt stands in their ledger now."))
    if proposing and not problem:
        messages.success(request, _("Proposed. It takes effect when a second member signs it."))
        return redirect(address(request, "privacy", community=community))
    with acting_for(person.tenant_id, person.pk):
        standing = _arrived(request, community)
        values = framed(request, standing, page="privacy")
        values |= _drawn(standing, chosen=form.data.get("level", ""))
        values["problem"] = problem or " ".join(map(str, form.errors.get("level", [])))
        return render(request, "communities/privacy/privacy.html", values, status=409 if problem else 200)


@requires(Permission.SIGNED_IN)
@require_POST
def privacy_signature(request: ActedRequest, community: str, proposal: UUID) -> HttpResponse:
    """The second signature."""
    standing = _arrived(request, community)
    cosign(_proposal(standing, proposal), by=standing.person)
    messages.success(request, _("Signed. The new level counts from now on."))
    return redirect(address(request, "privacy", community=community))


@requires(Permission.SIGNED_IN)
@require_POST
def privacy_withdrawal(request: ActedRequest, community: str, proposal: UUID) -> HttpResponse:
    """A leader takes the proposal back."""
    standing = _arrived(request, community)
    withdraw(_proposal(standing, proposal), by=standing.person)
    messages.success(request, _("Withdrawn."))
    return redirect(address(request, "privacy", community=community))


@requires(Permission.SIGNED_IN)
@require_POST
def delegations(request: ActedRequest, community: str) -> HttpResponse:
    """The leader's switches for the steward."""
    standing = _arrived(request, community)
    if not standing.leads:
        raise PermissionDenied
    form = DelegationForm(request.POST)
    if form.is_valid():
        delegate(standing.community, switches=form.cleaned_data, by=standing.person)
        messages.success(request, _("Saved. It counts from the steward’s next click on."))
    return redirect(address(request, "privacy", community=community))


def _arrived(request: ActedRequest, community: str) -> Standing:
    standing = arrive(request, community)
    if not standing.community.is_customer:
        raise Http404
    return standing


def _proposal(standing: Standing, proposal: UUID) -> PrivacyProposal:
    return get_object_or_404(PrivacyProposal, id=proposal, community=standing.community)


def _proposed(standing: Standing, level: str) -> tuple[bool, str]:
    try:
        with transaction.atomic():
            return propose_level(standing.community, level=level, by=standing.person), ""
    except RuleBroken as broken:
        if isinstance(broken, PermissionDenied):
            raise
        return True, said(broken.rule)


def _drawn(standing: Standing, *, chosen: str) -> dict[str, Any]:
    community = standing.community
    stewards = list(
        Stewardship.objects.filter(community=community).select_related("person").order_by("since")
    )
    proposals = PrivacyProposal.objects.filter(community=community).select_related(
        "proposed_by", "cosigned_by"
    )
    switches = {name: getattr(stewards[0], name) for name in DELEGATIONS} if stewards else {}
    history = LedgerLine.objects.visible_to(standing.person).filter(
        community=community, crossing__in=(Crossing.PRIVACY, Crossing.REFUSED, Crossing.HAND_OVER)
    )
    return {
        "levels": levels_for(community.privacy_level, chosen=chosen or community.privacy_level),
        "steward": next((row.person for row in stewards if not row.person.is_system), None),
        "delegation_form": DelegationForm(initial=switches) if stewards else None,
        "switches": switches,
        "open": next((row for row in proposals if row.is_open), None),
        "history": history[:6],
    }
