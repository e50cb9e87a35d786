"""What the commands that make clients share."""

from uuid import UUID

from django.conf import settings
from django.core.management.base import CommandError
from django.urls import reverse

from customers.clients.sandbox import open_sandbox
from tenancy.wall.functions import call
from tenancy.wall.scope import acting_for, acting_for_everyone


def tenant_called(slug: str) -> UUID:
    """The tenant's id; raises CommandError where there is none."""
    with acting_for_everyone("resolve the tenant of a new client"):
        tenant: UUID | None = call("tenant_id", slug)
    if tenant is None:
        raise CommandError(f"There is no tenant “{slug}”.")
    return tenant


def sandbox_of(tenant: UUID) -> UUID:
    """The sandbox of the tenant, made where there is none."""
    with acting_for(tenant, purpose="command"):
        return open_sandbox()


def token_url() -> str:
    """Where tokens are fetched."""
    return settings.PUBLIC_URL.rstrip("/") + reverse("identity_token")
