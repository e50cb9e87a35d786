"""Pages of surveys: the list, the builder, results, gaps and the files."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from communities.community.standing import acting_person
from customers.needs.functions import Function
from customers.needs.routed_action import Origin, RoutedAction
from customers.needs.routing import route
from customers.surveys.bank import as_item
from customers.surveys.building import offered, posted_items, reshaped
from customers.surveys.forms import PRIVACY_ANONYMOUS, GapForm, SurveyForm, WaveForm
from customers.surveys.item import Measure, Scale, SurveyItem
from customers.surveys.making import copied_items, open_wave, save_survey
from customers.surveys.results import Gap, gaps_of, results_of
from customers.surveys.showing import figures_of, gap_figure, trend_figures
from customers.surveys.survey import Survey
from customers.surveys.wave import SurveyWave
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.surfaces.downloads import csv_response
from tenancy.wall.functions import call_rows
from tenancy.wall.middleware import ActedRequest

FIELDS = ("title", "purpose", "anonymous", "minimum", "sponsor", "privacy", "language")
BEGIN_WITH = ("relevant_research", "new_product_information", "unbiased_information")
ANSWER_WITHIN = timedelta(days=21)
LISTED = 100


@requires(Permission.READ_SURVEYS)
@require_GET
def surveys(request: ActedRequest) -> HttpResponse:
    """All surveys with their waves."""
    found = Survey.objects.visible_to(acting_person(request)).prefetch_related("waves")[:LISTED]
    return render(request, "customers/surveys/surveys.html", {"surveys": found})


@requires(Permission.RUN_SURVEYS)
@require_POST
def survey_drafts(request: ActedRequest) -> HttpResponse:
    """Begins a survey: with the bank's three areas, or with the questions of the one that is copied."""
    person = acting_person(request)
    tenant = request.actor.tenant
    fields: dict[str, Any] = {
        "title": _("New survey"),
        "purpose": "",
        "anonymous": True,
        "minimum": 10,
        "sponsor": tenant.name if tenant else "",
        "privacy": str(PRIVACY_ANONYMOUS),
        "language": "en",
    }
    items = [as_item(f"{code}_{measure}") for code in BEGIN_WITH for measure in Measure.values]
    if copied := request.POST.get("copy"):
        original = get_object_or_404(Survey.objects.visible_to(person), id=copied)
        fields = {name: getattr(original, name) for name in FIELDS}
        fields["title"] = _("{title} (copy)").format(title=original.title)[:160]
        items = copied_items(original)
    return redirect(
        address(request, "survey_questions", survey=save_survey(None, fields=fields, items=items))
    )


@requires(Permission.RUN_SURVEYS)
@require_http_methods(["GET", "POST"])
def survey_questions(request: ActedRequest, survey: UUID) -> HttpResponse:
    """The builder of a survey that has not begun; every button keeps what was typed."""
    found = _survey(request, survey)
    if not found.is_draft:
        return redirect(address(request, "survey", survey=found.id))
    if request.method == "GET":
        form = SurveyForm(
            initial={**{f: getattr(found, f) for f in FIELDS}, "anonymous": _yes(found.anonymous)}
        )
        return _builder(request, found, form, copied_items(found))
    form, items = SurveyForm(request.POST), posted_items(request.POST)
    do = request.POST.get("do", "")
    if not form.is_valid():
        return _builder(request, found, form, items, status=400)
    save_survey(
        found.id, fields=form.cleaned_data, items=reshaped(items, do, bank=request.POST.get("bank", ""))
    )
    return redirect(address(request, "survey" if do == "done" else "survey_questions", survey=found.id))


@requires(Permission.RUN_SURVEYS)
@require_POST
def survey_waves(request: ActedRequest, survey: UUID) -> HttpResponse:
    """Opens the next wave."""
    found = _survey(request, survey)
    form = WaveForm(request.POST)
    if not form.is_valid():
        return _page(request, found, wave_form=form, status=400)
    wave = open_wave(found, **form.cleaned_data, by=acting_person(request))
    messages.success(request, _("The wave is open. Invite the first contacts."))
    return redirect(address(request, "survey_wave", survey=found.id, wave=wave.number))


@requires(Permission.READ_SURVEYS)
@require_GET
def survey(request: ActedRequest, survey: UUID) -> HttpResponse:
    """Results by wave with n and interval, the trend, the gaps and where they were sent."""
    return _page(request, _survey(request, survey))


@requires(Permission.READ_SURVEYS)
@require_POST
def survey_gaps(request: ActedRequest, survey: UUID) -> HttpResponse:
    """Sends a gap to the function of the firm that can close it."""
    found = _survey(request, survey)
    form = GapForm(request.POST)
    gaps = {gap.aspect: gap for gaps in gaps_of(found).values() for gap in gaps}
    if not form.is_valid() or form.cleaned_data["aspect"] not in gaps:
        return _page(request, found, gap_form=form, status=400)
    asked = form.cleaned_data
    gap = gaps[asked["aspect"]]
    route(
        origin_kind=Origin.SURVEY,
        origin=found.id,
        title=_("Gap: {aspect}").format(aspect=gap.aspect),
        text="\n".join(filter(None, (_said(found, gap), asked["text"]))),
        function=asked["function"],
        due_on=asked["due_on"],
        by=acting_person(request),
        at=timezone.now(),
    )
    messages.success(request, _("Sent to {function}.").format(function=Function(asked["function"]).label))
    return redirect(address(request, "survey", survey=found.id) + "#gaps-sent")


@requires(Permission.READ_SURVEYS)
@require_GET
def survey_csv(request: ActedRequest, survey: UUID) -> HttpResponse:
    """The shown results as a file; what is suppressed is absent."""
    found = _survey(request, survey)
    rows = (
        (
            wave.wave.number,
            wave.wave.name,
            r.item.code,
            r.item.text,
            r.item.scale,
            choice,
            e.n,
            e.value,
            e.lower,
            e.upper,
        )
        for wave in results_of(found)
        for r in wave.results
        for choice, e in [*([("", r.estimate)] if r.estimate else []), *r.shares]
    )
    columns = ["wave", "name", "code", "question", "scale", "choice", "n", "value", "lower_95", "upper_95"]
    return csv_response("survey-results.csv", columns=columns, rows=rows)


@requires(Permission.RUN_SURVEYS)
@require_GET
def survey_answers_csv(request: ActedRequest, survey: UUID) -> HttpResponse:
    """Single answers of a named survey; an anonymous one has none to give."""
    found = _survey(request, survey)
    codes = list(found.items.values_list("code", flat=True))
    rows = (
        (wave, contact, name, received, *(_cell(answers.get(code)) for code in codes))
        for wave, contact, name, received, answers in call_rows("survey_rows", found.id)
    )
    return csv_response(
        "survey-answers.csv", columns=["wave", "contact", "name", "received_on", *codes], rows=rows
    )


@requires(Permission.READ_SURVEYS)
@require_GET
def survey_method(request: ActedRequest) -> HttpResponse:
    """How the figures are computed and when they are withheld."""
    crumbs = [{"label": _("Surveys"), "url": address(request, "surveys")}]
    return render(request, "customers/surveys/method.html", {"crumbs": crumbs})


def _page(
    request: ActedRequest,
    found: Survey,
    *,
    wave_form: WaveForm | None = None,
    gap_form: GapForm | None = None,
    status: int = 200,
) -> HttpResponse:
    waves = results_of(found)
    shown = [wave for wave in waves if wave.shown]
    chosen = (wave for wave in shown if str(wave.wave.number) == request.GET.get("wave"))
    latest = next(chosen, shown[0] if shown else None)
    gaps = gaps_of(found).get(latest.wave.id, []) if latest else []
    due = {"due_on": (timezone.localdate() + ANSWER_WITHIN).isoformat()}
    values: dict[str, Any] = {
        "survey": found,
        "waves": waves,
        "latest": latest,
        "texts": [one for one in latest.results if one.texts] if latest else [],
        "figures": figures_of(latest) if latest else [],
        "trends": trend_figures(waves),
        "gap_figure": gap_figure(gaps),
        "gaps": [{"gap": gap, "form": _gap_form(gap, gap_form, due)} for gap in gaps],
        "sent": RoutedAction.objects.visible_to(acting_person(request)).about(Origin.SURVEY, found.id)[
            :LISTED
        ],
        "wave_form": wave_form or WaveForm(),
        "crumbs": [{"label": _("Surveys"), "url": address(request, "surveys")}],
    }
    return render(request, "customers/surveys/survey.html", values, status=status)


def _gap_form(gap: Gap, failed: GapForm | None, due: dict[str, str]) -> GapForm:
    if failed is not None and failed.data.get("aspect") == gap.aspect:
        return failed
    initial = {"aspect": gap.aspect, "function": gap.function, **due}
    return GapForm(initial=initial, auto_id=f"gap-{gap.aspect.replace(' ', '-').lower()}-%s")


def _builder(
    request: ActedRequest, found: Survey, form: SurveyForm, items: list[dict[str, Any]], *, status: int = 200
) -> HttpResponse:
    values = {
        "survey": found,
        "form": form,
        "items": [{"at": at, "name_of": f"item-{at}", "item": item} for at, item in enumerate(items)],
        "bank": offered(items),
        "scales": Scale.choices,
        "measures": Measure.choices,
        "functions": Function.choices,
        "listing": (Scale.SINGLE.value, Scale.MULTIPLE.value),
        "crumbs": [{"label": _("Surveys"), "url": address(request, "surveys")}],
    }
    return render(request, "customers/surveys/questions.html", values, status=status)


def _said(survey: Survey, gap: Gap) -> str:
    return _(
        "{survey}: importance {importance}, performance {performance}, gap {gap} ({low} to {high}), n = {n}"
    ).format(
        survey=survey.title,
        importance=f"{gap.importance:.2f}",
        performance=f"{gap.performance:.2f}",
        gap=f"{gap.gap.value:.2f}",
        low=f"{gap.gap.lower:.2f}",
        high=f"{gap.gap.upper:.2f}",
        n=gap.gap.n,
    )


def _named(wave: SurveyWave, item: SurveyItem) -> tuple[Any, ...]:
    return wave.number, wave.name, item.code, item.text, item.scale


def _survey(request: ActedRequest, survey: UUID) -> Survey:
    return get_object_or_404(Survey.objects.visible_to(acting_person(request)), id=survey)


def _cell(value: Any) -> Any:
    return "|".join(map(str, value)) if isinstance(value, list) else value


def _yes(value: bool) -> str:
    return "yes" if value else "no"
