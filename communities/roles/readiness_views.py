"""How ready the lead is: trainings of leaders, deputies, the plan for succession."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from communities.community.community import Community
from communities.community.kinds import Kind
from communities.community.room import UNPROCESSABLE, framed, leads, told
from communities.community.standing import acting_person, community_of, opened
from communities.roles.forms import LeaderTrainingForm, SuccessionForm
from communities.roles.leader_training import LeaderTraining
from communities.roles.preparing import (
    note_succession,
    record_leader_training,
    withdraw_plan,
    withdraw_training,
)
from communities.roles.readiness import readiness_of
from communities.roles.succession_plan import SuccessionPlan
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.permissions.roles import Role
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest


@requires(Permission.SIGNED_IN)
@require_GET
def leadership(request: ActedRequest, community: str) -> HttpResponse:
    """Trained before the kick-off, a deputy named, a succession plan noted: for leaders and the programme office."""
    return _page(request, _prepared(request, community))


@requires(Permission.SIGNED_IN)
@require_POST
def leader_trainings(request: ActedRequest, community: str) -> HttpResponse:
    """Records a training that a leader completed."""
    found = _prepared(request, community)
    form = LeaderTrainingForm(request.POST, community=found, today=timezone.localdate())
    if not form.is_valid():
        return _page(request, found, training_form=form)
    training = record_leader_training(
        found, **form.cleaned_data, by=acting_person(request), at=timezone.now()
    )
    undo = address(request, "leader_training_withdrawal", community=found.slug, training=training.id)
    return told(request, found, page="leadership", text=_("Recorded."), undo=undo)


@requires(Permission.SIGNED_IN)
@require_POST
def leader_training_withdrawal(request: ActedRequest, community: str, training: UUID) -> HttpResponse:
    """A line written by mistake; once more brings it back."""
    found = _prepared(request, community)
    one = get_object_or_404(LeaderTraining, community=found, id=training)
    wanted = one.withdrawn_at is None
    withdraw_training(one, wanted=wanted, by=acting_person(request), at=timezone.now())
    undo = address(request, "leader_training_withdrawal", community=found.slug, training=one.id)
    text = _("Taken back.") if wanted else _("It counts again.")
    return told(request, found, page="leadership", text=text, undo=undo if wanted else "")


@requires(Permission.SIGNED_IN)
@require_POST
def succession_plans(request: ActedRequest, community: str) -> HttpResponse:
    """Notes how the lead would pass on."""
    found = _led(request, community)
    form = SuccessionForm(request.POST)
    if not form.is_valid():
        return _page(request, found, plan_form=form)
    noted = note_succession(found, **form.cleaned_data, by=acting_person(request), at=timezone.now())
    undo = address(request, "succession_plan_withdrawal", community=found.slug, plan=noted.id)
    return told(request, found, page="leadership", text=_("Noted."), undo=undo)


@requires(Permission.SIGNED_IN)
@require_POST
def succession_plan_withdrawal(request: ActedRequest, community: str, plan: UUID) -> HttpResponse:
    """The plan before it counts again."""
    found = _led(request, community)
    one = get_object_or_404(SuccessionPlan, community=found, id=plan, withdrawn_at=None)
    withdraw_plan(one, by=acting_person(request), at=timezone.now())
    return told(request, found, page="leadership", text=_("Taken back."))


def _prepared(request: ActedRequest, slug: str) -> Community:
    found = community_of(request, slug)
    office = Role.PROGRAMME_OFFICE in request.actor.roles and found.kind == Kind.INDUCED_COP
    if not (office or leads(opened(found))):
        raise PermissionDenied(
            _("Leader and deputy see this, and of a community of practice its programme office.")
        )
    if found.kind == Kind.ARCHIVE:
        raise Http404
    return found


def _led(request: ActedRequest, slug: str) -> Community:
    found = _prepared(request, slug)
    if not leads(found):
        raise PermissionDenied(_("Leader and deputy do this."))
    return found


def _page(request: ActedRequest, found: Community, **forms: Any) -> HttpResponse:
    ready = readiness_of(found)
    first = {"plan": ready.plan.plan if ready.plan else ""}
    blank = {
        "training_form": LeaderTrainingForm(community=found, today=timezone.localdate()),
        "plan_form": SuccessionForm(initial=first),
    }
    values = framed(request, found, page="roles", inside=_("Mission and roles"))
    values |= {"ready": ready, **blank, **forms}
    return render(
        request, "communities/roles/leadership.html", values, status=UNPROCESSABLE if forms else 200
    )
