"""The public page behind a survey's link."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from customers.surveys.answering import AnswerForm, answer, survey_behind
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.wall.middleware import ActedRequest
from tenancy.wall.refusals import RuleBroken


@requires(Permission.PUBLIC)
@never_cache
@require_http_methods(["GET", "POST"])
def survey_answer(request: ActedRequest, token: str) -> HttpResponse:
    """Shows who asks what and why; takes the answers once."""
    found = survey_behind(token)
    if found is None or found["state"] != "open":
        return _shown(
            "customers/surveys/used.html", request, {"found": found}, status=404 if found is None else 410
        )
    with translation.override(found["language"]):
        form = AnswerForm(request.POST if request.method == "POST" else None, items=found["items"])
        if request.method == "POST" and form.is_valid():
            try:
                answer(token, form.cleaned_data)
            except RuleBroken:  # somebody else was faster with the same link, or the wave closed meanwhile
                return _shown("customers/surveys/used.html", request, {"found": found}, status=410)
            return redirect("survey_thanks")
        status = 400 if request.method == "POST" else 200
        return _shown("customers/surveys/answer.html", request, {"found": found, "form": form}, status=status)


@requires(Permission.PUBLIC)
@require_GET
def survey_thanks(request: ActedRequest) -> HttpResponse:
    """The answers have arrived."""
    return _shown("customers/surveys/thanks.html", request, {})


def _shown(
    template: str, request: ActedRequest, values: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    response = render(request, template, values, status=status)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
