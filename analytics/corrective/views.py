"""Corrective actions of a community."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from analytics.corrective.corrective_action import CorrectiveAction, Outcome
from analytics.corrective.following import ActedOnAlready, close_action, open_action
from analytics.corrective.forms import ClosingForm, CorrectiveActionForm
from analytics.corrective.page import actions_of, line_of
from analytics.health.health_finding import HealthFinding
from analytics.health.page import checked_community, stored_runs
from analytics.health.wording import worded
from communities.community.community import Community
from communities.community.standing import LEADING, acting_person, placed
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.slots.community_tabs import community_tabs
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest


@require_GET
@requires(Permission.READ_HEALTH)
def corrective_actions(request: ActedRequest, community: str) -> HttpResponse:
    """What is done about the findings, and whether it worked."""
    found = checked_community(request, community)
    person = acting_person(request)
    actions = actions_of(found, reader=person, runs=stored_runs(request, found))
    lines = [
        line_of(
            one,
            closable=_leads(found) or one.action.owner_id == person.id,
            closing_url=address(request, "corrective_closing", community=found.slug, action=one.action.id),
        )
        for one in actions
    ]
    judged = [one for one in actions if one.judged_by]
    counts = {"judged": len(judged), "worked": sum(one.worked for one in judged)}
    values = _framed(request, found) | counts | {"lines": lines, "today": timezone.localdate()}
    return render(request, "analytics/corrective/list.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.READ_HEALTH)
def corrective_opening(request: ActedRequest, community: str, finding: UUID) -> HttpResponse:
    """A leader opens an action against a finding."""
    found = checked_community(request, community)
    if not _leads(found):
        raise PermissionDenied(_("Leader and deputy open actions."))
    one = get_object_or_404(HealthFinding, id=finding, run__community=found)
    words = worded(one)
    form = CorrectiveActionForm(
        request.POST or None, community=found, today=timezone.localdate(), initial={"title": words["step"]}
    )
    if request.method == "POST" and form.is_valid():
        try:
            open_action(one, **form.cleaned_data, by=acting_person(request), at=timezone.now())
        except ActedOnAlready:
            form.add_error(None, _("Somebody works on this finding already."))
        else:
            messages.success(
                request, _("Opened. The first check after it is done will say whether it worked.")
            )
            return redirect(address(request, "corrective_actions", community=found.slug))
    values = _framed(request, found) | {"form": form, "finding": words}
    return render(request, "analytics/corrective/opening.html", values, status=400 if form.errors else 200)


@require_POST
@requires(Permission.READ_HEALTH)
def corrective_closing(request: ActedRequest, community: str, action: UUID) -> HttpResponse:
    """Its owner or a leader closes it: done, or dropped with a reason."""
    found = checked_community(request, community)
    person = acting_person(request)
    visible = CorrectiveAction.objects.visible_to(person).filter(community=found, outcome=Outcome.OPEN)
    one = get_object_or_404(visible, id=action)
    if not (_leads(found) or one.owner_id == person.id):
        raise PermissionDenied(_("Its owner or the leader closes it."))
    form = ClosingForm(request.POST)
    if form.is_valid():
        outcome = Outcome(form.cleaned_data["outcome"])
        close_action(one, outcome=outcome, why=form.cleaned_data["why"], by=person, at=timezone.now())
        messages.success(request, _("Closed."))
    else:
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    return redirect(address(request, "corrective_actions", community=found.slug))


def _leads(community: Community) -> bool:
    return placed(community).opens and placed(community).my_role in LEADING


def _framed(request: ActedRequest, community: Community) -> dict[str, Any]:
    health = address(request, "health", community=community.slug)
    return {
        "community": community,
        "tabs": community_tabs(request, community, current="health"),
        "crumbs": [
            {"label": community.name, "url": address(request, "community", community=community.slug)},
            {"label": _("Health"), "url": health},
        ],
    }
