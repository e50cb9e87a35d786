"""What must be true of the database before a process serves on it."""

from django.db import connections

from tenancy.wall.bootstrap import MINIMUM_SERVER_VERSION
from tenancy.wall.lint import assert_wall


class UnsafeDatabase(RuntimeError):
    """The connection would pass the wall, or the server is too old to hold it; nothing is served."""


def refuse_unsafe_database(using: str = "default") -> None:
    """Raises UnsafeDatabase for a server below version 18 or a role that owns tables or passes row security,
    WallBroken when the lint finds anything in the catalog.
    """
    with connections[using].cursor() as cursor:
        version = cursor.connection.server_version
        if version < MINIMUM_SERVER_VERSION:
            raise UnsafeDatabase(f"PostgreSQL {version // 10000} is too old; 18 or newer is needed")
        cursor.execute(
            "select current_user, r.rolsuper or r.rolbypassrls or pg_has_role(r.oid, c.relowner, 'member') "
            "from pg_roles r, pg_class c "
            "where r.rolname = current_user and c.oid = 'public.tenancy_tenant'::regclass"
        )
        role, may_pass = cursor.fetchone()
    if may_pass:
        raise UnsafeDatabase(f"{role} is a superuser or owns the tables; serve as app_rt")
    assert_wall(using)
    connections[using].close()
