"""The register of solutions: finding, proposing, rewording."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from communities.community.community import Community
from communities.community.room import UNPROCESSABLE, entered, framed, told
from communities.community.standing import acting_person, moderates
from communities.solutions.forms import ReportForm, SolutionForm, ValidationForm
from communities.solutions.page import asked_for, register_page, solution_page
from communities.solutions.proposing import propose, reword, set_aside
from communities.solutions.register import with_standing
from communities.solutions.solution import Solution
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.surfaces.downloads import csv_response
from tenancy.surfaces.undoing import done
from tenancy.wall.middleware import ActedRequest

COLUMNS = ("title", "standing", "problem", "solution", "tried_by", "used_by", "proposed_by", "proposed_on")


@requires(Permission.SIGNED_IN)
@require_GET
def solutions(request: ActedRequest, community: str) -> HttpResponse:
    """What the community knows how to solve, searched and filtered."""
    found = entered(request, community)
    values = framed(request, found, page="solutions") | register_page(request, found)
    return render(request, "communities/solutions/solutions.html", values)


@requires(Permission.SIGNED_IN)
@require_GET
def solutions_csv(request: ActedRequest, community: str) -> HttpResponse:
    """Everything that fits the filter."""
    rows, _asked = asked_for(request, entered(request, community))
    lines = (
        (
            one.title,
            one.standing,
            one.problem,
            one.solution,
            one.tried_by,
            one.used_by,
            one.proposed_by.display_name if one.proposed_by else "",
            one.proposed_at.date(),
        )
        for one in rows.order_by("-proposed_at", "-id")
    )
    return csv_response("solutions.csv", columns=COLUMNS, rows=lines)


@requires(Permission.SIGNED_IN)
@require_http_methods(["GET", "POST"])
def solution_new(request: ActedRequest, community: str) -> HttpResponse:
    """Proposes a solution; `?discussion=` names the thread that it grew out of."""
    found = entered(request, community)
    form = SolutionForm(
        request.POST if request.method == "POST" else None,
        community=found,
        initial={"discussion": _thread(request.GET.get("discussion", ""))},
    )
    if request.method == "POST" and form.is_valid():
        one = propose(found, words=form.cleaned_data, by=acting_person(request), at=timezone.now())
        done(request, _("Proposed. Now others can try it."), undo=_aside(request, one, found))
        return redirect(address(request, "solution", community=found.slug, solution=one.id))
    return _form_page(request, found, form, None)


@requires(Permission.SIGNED_IN)
@require_GET
def solution(request: ActedRequest, community: str, solution: UUID) -> HttpResponse:
    """One solution: problem, answer, who tried it, who vouches for it, who uses it."""
    found = entered(request, community)
    one = solution_of(found, solution)
    values = framed(request, found, page="solutions", inside=_("Solutions")) | solution_page(request, one)
    values |= {"report_form": ReportForm(), "validation_form": ValidationForm()}
    return render(request, "communities/solutions/solution.html", values)


@requires(Permission.SIGNED_IN)
@require_http_methods(["GET", "POST"])
def solution_wording(request: ActedRequest, community: str, solution: UUID) -> HttpResponse:
    """Other words, by its proposer or a moderator."""
    found = entered(request, community)
    one = _changeable(request, found, solution)
    form = SolutionForm(
        request.POST if request.method == "POST" else None,
        community=found,
        initial={name: getattr(one, name) for name in ("title", "problem", "solution")}
        | {"discussion": one.discussion_id},
    )
    if request.method == "POST" and form.is_valid():
        reword(one, words=form.cleaned_data, by=acting_person(request))
        done(request, _("Changed."))
        return redirect(address(request, "solution", community=found.slug, solution=one.id))
    return _form_page(request, found, form, one)


@requires(Permission.SIGNED_IN)
@require_POST
def solution_setting_aside(request: ActedRequest, community: str, solution: UUID) -> HttpResponse:
    """Out of date, or a mistake; once more takes it up again."""
    found = entered(request, community)
    one = _changeable(request, found, solution)
    wanted = one.set_aside_at is None
    set_aside(one, wanted=wanted, by=acting_person(request), at=timezone.now())
    undo = _aside(request, one, found) if wanted else ""
    text = _("Set aside; the filter still finds it.") if wanted else _("Taken up again.")
    return told(request, found, page="solutions", text=text, undo=undo)


def solution_of(community: Community, solution: UUID) -> Solution:
    """The solution with its standing; Http404 where the community has none of this id."""
    rows = with_standing(Solution.objects.filter(community=community))
    one = get_object_or_404(rows.select_related("proposed_by", "discussion"), id=solution)
    one.community = community
    return one


def _changeable(request: ActedRequest, community: Community, solution: UUID) -> Solution:
    one = solution_of(community, solution)
    if one.proposed_by_id != acting_person(request).id and not moderates(community):
        raise PermissionDenied(_("Whoever proposed it, and moderators, change it."))
    return one


def _aside(request: ActedRequest, one: Solution, found: Community) -> str:
    return address(request, "solution_setting_aside", community=found.slug, solution=one.id)


def _thread(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _form_page(
    request: ActedRequest, found: Community, form: SolutionForm, one: Solution | None
) -> HttpResponse:
    values = framed(request, found, page="solutions", inside=_("Solutions"))
    values |= {"form": form, "solution": one}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "communities/solutions/form.html", values, status=status)
