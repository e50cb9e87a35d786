"""Pages of imports: the list, a file brought, one import step by step."""

from typing import Any
from uuid import UUID

from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from customers.imports.adding_up import table_of
from customers.imports.bringing import UnreadableFile, bring, describe, look
from customers.imports.files import NoSpace, TooLarge, path_of
from customers.imports.forms import ReadingForm, UploadForm
from customers.imports.import_job import ImportJob, State
from customers.imports.lifecycle import WrongState
from customers.imports.probing import CHOICES, Look
from customers.imports.refused_rows import kinds_of
from customers.imports.showing import (
    TONES,
    columns_of,
    fields_of,
    left_out,
    outcome_of,
    preview_of,
    progress_of,
    steps_of,
)
from customers.imports.words import object_words
from customers.sources.source_system import SourceSystem
from tenancy.people.person import Person
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.slots.imports import objects
from tenancy.surfaces.addresses import address
from tenancy.surfaces.downloads import csv_response
from tenancy.surfaces.paging import newest_first
from tenancy.wall.middleware import ActedRequest
from tenancy.wall.phase import phase

PAGE = 25
CHANGEABLE = (State.OPEN, State.COMPLETE, State.FAILED)


@requires(Permission.IMPORT_CUSTOMERS, phases=True)
@require_http_methods(["GET", "POST"])
def imports(request: ActedRequest) -> HttpResponse:
    """People's and clients' imports, newest first; a POST brings a file."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        job = _brought(request, form)
        if job is not None:
            return redirect(address(request, "import", job=job.id))
    with phase(request):
        values = _listed(request) | {"form": form, "sources": list(SourceSystem.objects.all()[:50])}
    return render(
        request, "customers/imports/imports.html", values, status=400 if request.method == "POST" else 200
    )


@requires(Permission.IMPORT_CUSTOMERS)
@require_GET
def import_template(request: ActedRequest, object: str) -> HttpResponse:
    """An empty CSV with the headings of the object."""
    columns = [column.name for column in objects[object].columns] if object in objects else []
    if not columns:
        return HttpResponse(status=404)
    return csv_response(f"{object}.csv", columns=columns, rows=[])


@requires(Permission.IMPORT_CUSTOMERS, phases=True)
@require_http_methods(["GET", "POST"])
def import_page(request: ActedRequest, job: UUID) -> HttpResponse:
    """One import where it stands; a POST says how to read its file and tries that."""
    row = job_of(request, job)
    if request.method == "POST":
        return _described(request, row)
    values: dict[str, Any] = {"job": row, "steps": steps_of(row), "object": object_words(row.object)}
    if row.has_ended:
        values |= {
            "outcome": outcome_of(row),
            "kinds": kinds_of(row),
            "tone": TONES.get(State(row.state), ""),
        }
        values |= {"totals": table_of(row, "totals"), "months": table_of(row, "months")}
    if may_change(row):
        values |= _reading(row, mapping=row.mapping, options=row.options)
    if not row.has_ended and row.state != State.OPEN:
        values["progress"] = progress_of(row, now=timezone.now())
    return render(request, "customers/imports/import.html", values)


@requires(Permission.IMPORT_CUSTOMERS, phases=True)
@require_http_methods(["POST"])
def import_preview(request: ActedRequest, job: UUID) -> HttpResponse:
    """The first rows with the columns and forms that are chosen at this moment; nothing is kept."""
    row = job_of(request, job)
    form = ReadingForm(request.POST)
    options = form.said() if form.is_valid() else {}
    values = _reading(row, mapping=mapping_from(request, row), options=options) if may_change(row) else {}
    return render(request, "customers/imports/preview.html", {"job": row, **values})


def job_of(request: ActedRequest, job: UUID) -> ImportJob:
    """The import, or 404."""
    with phase(request):
        return get_object_or_404(ImportJob.objects.select_related("client", "created_by"), id=job)


def person_of(request: ActedRequest) -> Person:
    """Who asks."""
    assert request.actor.person is not None  # the permission was asked for first
    return request.actor.person


def may_change(job: ImportJob) -> bool:
    """Whether somebody may still say how the file is to be read."""
    open_to_it = job.state == State.OPEN or (job.state == State.COMPLETE and job.dry_run)
    unread = job.state == State.FAILED and not job.batches
    here = job.format == "csv" and job.uploaded_at is not None and path_of(job.file_key).exists()
    return (open_to_it or unread) and here


def mapping_from(request: ActedRequest, job: ImportJob) -> dict[str, str]:
    """Heading to field as chosen on the page; "" leaves a column out."""
    known = {column.name for column in objects[job.object].columns}
    said = {heading: request.POST.get(f"column-{at}") for at, heading in enumerate(job.columns)}
    return {
        heading: name for heading, name in said.items() if name is not None and (name in known or not name)
    }


def _brought(request: ActedRequest, form: UploadForm) -> ImportJob | None:
    told = form.cleaned_data
    try:
        return bring(
            told["object"], told["file"], source=told["source"], by=person_of(request), at=timezone.now()
        )
    except UnreadableFile as unreadable:
        form.add_error("file", str(unreadable))
    except TooLarge:
        form.add_error("file", _("The file is larger than 150 MB. Send it in parts or gzipped."))
    except NoSpace:
        form.add_error("file", _("There is no room for the file at the moment. Tell whoever runs this."))
    return None


def _described(request: ActedRequest, job: ImportJob) -> HttpResponse:
    form = ReadingForm(request.POST)
    options = form.said() if form.is_valid() else {}
    try:
        if not may_change(job):
            raise WrongState
        describe(
            job, mapping=mapping_from(request, job), options=options, by=person_of(request), at=timezone.now()
        )
    except WrongState:
        return HttpResponse(status=409)
    return redirect(address(request, "import", job=job.id))


def _listed(request: ActedRequest) -> dict[str, Any]:
    asked = {name: request.GET.get(name, "") for name in ("q", "state", "object", "who")}
    rows = ImportJob.objects.visible_to(person_of(request)).annotate(at=F("created_at"))
    if asked["q"]:
        rows = rows.filter(file_name__icontains=asked["q"])
    if asked["state"] in State.values:
        rows = rows.filter(state=asked["state"])
    if asked["object"] in objects:
        rows = rows.filter(object=asked["object"])
    if asked["who"]:
        rows = rows.filter(client__isnull=asked["who"] != "clients")
    shown = rows.defer("report", "read", "mapping").select_related("client", "created_by")
    found, following = newest_first(shown, after=request.GET.get("after", ""), size=PAGE)
    lines = [
        {"row": job, "object": object_words(job.object), "tone": TONES.get(State(job.state), "")}
        for job in found
    ]
    return {
        "lines": lines,
        "asked": asked,
        "following": following,
        "states": State.choices,
        "objects": [(name, object_words(name)) for name in objects],
    }


def _reading(job: ImportJob, *, mapping: dict[str, str], options: dict[str, Any]) -> dict[str, Any]:
    try:
        seen = look(job, mapping=mapping, options=options)
    except UnreadableFile as unreadable:
        seen = Look(refused=str(unreadable))
    found = (
        look(job, mapping=mapping, options={})
        if any(options.get(n) for n in CHOICES) and seen.headings
        else seen
    )
    columns = columns_of(job, seen)
    form = ReadingForm(initial={name: options.get(name, "") for name in CHOICES})
    return {
        "seen": seen,
        "columns": columns,
        "fields": fields_of(job),
        "left_out": left_out(columns),
        "preview": preview_of(seen),
        "reading": form.found({name: getattr(found, name) for name in CHOICES}),
    }
