"""One candidate: the steps, the discussions, the fit form, the proposal. All in scopes that shut sales."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from customers.leaders import proposing, searching
from customers.leaders.forms import DiscussionForm, FitForm, MoveForm, ProposalForm, WithdrawalForm
from customers.leaders.leader_candidate import LeaderCandidate
from customers.leaders.leader_fit import LeaderFit
from customers.leaders.proposing import FitMissing, open_proposal, read_by_criterion
from customers.leaders.purposes import PEOPLE
from customers.preparation.arriving import arrive, arrive_as_selector, framed, me
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.slots.rules import said
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest
from tenancy.wall.refusals import NotAllowed, RuleBroken


@requires(Permission.SEARCH_LEADERS, purpose=PEOPLE)
@require_GET
def leader_candidate(request: ActedRequest, prospect: UUID, candidate: UUID) -> HttpResponse:
    """Everything about one candidate that the reader may see."""
    arrive(request, prospect)
    return _page(request, _candidate(request, prospect, candidate))


@requires(Permission.SEARCH_LEADERS, purpose=PEOPLE)
@require_POST
def leader_candidate_step(request: ActedRequest, prospect: UUID, candidate: UUID) -> HttpResponse:
    """Moves the candidate over the board."""
    found = _mine(request, prospect, candidate)
    form = MoveForm(request.POST)
    if not form.is_valid():
        return _page(request, found, move_form=form, status=400)
    try:
        with transaction.atomic():
            searching.move(found, to=form.cleaned_data["step"], why=form.cleaned_data["why"], by=me(request))
    except RuleBroken as broken:
        return _refused(request, found, broken, move_form=form)
    messages.success(request, _("%(name)s is moved.") % {"name": found.name})
    return _back(request, found)


@requires(Permission.SEARCH_LEADERS, purpose=PEOPLE)
@require_POST
def leader_discussions(request: ActedRequest, prospect: UUID, candidate: UUID) -> HttpResponse:
    """Logs a talk."""
    found = _mine(request, prospect, candidate)
    form = DiscussionForm(request.POST)
    if not form.is_valid():
        return _page(request, found, talk_form=form, status=400)
    searching.log_discussion(found, **form.cleaned_data, by=me(request), at=timezone.now())
    return _back(request, found)


@requires(Permission.SEARCH_LEADERS, purpose=PEOPLE)
@require_http_methods(["GET", "POST"])
def leader_fit(request: ActedRequest, prospect: UUID, candidate: UUID) -> HttpResponse:
    """The fit form; saving makes a further version, begun from the last one."""
    found = _mine(request, prospect, candidate)
    last = LeaderFit.objects.filter(candidate=found).first()
    form = FitForm(request.POST or None, initial={} if last is None else vars(last))
    if request.method == "POST" and form.is_valid():
        proposing.write_fit(found, by=me(request), at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Kept as a version of its own."))
        return _back(request, found)
    values = _framed(request, found) | {"form": form, "version": last.version + 1 if last else 1}
    return render(request, "customers/leaders/fit.html", values, status=400 if form.errors else 200)


@requires(Permission.SEARCH_LEADERS, purpose=PEOPLE)
@require_POST
def leader_proposal(request: ActedRequest, prospect: UUID, candidate: UUID) -> HttpResponse:
    """Proposes the candidate to an approver."""
    found = _mine(request, prospect, candidate)
    form = ProposalForm(request.POST, selector=me(request))
    if not form.is_valid():
        return _page(request, found, proposal_form=form, status=400)
    try:
        with transaction.atomic():
            proposing.propose(found, **form.cleaned_data, by=me(request))
    except FitMissing:
        form.add_error(None, _("Fill in the fit form first; the approver reads it beside your reasons."))
        return _page(request, found, proposal_form=form, status=409)
    except RuleBroken as broken:
        return _refused(request, found, broken, proposal_form=form)
    messages.success(request, _("Proposed. The approver decides."))
    return _back(request, found)


@requires(Permission.SEARCH_LEADERS, purpose=PEOPLE)
@require_POST
def leader_proposal_withdrawal(request: ActedRequest, prospect: UUID, candidate: UUID) -> HttpResponse:
    """Takes the waiting proposal back."""
    found = _mine(request, prospect, candidate)
    form = WithdrawalForm(request.POST)
    waiting = open_proposal(found)
    if waiting is None or not form.is_valid():
        return _page(request, found, withdrawal_form=form, status=400)
    proposing.decide(waiting, verdict="withdrawn", reason=form.cleaned_data["reason"], by=me(request))
    return _back(request, found)


def _candidate(request: ActedRequest, prospect: UUID, candidate: UUID) -> LeaderCandidate:
    visible = LeaderCandidate.objects.visible_to(me(request))
    known = visible.select_related("prospect__selector", "identified_by")
    return get_object_or_404(known, prospect=prospect, id=candidate)


def _mine(request: ActedRequest, prospect: UUID, candidate: UUID) -> LeaderCandidate:
    arrive_as_selector(request, prospect)
    return _candidate(request, prospect, candidate)


def _back(request: ActedRequest, found: LeaderCandidate) -> HttpResponse:
    return redirect(address(request, "leader_candidate", prospect=found.prospect_id, candidate=found.pk))


def _refused(
    request: ActedRequest, found: LeaderCandidate, broken: RuleBroken, **forms: Form
) -> HttpResponse:
    if isinstance(broken, NotAllowed):
        raise broken
    for form in forms.values():
        form.add_error(None, said(broken.rule))
    return _page(request, found, status=409, **forms)


def _framed(request: ActedRequest, found: LeaderCandidate) -> dict[str, Any]:
    return framed(request, found.prospect, page="leader_board") | {"candidate": found}


def _page(request: ActedRequest, found: LeaderCandidate, *, status: int = 200, **forms: Form) -> HttpResponse:
    fits = list(LeaderFit.objects.filter(candidate=found).select_related("by"))
    values = _framed(request, found) | {
        "history": searching.history_of(found),
        "talks": found.discussions.select_related("by"),
        "fits": fits,
        "criteria": read_by_criterion(fits[0]) if fits else [],
        "waiting": open_proposal(found),
        "proposals": found.proposals.select_related("approver", "selector"),
        "move_form": MoveForm(initial={"step": found.step}, standing=found.step),
        "talk_form": DiscussionForm(initial={"held_on": timezone.localdate()}),
        "proposal_form": ProposalForm(selector=me(request)),
        "withdrawal_form": WithdrawalForm(),
    }
    return render(request, "customers/leaders/candidate.html", values | forms, status=status)
