"""Who was trained, and when."""

from typing import Any

from django.contrib import messages
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from customers.training.forms import TrainingForm
from customers.training.recording import RecordedAlready, record_training, take_back
from customers.training.training import Training
from tenancy.people.person import Person
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.surfaces.downloads import csv_response
from tenancy.surfaces.paging import newest_first
from tenancy.wall.middleware import ActedRequest

COLUMNS = ("person", "curriculum", "cohort", "completed_on")


@require_http_methods(["GET", "POST"])
@requires(Permission.RECORD_TRAINING)
def trainings(request: ActedRequest) -> HttpResponse:
    """The completions, newest first; the form records one more."""
    form = TrainingForm(request.POST or None, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        try:
            record_training(**form.cleaned_data, by=_me(request), at=timezone.now())
        except RecordedAlready:
            form.add_error(None, _("This completion is recorded already."))
        else:
            messages.success(request, _("Recorded."))
            return redirect(address(request, "trainings"))
    rows, after = newest_first(_dated(), after=request.GET.get("after", ""))
    values = {"form": form, "trainings": rows, "next_url": f"?after={after}" if after else ""}
    return render(request, "customers/training/list.html", values, status=400 if form.errors else 200)


@require_POST
@requires(Permission.RECORD_TRAINING)
def training_removal(request: ActedRequest, training: Any) -> HttpResponse:
    """Takes a completion back that was recorded by mistake."""
    take_back(get_object_or_404(Training, id=training), by=_me(request))
    messages.success(request, _("Taken back."))
    return redirect(address(request, "trainings"))


@require_GET
@requires(Permission.RECORD_TRAINING)
def trainings_csv(request: ActedRequest) -> HttpResponse:
    """All completions."""
    rows = _dated().values_list("person__display_name", "curriculum", "cohort", "completed_on")
    return csv_response("training.csv", columns=COLUMNS, rows=rows)


def _dated() -> Any:
    return Training.objects.select_related("person").annotate(at=F("recorded_at"))


def _me(request: ActedRequest) -> Person:
    assert request.actor.person is not None
    return request.actor.person
