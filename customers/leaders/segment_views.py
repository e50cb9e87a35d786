"""From a segment to a list of its centres, with the reason."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from customers.leaders.choosing_forms import SegmentListForm
from customers.leaders.purposes import CENTRES
from customers.leaders.shortlisting import NothingToRank, Placed, freeze
from customers.preparation.arriving import me
from customers.preparation.prospecting import begin
from customers.preparation.prospective_community import ProspectiveCommunity
from customers.segments.browsing import Listed, segments_of
from customers.segments.segment_rules import SegmentRules
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest


@requires(Permission.SEARCH_LEADERS, purpose=CENTRES)
@require_http_methods(["GET", "POST"])
def segment_centres(request: ActedRequest, key: str) -> HttpResponse:
    """Freezes a list of the segment's centres for an idea that there is, or for a new one."""
    listed = _listed(request, key)
    assigns = request.actor.may(Permission.ASSIGN_ACCOUNTS)
    form = SegmentListForm(
        request.POST or None, person=me(request), assigns=assigns, initial={"name": listed.name}
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = _freeze(request, listed, form)
        except NothingToRank:
            form.add_error(
                None, _("No centre of this segment within these filters has a figure that weighs.")
            )
        else:
            return redirect(address(request, "shortlist", prospect=made.prospect_id, shortlist=made.pk))
    values = {"segment": listed, "form": form, "crumbs": _crumbs(request, listed)}
    return render(request, "customers/leaders/segment.html", values, status=400 if form.errors else 200)


def _freeze(request: ActedRequest, listed: Listed, form: SegmentListForm) -> Any:
    reason = form.cleaned_data["reason"]
    placed = Placed(listed.key, listed.name, reason)
    at = timezone.now()
    search = form.cleaned_data["search"] or _begun(request, form, reason=reason)
    return freeze(search, **form.choices_made(), segment=placed, by=me(request), at=at)


def _begun(request: ActedRequest, form: SegmentListForm, *, reason: str) -> ProspectiveCommunity:
    return begin(
        form.cleaned_data["name"],
        concern=reason,
        country=form.cleaned_data["country"],
        kick_off_on=None,
        selector=form.cleaned_data.get("selector") or me(request),
        by=me(request),
        at=timezone.now(),
    )


def _listed(request: ActedRequest, key: str) -> Listed:
    rules = SegmentRules.objects.visible_to(me(request)).published().first()
    listed = next((one for one in segments_of(me(request), rules) if one.key == key), None)
    if listed is None:
        raise Http404
    return listed


def _crumbs(request: ActedRequest, listed: Listed) -> list[dict[str, str]]:
    return [
        {"label": _("Segments"), "url": address(request, "segments")},
        {"label": listed.name, "url": address(request, "segment", key=listed.key)},
    ]
