"""A client that is limited to source systems sees no rows of others."""

from tenancy.wall.constraints import Policy

MINE = "any((select app.my_sources())::text[])"


def own_sources(table: str, *, also: str = "") -> Policy:
    """What every reader of the table must pass besides its other policies; `also` are rows without that source."""
    using = f"(select app.my_sources()) is null or source = {MINE}"
    return Policy(
        name=f"{table}_own_sources",
        command="select",
        using=f"{using} or {also}" if also else using,
        restrictive=True,
    )
