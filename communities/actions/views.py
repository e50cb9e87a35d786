"""Action items: the list, the file, one action and what becomes of it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from communities.actions.action_item import ActionItem, Outcome
from communities.actions.carry_over import CarryOver
from communities.actions.forms import ActionForm, CarryOverForm, ClosingForm, PassingOnForm
from communities.actions.list_page import COLUMNS, Asked, counted, found_actions, list_page, rows_of
from communities.actions.promising import carry_over, close_action, open_action, pass_on, reopen_action
from communities.community.community import Community
from communities.community.standing import acting_person, moderates
from communities.meetings.loading import framed, given, leads, living_community, members_of
from communities.meetings.meeting import Meeting
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.surfaces.downloads import csv_response
from tenancy.wall.middleware import ActedRequest

UNPROCESSABLE = 422
RECENT, WEEK = timedelta(days=60), timedelta(days=7)


@require_GET
@requires(Permission.SIGNED_IN)
def action_items(request: ActedRequest, community: str) -> HttpResponse:
    """Who does what until when."""
    found = living_community(request, community)
    values = list_page(request, found, today=timezone.localdate())
    return render(request, "communities/actions/actions.html", values)


@require_GET
@requires(Permission.SIGNED_IN)
def action_items_csv(request: ActedRequest, community: str) -> HttpResponse:
    """The same list as a file."""
    found = living_community(request, community)
    reader, today = acting_person(request), timezone.localdate()
    rows = found_actions(found, reader=reader, asked=Asked.of(request), today=today)
    return csv_response(f"actions-{found.slug}.csv", columns=COLUMNS, rows=rows_of(rows))


@require_http_methods(["GET", "POST"])
@requires(Permission.SIGNED_IN)
def new_action(request: ActedRequest, community: str) -> HttpResponse:
    """A member takes an action; leaders and moderators give one to anybody."""
    found = living_community(request, community)
    person, today = acting_person(request), timezone.localdate()
    form = ActionForm(
        given(request),
        owners=members_of(found) if moderates(found) else [person],
        meetings=_meetings(found, ahead=False),
        today=today,
        initial={"owner": person.id, "due_on": today + 2 * WEEK, "meeting": request.GET.get("meeting")},
    )
    if request.method == "POST" and form.is_valid():
        made = open_action(found, **form.cleaned_data, by=person, at=timezone.now())
        messages.success(request, _("Agreed."))
        return _to(request, found, made)
    return _form(request, found, form, title=_("A new action"), submit=_("Agree it"))


@require_GET
@requires(Permission.SIGNED_IN)
def action_item(request: ActedRequest, community: str, action: UUID) -> HttpResponse:
    """One action with all its moves."""
    found = living_community(request, community)
    values = _action_page(request, found, _action(request, found, action), ClosingForm())
    return render(request, "communities/actions/action.html", values)


@require_POST
@requires(Permission.SIGNED_IN)
def action_closing(request: ActedRequest, community: str, action: UUID) -> HttpResponse:
    """Done, with what was learnt; or dropped, with the reason."""
    found, row = _own(request, community, action)
    form = ClosingForm(request.POST)
    if not form.is_valid():
        values = _action_page(request, found, row, form)
        return render(request, "communities/actions/action.html", values, status=UNPROCESSABLE)
    words, by = form.cleaned_data, acting_person(request)
    close_action(row, outcome=Outcome(words["outcome"]), said=words["said"], by=by, at=timezone.now())
    messages.success(request, _("Closed. Reopen it from its page if that was a mistake."))
    return _to(request, found, row)


@require_POST
@requires(Permission.SIGNED_IN)
def action_reopening(request: ActedRequest, community: str, action: UUID) -> HttpResponse:
    """Undoes the closing."""
    found, row = _own(request, community, action)
    reopen_action(row, by=acting_person(request))
    messages.success(request, _("Open again."))
    return _to(request, found, row)


@require_http_methods(["GET", "POST"])
@requires(Permission.SIGNED_IN)
def action_carrying_over(request: ActedRequest, community: str, action: UUID) -> HttpResponse:
    """A later day, or a meeting that takes it up."""
    found, row = _own(request, community, action)
    form = CarryOverForm(
        given(request),
        meetings=_meetings(found, ahead=True),
        today=timezone.localdate(),
        initial={"due_on": max(row.due_on, timezone.localdate()) + 2 * WEEK, "meeting": row.next_meeting_id},
    )
    if request.method == "POST" and form.is_valid():
        carry_over(row, **form.cleaned_data, by=acting_person(request))
        messages.success(request, _("Moved."))
        return _to(request, found, row)
    return _form(request, found, form, title=_("Carry it over"), submit=_("Move it"), action=row)


@require_http_methods(["GET", "POST"])
@requires(Permission.SIGNED_IN)
def action_passing_on(request: ActedRequest, community: str, action: UUID) -> HttpResponse:
    """Another member takes it."""
    found, row = _own(request, community, action)
    others = [one for one in members_of(found) if one.id != row.owner_id]
    form = PassingOnForm(given(request), owners=others)
    if request.method == "POST" and form.is_valid():
        pass_on(row, to=form.cleaned_data["owner"], by=acting_person(request))
        messages.success(request, _("Passed on; the new owner hears of it."))
        return _to(request, found, row)
    return _form(request, found, form, title=_("Pass it on"), submit=_("Pass it on"), action=row)


def _action(request: ActedRequest, community: Community, action: UUID) -> ActionItem:
    rows = counted(acting_person(request)).select_related("opened_by", "next_meeting")
    return get_object_or_404(rows, id=action, community=community)


def _own(request: ActedRequest, slug: str, action: UUID) -> tuple[Community, ActionItem]:
    """For its owner, leader and deputy."""
    community = living_community(request, slug)
    row = _action(request, community, action)
    if not (leads(community) or row.owner_id == acting_person(request).id):
        raise PermissionDenied(_("Its owner or the leader does that."))
    return community, row


def _action_page(
    request: ActedRequest, community: Community, row: ActionItem, form: forms.Form
) -> dict[str, Any]:
    moves = CarryOver.objects.filter(action=row).select_related("by", "to_meeting")
    back = {_("Actions"): address(request, "action_items", community=community.slug)}
    return framed(request, community, page="action_items", **back) | {
        "action": row,
        "late": row.is_late(today=timezone.localdate()),
        "moves": list(moves),
        "form": form,
        "may_change": leads(community) or row.owner_id == acting_person(request).id,
    }


def _meetings(community: Community, *, ahead: bool) -> Any:
    """The meetings to choose from: those to come, or the latest ones too."""
    since = timezone.now() - (timedelta(0) if ahead else RECENT)
    return Meeting.objects.filter(community=community, starts_at__gt=since).standing().order_by("-starts_at")


def _to(request: ActedRequest, community: Community, row: ActionItem) -> HttpResponse:
    return redirect(address(request, "action_item", community=community.slug, action=row.id))


def _form(
    request: ActedRequest,
    community: Community,
    form: forms.Form,
    *,
    title: str,
    submit: str,
    action: ActionItem | None = None,
) -> HttpResponse:
    crumbs = {_("Actions"): address(request, "action_items", community=community.slug)}
    if action:
        crumbs[action.title] = address(request, "action_item", community=community.slug, action=action.id)
    values = framed(request, community, page="action_items", **crumbs)
    values |= {"form": form, "title": title, "submit": submit, "cancel_url": list(crumbs.values())[-1]}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "communities/meetings/form.html", values, status=status)
