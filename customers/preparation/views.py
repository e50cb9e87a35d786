"""The preparation board of a steward."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from customers.preparation.board import action_of, finish_action, plan_action, stewarded_by
from customers.preparation.forms import ActionForm
from customers.preparation.page import board_page
from tenancy.people.person import Person
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest


@requires(Permission.PREPARE_CUSTOMER_COMMUNITY)
@require_GET
def preparation(request: ActedRequest) -> HttpResponse:
    """All communities that the reader prepares, with everything that is open."""
    return _page(request)


@requires(Permission.PREPARE_CUSTOMER_COMMUNITY)
@require_POST
def preparation_actions(request: ActedRequest, community: str) -> HttpResponse:
    """Plans a further step."""
    place = get_object_or_404(stewarded_by(_me(request), community))
    form = ActionForm(request.POST)
    if not form.is_valid():
        return _page(request, failed=form, at=place.slug, status=400)
    plan_action(place, **form.cleaned_data, by=_me(request), at=timezone.now())
    return redirect(address(request, "preparation"))


@requires(Permission.PREPARE_CUSTOMER_COMMUNITY)
@require_POST
def preparation_action_done(request: ActedRequest, action: UUID) -> HttpResponse:
    """A step is done."""
    finish_action(get_object_or_404(action_of(_me(request), action)), at=timezone.now())
    return redirect(address(request, "preparation"))


def _page(
    request: ActedRequest, *, failed: ActionForm | None = None, at: str = "", status: int = 200
) -> HttpResponse:
    values = board_page(_me(request), failed=failed, at=at)
    return render(request, "customers/preparation/preparation.html", values, status=status)


def _me(request: ActedRequest) -> Person:
    assert request.actor.person is not None  # the permission was asked for first
    return request.actor.person
