"""Migration operations that the wall needs beside tables: definer functions and walks over all tenants."""

from collections.abc import Callable, Iterable
from typing import Any

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import RunPython, RunSQL
from django.db.migrations.state import ProjectState


def _itself(state: ProjectState, app_label: str, model_name: str, delay: bool) -> set[tuple[str, str]]:
    """The models to render again when one has changed: that one alone.

    Django renders everything that shares a target of its relations, and since every walled table refers to a
    person that is nearly all tables, once for each operation. Statements name columns and tables; they never ask
    a neighbour's class for more than the type of its key.
    """
    return {(app_label, model_name)}


ProjectState._find_reload_model = _itself  # type: ignore[attr-defined]  # not public
SEARCH_PATH = "set search_path = pg_catalog, app, public, pg_temp"


class Function(RunSQL):
    """A function in schema `app`.

    `signature` is name and typed arguments, `body` the text between the dollar quotes. A definer
    function is owned by app_sec, runs with a pinned search path (pg_temp last, so that nobody's
    temporary table is believed) and can be executed by `roles` alone.
    """

    def __init__(
        self,
        signature: str,
        *,
        returns: str,
        body: str,
        roles: Iterable[str] = ("app_rt",),
        language: str = "sql",
        volatility: str = "stable",
        definer: bool = True,
        options: str = "",
    ) -> None:
        self.says: dict[str, Any] = {
            "returns": returns,
            "body": body,
            "roles": tuple(roles),
            "language": language,
            "volatility": volatility,
            "definer": definer,
            "options": options,
        }
        self.signature = signature
        security = f"security definer {SEARCH_PATH}" if definer else ""
        become, leave = (["set local role app_sec"], ["set local role none"]) if definer else ([], [])
        types = _types(signature)
        if language == "plpgsql":  # arguments are named in the words of the field, as columns are
            body = f"#variable_conflict use_variable\n{body}"
        super().__init__(
            sql=[
                "set local check_function_bodies = off",
                *become,
                f"create or replace function app.{signature} returns {returns} language {language} {volatility} "
                f"{options} {security} as $body$ {body} $body$",
                f"revoke all on function app.{types} from public",
                f"grant execute on function app.{types} to {', '.join(self.says['roles'])}",
                *leave,
            ],
            reverse_sql=[*become, f"drop function if exists app.{types}", *leave],
        )

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.signature], dict(self.says)

    def describe(self) -> str:
        return f"Function app.{self.signature}"


def _types(signature: str) -> str:
    """`name(a uuid, b text default '')` becomes `name(uuid, text)`, as REVOKE wants it."""
    name, _, arguments = signature.partition("(")
    kept = []
    for argument in filter(None, (part.strip() for part in arguments.rstrip(")").split(","))):
        kept.append(argument.split(" default ")[0].split(" ", 1)[1])
    return f"{name}({', '.join(kept)})"


class ForEachTenant(RunPython):
    """A data migration under the wall: `change(apps, editor, tenant_id)` returns the rows it touched.

    The owner is walled as well, so a policy for it is opened on `tables` for this operation only.
    Raises RuntimeError when no row was touched although there are tenants.
    """

    def __init__(
        self, change: Callable[[Apps, BaseDatabaseSchemaEditor, str], int], *, tables: Iterable[str]
    ) -> None:
        self.tables = tuple(tables)
        self.change = change
        super().__init__(self._walk, RunPython.noop)

    def _walk(self, apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        for table in (*self.tables, "tenancy_tenant"):
            editor.execute(
                f'create policy migrating on "{table}" to app_owner using (true) with check (true)'
            )
        with editor.connection.cursor() as cursor:
            cursor.execute("select id from tenancy_tenant order by id")
            tenants = [str(row[0]) for row in cursor.fetchall()]
            touched = 0
            for tenant in tenants:
                cursor.execute("select set_config('app.tenant_id', %s, true)", [tenant])
                touched += self.change(apps, editor, tenant)
            cursor.execute("select set_config('app.tenant_id', '', true)")
        for table in (*self.tables, "tenancy_tenant"):
            editor.execute(f'drop policy migrating on "{table}"')
        if tenants and not touched:
            raise RuntimeError(f"{self.change.__name__} touched no row of {', '.join(self.tables)}")
