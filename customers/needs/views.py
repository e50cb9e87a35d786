"""Pages of needs: the board, the list, one need."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from customers.needs.board import (
    NEED_COLUMNS,
    Evidence,
    columns,
    cycle_days,
    evidence,
    found_needs,
    labelled,
    rows_of,
    with_ideas,
)
from customers.needs.capturing import Heard, capture_need, word_need
from customers.needs.forms import CaptureForm, MoveForm, RouteForm, WordNeedForm
from customers.needs.moving import NoSuchMove, NotMergeable, WhyDropped, merge_needs, move_need
from customers.needs.need import Need, NeedStatus
from customers.needs.routed_action import Origin, RoutedAction
from customers.needs.routing import route
from customers.notes.note import Note
from tenancy.people.person import Person
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.surfaces.downloads import csv_response
from tenancy.surfaces.paging import newest_first
from tenancy.wall.middleware import ActedRequest

FILTERS = ("q", "status", "mine")


@requires(Permission.USE_WORKSPACE)
@require_GET
def needs_board(request: ActedRequest) -> HttpResponse:
    """From need to service at one glance."""
    asked = _asked(request)
    values = {
        "columns": columns(_me(request), asked=asked),
        "asked": asked,
        "days": cycle_days(),
        "waiting": RoutedAction.objects.visible_to(_me(request)).filter(status="sent").count(),
    }
    return render(request, "customers/needs/board.html", values)


@requires(Permission.USE_WORKSPACE)
@require_GET
def needs(request: ActedRequest) -> HttpResponse:
    """All needs, searched and filtered, the newest first."""
    asked = _asked(request)
    found = with_ideas(found_needs(_me(request), asked=asked))
    page, following = newest_first(found, after=request.GET.get("after", ""))
    proofs = evidence()
    values = {
        "lines": [{"need": need, "proof": proofs.get(need.id, Evidence())} for need in page],
        "next_url": f"?{_query({**asked, 'after': following})}" if following else "",
        "asked": asked,
        "query": _query(asked),
        "statuses": NeedStatus.choices,
    }
    return render(request, "customers/needs/needs.html", values)


@requires(Permission.USE_WORKSPACE)
@require_GET
def needs_csv(request: ActedRequest) -> HttpResponse:
    """The same list as a file."""
    found = found_needs(_me(request), asked=_asked(request))
    return csv_response("needs.csv", columns=NEED_COLUMNS, rows=rows_of(found))


@requires(Permission.USE_WORKSPACE)
@require_http_methods(["GET", "POST"])
def need_new(request: ActedRequest) -> HttpResponse:
    """A need heard somewhere; with `note` it stems from that note."""
    note = _note(request)
    initial = {"account": note.account_id} if note else {}
    form = CaptureForm(request.POST or None, initial=initial, writer=_me(request))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        origin, account = Origin.NOTE if note else Origin.OTHER, told["account"]
        heard = Heard(origin, note=note, account_id=account.id if account else None, said=told["said"])
        need = capture_need(told["title"], text=told["text"], heard=heard, by=_me(request), at=timezone.now())
        return redirect(address(request, "need", need=need.id))
    values = {"form": form, "note": note}
    return render(request, "customers/needs/new_need.html", values, status=400 if form.errors else 200)


@requires(Permission.USE_WORKSPACE)
@require_http_methods(["GET", "POST"])
def need(request: ActedRequest, need: UUID) -> HttpResponse:
    """One need: what it rests on, what answers it, its way; POST words it better."""
    row = _visible(request, need)
    if request.method == "GET":
        return _page(request, row)
    form = WordNeedForm(request.POST)
    if not (form.is_valid() and _keeps(request, row)):
        return _page(request, row, word_form=form, status=400 if form.errors else 403)
    word_need(row, **form.cleaned_data, by=_me(request))
    return redirect(address(request, "need", need=row.id))


@requires(Permission.KEEP_NEEDS)
@require_POST
def need_move(request: ActedRequest, need: UUID) -> HttpResponse:
    """Moves it along; `back=board` returns there."""
    row = _visible(request, need)
    form = MoveForm(request.POST)
    try:
        if form.is_valid():
            told = form.cleaned_data
            move_need(row, to=told["to"], reason=told["reason"], by=_me(request), at=timezone.now())
    except WhyDropped:
        form.add_error("reason", _("Say why: whoever brought the need will ask."))
    except NoSuchMove:
        form.add_error(None, _("From where it stands it cannot go there. The page shows where it may go."))
    if form.errors:
        return _page(request, row, move_form=form, status=400)
    return redirect(
        address(request, "needs_board") if request.POST.get("back") == "board" else _at(request, row)
    )


@requires(Permission.KEEP_NEEDS)
@require_POST
def need_merger(request: ActedRequest, need: UUID) -> HttpResponse:
    """The same need said twice becomes one."""
    row = _visible(request, need)
    into = get_object_or_404(Need.objects.visible_to(_me(request)), id=_uuid(request.POST.get("into", "")))
    try:
        merge_needs(row, into=into, by=_me(request), at=timezone.now())
    except NotMergeable:
        messages.error(request, _("These two cannot become one: one of them is merged already."))
        return redirect(_at(request, row))
    messages.success(request, _("Its sources and ideas went over."))
    return redirect(_at(request, into))


@requires(Permission.USE_WORKSPACE)
@require_POST
def need_routing(request: ActedRequest, need: UUID) -> HttpResponse:
    """Sends the gap to the function that owns it."""
    row = _visible(request, need)
    form = RouteForm(request.POST)
    if not form.is_valid():
        return _page(request, row, route_form=form, status=400)
    now = timezone.now()
    route(
        origin_kind=Origin.NEED, origin=row.id, title=row.title, **form.cleaned_data, by=_me(request), at=now
    )
    messages.success(request, _("It waits in their inbox."))
    return redirect(_at(request, row))


def _page(
    request: ActedRequest,
    row: Need,
    *,
    word_form: WordNeedForm | None = None,
    move_form: MoveForm | None = None,
    route_form: RouteForm | None = None,
    status: int = 200,
) -> HttpResponse:
    told = {"title": row.title, "text": row.text, "owner": row.owner_id}
    others = Need.objects.visible_to(_me(request)).standing().exclude(id=row.id).order_by("title")
    values: dict[str, Any] = {
        "need": row,
        "proof": evidence().get(row.id, Evidence()),
        "sources": row.sources.select_related("account", "note", "deep_dive", "participant"),
        "links": row.answered_by.select_related("idea"),
        "steps": row.steps.select_related("by"),
        "routed": RoutedAction.objects.visible_to(_me(request)).about(Origin.NEED, row.id),
        "moves": labelled(row),
        "keeps": _keeps(request, row),
        "may_move": request.actor.may(Permission.KEEP_NEEDS),
        "others": others[:200],
        "word_form": word_form or WordNeedForm(initial=told),
        "move_form": move_form or MoveForm(),
        "route_form": route_form or RouteForm(),
    }
    return render(request, "customers/needs/need.html", values, status=status)


def _keeps(request: ActedRequest, row: Need) -> bool:
    return request.actor.may(Permission.KEEP_NEEDS) or row.created_by_id == _me(request).id


def _visible(request: ActedRequest, need: UUID) -> Need:
    found = Need.objects.visible_to(_me(request)).select_related("owner", "created_by", "merged_into")
    return get_object_or_404(found, id=need)


def _note(request: ActedRequest) -> Note | None:
    wanted = request.GET.get("note")
    return get_object_or_404(Note.objects.visible_to(_me(request)), id=_uuid(wanted)) if wanted else None


def _at(request: ActedRequest, row: Need) -> str:
    return address(request, "need", need=row.id)


def _asked(request: ActedRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "") for name in FILTERS}


def _query(asked: dict[str, str]) -> str:
    query = QueryDict(mutable=True)
    query.update({name: value for name, value in asked.items() if value})
    return query.urlencode()


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _me(request: ActedRequest) -> Person:
    assert request.actor.person is not None  # the permission was asked for first
    return request.actor.person
