"""Asking for the approval of a list, deciding it, and beginning a community at one of its centres."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from customers.leaders import choosing
from customers.leaders.choosing_forms import ApprovalForm, CentreForm
from customers.leaders.chosen_centre import ChosenCentre
from customers.leaders.forms import DecisionForm, WithdrawalForm
from customers.leaders.leader_proposal import Verdict
from customers.leaders.purposes import CENTRES
from customers.leaders.shortlist import Shortlist
from customers.leaders.shortlist_approval import ShortlistApproval
from customers.preparation import prospecting
from customers.preparation.arriving import arrive, framed, me
from customers.preparation.prospective_community import ProspectiveCommunity
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.slots.rules import said
from tenancy.surfaces.addresses import address
from tenancy.surfaces.paging import newest_first
from tenancy.wall.middleware import ActedRequest
from tenancy.wall.refusals import RuleBroken


@requires(Permission.SEARCH_LEADERS, purpose=CENTRES)
@require_POST
def shortlist_approval(request: ActedRequest, prospect: UUID, shortlist: UUID) -> HttpResponse:
    """Puts the list to an approver."""
    made = list_of(request, prospect, shortlist)
    form = ApprovalForm(request.POST, selector=me(request))
    if not form.is_valid():
        messages.error(request, _("Choose an approver and give the reason in a sentence."))
    else:
        try:
            with transaction.atomic():
                choosing.ask_for_approval(made, **form.cleaned_data, by=me(request))
        except RuleBroken as broken:
            messages.error(request, said(broken.rule))
        else:
            messages.success(request, _("Asked. The approver decides; you hear of it by mail."))
    return redirect(address(request, "shortlist", prospect=prospect, shortlist=shortlist))


@requires(Permission.SEARCH_LEADERS, purpose=CENTRES)
@require_POST
def shortlist_withdrawal(request: ActedRequest, prospect: UUID, shortlist: UUID) -> HttpResponse:
    """Takes the question back while it waits."""
    made = list_of(request, prospect, shortlist)
    waiting = get_object_or_404(made.approvals.filter(verdict=Verdict.OPEN, selector=me(request)))
    form = WithdrawalForm(request.POST)
    if form.is_valid():
        choosing.decide_list(waiting, verdict=Verdict.WITHDRAWN, **form.cleaned_data, by=me(request))
    else:
        messages.error(request, _("Say why it is taken back."))
    return redirect(address(request, "shortlist", prospect=prospect, shortlist=shortlist))


@requires(Permission.SEARCH_LEADERS, purpose=CENTRES)
@require_http_methods(["GET", "POST"])
def centre_preparation(request: ActedRequest, prospect: UUID, shortlist: UUID, account: UUID) -> HttpResponse:
    """The idea of a community that begins at a centre of an approved list: this search's, or a further one."""
    found, made = arrive(request, prospect), list_of(request, prospect, shortlist)
    if me(request).pk != found.selector_id and not request.actor.may(Permission.ASSIGN_ACCOUNTS):
        raise PermissionDenied(_("Whoever prepares this community begins at its centres."))
    centre = get_object_or_404(made.centres.select_related("account"), account=account).account
    form = CentreForm(request.POST or None, initial=_filled_in(found, made, centre))
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                target = _target(request, found, form)
                choosing.choose_centre(made, account=centre.pk, prospect=target, by=me(request))
        except RuleBroken as broken:
            form.add_error(None, said(broken.rule))
        else:
            messages.success(request, _("Begun at %(centre)s.") % {"centre": centre.name})
            return redirect(address(request, "prospect", prospect=target.pk))
    values = framed(request, found, page="shortlists") | {
        "shortlist": made,
        "centre": centre,
        "form": form,
        "approval": made.approvals.filter(verdict=Verdict.APPROVED).select_related("approver").first(),
    }
    return render(request, "customers/leaders/begin.html", values, status=400 if form.errors else 200)


@requires(Permission.APPROVE_LEADERS, purpose=CENTRES)
@require_GET
def shortlist_approvals(request: ActedRequest) -> HttpResponse:
    """Lists that were put to the reader; those that wait first."""
    rows = _asked_of(request).select_related("shortlist__prospect", "selector")
    page, after = newest_first(rows.exclude(verdict=Verdict.OPEN), after=request.GET.get("after", ""))
    values = {
        "waiting": rows.filter(verdict=Verdict.OPEN).order_by("at", "id"),
        "decided": page,
        "next_url": f"?after={after}" if after else "",
    }
    return render(request, "customers/leaders/approvals.html", values)


@requires(Permission.APPROVE_LEADERS, purpose=CENTRES)
@require_http_methods(["GET", "POST"])
def shortlist_decision(request: ActedRequest, approval: UUID) -> HttpResponse:
    """One list with its reasons, its method and its centres; POST decides."""
    known = _asked_of(request).select_related("shortlist__prospect", "shortlist__by", "selector", "approver")
    found = get_object_or_404(known, id=approval)
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        choosing.decide_list(found, **form.cleaned_data, by=me(request))
        messages.success(request, _("Decided. Your colleague sees it with your reason."))
        return redirect(address(request, "shortlist_approvals"))
    values = {
        "approval": found,
        "shortlist": found.shortlist,
        "centres": found.shortlist.centres.select_related("account"),
        "form": form if found.verdict == Verdict.OPEN else None,
    }
    return render(request, "customers/leaders/approval.html", values, status=400 if form.errors else 200)


def list_of(request: ActedRequest, prospect: UUID, shortlist: UUID) -> Shortlist:
    """The frozen list of this address; Http404 where the reader may not know of it."""
    known = Shortlist.objects.visible_to(me(request)).select_related("by", "prospect")
    return get_object_or_404(known, prospect=prospect, id=shortlist)


def _asked_of(request: ActedRequest) -> Any:
    return ShortlistApproval.objects.visible_to(me(request)).filter(approver=me(request))


def _filled_in(found: ProspectiveCommunity, made: Shortlist, centre: Any) -> dict[str, Any]:
    if _has_centre(found):
        return {"name": centre.name[:120], "country": centre.country, "concern": made.reason}
    return {
        "name": found.name,
        "country": found.country or centre.country,
        "concern": found.concern or made.reason,
        "kick_off_on": found.kick_off_on,
    }


def _has_centre(found: ProspectiveCommunity) -> bool:
    return ChosenCentre.objects.filter(prospect=found).exists()


def _target(request: ActedRequest, found: ProspectiveCommunity, form: CentreForm) -> ProspectiveCommunity:
    if not _has_centre(found):
        prospecting.describe(found, **form.cleaned_data)
        return found
    by, at = me(request), timezone.now()
    return prospecting.begin(**form.cleaned_data, selector=found.selector, by=by, at=at)
