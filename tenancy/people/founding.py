"""Making tenants, portals and persons who can sign in; the owner's commands and the demo call it."""

from collections.abc import Sequence
from datetime import date
from typing import cast
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db import transaction

from tenancy.people.person import Party
from tenancy.people.user import User
from tenancy.wall.functions import call


def found_tenant(slug: str, *, name: str, unit: str = "", time_zone: str = "Europe/Zurich") -> UUID:
    """A tenant; needs the owner's connection. Raises IntegrityError when the slug is taken."""
    return cast(UUID, call("create_tenant", slug, name, unit, time_zone, using="owner"))


def found_portal(tenant: UUID, *, slug: str, name: str, operator: str, sponsor: str) -> UUID:
    """A portal of the tenant's members."""
    return cast(UUID, call("create_portal", tenant, slug, name, operator, sponsor, using="owner"))


def found_person(
    tenant: UUID,
    *,
    party: Party,
    name: str,
    roles: Sequence[str] = (),
    user: User | None = None,
    verified_until: date | None = None,
) -> UUID:
    """A person of the tenant, tied to `user` if given."""
    login = user.pk if user else None
    return cast(
        UUID, call("create_person", tenant, login, party, name, list(roles), verified_until, using="owner")
    )


def found_user(email: str, *, password: str) -> User:
    """A user with a confirmed address who can sign in at once; an existing one keeps her password."""
    with transaction.atomic(using="auth"):
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            user = User.objects.create_user(email, password)
            EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        return user
