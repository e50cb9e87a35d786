"""Ties of rows in a community's rooms: to its seats, to its kind."""

from tenancy.wall.constraints import Reference
from tenancy.wall.tables import refers

# The sponsor's side of a community of practice: whoever set it up.
OFFICE = "(kind = 'induced_cop' and (select app.has_role('programme_office')))"
SPONSOR = (
    "(kind = 'induced_cop'"
    " and ((select app.has_role('management')) or (select app.has_role('programme_office'))))"
)
OPENS = "community_id in (select app.my_communities())"
LEADS = "community_id in (select app.my_led())"
MODERATES = "community_id in (select app.my_moderated())"


def seated(table: str, column: str) -> Reference:
    """The person in `column` has, or had, a seat in the row's community."""
    return Reference(
        name=f"{table}_{column}_seat",
        columns=("tenant_id", "community_id", column),
        to="communities_membership",
        to_columns=("tenant_id", "community_id", "person_id"),
    )


def of_kind(table: str) -> Reference:
    """The row's `kind` is its community's."""
    return refers(table, "community_id", "communities_community", with_columns=[("kind", "kind")])
