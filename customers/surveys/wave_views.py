"""Pages of a wave: inviting, loose links, answers from paper, closing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from communities.community.standing import acting_person
from customers.accounts.contact import Contact
from customers.countries.setting import closed_to_surveys
from customers.segments.segment_membership import SegmentMembership
from customers.surveys.forms import AnswersFileForm, InviteForm, LooseForm
from customers.surveys.importing import LARGEST, BadAnswers, bring_in, read_answers
from customers.surveys.inviting import loose_links, start_inviting
from customers.surveys.making import close_wave
from customers.surveys.survey import Survey
from customers.surveys.wave import SurveyWave
from tenancy.people.countries import country_name
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.surfaces.downloads import csv_response
from tenancy.wall.middleware import ActedRequest
from tenancy.wall.phase import phase


@requires(Permission.RUN_SURVEYS)
@require_GET
def survey_wave(request: ActedRequest, survey: UUID, wave: int) -> HttpResponse:
    """Who was invited, and the ways to get answers."""
    return _page(request, _wave(request, survey, wave))


@requires(Permission.RUN_SURVEYS)
@require_POST
def survey_invitations(request: ActedRequest, survey: UUID, wave: int) -> HttpResponse:
    """Mails a link to every contact of the segment and country that has none."""
    found = _wave(request, survey, wave)
    form = _invite_form(request, request.POST)
    if not form.is_valid():
        return _page(request, found, invite_form=form, status=400)
    back = address(request, "survey_wave", survey=survey, wave=wave)
    start_inviting(found, **form.cleaned_data, result_url=back, at=f"{timezone.now():%Y%m%d%H%M}")
    messages.success(request, _("The invitations are on their way. Nobody is invited twice."))
    return redirect(back)


@requires(Permission.RUN_SURVEYS)
@require_POST
def survey_loose_links(request: ActedRequest, survey: UUID, wave: int) -> HttpResponse:
    """Links that belong to nobody, as a file; they are shown this once."""
    found = _wave(request, survey, wave)
    form = LooseForm(request.POST)
    if not form.is_valid():
        return _page(request, found, loose_form=form, status=400)
    links = loose_links(found, form.cleaned_data["n"])
    return csv_response("survey-links.csv", columns=["link"], rows=([link] for link in links))


@requires(Permission.RUN_SURVEYS, phases=True)
@require_POST
def survey_answers(request: ActedRequest, survey: UUID, wave: int) -> HttpResponse:
    """Takes the answers of a study on paper, all or none."""
    form = AnswersFileForm(request.POST, request.FILES)
    content = b""
    if form.is_valid():
        file = form.cleaned_data["file"]
        if file.size > LARGEST:
            form.add_error("file", _("The file is larger than 5 MB."))
        else:
            content = file.read()
    with phase(request):
        found = _wave(request, survey, wave)
        try:
            stored = bring_in(found, read_answers(content, list(found.survey.items.all()))) if content else 0
        except BadAnswers as bad:
            form.add_error("file", bad.problems)
        if form.errors:
            return _page(request, found, file_form=form, status=400)
    messages.success(request, _("{n} respondents were taken over.").format(n=stored))
    return redirect(address(request, "survey_wave", survey=survey, wave=wave))


@requires(Permission.RUN_SURVEYS)
@require_POST
def survey_wave_end(request: ActedRequest, survey: UUID, wave: int) -> HttpResponse:
    """Closes the wave; its links stop working."""
    close_wave(_wave(request, survey, wave), by=acting_person(request))
    messages.success(request, _("The wave is closed. Its results are on this page."))
    return redirect(address(request, "survey", survey=survey))


def _wave(request: ActedRequest, survey: UUID, number: int) -> SurveyWave:
    found = get_object_or_404(Survey.objects.visible_to(acting_person(request)), id=survey)
    return get_object_or_404(SurveyWave.objects.select_related("survey"), survey=found, number=number)


def _page(
    request: ActedRequest,
    wave: SurveyWave,
    *,
    invite_form: InviteForm | None = None,
    loose_form: LooseForm | None = None,
    file_form: AnswersFileForm | None = None,
    status: int = 200,
) -> HttpResponse:
    is_open = wave.closed_at is None and (wave.closes_on is None or wave.closes_on >= timezone.localdate())
    values: dict[str, Any] = {
        "survey": wave.survey,
        "wave": wave,
        "is_open": is_open,
        "invited": wave.invitations.count(),
        "answered": None if wave.anonymous else wave.invitations.exclude(answered_at=None).count(),
        "items": wave.survey.items.all(),
        "closed": sorted(country_name(code) for code in closed_to_surveys(by_name=not wave.anonymous)),
        "invite_form": invite_form or _invite_form(request),
        "loose_form": loose_form or LooseForm(),
        "file_form": file_form or AnswersFileForm(),
        "crumbs": [
            {"label": _("Surveys"), "url": address(request, "surveys")},
            {"label": wave.survey.title, "url": address(request, "survey", survey=wave.survey_id)},
        ],
    }
    return render(request, "customers/surveys/wave.html", values, status=status)


def _invite_form(request: ActedRequest, posted: Any = None) -> InviteForm:
    person = acting_person(request)
    named = SegmentMembership.objects.visible_to(person).current().order_by("key").distinct("key")
    countries = Contact.objects.filter(tenant_id=person.tenant_id).exclude(country="").order_by("country")
    return InviteForm(
        posted,
        segments=list(named.values_list("key", "name")),
        countries=list(countries.values_list("country", flat=True).distinct()),
    )
