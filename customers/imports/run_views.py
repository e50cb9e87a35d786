"""Running an import and what came of it: progress, stopping, going on, refused rows, sending them again."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from customers.imports import results
from customers.imports.adding_up import columns_and_rows
from customers.imports.bringing import UnreadableFile, bring, run_for_good
from customers.imports.files import NoSpace, TooLarge, path_of
from customers.imports.lifecycle import WrongState, abort, resume
from customers.imports.refused_rows import kinds_of, page_of_errors
from customers.imports.sender import Sender
from customers.imports.showing import progress_of
from customers.imports.views import job_of, person_of
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.surfaces.downloads import csv_response
from tenancy.wall.middleware import ActedRequest

RESULTS = {"failed": results.failed, "successful": results.successful, "unprocessed": results.unprocessed}


@requires(Permission.IMPORT_CUSTOMERS, phases=True)
@require_GET
def import_progress(request: ActedRequest, job: UUID) -> HttpResponse:
    """How far it is, as the piece that asks again by itself; the whole page once it has ended."""
    row = job_of(request, job)
    if row.has_ended:
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    values = {"job": row, "progress": progress_of(row, now=timezone.now())}
    return render(request, "customers/imports/progress.html", values)


@requires(Permission.IMPORT_CUSTOMERS, phases=True)
@require_POST
def import_run(request: ActedRequest, job: UUID) -> HttpResponse:
    """Imports the file for good, as it was tried out."""
    return _done(request, job, "run")


@requires(Permission.IMPORT_CUSTOMERS, phases=True)
@require_POST
def import_end(request: ActedRequest, job: UUID) -> HttpResponse:
    """Gives it up: what was stored stays, the rest is not processed."""
    return _done(request, job, "end")


@requires(Permission.IMPORT_CUSTOMERS, phases=True)
@require_POST
def import_resumption(request: ActedRequest, job: UUID) -> HttpResponse:
    """Goes on behind the last rows that were stored."""
    return _done(request, job, "resume")


@requires(Permission.IMPORT_CUSTOMERS, phases=True)
@require_POST
def import_retry(request: ActedRequest, job: UUID) -> HttpResponse:
    """Brings the mended file: the same object, source and columns."""
    row, upload = job_of(request, job), request.FILES.get("file")
    if upload is None:
        messages.error(request, _("Choose the mended file first."))
        return redirect(address(request, "import", job=job))
    source = row.options.get("source") or "crm"
    try:
        fresh = bring(row.object, upload, source=source, by=person_of(request), at=timezone.now())
    except UnreadableFile as unreadable:
        messages.error(request, str(unreadable))
    except (TooLarge, NoSpace):
        messages.error(request, _("The file cannot be kept: it is larger than 150 MB, or there is no room."))
    else:
        return redirect(address(request, "import", job=fresh.id))
    return redirect(address(request, "import", job=job))


@requires(Permission.IMPORT_CUSTOMERS, phases=True)
@require_GET
def import_errors(request: ActedRequest, job: UUID) -> HttpResponse:
    """Refused rows, by kind, page by page."""
    row, code = job_of(request, job), request.GET.get("code", "")
    place = request.GET.get("after", "")
    after = int(place) if place.isascii() and place.isdigit() and len(place) < 9 else 0
    found, following = page_of_errors(row, code=code, after=after)
    here = address(request, "import_errors", job=row.id)
    kinds = kinds_of(row)
    values = {
        "job": row,
        "lines": found,
        "code": code,
        "tabs": [
            {"label": _("All"), "url": here, "current": not code, "count": sum(k["count"] for k in kinds)},
            *(
                {
                    "label": k["code"],
                    "url": f"{here}?code={k['code']}",
                    "current": k["code"] == code,
                    "count": k["count"],
                }
                for k in kinds
            ),
        ],
        "advice": next((k["advice"] for k in kinds if k["code"] == code), ""),
        "next_url": f"{here}?code={code}&after={following}" if following else "",
    }
    return render(request, "customers/imports/errors.html", values)


@requires(Permission.IMPORT_CUSTOMERS, phases=True)
@require_GET
def import_rows(request: ActedRequest, job: UUID, kind: str) -> StreamingHttpResponse:
    """The rows by what became of them, streamed: `failed` to mend and send again, `successful`, `unprocessed`."""
    row = job_of(request, job)
    if kind not in RESULTS or not path_of(row.file_key).exists():
        raise Http404
    answer = StreamingHttpResponse(RESULTS[kind](row), content_type="text/csv; charset=utf-8")
    ending = "csv" if row.format == "csv" else "ndjson"
    answer.headers["Content-Disposition"] = f'attachment; filename="{kind}.{ending}"'
    return answer


@requires(Permission.IMPORT_CUSTOMERS, phases=True)
@require_GET
def import_reconciliation_csv(request: ActedRequest, job: UUID) -> HttpResponse:
    """The reconciliation by month and currency, amounts exact."""
    columns, rows = columns_and_rows(job_of(request, job))
    return csv_response("reconciliation.csv", columns=columns, rows=rows)


def _done(request: ActedRequest, job: UUID, what: str) -> HttpResponse:
    row, person = job_of(request, job), person_of(request)
    try:
        if what == "run":
            run_for_good(row, by=person)
        elif what == "resume":
            resume(row, by=Sender.of(person))
        else:
            abort(row, by=Sender.of(person), at=timezone.now())
    except WrongState as wrong:
        messages.error(request, str(wrong))
    return redirect(address(request, "import", job=job))
