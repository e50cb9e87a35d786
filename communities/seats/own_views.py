"""One's own seat: asking, answering, being named, taking over, leaving."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from communities.community.seats import (
    accept_hand_over,
    answer_invitation,
    ask_to_join,
    consent_to_be_named,
    leave_community,
)
from communities.community.stewardship import Stewardship
from communities.seats.arriving import arrive, framed
from communities.seats.forms import MotivationForm, ReasonForm
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest


@requires(Permission.SIGNED_IN)
@require_http_methods(["GET", "POST"])
def seat(request: ActedRequest, community: str) -> HttpResponse:
    """Where I stand here and what I can do next; sending the form asks to join or answers yes."""
    standing = arrive(request, community)
    form = MotivationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        motivation = form.cleaned_data["motivation"]
        if standing.seat is not None and standing.seat.state == "invited":
            answer_invitation(standing.community, accept=True, motivation=motivation)
        else:
            ask_to_join(standing.community, motivation=motivation)
        messages.success(request, _("Sent. The leader decides."))
        return redirect(address(request, "seat", community=community))
    values = framed(request, standing, page="seat") | {
        "form": form,
        "names_are_seen": Stewardship.objects.filter(
            community=standing.community, may_see_names=True
        ).exists(),
    }
    return render(request, "communities/seats/seat.html", values)


@requires(Permission.SIGNED_IN)
@require_POST
def seat_refusal(request: ActedRequest, community: str) -> HttpResponse:
    """Declines an invitation."""
    standing = arrive(request, community)
    answer_invitation(standing.community, accept=False)
    messages.success(request, _("Declined. Nobody but the leader sees it."))
    return redirect(address(request, "home"))


@requires(Permission.SIGNED_IN)
@require_POST
def seat_name(request: ActedRequest, community: str) -> HttpResponse:
    """Lets the steward know my name, or no longer."""
    standing = arrive(request, community)
    consent = request.POST.get("consent") == "yes"
    consent_to_be_named(standing.community, consent=consent)
    said = (
        _("The steward may see your name.")
        if consent
        else _("Your name stays here from now on; what was read stays read.")
    )
    messages.success(request, said)
    return redirect(address(request, "seat", community=community))


@requires(Permission.SIGNED_IN)
@require_http_methods(["GET", "POST"])
def seat_leaving(request: ActedRequest, community: str) -> HttpResponse:
    """Ends my own seat."""
    standing = arrive(request, community)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        leave_community(standing.community, reason=form.cleaned_data["reason"])
        messages.success(request, _("You have left. What you wrote stays, as you decided it."))
        return redirect(address(request, "home"))
    values = framed(request, standing, page="seat") | {"form": form}
    return render(request, "communities/seats/leaving.html", values)


@requires(Permission.SIGNED_IN)
@require_http_methods(["GET", "POST"])
def hand_over(request: ActedRequest, community: str) -> HttpResponse:
    """The named leader takes the community over; the steward sees how far it is."""
    standing = arrive(request, community)
    named = standing.seat is not None and standing.seat.state == "invited" and standing.seat.role == "leader"
    if not (named or standing.stewardship or standing.is_member) or not standing.community.is_customer:
        raise PermissionDenied
    if request.method == "POST":
        accept_hand_over(standing.community)
        messages.success(request, _("The community is yours now. The moment stands in its ledger."))
        return redirect(address(request, "members", community=community))
    values = framed(request, standing, page="hand_over") | {"named": named}
    return render(request, "communities/seats/hand_over.html", values)
