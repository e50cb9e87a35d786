"""The pattern of every walled table: base model, fields and the usual sets of constraints."""

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from uuid_utils.compat import uuid7

from tenancy.wall.constraints import Grant, Policy, PrimaryKey, Reference, RowSecurity
from tenancy.wall.refusals import NoScope
from tenancy.wall.scope import current_scope

__all__ = ["TenantForeignKey", "Walled", "for_definers", "for_metrics", "refers", "uuid7", "walled"]


def acting_tenant() -> UUID:
    """The tenant of the open scope; raises NoScope outside of one."""
    scope = current_scope()
    if scope is None:
        raise NoScope("a walled row was made outside acting_for()")
    return scope.tenant_id


class Walled(models.Model):
    """A row that belongs to one tenant. `changeable` names the columns that may ever be updated."""

    tenant_id = models.UUIDField(default=acting_tenant, editable=False)
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)

    changeable: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        """Inserts, or updates the changeable columns only (the grant covers no others)."""
        if self._state.adding:
            options["force_insert"] = True
        elif options.get("update_fields") is None:
            options["update_fields"] = self.changeable
        super().save(*args, **options)


class TenantForeignKey(models.ForeignKey[Any, Any]):
    """A relation inside the tenant. The database holds it as a composite key (see `refers`)."""

    def __init__(self, to: Any, on_delete: Any = models.DO_NOTHING, **options: Any) -> None:
        options.setdefault("db_constraint", False)
        options.setdefault("db_index", False)
        super().__init__(to, on_delete, **options)


def walled(
    table: str, *, verbs: Sequence[str] = ("select", "insert"), changeable: Sequence[str] = ()
) -> list[models.BaseConstraint]:
    """Composite key, forced row security and what app_rt may do at all; policies say with which rows."""
    constraints: list[models.BaseConstraint] = [
        PrimaryKey(name=f"{table}_key"),
        RowSecurity(name=f"{table}_rows"),
    ]
    if verbs or changeable:
        constraints.append(Grant(name=f"{table}_rt", verbs=verbs, update=changeable))
    return constraints


def refers(
    table: str,
    column: str,
    to: str,
    *,
    with_columns: Sequence[tuple[str, str]] = (),
    on_delete: str = "no action",
) -> Reference:
    """Composite foreign key (tenant_id, column, …) to (tenant_id, id, …); `with_columns` pairs ours and theirs."""
    return Reference(
        name=f"{table}_{column}_ref",
        columns=("tenant_id", column, *(ours for ours, _ in with_columns)),
        to=to,
        to_columns=("tenant_id", "id", *(theirs for _, theirs in with_columns)),
        on_delete=on_delete,
    )


def for_definers(
    table: str, *, verbs: Sequence[str] = ("select",), update: Sequence[str] = ()
) -> list[models.BaseConstraint]:
    """What definer functions may do with the table; they filter by app.tid() themselves."""
    return [
        Grant(name=f"{table}_sec", role="app_sec", verbs=verbs, update=update),
        Policy(name=f"{table}_sec_rows", command="all", role="app_sec", using="true", check="true"),
    ]


def for_metrics(table: str, columns: Sequence[str]) -> list[models.BaseConstraint]:
    """Named columns for app_metrics: ids, authors, times and kinds, never bodies, titles or file names."""
    return [
        Grant(name=f"{table}_metrics", role="app_metrics", select=columns),
        Policy(name=f"{table}_metrics_rows", command="select", role="app_metrics", using="true"),
    ]
