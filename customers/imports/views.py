"""Pages of imports: bring a file, see how it is understood, run it, see that it adds up."""

import csv
from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from customers.imports.files import LARGEST, headings_of
from customers.imports.import_job import ImportJob
from customers.imports.importable import ACCOUNTS, CONTACTS, SALES
from customers.imports.running import give_up, open_job, run, try_out
from customers.imports.showing import (
    columns_of,
    failed_rows,
    fields_of,
    outcome_of,
    problems_of,
    steps_of,
    totals_of,
)
from tenancy.intake.sources import UnreadableFile
from tenancy.people.person import Person
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest
from tenancy.wall.scope import acting_for

RECENT = 50


class UploadForm(forms.Form):
    """A file and what it holds."""

    object = forms.ChoiceField(
        label=_("What it holds"),
        choices=[
            (ACCOUNTS.name, _("Accounts")),
            (CONTACTS.name, _("Contacts")),
            (SALES.name, _("Sales, by month or single lines")),
        ],
    )
    file = forms.FileField(
        label=_("CSV file"),
        help_text=_("As your system writes it: separator, encoding and decimal sign are found out."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.gz,.tsv"}),
    )

    def clean_file(self) -> "UploadedFile[Any]":
        """At most 150 MB."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(_("The file is larger than 150 MB. Send it in parts or gzipped."))
        return file


@requires(Permission.IMPORT_CUSTOMERS, phases=True)
@require_http_methods(["GET", "POST"])
def imports(request: ActedRequest) -> HttpResponse:
    """Earlier imports; a POST brings a file and tries it out."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            taken = form.cleaned_data
            job = open_job(taken["object"], taken["file"], by=_me(request), at=timezone.now())
        except UnreadableFile as unreadable:
            form.add_error("file", str(unreadable))
        else:
            return redirect(address(request, "import", job=job.id))
    with acting_for(_me(request).tenant_id, _me(request).id):
        jobs = list(ImportJob.objects.defer("report", "read")[:RECENT])
    values = {"form": form, "jobs": jobs}
    status = 400 if request.method == "POST" else 200
    return render(request, "customers/imports/imports.html", values, status=status)


@requires(Permission.IMPORT_CUSTOMERS, phases=True)
@require_http_methods(["GET", "POST"])
def import_page(request: ActedRequest, job: UUID) -> HttpResponse:
    """One import; a POST tries it with other columns."""
    row = _job(request, job)
    if request.method == "POST":
        try_out(_open(row), by=_me(request), mapping=_mapping(request, row))
        return redirect(address(request, "import", job=row.id))
    samples = {h.name: ", ".join(h.samples) for h in headings_of(row.file_key)} if row.is_open else {}
    values = {
        "job": row,
        "steps": steps_of(row),
        "columns": columns_of(row, samples),
        "fields": fields_of(row),
        "outcome": outcome_of(row),
        "totals": totals_of(row),
        "problems": problems_of(row),
    }
    return render(request, "customers/imports/import.html", values)


@requires(Permission.IMPORT_CUSTOMERS, phases=True)
@require_POST
def import_run(request: ActedRequest, job: UUID) -> HttpResponse:
    """Imports the file as it was tried out."""
    run(_open(_job(request, job)), by=_me(request), at=timezone.now())
    return redirect(address(request, "import", job=job))


@requires(Permission.IMPORT_CUSTOMERS, phases=True)
@require_POST
def import_end(request: ActedRequest, job: UUID) -> HttpResponse:
    """Gives the import up; the file is removed."""
    give_up(_open(_job(request, job)), by=_me(request), at=timezone.now())
    return redirect(address(request, "imports"))


@requires(Permission.IMPORT_CUSTOMERS, phases=True)
@require_GET
def import_failed_csv(request: ActedRequest, job: UUID) -> HttpResponse:
    """The refused rows, to mend and send again."""
    header, rows = failed_rows(_job(request, job))
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="failed.csv"'
    writer = csv.writer(response)
    writer.writerow(header)
    writer.writerows(rows)
    return response


def _job(request: ActedRequest, job: UUID) -> ImportJob:
    with acting_for(_me(request).tenant_id, _me(request).id):
        return get_object_or_404(ImportJob, id=job)


def _open(job: ImportJob) -> ImportJob:
    if not job.is_open:
        raise Http404
    return job


def _mapping(request: ActedRequest, job: ImportJob) -> dict[str, str]:
    chosen = {heading: request.POST.get(f"column-{at}", "") for at, heading in enumerate(job.columns)}
    known = set(fields_of(job))
    return {heading: field for heading, field in chosen.items() if field in known}


def _me(request: ActedRequest) -> Person:
    assert request.actor.person is not None  # the permission was asked for first
    return request.actor.person
