"""What a wave has found about one topic."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from communities.community.kinds import Kind
from communities.pulse.items import BY_CODE, FEWEST_ANSWERS
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, for_metrics, refers, walled

TABLE = "communities_pulseresult"


class PulseResult(Walled):
    """Mean of a topic over at least five people; the table cannot hold one over fewer.

    `alpha` is Cronbach's, where a topic has several statements. `high` is the share that answered 4 or 5, kept
    of the statements about workload alone. `low_middle_high` counts people below 2.5, between, and above 3.5,
    and is there only if each of the three holds at least five. Written once, by counting.
    """

    wave = TenantForeignKey("communities.PulseWave", related_name="results")
    community = TenantForeignKey("communities.Community", related_name="+")
    kind = models.CharField(max_length=16, choices=Kind)
    topic = models.CharField(max_length=12)
    n = models.PositiveIntegerField()
    mean = models.FloatField()
    alpha = models.FloatField(null=True)
    high = models.FloatField(null=True)
    low_middle_high = ArrayField(models.PositiveIntegerField(), null=True)

    class Meta:
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(
                TABLE,
                "wave_id",
                "communities_pulsewave",
                with_columns=[("community_id", "community_id"), ("kind", "kind")],
            ),
            models.UniqueConstraint(
                fields=["tenant_id", "wave", "topic"], name="communities_pulseresult_once"
            ),
            models.CheckConstraint(
                condition=models.Q(n__gte=FEWEST_ANSWERS), name="communities_pulseresult_enough"
            ),
            models.CheckConstraint(
                condition=models.Q(topic__in=list(BY_CODE)), name="communities_pulseresult_topic"
            ),
            Policy(
                name="communities_pulseresult_read",
                command="select",
                using="community_id in (select app.my_communities())",
            ),
            *for_definers(TABLE, verbs=("select", "insert")),
            *for_metrics(TABLE, ("tenant_id", "wave_id", "community_id", "topic", "n", "mean", "high")),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.mean:.2f} (n = {self.n})"
