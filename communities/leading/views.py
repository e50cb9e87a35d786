"""A leader's time: agreed with the supervisor, reported once a month."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from communities.community.community import Community
from communities.community.kinds import Kind
from communities.community.room import UNPROCESSABLE, framed, leads, told
from communities.community.standing import acting_person, community_of, opened
from communities.leading.agreeing import ask_for_time, end_agreement, report_effort, sign
from communities.leading.effort import Category
from communities.leading.forms import AgreementForm, EffortForm
from communities.leading.page import choices_of, months_of, shares
from communities.leading.time_agreement import TimeAgreement
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.permissions.roles import Role
from tenancy.surfaces.addresses import address
from tenancy.surfaces.downloads import csv_response
from tenancy.surfaces.undoing import done
from tenancy.wall.middleware import ActedRequest

YEAR = timedelta(days=365)
COLUMNS = ("month", "leader", "agreed", "reported", *Category.values)


@requires(Permission.SIGNED_IN)
@require_GET
def leader_time(request: ActedRequest, community: str) -> HttpResponse:
    """One's own time as a leader; of all leaders for the programme office."""
    return _page(request, _arrived(request, community))


@requires(Permission.SIGNED_IN)
@require_GET
def leader_time_csv(request: ActedRequest, community: str) -> HttpResponse:
    """The months as reported."""
    months = months_of(_arrived(request, community))
    rows = [(one.month, one.leader.display_name, one.agreed or "", one.total, *one.cells) for one in months]
    return csv_response("leader-time.csv", columns=COLUMNS, rows=rows)


@requires(Permission.SIGNED_IN)
@require_POST
def time_agreements(request: ActedRequest, community: str) -> HttpResponse:
    """The leader asks her supervisor for time."""
    found, me = _led(request, community), acting_person(request)
    form = AgreementForm(request.POST, leader=me)
    if not form.is_valid():
        return _page(request, found, agreement_form=form)
    asked = ask_for_time(found, **form.cleaned_data, by=me, at=timezone.now())
    undo = address(request, "time_agreement_end", community=found.slug, agreement=asked.id)
    text = _("%(name)s can sign it now.") % {"name": asked.supervisor.display_name}
    return told(request, found, page="leader_time", text=text, undo=undo)


@requires(Permission.SIGNED_IN)
@require_POST
def time_agreement_end(request: ActedRequest, community: str, agreement: UUID) -> HttpResponse:
    """The leader ends an agreement; once more lets it run on where no other one does."""
    found, me = _led(request, community), acting_person(request)
    one = get_object_or_404(TimeAgreement, community=found, leader=me, id=agreement)
    ends = one.ended_on is None
    others = TimeAgreement.objects.filter(community=found, leader=me, ended_on=None).exclude(id=one.id)
    if not ends and others.exists():
        return told(request, found, page="leader_time", text=_("Another agreement runs by now."))
    end_agreement(one, on=timezone.localdate() if ends else None, by=me)
    undo = address(request, "time_agreement_end", community=found.slug, agreement=one.id)
    text = _("Ended.") if ends else _("It goes on.")
    return told(request, found, page="leader_time", text=text, undo=undo if ends else "")


@requires(Permission.SIGNED_IN)
@require_POST
def leader_efforts(request: ActedRequest, community: str) -> HttpResponse:
    """What a month's hours went to; reported again, they are replaced."""
    found, me = _led(request, community), acting_person(request)
    form = EffortForm(request.POST, months=choices_of(timezone.localdate()))
    if not form.is_valid():
        return _page(request, found, effort_form=form)
    month = form.cleaned_data["month"]
    report_effort(found, month=month, hours=form.hours(), by=me, at=timezone.now())
    return told(request, found, page="leader_time", text=_("Reported. Report again to correct it."))


@requires(Permission.USE_WORKSPACE)
@require_GET
def asked_agreements(request: ActedRequest) -> HttpResponse:
    """What leaders ask me for as their supervisor, and what I signed."""
    asked = TimeAgreement.objects.filter(supervisor=acting_person(request)).select_related(
        "leader", "community"
    )
    values = {"agreements": list(asked.order_by("ended_on", "signed_at", "-asked_at")[:50])}
    return render(request, "communities/leading/asked.html", values)


@requires(Permission.USE_WORKSPACE)
@require_POST
def time_agreement_signature(request: ActedRequest, agreement: UUID) -> HttpResponse:
    """The supervisor signs."""
    me = acting_person(request)
    one = get_object_or_404(TimeAgreement, supervisor=me, id=agreement)
    sign(one, by=me)
    done(request, _("Signed. The hours are the community’s from now on."))
    return redirect(address(request, "asked_agreements"))


def _arrived(request: ActedRequest, slug: str) -> Community:
    found = community_of(request, slug)
    office = Role.PROGRAMME_OFFICE in request.actor.roles and found.kind == Kind.INDUCED_COP
    if not (office or leads(opened(found))):
        raise PermissionDenied(_("A leader sees her own time here, and the programme office all leaders’."))
    if found.kind != Kind.INDUCED_COP:
        raise Http404
    return found


def _led(request: ActedRequest, slug: str) -> Community:
    found = _arrived(request, slug)
    if not leads(found):
        raise PermissionDenied(_("Leader and deputy do this."))
    return found


def _page(request: ActedRequest, found: Community, **forms: Any) -> HttpResponse:
    today, me = timezone.localdate(), acting_person(request)
    months = months_of(found)
    running = TimeAgreement.objects.filter(community=found, ended_on=None)
    first = {"starts_on": today, "renews_on": today + YEAR}
    values = framed(request, found, page="roles", inside=_("Mission and roles"))
    values |= {
        "me": me,
        "today": today,
        "agreements": list(running.select_related("leader", "supervisor")),
        "months": months,
        "shares": shares(months),
        "agreement_form": AgreementForm(leader=me, initial=first),
        "effort_form": EffortForm(months=choices_of(today)),
        **forms,
    }
    return render(request, "communities/leading/time.html", values, status=UNPROCESSABLE if forms else 200)
