"""A client that is limited to source systems sees no rows of others."""

from tenancy.wall.constraints import Policy

ANY = "(select app.my_sources()) is null"
MINE = "any((select app.my_sources())::text[])"


def own_sources(table: str, *, column: str = "source", also: str = "") -> Policy:
    """What every reader of the table must pass besides its other policies; `also` are rows without that source."""
    using = f"{ANY} or {column} = {MINE}"
    return _restrictive(table, f"{using} or {also}" if also else using)


def own_accounts(table: str, *, column: str = "account_id", also: str = "") -> Policy:
    """The same for what is told of an account: its sources are those that have an id for it."""
    using = f"{ANY} or {column} in (select app.source_accounts())"
    return _restrictive(table, f"{using} or {also}" if also else using)


def own_rows_of(table: str, *, column: str, of: str) -> Policy:
    """The same for rows that hang on another table's, whose own policy decides."""
    return _restrictive(table, f"{ANY} or {column} in (select t.id from {of} t)")


def own_when_told(table: str, *, told: str) -> Policy:
    """The same for rows whose source may be in an expression, null where nothing is told of one."""
    return _restrictive(table, f"{ANY} or coalesce({told} = {MINE}, true)")


def _restrictive(table: str, using: str) -> Policy:
    return Policy(name=f"{table}_own_sources", command="select", using=using, restrictive=True)
