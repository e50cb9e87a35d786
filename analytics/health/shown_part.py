"""A part of a check with who may see it: what figures and findings have in common."""

from collections.abc import Sequence

from django.db import models

from analytics.health.health_run import ARCHIVE, OFFICE
from communities.community.kinds import Kind
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled


class ShownPart(Walled):
    """A row of a run: leader and operator see it, members and programme office where flagged for them."""

    run = TenantForeignKey("analytics.HealthRun", related_name="%(class)ss")
    community = TenantForeignKey("communities.Community", related_name="+")
    kind = models.CharField(max_length=16, choices=Kind)
    for_members = models.BooleanField(default=False)
    for_office = models.BooleanField(default=False)

    class Meta:
        abstract = True


def shown(table: str) -> Sequence[models.BaseConstraint]:
    """Key, wall and the one reading policy of such a table."""
    return [
        *walled(table, verbs=("select",)),
        refers(
            table,
            "run_id",
            "analytics_healthrun",
            with_columns=[("community_id", "community_id"), ("kind", "kind")],
        ),
        Policy(
            name=f"{table}_read",
            command="select",
            using="(for_members and community_id in (select app.my_communities()))"
            " or community_id in (select app.my_led()) or (select app.my_party()) = 'operator'"
            f" or (for_office and {OFFICE}) or ({ARCHIVE})",
        ),
        *for_definers(table, verbs=("select", "insert")),
    ]
