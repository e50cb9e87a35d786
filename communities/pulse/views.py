"""The pulse survey of a community: results, answering, and the leader's opening and planning."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from communities.community.standing import closed_reason
from communities.pulse.answering import PulseForm, answer, has_answered
from communities.pulse.asking import give_plan_up, open_wave, plan, withdraw
from communities.pulse.forms import PlanForm, WaveForm
from communities.pulse.items import ASKED_KINDS
from communities.pulse.page import csv_rows, days_left, pulse_page
from communities.pulse.pulse_wave import PulseWave
from communities.seats.arriving import arrive, framed
from communities.seats.standing import Standing
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.surfaces.downloads import csv_response
from tenancy.wall.middleware import ActedRequest

COLUMNS = ("opens_on", "closes_on", "topic", "n", "mean", "alpha", "share_4_or_5", "low", "middle", "high")


@require_GET
@requires(Permission.HOLD_SEATS)
def pulse(request: ActedRequest, community: str) -> HttpResponse:
    """Results of the last wave, the trend, and what is open."""
    return _page(request, _arrived(request, community))


@never_cache
@require_http_methods(["GET", "POST"])
@requires(Permission.HOLD_SEATS)
def pulse_answers(request: ActedRequest, community: str) -> HttpResponse:
    """The statements of the running wave; sending them answers once."""
    standing = _arrived(request, community)
    wave = _running(standing)
    answered = has_answered(wave, person=standing.person)
    form = PulseForm(request.POST if request.method == "POST" else None, kind=wave.kind)
    if request.method == "POST" and form.is_valid():
        answer(wave.id, form.cleaned_data)
        messages.success(
            request, _("Thank you. Your answers lie among the others; nobody can find them again.")
        )
        return redirect(address(request, "pulse", community=community))
    values = framed(request, standing, page="pulse") | {
        "wave": wave,
        "form": form,
        "answered": answered,
        "days_left": days_left(wave, on=standing.today),
    }
    status = 400 if request.method == "POST" else 200
    return render(request, "communities/pulse/answers.html", values, status=status)


@require_POST
@requires(Permission.HOLD_SEATS)
def pulse_waves(request: ActedRequest, community: str) -> HttpResponse:
    """The leader opens a wave."""
    standing = _leading(request, community)
    form = WaveForm(request.POST)
    if not form.is_valid():
        return _page(request, standing, wave_form=form)
    open_wave(standing.community, open_days=form.cleaned_data["open_days"], by=standing.person)
    messages.success(request, _("The survey is open, and the members are told."))
    return redirect(address(request, "pulse", community=community))


@require_POST
@requires(Permission.HOLD_SEATS)
def pulse_withdrawal(request: ActedRequest, community: str) -> HttpResponse:
    """The leader takes the running wave back."""
    standing = _leading(request, community)
    withdraw(_running(standing), by=standing.person)
    messages.success(request, _("The survey is taken back; its answers are destroyed."))
    return redirect(address(request, "pulse", community=community))


@require_POST
@requires(Permission.HOLD_SEATS)
def pulse_plan(request: ActedRequest, community: str) -> HttpResponse:
    """The leader plans further waves, or with `stop` gives the plan up."""
    standing = _leading(request, community)
    here = address(request, "pulse", community=community)
    if "stop" in request.POST:
        give_plan_up(standing.community, by=standing.person)
        messages.success(request, _("No survey opens by itself any more."))
        return redirect(here)
    form = PlanForm(request.POST)
    if not form.is_valid():
        return _page(request, standing, plan_form=form)
    plan(standing.community, by=standing.person, **form.cleaned_data)
    messages.success(request, _("Planned. Each survey opens by itself, and the members are told."))
    return redirect(here)


@require_GET
@requires(Permission.HOLD_SEATS)
def pulse_csv(request: ActedRequest, community: str) -> HttpResponse:
    """All results to take away."""
    rows = csv_rows(_arrived(request, community))
    return csv_response(f"pulse-{community}.csv", columns=COLUMNS, rows=rows)


def _page(request: ActedRequest, standing: Standing, **forms: WaveForm | PlanForm) -> HttpResponse:
    values = framed(request, standing, page="pulse") | pulse_page(standing) | forms
    return render(request, "communities/pulse/pulse.html", values, status=400 if forms else 200)


def _arrived(request: ActedRequest, slug: str) -> Standing:
    """For members alone; Http404 where such a community has no pulse."""
    standing = arrive(request, slug)
    if standing.community.kind not in ASKED_KINDS:
        raise Http404
    if not standing.is_member:
        raise PermissionDenied(closed_reason(standing.community))
    return standing


def _leading(request: ActedRequest, slug: str) -> Standing:
    standing = _arrived(request, slug)
    if not standing.leads:
        raise PermissionDenied(_("Leader and deputy open surveys."))
    return standing


def _running(standing: Standing) -> PulseWave:
    waves = PulseWave.objects.visible_to(standing.person).running().filter(community=standing.community)
    return get_object_or_404(waves)
