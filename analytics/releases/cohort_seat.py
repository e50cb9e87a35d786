"""A person of a fixed group."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from communities.community.kinds import Kind
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, for_metrics, refers, walled

TABLE = "analytics_cohortseat"


class CohortSeat(Walled):
    """One member of the group that was frozen for a community in the month `since`.

    Nobody reads these rows: a definer function writes them, the measuring role counts with them.

    `wrote` and `acted` hold what is counted of her for each month of the group, the last one last. Whoever is gone
    is counted on as in the `stayed` months before: else the figures would tell what she did by its absence.
    """

    community = TenantForeignKey("communities.Community", related_name="+")
    kind = models.CharField(max_length=16, choices=Kind)
    since = models.DateField()
    person = TenantForeignKey("tenancy.Person", related_name="+")
    wrote = ArrayField(models.IntegerField(null=True), default=list)
    acted = ArrayField(models.BooleanField(null=True), default=list)
    stayed = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            *walled(TABLE, verbs=()),
            refers(TABLE, "community_id", "communities_community", with_columns=[("kind", "kind")]),
            refers(TABLE, "person_id", "tenancy_person"),
            models.UniqueConstraint(
                fields=["tenant_id", "community", "since", "person"], name="analytics_cohortseat_once"
            ),
            models.CheckConstraint(
                condition=models.Q(kind=Kind.CUSTOMER), name="analytics_cohortseat_of_customers"
            ),
            *for_definers(TABLE, verbs=("select", "insert"), update=("wrote", "acted", "stayed")),
            *for_metrics(TABLE, ("tenant_id", "community_id", "since", "person_id", "wrote", "acted")),
        ]

    def __str__(self) -> str:
        return f"{self.since:%Y-%m}"
