"""Running the rules."""

import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.db import connections

from tenancy.wall.lint import exceptions
from tenancy.wall.lint.apart import RULES_APART, purpose_walls
from tenancy.wall.lint.declared import missing_checks, missing_constraints, unequal_grants
from tenancy.wall.lint.rules import RULES, TABLES

DECLARED = {
    "changeable columns": unequal_grants,
    "declared constraints": missing_constraints,
    "declared fields": missing_checks,
}


class WallBroken(RuntimeError):
    """The catalog does not say what the wall promises; nothing must serve requests on it."""


def findings(using: str = "default") -> list[str]:
    """What is wrong with the wall, one line each; empty when all is well."""
    return [f"{name}: {line}" for name, ask in questions(using).items() for line in ask()]


def questions(using: str = "default") -> Mapping[str, Callable[[], list[str]]]:
    """Each rule by its name, to be asked on its own: one line for each thing that is wrong."""
    asked = {name: partial(_found, using, statement) for name, statement in (RULES | RULES_APART).items()}
    return asked | {name: partial(_read, using, read) for name, read in DECLARED.items()}


def assert_wall(using: str = "default") -> None:
    """Raises WallBroken with every finding."""
    if found := findings(using):
        raise WallBroken("the wall has holes, refusing to serve:\n  " + "\n  ".join(found))


def _found(using: str, statement: str) -> list[str]:
    with connections[using].cursor() as cursor:
        cursor.execute(statement.format(tables=TABLES), _allowed())
        return [row[0] for row in cursor.fetchall()]


def _read(using: str, read: Callable[[Any], list[str]]) -> list[str]:
    with connections[using].cursor() as cursor:
        return read(cursor)


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
        "triggers": sorted(exceptions.TRIGGERS),
        "never_measured": sorted(exceptions.NEVER_MEASURED),
        "never_updated": sorted(exceptions.NEVER_UPDATED),
        "updated_all_the_same": sorted(exceptions.UPDATED_ALL_THE_SAME),
        "invokers": sorted(exceptions.INVOKERS),
        "across_tenants": list(exceptions.ACROSS_TENANTS),
        "apart_functions": json.dumps({t: list(named) for t, named in exceptions.APART_FUNCTIONS.items()}),
        "apart_keys": sorted(exceptions.APART_KEYS),
        "purpose_walls": json.dumps(purpose_walls()),
    }
