"""What one audience sees of one check."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from analytics.health.health_run import ARCHIVE, OFFICE
from communities.community.kinds import Kind
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

TABLE = "analytics_healthpart"


class HealthPart(Walled):
    """The figures and findings of a run that go to the same readers, in one row: a firm's check makes many.

    Leader and operator see each part, members and programme office those flagged for them. `figures` holds a
    number or null for each of `indicators`; `findings` a list of code, word, evidence and rank within the run. Pages
    read them row by row as HealthFigure and HealthFinding. Written by definer functions alone.
    """

    run = TenantForeignKey("analytics.HealthRun", related_name="parts")
    community = TenantForeignKey("communities.Community", related_name="+")
    kind = models.CharField(max_length=16, choices=Kind)
    for_members = models.BooleanField(default=False)
    for_office = models.BooleanField(default=False)
    indicators = ArrayField(models.CharField(max_length=40), default=list)
    figures = ArrayField(models.FloatField(null=True), default=list)
    findings = models.JSONField(default=list)

    class Meta:
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(
                TABLE,
                "run_id",
                "analytics_healthrun",
                with_columns=[("community_id", "community_id"), ("kind", "kind")],
            ),
            models.UniqueConstraint(
                fields=["tenant_id", "run", "for_members", "for_office"], name="analytics_healthpart_once"
            ),
            Policy(
                name="analytics_healthpart_read",
                command="select",
                using="(for_members and community_id in (select app.my_communities()))"
                " or community_id in (select app.my_led()) or (select app.my_party()) = 'operator'"
                f" or (for_office and {OFFICE}) or ({ARCHIVE})",
            ),
            *for_definers(TABLE, verbs=("select", "insert")),
        ]

    def __str__(self) -> str:
        return f"{len(self.figures)} figures, {len(self.findings)} findings"
