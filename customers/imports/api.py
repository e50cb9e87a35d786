"""Bulk jobs in the interface: opened, sent as one file, carried out by the worker, told to the last row."""

from collections.abc import Iterator
from typing import Any, ClassVar
from uuid import UUID

from django.http import Http404, StreamingHttpResponse, UnreadablePostError
from django.http.response import HttpResponseBase
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from customers.imports import results
from customers.imports.files import LARGEST, NoSpace, TooLarge
from customers.imports.import_job import Format, ImportJob
from customers.imports.lifecycle import WrongState, abort, keep_upload, open_job, resume, upload_complete
from customers.imports.opening import SOURCE
from customers.imports.sender import Sender
from customers.imports.shapes import FIELDS, OPTIONS, SCOPES, JobFields, JobPage, JobReconciliation, ShownJob
from customers.interface.cursors import PAGING, page_of
from customers.interface.resource import Resource

BOTH = {"GET": "jobs:read", "POST": "jobs:write", "PUT": "jobs:write", "DELETE": "jobs:write"}
CHUNK = 1 << 20
MEDIA = {Format.CSV: "text/csv; charset=utf-8", Format.NDJSON: "application/x-ndjson"}
SENT = dict.fromkeys(("text/csv", "application/x-ndjson", "application/gzip"), OpenApiTypes.BINARY)
ROWS = dict.fromkeys([(200, "text/csv"), (200, "application/x-ndjson")], OpenApiTypes.BINARY)


class Conflict(exceptions.APIException):
    """The job does not stand where this can be done."""

    status_code = 409
    default_code = "conflict"


class UploadTooLarge(exceptions.APIException):
    """More than a job takes."""

    status_code = 413
    default_code = "too_large"
    default_detail = f"A file has at most {LARGEST:,} bytes. Pack it with gzip, or send it in several jobs."


class StorageFull(exceptions.APIException):
    """The disk takes no more."""

    status_code = 507
    wait = 60.0
    default_code = "insufficient_storage"
    default_detail = (
        "There is no room for the file at the moment. Nothing of it was kept; the job is still open."
    )


class JobResource(Resource):
    """An address of jobs."""

    scope = BOTH

    @property
    def sender(self) -> Sender:
        """The client that calls."""
        return Sender.of(self.token)

    def found(self, job: UUID) -> ImportJob:
        """The client's job; raises Http404."""
        row = ImportJob.objects.filter(id=job, client_id=self.token.client).first()
        if row is None:
            raise Http404
        return row

    def shown(self, job: UUID, status: int = 200) -> Response:
        """The job as it stands."""
        return Response(ImportJob.objects.values(*FIELDS).get(id=job), status=status)


class Jobs(JobResource):
    """All jobs of the client."""

    parameters = {"GET": PAGING}

    @extend_schema(operation_id="list_jobs", responses=JobPage)
    def get(self, request: Request) -> Response:
        """A page of jobs, the newest first."""
        mine = ImportJob.objects.filter(tenant_id=self.token.tenant, client_id=self.token.client)
        return Response(page_of(mine, request.query_params, of="jobs", fields=FIELDS, newest_first=True))

    @extend_schema(operation_id="open_job", request=JobFields, responses={201: ShownJob})
    def post(self, request: Request) -> Response:
        """Opens a job that waits for its file."""
        fields = JobFields(data=request.data)
        fields.is_valid(raise_exception=True)
        said: dict[str, Any] = dict(fields.validated_data)
        wanted = SCOPES.get(said["object"], "accounts:write")
        if wanted not in self.token.scopes:
            raise exceptions.PermissionDenied(f"The token has not the scope {wanted}.")
        options = {name: said.pop(name) for name in (*OPTIONS, SOURCE, "defaults") if name in said}
        name = said.pop("object")
        job = open_job(self.sender, name, at=timezone.now(), options=options, **said)
        return self.shown(job.id, status=201)


class Job(JobResource):
    """One job."""

    @extend_schema(operation_id="read_job", responses=ShownJob)
    def get(self, request: Request, job: UUID) -> Response:
        """How far it is."""
        return self.shown(self.found(job).id)

    @extend_schema(operation_id="abort_job", responses=ShownJob)
    def delete(self, request: Request, job: UUID) -> Response:
        """Gives it up: what was stored stays and is counted, the rest is `unprocessed`."""
        try:
            abort(self.found(job), by=self.sender, at=timezone.now())
        except WrongState as wrong:
            raise Conflict(str(wrong)) from wrong
        return self.shown(job)


class JobUpload(JobResource):
    """The file of a job."""

    phases = frozenset({"PUT"})

    @extend_schema(operation_id="upload_file", request=SENT, responses=ShownJob)
    def put(self, request: Request, job: UUID) -> Response:
        """Takes the file as the body of the request, plain or gzipped, up to 150 MB."""
        with self.acting():
            row = self.found(job)
        try:
            keep_upload(row, _chunks(request), by=self.sender, at=timezone.now())
        except WrongState as wrong:
            raise Conflict(str(wrong)) from wrong
        except TooLarge as large:
            raise UploadTooLarge from large
        except NoSpace as full:
            raise StorageFull from full
        with self.acting():
            return self.shown(job)


def _chunks(request: Request) -> Iterator[bytes]:
    """The body as it comes; raises ValidationError where it ends too early."""
    told = request.headers.get("Content-Length", "")
    expected = int(told) if told.isascii() and told.isdigit() else None
    if expected is not None and expected > LARGEST:
        raise UploadTooLarge
    size = 0
    try:
        while chunk := request._request.read(CHUNK):
            size += len(chunk)
            yield chunk
    except UnreadablePostError as broken:
        raise serializers.ValidationError({"body": "The upload ended too early. Send it again."}) from broken
    if expected is not None and size != expected:
        raise serializers.ValidationError({"body": "The upload ended too early. Send it again."})


class JobUploadComplete(JobResource):
    """The word that the file is whole."""

    @extend_schema(operation_id="complete_upload", request=None, responses=ShownJob)
    def post(self, request: Request, job: UUID) -> Response:
        """Hands the job to the workers."""
        try:
            upload_complete(self.found(job), by=self.sender)
        except WrongState as wrong:
            raise Conflict(str(wrong)) from wrong
        return self.shown(job)


class JobResume(JobResource):
    """Taking up a job that was given up or failed."""

    @extend_schema(operation_id="resume_job", request=None, responses=ShownJob)
    def post(self, request: Request, job: UUID) -> Response:
        """Goes on behind the last batch that was stored."""
        try:
            resume(self.found(job), by=self.sender)
        except WrongState as wrong:
            raise Conflict(str(wrong)) from wrong
        return self.shown(job)


class JobReport(JobResource):
    """How the figures of a job add up."""

    comes_at_the_end = True

    @extend_schema(operation_id="reconcile_job", responses=JobReconciliation)
    def get(self, request: Request, job: UUID) -> Response:
        """Counts and totals, each difference named; 409 before the job has ended."""
        row = self.found(job)
        if not row.has_ended:
            raise Conflict("The job has not ended yet.")
        counts = {name: getattr(row, name) for name in ("received", "successful", "failed", "unprocessed")}
        told = {name: value for name, value in row.report.items() if name not in ("found", "opening")}
        return Response({"errors": [], **told, **counts})


class JobRows(JobResource):
    """The rows of a job by what became of them, in the format of the job."""

    phases = frozenset({"GET"})
    comes_at_the_end = True
    kind: ClassVar[str]

    def rows_of(self, job: ImportJob) -> Iterator[bytes]:
        """The rows, in portions."""
        raise NotImplementedError

    def answered(self, job: UUID) -> HttpResponseBase:
        """The file, streamed; 409 before the job has ended, 404 when the file has had its time."""
        with self.acting():
            row = self.found(job)
        if not row.has_ended:
            raise Conflict("The job has not ended yet.")
        try:
            rows = self.rows_of(row)
            first = next(rows, b"")
        except FileNotFoundError:
            raise Http404 from None
        answer = StreamingHttpResponse(_all(first, rows), content_type=MEDIA[Format(row.format)])
        answer["Content-Disposition"] = f'attachment; filename="{self.kind}.{row.format}"'
        return answer


def _all(first: bytes, rows: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rows


class JobSuccessful(JobRows):
    """Rows that were taken."""

    kind = "successful"

    def rows_of(self, job: ImportJob) -> Iterator[bytes]:
        """Those that are successful."""
        return results.successful(job)

    @extend_schema(operation_id="read_successful_rows", responses=ROWS)
    def get(self, request: Request, job: UUID) -> HttpResponseBase:
        """As they were sent."""
        return self.answered(job)


class JobFailed(JobRows):
    """Rows that were refused."""

    kind = "failed"

    def rows_of(self, job: ImportJob) -> Iterator[bytes]:
        """Those that are failed."""
        return results.failed(job)

    @extend_schema(operation_id="read_failed_rows", responses=ROWS)
    def get(self, request: Request, job: UUID) -> HttpResponseBase:
        """With error_line, error_field, error_code and error_message before each; mend them and send the file."""
        return self.answered(job)


class JobUnprocessed(JobRows):
    """Rows that nobody came to."""

    kind = "unprocessed"

    def rows_of(self, job: ImportJob) -> Iterator[bytes]:
        """Those that are unprocessed."""
        return results.unprocessed(job)

    @extend_schema(operation_id="read_unprocessed_rows", responses=ROWS)
    def get(self, request: Request, job: UUID) -> HttpResponseBase:
        """As they were sent."""
        return self.answered(job)


ADDRESSES: dict[str, type[JobResource]] = {
    "jobs": Jobs,
    "jobs/<uuid:job>": Job,
    "jobs/<uuid:job>/upload": JobUpload,
    "jobs/<uuid:job>/upload-complete": JobUploadComplete,
    "jobs/<uuid:job>/resumption": JobResume,
    "jobs/<uuid:job>/reconciliation": JobReport,
    "jobs/<uuid:job>/successful": JobSuccessful,
    "jobs/<uuid:job>/failed": JobFailed,
    "jobs/<uuid:job>/unprocessed": JobUnprocessed,
}
