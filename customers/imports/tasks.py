"""Imports in the worker."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from customers.imports.carrying_out import carry_out
from customers.imports.retention import drop_old_files
from tenancy.tasks.declaring import task
from tenancy.tasks.work import Work


@task("imports.run_job")
def run_job(work: Work, *, job: str, client: str = "") -> None:
    """One import: read, judged, stored; taken up again where an earlier attempt ended."""
    carry_out(work, UUID(job), client=UUID(client) if client else None, wait=timedelta(seconds=2))


@task("imports.drop_files")
def drop_files(work: Work, *, period: str) -> None:
    """Files of jobs that ended long ago."""
    drop_old_files(work, now=timezone.now())
