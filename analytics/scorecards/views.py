"""Scorecards of success factors: the card, one factor with its history, the file, and all cards side by side."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from analytics.scorecards.instruments import FACTORS, INSTRUMENTS, fits
from analytics.scorecards.overview import overview
from analytics.scorecards.page import (
    csv_rows,
    frame_of,
    may_rate,
    may_see_scorecard,
    ratings_of,
    scorecard_page,
)
from analytics.scorecards.rating import RatingForm, rate
from communities.community.community import Community
from communities.community.standing import acting_person, community_of
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.surfaces.downloads import csv_response
from tenancy.wall.middleware import ActedRequest

COLUMNS = ("rated_on", "dimension", "factor", "rating", "evidence", "rated_by")


@require_GET
@requires(Permission.READ_HEALTH)
def scorecards(request: ActedRequest) -> HttpResponse:
    """All cards that the reader sees."""
    return render(request, "analytics/scorecards/list.html", overview(request))


@require_GET
@requires(Permission.READ_HEALTH)
def scorecard(request: ActedRequest, community: str) -> HttpResponse:
    """The card of a community."""
    found = _rated(request, community)
    return render(
        request,
        "analytics/scorecards/scorecard.html",
        scorecard_page(request, found, today=timezone.localdate()),
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.READ_HEALTH)
def scorecard_factor(request: ActedRequest, community: str, factor: str) -> HttpResponse:
    """One factor with its history; leader and deputy rate it."""
    found = _rated(request, community)
    if not fits(found.kind, factor):
        raise Http404
    if request.method == "POST" and not may_rate(found):
        raise PermissionDenied(_("Leader and deputy rate."))
    history = [one for one in ratings_of(request, found) if one.factor == factor]
    said = {"rating": history[0].rating or "", "evidence": history[0].evidence} if history else None
    form = RatingForm(request.POST if request.method == "POST" else None, initial=said)
    if request.method == "POST" and form.is_valid():
        rate(found, factor=factor, by=acting_person(request), at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Rated. What you said before stays in the history."))
        return redirect(address(request, "scorecard", community=found.slug) + f"#{factor}")
    values = frame_of(request, found) | {
        "factor": FACTORS[factor],
        "form": form,
        "history": history,
        "may_rate": may_rate(found),
    }
    status = 400 if request.method == "POST" else 200
    return render(request, "analytics/scorecards/factor.html", values, status=status)


@require_GET
@requires(Permission.READ_HEALTH)
def scorecard_csv(request: ActedRequest, community: str) -> HttpResponse:
    """Every rating with its evidence."""
    found = _rated(request, community)
    rows = csv_rows(ratings_of(request, found), INSTRUMENTS[found.kind])
    return csv_response(f"scorecard-{found.slug}.csv", columns=COLUMNS, rows=rows)


def _rated(request: ActedRequest, slug: str) -> Community:
    """The community; Http404 where the reader sees none of its ratings or it has no card."""
    found = community_of(request, slug)
    if not may_see_scorecard(request, found):
        raise Http404
    return found
