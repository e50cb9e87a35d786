"""What the models declare and the database must hold."""

from typing import Any

from django.apps import apps
from django.db import models

from tenancy.wall.constraints import Grant, PrimaryKey, RowSecurity
from tenancy.wall.tables import Walled

NEVER_NEGATIVE = (
    models.PositiveIntegerField,
    models.PositiveSmallIntegerField,
    models.PositiveBigIntegerField,
)


def unequal_grants(cursor: Any) -> list[str]:
    """Models whose `changeable` is not what app_rt may update."""
    cursor.execute(
        "select c.relname::text, array_agg(a.attname::text) from pg_attribute a "
        "join pg_class c on c.oid = a.attrelid cross join lateral aclexplode(a.attacl) x "
        "where x.privilege_type = 'UPDATE' and pg_get_userbyid(x.grantee) = 'app_rt' group by 1"
    )
    granted = {table: set(columns) for table, columns in cursor.fetchall()}
    lines = []
    for model in apps.get_models():
        if issubclass(model, Walled):
            columns = {field.name: field.column or "" for field in model._meta.concrete_fields}
            said = {columns[name] for name in model.changeable}
            if said != granted.get(model._meta.db_table, set()):
                actual = sorted(granted.get(model._meta.db_table, ()))
                lines.append(f"{model._meta.db_table} says {sorted(said)} but is granted {actual}")
    return lines


def missing_constraints(cursor: Any) -> list[str]:
    """Keys, checks and policies that a model declares and the database does not hold."""
    cursor.execute(
        "select conname::text from pg_constraint union select polname::text from pg_policy "
        "union select relname::text from pg_class where relkind = 'i'"
    )
    held = {row[0] for row in cursor.fetchall()}
    return [
        f"{model._meta.db_table} lacks {constraint.name}"
        for model in apps.get_models()
        for constraint in model._meta.constraints
        if not isinstance(constraint, (PrimaryKey, RowSecurity, Grant)) and constraint.name not in held
    ]


def missing_checks(cursor: Any) -> list[str]:
    """Columns whose kind of field allows no value below zero, while the database would take one."""
    cursor.execute(
        "select conrelid::regclass::text, translate(pg_get_constraintdef(oid), '()\"', '') "
        "from pg_constraint where contype = 'c'"
    )
    held = set(cursor.fetchall())
    return [
        f"{model._meta.db_table} lacks the check of {field.column}"
        for model in apps.get_models()
        if model._meta.managed
        for field in model._meta.local_fields
        if isinstance(field, NEVER_NEGATIVE)
        and (model._meta.db_table, f"CHECK {field.column} >= 0") not in held
    ]
