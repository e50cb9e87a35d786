"""What the wall needs of a table, said in `Meta.constraints` so that migrations carry it with the table.

Each class renders to plain SQL. Everything is deferred to the end of the migration, where all
tables of it exist; nothing is a deferred *constraint* (one would fail at COMMIT, outside the view).
"""

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Statement
from django.db.models import BaseConstraint

PURPOSE = "coalesce(current_setting('app.purpose', true), '')"
WALLED_ROLES = "app_rt, app_metrics, app_break"
ModelClass = type[models.Model] | None
Editor = BaseDatabaseSchemaEditor | None


class WallConstraint(BaseConstraint):
    """A piece of the wall: SQL that belongs to a table and is compared by what it says."""

    def __init__(self, *, name: str, **says: Any) -> None:
        super().__init__(name=name)
        self.says = {key: tuple(value) if isinstance(value, list) else value for key, value in says.items()}

    def create_statements(self, table: str) -> Sequence[str]:
        raise NotImplementedError

    def remove_statements(self, table: str) -> Sequence[str]:
        raise NotImplementedError

    def constraint_sql(self, model: ModelClass, schema_editor: Editor) -> str:
        if model is not None and schema_editor is not None:
            schema_editor.deferred_sql.extend(_raw(s) for s in self.create_statements(model._meta.db_table))
        return ""

    def create_sql(self, model: ModelClass, schema_editor: Editor) -> str:
        return self.constraint_sql(model, schema_editor)

    def remove_sql(self, model: ModelClass, schema_editor: Editor) -> str:
        if model is not None and schema_editor is not None:
            for statement in self.remove_statements(model._meta.db_table):
                schema_editor.execute(_raw(statement), params=None)
        return ""

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """Nothing: the database refuses, Python only words the message elsewhere."""

    def deconstruct(self) -> tuple[str, tuple[()], dict[str, Any]]:
        path = f"{type(self).__module__}.{type(self).__name__}"
        return path, (), {"name": self.name, **self.says}

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.deconstruct() == other.deconstruct()

    def __hash__(self) -> int:
        return hash((type(self), self.name))


class PrimaryKey(WallConstraint):
    """PRIMARY KEY (tenant_id, id) in the database, where Django believes in `id` alone."""

    def constraint_sql(self, model: ModelClass, schema_editor: Editor) -> str:
        # First of all deferred statements: references of the same migration need these keys.
        if model is not None and schema_editor is not None:
            schema_editor.deferred_sql[:0] = map(_raw, self.create_statements(model._meta.db_table))
        return ""

    def create_statements(self, table: str) -> Sequence[str]:
        return (
            f'alter table "{table}" drop constraint "{table}_pkey", '
            f'add constraint "{table}_pkey" primary key (tenant_id, id)',
        )

    def remove_statements(self, table: str) -> Sequence[str]:
        return (f'alter table "{table}" drop constraint "{table}_pkey", add primary key (id)',)


class Reference(WallConstraint):
    """A composite foreign key. `columns` and `to_columns` start with tenant_id and are of equal length."""

    def __init__(
        self,
        *,
        name: str,
        columns: Sequence[str],
        to: str,
        to_columns: Sequence[str] = ("tenant_id", "id"),
        on_delete: str = "no action",
    ) -> None:
        super().__init__(
            name=name, columns=tuple(columns), to=to, to_columns=tuple(to_columns), on_delete=on_delete
        )

    def create_statements(self, table: str) -> Sequence[str]:
        return (
            f'alter table "{table}" add constraint "{self.name}" foreign key ({", ".join(self.says["columns"])}) '
            f'references "{self.says["to"]}" ({", ".join(self.says["to_columns"])}) '
            f"on delete {self.says['on_delete']} not deferrable",
        )

    def remove_statements(self, table: str) -> Sequence[str]:
        return (f'alter table "{table}" drop constraint "{self.name}"',)


class RowSecurity(WallConstraint):
    """Row security, forced, with the restrictive tenant wall for every role that serves requests."""

    def __init__(self, *, name: str, tenant_column: str = "tenant_id") -> None:
        super().__init__(name=name, tenant_column=tenant_column)

    def create_statements(self, table: str) -> Sequence[str]:
        own = f"{self.says['tenant_column']} = (select app.tid())"
        return (
            f'revoke all on table "{table}" from public',
            f'alter table "{table}" enable row level security',
            f'alter table "{table}" force row level security',
            f'create policy tenant_wall on "{table}" as restrictive to {WALLED_ROLES} using ({own}) with check ({own})',
            f'create policy backup on "{table}" for select to app_backup using (true)',
            f'grant select on "{table}" to app_backup',
        )

    def remove_statements(self, table: str) -> Sequence[str]:
        return (
            f'revoke select on "{table}" from app_backup',
            f'drop policy backup on "{table}"',
            f'drop policy tenant_wall on "{table}"',
            f'alter table "{table}" no force row level security',
            f'alter table "{table}" disable row level security',
        )


class Policy(WallConstraint):
    """What `role` may do with which rows. `name` is its name in the database too.

    A row needs one of the permissive policies, and every restrictive one.
    """

    def __init__(
        self,
        *,
        name: str,
        command: str,
        role: str = "app_rt",
        using: str | None = None,
        check: str | None = None,
        restrictive: bool = False,
    ) -> None:
        super().__init__(
            name=name, command=command, role=role, using=using, check=check, restrictive=restrictive
        )

    def create_statements(self, table: str) -> Sequence[str]:
        using = f" using ({self.says['using']})" if self.says["using"] else ""
        check = f" with check ({self.says['check']})" if self.says["check"] else ""
        kind = " as restrictive" if self.says["restrictive"] else ""
        verb, role = self.says["command"], self.says["role"]
        return (f'create policy "{self.name}" on "{table}"{kind} for {verb} to {role}{using}{check}',)

    def remove_statements(self, table: str) -> Sequence[str]:
        return (f'drop policy "{self.name}" on "{table}"',)


class PurposeWall(WallConstraint):
    """A restrictive policy: rows open in scopes of the named purposes alone (`only`), or in all others (`never`).

    A purpose that ends in a colon opens with every purpose that begins so ("sheet:…").
    """

    def __init__(self, *, name: str, only: Sequence[str] = (), never: Sequence[str] = ()) -> None:
        super().__init__(name=name, only=tuple(only), never=tuple(never))

    def create_statements(self, table: str) -> Sequence[str]:
        words = " or ".join(f"{PURPOSE} {_fits(word)}" for word in self.says["only"] or self.says["never"])
        # One subselect: asked once in a statement, not for every row.
        rule = f"(select {words})" if self.says["only"] else f"(select not ({words}))"
        return (
            f'create policy "{self.name}" on "{table}" as restrictive to {WALLED_ROLES} '
            f"using ({rule}) with check ({rule})",
        )

    def remove_statements(self, table: str) -> Sequence[str]:
        return (f'drop policy "{self.name}" on "{table}"',)


def _fits(word: str) -> str:
    return f"like '{word}%'" if word.endswith(":") else f"= '{word}'"


class Grant(WallConstraint):
    """What `role` may do with the table: whole verbs in `verbs`, named columns in `select` and `update`."""

    def __init__(
        self,
        *,
        name: str,
        role: str = "app_rt",
        verbs: Sequence[str] = (),
        select: Sequence[str] = (),
        update: Sequence[str] = (),
    ) -> None:
        super().__init__(name=name, role=role, verbs=tuple(verbs), select=tuple(select), update=tuple(update))

    def _privileges(self) -> str:
        parts = list(self.says["verbs"])
        for verb in ("select", "update"):
            if self.says[verb]:
                parts.append(f"{verb} ({', '.join(self.says[verb])})")
        return ", ".join(parts)

    def create_statements(self, table: str) -> Sequence[str]:
        return (f'grant {self._privileges()} on "{table}" to {self.says["role"]}',)

    def remove_statements(self, table: str) -> Sequence[str]:
        return (f'revoke {self._privileges()} on "{table}" from {self.says["role"]}',)


def _raw(statement: str) -> Statement:
    """A statement that Django neither interpolates nor mistakes for one of another table."""
    return Statement(statement.replace("%", "%%"))
