"""An import in the browser: a file is brought, read as somebody says, tried, and run for good.

Every function opens the short scopes that it needs itself; none is open while a file is written or looked into.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from customers.imports.files import drop, path_of
from customers.imports.import_job import ImportJob, State
from customers.imports.lifecycle import abort, keep_upload, open_job, run_again, upload_complete
from customers.imports.probing import Look, choices_from, look_into
from customers.imports.remembering import Recalled, recall, remember
from customers.imports.sender import Sender
from tenancy.intake.sources import UnreadableFile
from tenancy.people.person import Person
from tenancy.slots.imports import objects

SOURCE = "source"


def bring(
    object_name: str, upload: "UploadedFile[Any]", *, source: str, by: Person, at: datetime
) -> ImportJob:
    """An open job with the file, read the way files of this source were read last time.

    Raises UnreadableFile, TooLarge or NoSpace; nothing of the file is kept then.
    """
    sender = Sender.of(by)
    name = (upload.name or "")[:200]
    job = open_job(sender, object_name, at=at, dry_run=True, options={SOURCE: source}, file_name=name)
    try:
        keep_upload(job, upload.chunks(), by=sender, at=at)
        recalled = _recalled(job, by=by)
        first = look(job, mapping=recalled.mapping, options=recalled.options)
    except Exception:
        abort(job, by=sender, at=at)
        drop(job.file_key)
        raise
    guessed = {} if recalled.mapping else first.guessed
    _say(
        job,
        by=by,
        mapping={**first.mapped, **guessed, **recalled.mapping},
        options=recalled.options,
        columns=first,
    )
    return job


def look(job: ImportJob, *, mapping: Mapping[str, str], options: Mapping[str, Any]) -> Look:
    """What the file looks like with this mapping and these options. Raises UnreadableFile."""
    return look_into(
        path_of(job.file_key),
        columns=objects[job.object].columns,
        mapping=mapping,
        choices=choices_from(options),
    )


def describe(
    job: ImportJob, *, mapping: Mapping[str, str], options: Mapping[str, Any], by: Person, at: datetime
) -> None:
    """Remembers how the file is to be read, for this job and for the next file of its source, and tries it out.

    Raises WrongState where the job cannot be tried (any more).
    """
    told = {**options, SOURCE: job.options.get(SOURCE, "")}
    with Sender.of(by).acting():
        remember(
            job.object,
            told[SOURCE],
            headings=job.columns,
            mapping=mapping,
            options=dict(options),
            by=by,
            at=at,
        )
    if job.state == State.OPEN:
        _say(job, by=by, mapping=mapping, options=options)
        upload_complete(job, by=Sender.of(by))
    else:
        run_again(job, by=Sender.of(by), dry_run=True, mapping=mapping, options=told)


def run_for_good(job: ImportJob, *, by: Person) -> None:
    """Imports the file as it was tried out last. Raises WrongState."""
    run_again(job, by=Sender.of(by), dry_run=False)


def _recalled(job: ImportJob, *, by: Person) -> Recalled:
    headings = look(job, mapping={}, options={}).headings
    with Sender.of(by).acting():
        return recall(job.object, job.options.get(SOURCE, ""), headings)


def _say(
    job: ImportJob,
    *,
    by: Person,
    mapping: Mapping[str, str],
    options: Mapping[str, Any],
    columns: Look | None = None,
) -> None:
    job.mapping = dict(mapping)
    job.options = {**options, SOURCE: job.options.get(SOURCE, "")}
    if columns is not None:
        job.columns = columns.headings
    with Sender.of(by).acting():
        job.save(update_fields=("mapping", "options", "columns"))


__all__ = ["UnreadableFile", "bring", "describe", "look", "run_for_good"]
