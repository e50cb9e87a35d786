"""Sandboxes that nobody needs any more: emptied ones, and those that no system called for long."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from customers.clients.api_client import ApiClient
from customers.imports.files import drop
from customers.imports.import_job import ImportJob
from tenancy.people.tenant import Tenant
from tenancy.wall.erasing import erase_rows, erasing
from tenancy.wall.loading import OWNER

EMPTIED = "was-"
"""How the address of a sandbox begins that a fresh one took the place of."""


def erase_sandboxes(*, now: datetime, unused_for: timedelta | None = None) -> dict[str, int]:
    """Erases what was emptied, with `unused_for` also what no client called since; returns rows by address.

    Rows go in one transaction, then the uploads. Sandboxes alone, never a tenant that somebody works in.
    """
    with erasing(Tenant):
        gone = list(_spent(now=now, unused_for=unused_for).values_list("id", "slug"))
        files = [key for tenant, _slug in gone for key in _uploads(tenant)]
        rows = {slug: erase_rows(tenant, of=Tenant) for tenant, slug in gone}
    for key in files:
        drop(key)
    return rows


def _spent(*, now: datetime, unused_for: timedelta | None) -> "QuerySet[Tenant]":
    sandboxes = Tenant.objects.using(OWNER).filter(sandbox_of__isnull=False)
    wanted = Q(slug__startswith=EMPTIED)
    if unused_for is not None:
        since = now - unused_for
        called = ApiClient.objects.using(OWNER).filter(
            Q(last_used_on__gte=since.date()) | Q(created_at__gte=since)
        )
        wanted |= Q(created_at__lt=since) & ~Q(id__in=called.values("tenant_id"))
    return sandboxes.filter(wanted)


def _uploads(tenant: UUID) -> list[UUID]:
    return list(ImportJob.objects.using(OWNER).filter(tenant_id=tenant).values_list("file_key", flat=True))
