"""One statement that reads, with its scope and the proof of its credential, in one round trip to the database."""

from collections.abc import Sequence
from contextlib import nullcontext
from typing import Any
from uuid import UUID

from django.db import DatabaseError, InterfaceError, OperationalError, connections, transaction
from psycopg2 import errors

from tenancy.wall.refusals import NestedScope
from tenancy.wall.scope import current_scope

ENTER = (
    "select set_config('app.tenant_id', %s, true), set_config('app.person_id', '', true), "
    "set_config('app.purpose', %s, true); "
)
PROVE = "select app.prove_credential(%s, %s, %s); "
LEAVE = (
    "select set_config('app.tenant_id', '', true), set_config('app.person_id', '', true), "
    "set_config('app.purpose', '', true)"
)
Proof = tuple[str, str | None, str]
"""Hash of a credential, address of the caller, and what the credential was found to be as JSON."""


class CredentialChanged(Exception):
    """The credential is not any more what it was when it was last asked for: nothing was read."""


def rows_at_once(
    statement: str,
    parameters: Sequence[Any],
    *,
    tenant: UUID,
    purpose: str,
    proof: Proof | None,
    using: str = "default",
) -> list[tuple[Any, ...]]:
    """The rows of one reading statement for this tenant and purpose, in a transaction of its own.

    All is sent as one text, which PostgreSQL takes as one transaction. With a `proof` the database looks the
    credential up again first; raises CredentialChanged where it is in force no more, or otherwise. A connection
    that was lost since its last use is opened again once. Raises NestedScope inside a scope.
    """
    if current_scope() is not None:
        raise NestedScope("rows_at_once() does not nest; close the scope before")
    before, told = ENTER, list[Any]([str(tenant), purpose])
    if proof:
        before, told = before + PROVE, [*told, *proof]
    connection = connections[using]
    inside = connection.in_atomic_block
    try:
        return _fetched(before + statement, [*told, *parameters], using=using)
    except (OperationalError, InterfaceError):
        if inside or connection.is_usable():
            raise
        connection.close()
        return _fetched(before + statement, [*told, *parameters], using=using)
    except DatabaseError as error:
        if isinstance(error.__cause__, errors.RaiseException) and "credential_changed" in str(error):
            raise CredentialChanged from error
        raise
    finally:
        # Settings end with a transaction; inside an outer one (a test) they must be cleared by hand.
        if inside and not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute(LEAVE)


def _fetched(statement: str, parameters: Sequence[Any], *, using: str) -> list[tuple[Any, ...]]:
    connection = connections[using]
    # A lost connection shows itself; asking beforehand would be a round trip more.
    connection.health_check_done = True  # type: ignore[attr-defined]  # of Django's own, untold
    alone = transaction.atomic(using=using) if connection.in_atomic_block else nullcontext()
    with alone, connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())
