"""The inbox of the functions: gaps that wait for an answer, that are worked on, that came back."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from customers.needs.forms import AcceptForm, ReasonForm
from customers.needs.functions import Function
from customers.needs.routed_action import RoutedAction, RoutedActionQuerySet, Status
from customers.needs.routing import AlreadyAnswered, NotAccepted, accept, finish, give_back
from tenancy.people.person import Person
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.surfaces.downloads import csv_response
from tenancy.surfaces.paging import newest_first
from tenancy.wall.functions import call_rows
from tenancy.wall.middleware import ActedRequest
from tenancy.wall.refusals import RuleBroken

COLUMNS = ("gap", "function", "status", "sent_by", "sent", "due", "owner", "answer", "outcome")
OVERSEEING = {"management", "programme_office"}


@requires(Permission.USE_WORKSPACE)
@require_GET
def routed(request: ActedRequest) -> HttpResponse:
    """What came to the reader's functions and what she sent herself."""
    asked = {name: request.GET.get(name, "") for name in ("function", "status", "sent")}
    found, following = newest_first(_found(request), after=request.GET.get("after", ""))
    values = {
        "actions": found,
        "next_url": f"?after={following}&function={asked['function']}&status={asked['status']}"
        if following
        else "",
        "asked": asked,
        "functions": Function.choices,
        "statuses": Status.choices,
        "today": timezone.localdate(),
    }
    return render(request, "customers/needs/routed.html", values)


@requires(Permission.USE_WORKSPACE)
@require_GET
def routed_csv(request: ActedRequest) -> HttpResponse:
    """The same list as a file."""
    return csv_response("routed-gaps.csv", columns=COLUMNS, rows=_rows(_found(request)))


@requires(Permission.USE_WORKSPACE)
@require_GET
def routed_action(request: ActedRequest, action: UUID) -> HttpResponse:
    """One gap and what the function did with it."""
    return _page(request, _visible(request, action))


@requires(Permission.USE_WORKSPACE)
@require_POST
def routed_acceptance(request: ActedRequest, action: UUID) -> HttpResponse:
    """The function takes it, with an owner and a day."""
    row = _answering(request, action)
    form = AcceptForm(request.POST, function=row.function)
    if not form.is_valid():
        return _page(request, row, accept_form=form, status=400)
    try:
        accept(row, **form.cleaned_data, by=_me(request), at=timezone.now())
    except AlreadyAnswered:
        raise RuleBroken("already_answered") from None
    return redirect(address(request, "routed_action", action=row.id))


@requires(Permission.USE_WORKSPACE)
@require_POST
def routed_return(request: ActedRequest, action: UUID) -> HttpResponse:
    """It goes back to the sender with the reason."""
    row = _answering(request, action)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, row, return_form=form, status=400)
    try:
        give_back(row, reason=form.cleaned_data["reason"], by=_me(request), at=timezone.now())
    except AlreadyAnswered:
        raise RuleBroken("already_answered") from None
    return redirect(address(request, "routed_action", action=row.id))


@requires(Permission.USE_WORKSPACE)
@require_POST
def routed_end(request: ActedRequest, action: UUID) -> HttpResponse:
    """The gap is closed; how, stands in the outcome."""
    row = _answering(request, action)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, row, end_form=form, status=400)
    try:
        finish(row, outcome=form.cleaned_data["reason"], by=_me(request), at=timezone.now())
    except NotAccepted:
        raise RuleBroken("not_accepted") from None
    return redirect(address(request, "routed_action", action=row.id))


def _found(request: ActedRequest) -> RoutedActionQuerySet:
    found = RoutedAction.objects.visible_to(_me(request)).select_related("sent_by", "owner")
    if (function := request.GET.get("function")) in Function.values:
        found = found.filter(function=function)
    if (status := request.GET.get("status")) in Status.values:
        found = found.filter(status=status)
    return found.filter(sent_by=_me(request)) if request.GET.get("sent") else found


def _rows(found: RoutedActionQuerySet) -> Iterator[tuple[Any, ...]]:
    for row in found.order_by("-at", "-id")[:20_000].iterator(chunk_size=500):
        yield (
            row.title, row.function, row.status, row.sent_by, f"{row.at:%Y-%m-%d}", row.due_on,
            row.owner or "", row.answer, row.outcome,
        )  # fmt: skip


def _page(request: ActedRequest, row: RoutedAction, *, status: int = 200, **forms: Any) -> HttpResponse:
    told = {"owner": _me(request).id, "due_on": row.due_on.isoformat()}
    values = {
        "action": row,
        "answers": _answers(request, row),
        "accept_form": AcceptForm(function=row.function, initial=told),
        "return_form": ReasonForm(auto_id="return-%s"),
        "end_form": ReasonForm(auto_id="end-%s"),
        "today": timezone.localdate(),
        **forms,
    }
    return render(request, "customers/needs/routed_action.html", values, status=status)


def _visible(request: ActedRequest, action: UUID) -> RoutedAction:
    found = RoutedAction.objects.visible_to(_me(request))
    return get_object_or_404(found.select_related("sent_by", "owner", "answered_by"), id=action)


def _answering(request: ActedRequest, action: UUID) -> RoutedAction:
    row = _visible(request, action)
    if not _answers(request, row):
        raise PermissionDenied(_("The function that it was sent to answers it."))
    return row


def _answers(request: ActedRequest, row: RoutedAction) -> bool:
    mine = {found[0] for found in call_rows("my_functions")}
    return row.function in mine or bool(OVERSEEING & set(request.actor.roles))


def _me(request: ActedRequest) -> Person:
    assert request.actor.person is not None  # the permission was asked for first
    return request.actor.person
