"""What members say of a solution: tried, in use, vouched for; and taking it back."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from communities.community.community import Community
from communities.community.room import UNPROCESSABLE, entered, framed
from communities.community.standing import acting_person, moderates
from communities.solutions.forms import ReportForm, ValidationForm
from communities.solutions.page import solution_page
from communities.solutions.proposing import (
    NotTriedYet,
    OwnSolution,
    SaidAlready,
    report,
    take_back,
    validate,
)
from communities.solutions.solution import Solution
from communities.solutions.solution_report import SolutionReport
from communities.solutions.solution_validation import SolutionValidation
from communities.solutions.views import solution_of
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.surfaces.undoing import done
from tenancy.wall.middleware import ActedRequest


@requires(Permission.SIGNED_IN)
@require_POST
def solution_reports(request: ActedRequest, community: str, solution: UUID) -> HttpResponse:
    """A member tried it, or uses it."""
    found = entered(request, community)
    one, form = solution_of(found, solution), ReportForm(request.POST)
    if form.is_valid():
        try:
            said = report(one, words=form.cleaned_data, by=acting_person(request), at=timezone.now())
        except OwnSolution:
            raise PermissionDenied(_("Others say whether your own proposal works.")) from None
        except SaidAlready:
            form.add_error("use", _("You have said so already; take it back first to say it anew."))
        else:
            undo = address(request, "solution_report_withdrawal", community=found.slug, report=said.id)
            return _thanked(request, one, _("Thank you: the next one knows more."), undo)
    return _page(request, one, report_form=form)


@requires(Permission.SIGNED_IN)
@require_POST
def solution_validations(request: ActedRequest, community: str, solution: UUID) -> HttpResponse:
    """Leader, deputy or moderator vouches for it."""
    found = entered(request, community)
    if not moderates(found):
        raise PermissionDenied(_("Leader, deputy and moderators vouch for solutions."))
    one, form = solution_of(found, solution), ValidationForm(request.POST)
    if form.is_valid():
        try:
            said = validate(one, **form.cleaned_data, by=acting_person(request), at=timezone.now())
        except OwnSolution:
            raise PermissionDenied(_("Somebody else vouches for your own proposal.")) from None
        except NotTriedYet:
            form.add_error("basis", _("Nobody has tried it yet. Ask two members to."))
        except SaidAlready:
            form.add_error("basis", _("You vouch for it already."))
        else:
            undo = address(
                request, "solution_validation_withdrawal", community=found.slug, validation=said.id
            )
            return _thanked(request, one, _("Validated."), undo)
    return _page(request, one, validation_form=form)


@requires(Permission.SIGNED_IN)
@require_POST
def solution_report_withdrawal(request: ActedRequest, community: str, report: UUID) -> HttpResponse:
    """One's own report counts no longer."""
    return _taken_back(
        request, entered(request, community), SolutionReport, id=report, person=acting_person(request)
    )


@requires(Permission.SIGNED_IN)
@require_POST
def solution_validation_withdrawal(request: ActedRequest, community: str, validation: UUID) -> HttpResponse:
    """One no longer vouches for it."""
    me = acting_person(request)
    return _taken_back(
        request, entered(request, community), SolutionValidation, id=validation, validated_by=me
    )


def _taken_back(
    request: ActedRequest,
    found: Community,
    model: type[SolutionReport] | type[SolutionValidation],
    **which: Any,
) -> HttpResponse:
    said: Any = get_object_or_404(model, community=found, withdrawn_at=None, **which)
    take_back(said, by=acting_person(request), at=timezone.now())
    return _thanked(request, solution_of(found, said.solution_id), _("Taken back."), "")


def _thanked(request: ActedRequest, one: Solution, text: str, undo: str) -> HttpResponse:
    done(request, text, undo=undo)
    return redirect(address(request, "solution", community=one.community.slug, solution=one.id))


def _page(request: ActedRequest, one: Solution, **forms: Any) -> HttpResponse:
    values = framed(request, one.community, page="solutions", inside=_("Solutions"))
    values |= solution_page(request, one)
    values |= {"report_form": ReportForm(), "validation_form": ValidationForm(), **forms}
    return render(request, "communities/solutions/solution.html", values, status=UNPROCESSABLE)
