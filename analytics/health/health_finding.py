"""One finding of one check, for reading."""

from django.db import models

from analytics.health.health_run import Word
from communities.community.kinds import Kind
from tenancy.wall.tables import TenantForeignKey


class HealthFinding(models.Model):
    """Something that a check noticed; its words stand in `wording.py` under `code`.

    A finding of HealthPart as a row of its own: a view, with the rights of whoever reads it. Name a run or its
    community beside `id`: the database finds parts by these.
    """

    tenant_id = models.UUIDField()
    id = models.UUIDField(primary_key=True)
    run = TenantForeignKey("analytics.HealthRun", related_name="findings")
    community = TenantForeignKey("communities.Community", related_name="+")
    kind = models.CharField(max_length=16, choices=Kind)
    code = models.CharField(max_length=40)
    word = models.CharField(max_length=8, choices=Word)
    evidence = models.JSONField(default=dict)
    rank = models.SmallIntegerField()

    class Meta:
        managed = False
        db_table = "analytics_healthfinding"
        ordering = ("rank",)

    def __str__(self) -> str:
        return self.code
