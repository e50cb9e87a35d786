"""Shortlists of centres: made, kept, read, taken away as a file. In scopes that shut contacts and candidates."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from customers.leaders.centre_forms import FILTERS, WEIGHTS, ShortlistForm
from customers.leaders.choosing_forms import ApprovalForm
from customers.leaders.chosen_centre import ChosenCentre
from customers.leaders.forms import WithdrawalForm
from customers.leaders.leader_proposal import Verdict
from customers.leaders.purposes import CENTRES
from customers.leaders.ranking import FIGURES
from customers.leaders.shortlist import Shortlist, ShortlistedCentre
from customers.leaders.shortlisting import NothingToRank, freeze
from customers.preparation.arriving import arrive, framed, me
from customers.preparation.prospective_community import ProspectiveCommunity
from customers.sales.currencies import in_major
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.surfaces.downloads import csv_response
from tenancy.surfaces.paging import newest_first
from tenancy.wall.middleware import ActedRequest


@requires(Permission.SEARCH_LEADERS, purpose=CENTRES)
@require_http_methods(["GET", "POST"])
def shortlists(request: ActedRequest, prospect: UUID) -> HttpResponse:
    """The frozen lists of this search; POST freezes a further one."""
    found = arrive(request, prospect)
    form = ShortlistForm(request.POST or None, person=me(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = freeze(found, **form.choices_made(), by=me(request), at=timezone.now())
        except NothingToRank:
            form.add_error(None, _("No centre within these filters has a figure that weighs."))
        else:
            return redirect(address(request, "shortlist", prospect=found.pk, shortlist=made.pk))
    mine = Shortlist.objects.visible_to(me(request)).filter(prospect=found).select_related("by")
    page, after = newest_first(mine, after=request.GET.get("after", ""))
    values = framed(request, found, page="shortlists") | {
        "lists": page,
        "next_url": f"?after={after}" if after else "",
        "form": form,
    }
    status = 400 if form.errors else 200
    return render(request, "customers/leaders/shortlists.html", values, status=status)


@requires(Permission.SEARCH_LEADERS, purpose=CENTRES)
@require_GET
def shortlist(request: ActedRequest, prospect: UUID, shortlist: UUID) -> HttpResponse:
    """One list: the centres to talk to, and everything that went into it."""
    found = arrive(request, prospect)
    made = _made(request, prospect, shortlist)
    values = framed(request, found, page="shortlists") | {
        "shortlist": made,
        "centres": _listed(made),
        "weights": [(label, made.weights.get(name, 0)) for name, (label, _usual) in WEIGHTS.items()],
        "filters": [(FILTERS.get(name, name), value) for name, value in made.filters.items()],
        **_approval(request, made, found),
        "told": [(label, made.inputs["told"][name]) for name, (label, _usual) in WEIGHTS.items()],
    }
    return render(request, "customers/leaders/shortlist.html", values)


@requires(Permission.SEARCH_LEADERS, purpose=CENTRES)
@require_GET
def shortlist_csv(request: ActedRequest, prospect: UUID, shortlist: UUID) -> HttpResponse:
    """The same as a file: centres and figures, no person."""
    made = _made(request, prospect, shortlist)
    currency = made.inputs["currency"]
    rows = (
        (
            *(one.position, one.account.external_id, one.account.name, one.account.country, currency),
            *(_major(one.potential, currency), _percent(one.share)),
            *(_major(one.sales, currency), _percent(one.growth)),
            *(_tenths(one.standing.get(name)) for name in FIGURES),
            _tenths(one.score),
        )
        for one in made.centres.select_related("account")
    )
    columns = (
        *("position", "external_id", "centre", "country", "currency", "potential", "share_percent"),
        *("net_sales", "growth_percent", *(f"percentile_{name}" for name in FIGURES), "score"),
    )
    return csv_response("centres-to-talk-to.csv", columns=columns, rows=rows)


def _approval(request: ActedRequest, made: Shortlist, found: ProspectiveCommunity) -> dict[str, Any]:
    asked = list(made.approvals.select_related("approver", "selector"))
    latest = asked[0] if asked else None
    takes_part = me(request).pk in (made.by_id, found.selector_id)
    chooses = me(request).pk == found.selector_id or request.actor.may(Permission.ASSIGN_ACCOUNTS)
    is_approved = latest is not None and latest.verdict == Verdict.APPROVED
    asks = takes_part and (latest is None or latest.verdict in (Verdict.DECLINED, Verdict.WITHDRAWN))
    initial = {"reason": made.reason}
    return {
        "approvals": asked,
        "chooses": is_approved and chooses,
        "approval_form": ApprovalForm(selector=me(request), initial=initial) if asks else None,
        "withdrawal_form": WithdrawalForm()
        if latest and latest.verdict == Verdict.OPEN and latest.selector_id == me(request).pk
        else None,
    }


def _made(request: ActedRequest, prospect: UUID, shortlist: UUID) -> Shortlist:
    known = Shortlist.objects.visible_to(me(request)).select_related("by")
    return get_object_or_404(known, prospect=prospect, id=shortlist)


def _listed(made: Shortlist) -> list[dict[str, Any]]:
    centres = list(made.centres.select_related("account"))
    begun = ChosenCentre.objects.filter(account__in=[one.account_id for one in centres])
    at = {one.account_id: one.prospect for one in begun.select_related("prospect").order_by("at")}
    return [_shown(made, one) | {"begun": at.get(one.account_id)} for one in centres]


def _shown(made: Shortlist, one: ShortlistedCentre) -> dict[str, Any]:
    currency = made.inputs["currency"]
    return {
        "row": one,
        "potential": _major(one.potential, currency),
        "sales": _major(one.sales, currency),
        "share": _percent(one.share),
        "growth": _percent(one.growth),
        "score": _tenths(one.score),
    }


def _major(minor: int | None, currency: str) -> Decimal | None:
    return None if minor is None else in_major(minor, currency)


def _percent(per_mille: int | None) -> Decimal | None:
    return None if per_mille is None else Decimal(per_mille) / 10


_tenths = _percent
