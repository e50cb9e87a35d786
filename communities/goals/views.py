"""Annual goals of a community."""

from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from communities.community.community import Community
from communities.community.kinds import Kind
from communities.community.room import UNPROCESSABLE, entered_to_lead, framed
from communities.community.standing import acting_person, closed_reason, community_of, placed
from communities.goals.aiming import (
    drop_goal,
    review_year,
    reword_goal,
    set_goal,
    take_word_back,
    tell_progress,
)
from communities.goals.forms import GoalForm, ProgressForm, ReviewForm
from communities.goals.goal import Goal
from communities.goals.goal_progress import GoalProgress
from communities.goals.year import with_status, year_of, years_of
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.permissions.roles import Role
from tenancy.surfaces.addresses import address
from tenancy.surfaces.downloads import csv_response
from tenancy.surfaces.undoing import done
from tenancy.wall.middleware import ActedRequest

SPONSORS = {Role.MANAGEMENT, Role.PROGRAMME_OFFICE}
COLUMNS = ("year", "goal", "how_we_know", "status", "why", "told_on")
FIRST, LAST = 2000, 2100


def may_see(request: ActedRequest, community: Community) -> bool:
    """Members; of a community of practice also management and programme office. Runs no query."""
    sponsor = community.kind == Kind.INDUCED_COP and bool(SPONSORS & set(request.actor.roles))
    return placed(community).opens or sponsor


@requires(Permission.SIGNED_IN)
@require_GET
def goals(request: ActedRequest, community: str) -> HttpResponse:
    """The goals of this year, or of `?year=`, and the year's review."""
    found = _seen(request, community)
    chosen = _year(request.GET.get("year", ""))
    years = sorted({*years_of(found), timezone.localdate().year, chosen}, reverse=True)
    values = framed(request, found, page="goals") | {"year": year_of(found, chosen)}
    values["years"] = [
        {"label": str(year), "url": f"?year={year}", "current": year == chosen} for year in years
    ]
    values["new_url"] = f"{address(request, 'goal_new', community=found.slug)}?year={chosen}"
    if values["leads"]:
        dropped = Goal.objects.filter(community=found, year=chosen, dropped_at__isnull=False)
        values["dropped"] = list(dropped.order_by("-dropped_at")[:10])
    return render(request, "communities/goals/goals.html", values)


@requires(Permission.SIGNED_IN)
@require_GET
def goals_csv(request: ActedRequest, community: str) -> HttpResponse:
    """All goals of all years."""
    rows = with_status(Goal.objects.filter(community=_seen(request, community), dropped_at=None))
    columns = ("year", "title", "measure", "status", "note", "told_at")
    return csv_response(
        "goals.csv", columns=COLUMNS, rows=rows.order_by("-year", "set_at").values_list(*columns)
    )


@requires(Permission.SIGNED_IN)
@require_http_methods(["GET", "POST"])
def goal_new(request: ActedRequest, community: str) -> HttpResponse:
    """Sets a goal for `?year=`."""
    found = entered_to_lead(request, community)
    year = _year(request.GET.get("year", ""))
    form = GoalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        goal = set_goal(found, year=year, **form.cleaned_data, by=acting_person(request), at=timezone.now())
        undo = address(request, "goal_dropping", community=found.slug, goal=goal.id)
        return _back(request, found, year, _("Set. Say once a quarter how it stands."), undo)
    return _form_page(request, found, form, title=_("A goal for %(year)s") % {"year": year}, year=year)


@requires(Permission.SIGNED_IN)
@require_http_methods(["GET", "POST"])
def goal(request: ActedRequest, community: str, goal: UUID) -> HttpResponse:
    """The same goal in better words."""
    found = entered_to_lead(request, community)
    one = get_object_or_404(Goal, community=found, id=goal)
    first = {"title": one.title, "measure": one.measure}
    form = GoalForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        reword_goal(one, **form.cleaned_data, by=acting_person(request))
        return _back(request, found, one.year, _("Changed."))
    return _form_page(request, found, form, title=one.title, year=one.year)


@requires(Permission.SIGNED_IN)
@require_http_methods(["GET", "POST"])
def goal_progress(request: ActedRequest, community: str, goal: UUID) -> HttpResponse:
    """How a goal stands today; beside it what was said before."""
    found = entered_to_lead(request, community)
    one = get_object_or_404(with_status(Goal.objects.filter(dropped_at=None)), community=found, id=goal)
    form = ProgressForm(request.POST if request.method == "POST" else None, initial={"status": one.status})
    if request.method == "POST" and form.is_valid():
        told = tell_progress(one, **form.cleaned_data, by=acting_person(request), at=timezone.now())
        undo = address(request, "goal_word_withdrawal", community=found.slug, word=told.id)
        return _back(request, found, one.year, _("Noted."), undo)
    history = one.progress.filter(withdrawn_at=None).select_related("told_by")[:20]
    return _form_page(request, found, form, title=one.title, year=one.year, history=history)


@requires(Permission.SIGNED_IN)
@require_POST
def goal_word_withdrawal(request: ActedRequest, community: str, word: UUID) -> HttpResponse:
    """A slip: the word before it counts again."""
    found = entered_to_lead(request, community)
    rows = GoalProgress.objects.select_related("goal").filter(withdrawn_at=None)
    told = get_object_or_404(rows, community=found, id=word)
    take_word_back(told, by=acting_person(request), at=timezone.now())
    return _back(request, found, told.goal.year, _("Taken back."))


@requires(Permission.SIGNED_IN)
@require_POST
def goal_dropping(request: ActedRequest, community: str, goal: UUID) -> HttpResponse:
    """The community no longer aims at it; once more takes it up again."""
    found = entered_to_lead(request, community)
    one = get_object_or_404(Goal, community=found, id=goal)
    wanted = one.dropped_at is None
    drop_goal(one, wanted=wanted, by=acting_person(request), at=timezone.now())
    undo = address(request, "goal_dropping", community=found.slug, goal=one.id) if wanted else ""
    text = _("Dropped; it stands below.") if wanted else _("Taken up again.")
    return _back(request, found, one.year, text, undo)


@requires(Permission.SIGNED_IN)
@require_http_methods(["GET", "POST"])
def year_review(request: ActedRequest, community: str, year: int) -> HttpResponse:
    """What was reached and learned in a year; written again, it takes the place of what stood there."""
    found = entered_to_lead(request, community)
    if not FIRST <= year <= LAST:
        raise Http404
    said = year_of(found, year).review
    first = {"reached": said.reached, "learned": said.learned} if said else {}
    form = ReviewForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        review_year(found, year=year, **form.cleaned_data, by=acting_person(request), at=timezone.now())
        return _back(request, found, year, _("Reviewed. The community reads it."))
    title = _("How was %(year)s?") % {"year": year}
    return _form_page(request, found, form, title=title, year=year)


def _seen(request: ActedRequest, slug: str) -> Community:
    found = community_of(request, slug)
    if not may_see(request, found):
        raise PermissionDenied(closed_reason(found))
    return found


def _year(text: str) -> int:
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else 0
    return year if FIRST <= year <= LAST else timezone.localdate().year


def _back(request: ActedRequest, found: Community, year: int, text: str, undo: str = "") -> HttpResponse:
    done(request, text, undo=undo)
    return redirect(f"{address(request, 'goals', community=found.slug)}?year={year}")


def _form_page(
    request: ActedRequest, found: Community, form: forms.Form, *, title: str, **values: object
) -> HttpResponse:
    frame = framed(request, found, page="goals", inside=_("Goals"))
    status = UNPROCESSABLE if form.errors else 200
    drawn = frame | {"form": form, "title": title} | values
    return render(request, "communities/goals/form.html", drawn, status=status)
