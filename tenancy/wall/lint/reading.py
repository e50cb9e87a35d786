"""Running the rules."""

import json
from typing import Any

from django.apps import apps
from django.db import connections

from tenancy.wall.constraints import Grant, PrimaryKey, RowSecurity
from tenancy.wall.lint import exceptions
from tenancy.wall.lint.apart import RULES_APART, purpose_walls
from tenancy.wall.lint.rules import RULES, TABLES
from tenancy.wall.tables import Walled


class WallBroken(RuntimeError):
    """The catalog does not say what the wall promises; nothing must serve requests on it."""


def findings(using: str = "default") -> list[str]:
    """What is wrong with the wall, one line each; empty when all is well."""
    lines = []
    with connections[using].cursor() as cursor:
        for name, statement in (RULES | RULES_APART).items():
            cursor.execute(statement.format(tables=TABLES), _allowed())
            lines += [f"{name}: {row[0]}" for row in cursor.fetchall()]
        lines += [f"changeable columns: {line}" for line in _unequal_grants(cursor)]
        lines += [f"declared constraints: {line}" for line in _missing_constraints(cursor)]
    return lines


def assert_wall(using: str = "default") -> None:
    """Raises WallBroken with every finding."""
    if found := findings(using):
        raise WallBroken("the wall has holes, refusing to serve:\n  " + "\n  ".join(found))


def _allowed() -> dict[str, Any]:
    identity = [table for table, why in exceptions.GLOBAL_TABLES.items() if "bookkeeping" not in why]
    return {
        "global_tables": list(exceptions.GLOBAL_TABLES),
        "identity": identity,
        "tenant_column": json.dumps(exceptions.TENANT_COLUMN),
        "global_unique": list(exceptions.GLOBAL_UNIQUE),
        "loose": sorted(exceptions.LOOSE_IDS),
        "deletable": sorted(exceptions.DELETABLE),
        "analyzed": sorted(exceptions.ANALYZED),
        "never_measured": sorted(exceptions.NEVER_MEASURED),
        "never_updated": sorted(exceptions.NEVER_UPDATED),
        "updated_all_the_same": sorted(exceptions.UPDATED_ALL_THE_SAME),
        "invokers": sorted(exceptions.INVOKERS),
        "across_tenants": list(exceptions.ACROSS_TENANTS),
        "apart_functions": json.dumps({t: list(named) for t, named in exceptions.APART_FUNCTIONS.items()}),
        "apart_keys": sorted(exceptions.APART_KEYS),
        "purpose_walls": json.dumps(purpose_walls()),
    }


def _unequal_grants(cursor: Any) -> list[str]:
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


def _missing_constraints(cursor: Any) -> list[str]:
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
