"""An import brought by hand: opened with a file, tried as often as needed, run or given up.

Reading and storing take their own short scopes; none is open while a file is written or read.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import UploadedFile

from customers.imports.files import drop, headings_of, keep, path_of
from customers.imports.import_job import ImportJob, State
from tenancy.events.event import Plane
from tenancy.events.recording import record
from tenancy.intake.columns import UnsuitableColumns
from tenancy.intake.sources import UnreadableFile
from tenancy.intake.staging import Importer, import_file
from tenancy.people.person import Person
from tenancy.slots.imports import objects
from tenancy.wall.scope import acting_for

MOST_ERRORS_KEPT = 10_000


def open_job(object_name: str, upload: "UploadedFile[Any]", *, by: Person, at: datetime) -> ImportJob:
    """Keeps the file and tries it with the columns as they are named. Raises UnreadableFile."""
    key = uuid4()
    kept = keep(upload.chunks(), key=key)
    try:
        headings = [heading.name for heading in headings_of(key)]
    except UnreadableFile:
        drop(key)
        raise
    job = ImportJob(
        tenant_id=by.tenant_id,
        object=object_name,
        file_name=(upload.name or "")[:200],
        file_key=key,
        size=kept.size,
        sha256=kept.sha256,
        uploaded_at=at,
        columns=headings,
        created_by=by,
        created_at=at,
    )
    with acting_for(by.tenant_id, by.id):
        job.save()
    try_out(job, by=by, mapping={})
    return job


def try_out(job: ImportJob, *, by: Person, mapping: Mapping[str, str]) -> None:
    """A dry run with this mapping (heading to field); what it found is kept with the job."""
    job.mapping = dict(mapping)
    _take(job, by=by, dry_run=True)
    with acting_for(by.tenant_id, by.id):
        job.save()


def run(job: ImportJob, *, by: Person, at: datetime) -> None:
    """Imports the file for good; afterwards only the report is left of it."""
    _take(job, by=by, dry_run=False)
    if "refused" not in job.report:
        job.state, job.finished_at = State.COMPLETE, at
        drop(job.file_key)
    with acting_for(by.tenant_id, by.id):
        job.save()
        record(job, "import.run", by=by, plane=Plane.SPONSOR, received=job.received, failed=job.failed)


def give_up(job: ImportJob, *, by: Person, at: datetime) -> None:
    """Ends the job without importing anything."""
    job.state, job.finished_at = State.ABORTED, at
    drop(job.file_key)
    with acting_for(by.tenant_id, by.id):
        job.save()


def _take(job: ImportJob, *, by: Person, dry_run: bool) -> None:
    importer = Importer(by.tenant_id, by.id)
    try:
        report = import_file(
            objects[job.object], path_of(job.file_key), by=importer, mapping=job.mapping, dry_run=dry_run
        )
    except (UnreadableFile, UnsuitableColumns) as unsuitable:
        job.report = {"refused": str(unsuitable), "suggestions": getattr(unsuitable, "suggestions", {})}
        job.received = job.failed = 0
        return
    job.read = report.pop("read")
    job.received, job.failed = report["received"], report["failed"]
    job.report = _kept(report)


def _kept(report: dict[str, Any]) -> dict[str, Any]:
    return {**report, "errors": report["errors"][:MOST_ERRORS_KEPT]}
