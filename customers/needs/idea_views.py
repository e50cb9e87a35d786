"""Pages of ideas."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from customers.needs.board import Evidence, evidence, labelled
from customers.needs.capturing import propose_idea, word_idea
from customers.needs.forms import IdeaForm, MoveForm
from customers.needs.idea import Idea
from customers.needs.moving import NoSuchMove, ServiceUnnamed, WhyDropped, move_idea
from tenancy.people.person import Person
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest


@requires(Permission.USE_WORKSPACE)
@require_http_methods(["GET", "POST"])
def idea_new(request: ActedRequest) -> HttpResponse:
    """Proposes an idea; `need` ticks the need that it began with."""
    form = IdeaForm(request.POST or None, initial={"needs": request.GET.getlist("need")}, reader=_me(request))
    if request.method == "POST" and form.is_valid():
        idea = propose_idea(**form.cleaned_data, by=_me(request), at=timezone.now())
        return redirect(address(request, "idea", idea=idea.id))
    return render(
        request, "customers/needs/new_idea.html", {"form": form}, status=400 if form.errors else 200
    )


@requires(Permission.USE_WORKSPACE)
@require_http_methods(["GET", "POST"])
def idea(request: ActedRequest, idea: UUID) -> HttpResponse:
    """One idea with the needs it answers and its way; POST words it better."""
    row = _visible(request, idea)
    if request.method == "GET":
        return _page(request, row)
    if not _keeps(request, row):
        raise PermissionDenied(_("An idea is changed by who proposed it or who keeps the pipeline."))
    form = IdeaForm(request.POST, reader=_me(request), keep=_needs_of(row))
    if not form.is_valid():
        return _page(request, row, form=form, status=400)
    word_idea(row, **form.cleaned_data, by=_me(request))
    return redirect(address(request, "idea", idea=row.id))


@requires(Permission.KEEP_NEEDS)
@require_POST
def idea_move(request: ActedRequest, idea: UUID) -> HttpResponse:
    """Moves it along; a service gets its name and provider."""
    row = _visible(request, idea)
    form = MoveForm(request.POST)
    try:
        if form.is_valid():
            move_idea(row, **form.cleaned_data, by=_me(request), at=timezone.now())
    except WhyDropped:
        form.add_error("reason", _("Say why: whoever proposed it will ask."))
    except ServiceUnnamed:
        form.add_error("service_name", _("A service has a name and a provider: give both."))
    except NoSuchMove:
        form.add_error(None, _("From where it stands it cannot go there. The page shows where it may go."))
    if form.errors:
        return _page(request, row, move_form=form, status=400)
    to_board = request.POST.get("back") == "board"
    return redirect(address(request, "needs_board") if to_board else address(request, "idea", idea=row.id))


def _page(
    request: ActedRequest,
    row: Idea,
    *,
    form: IdeaForm | None = None,
    move_form: MoveForm | None = None,
    status: int = 200,
) -> HttpResponse:
    known = _needs_of(row)
    told = {"title": row.title, "text": row.text, "needs": known, "owner": row.owner_id}
    proofs = evidence()
    values: dict[str, Any] = {
        "idea": row,
        "lines": [
            {"need": link.need, "proof": proofs.get(link.need_id, Evidence())}
            for link in row.answers.select_related("need")
        ],
        "steps": row.steps.select_related("by"),
        "moves": labelled(row),
        "keeps": _keeps(request, row),
        "may_move": request.actor.may(Permission.KEEP_NEEDS),
        "form": form or IdeaForm(initial=told, reader=_me(request), keep=known),
        "move_form": move_form or MoveForm(),
    }
    return render(request, "customers/needs/idea.html", values, status=status)


def _needs_of(row: Idea) -> list[UUID]:
    return list(row.answers.values_list("need_id", flat=True))


def _keeps(request: ActedRequest, row: Idea) -> bool:
    return request.actor.may(Permission.KEEP_NEEDS) or row.created_by_id == _me(request).id


def _visible(request: ActedRequest, idea: UUID) -> Idea:
    found = Idea.objects.visible_to(_me(request)).select_related("owner", "created_by")
    return get_object_or_404(found, id=idea)


def _me(request: ActedRequest) -> Person:
    assert request.actor.person is not None  # the permission was asked for first
    return request.actor.person
