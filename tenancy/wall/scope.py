"""Who acts: the only code that sets tenant, person and purpose on a connection."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from uuid import UUID

from django.db import connections, transaction

from tenancy.wall.refusals import NestedScope

SETTINGS = ("app.tenant_id", "app.person_id", "app.purpose")


@dataclass(frozen=True, slots=True)
class Scope:
    """The tenant and person that the current transaction acts for."""

    tenant_id: UUID
    person_id: UUID | None
    purpose: str
    using: str


_current: ContextVar[Scope | None] = ContextVar("scope", default=None)


def current_scope() -> Scope | None:
    """The open scope, or None outside of any."""
    return _current.get()


@contextmanager
def acting_for(
    tenant: UUID,
    person: UUID | None = None,
    *,
    purpose: str = "",
    using: str = "default",
    read_only: bool = False,
) -> Iterator[Scope]:
    """One transaction on `using` in which the database sees this tenant, person and purpose.

    Raises NestedScope inside another scope. When it ends, nothing of it remains on the connection.
    """
    if _current.get() is not None:
        raise NestedScope("acting_for() does not nest; close the scope before opening another")
    scope = Scope(tenant, person, purpose, using)
    connection = connections[using]
    try:
        with transaction.atomic(using=using):
            _set(using, str(tenant), str(person) if person else "", purpose)
            if read_only:
                with connection.cursor() as cursor:
                    cursor.execute("set transaction read only")
            token = _current.set(scope)
            try:
                yield scope
            finally:
                _current.reset(token)
    finally:
        # Settings end with a transaction; inside an outer one (a test) they must be cleared by hand.
        if connection.in_atomic_block and not connection.needs_rollback:
            _set(using, "", "", "")


@contextmanager
def acting_for_everyone(reason: str) -> Iterator[None]:
    """The one greppable exit: no tenant is set, only narrow definer functions answer.

    Used for sign-in, resolving a tenant and fan-out by the dispatcher; `reason` is for the reader.
    """
    if _current.get() is not None:
        raise NestedScope(f"{reason}: acting_for_everyone() does not nest inside a scope")
    yield


def _set(using: str, *values: str) -> None:
    with connections[using].cursor() as cursor:
        cursor.execute(
            "select set_config('app.tenant_id', %s, true), set_config('app.person_id', %s, true), "
            "set_config('app.purpose', %s, true)",
            values,
        )
