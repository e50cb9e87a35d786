"""What was known of an account when a run placed it."""

from django.db import models

from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

TABLE = "customers_segmentevidence"


class SegmentEvidence(Walled):
    """The facts that one run used for one account, and where they placed it ("" for nowhere).

    Nobody reads this table: `app.explain_segment` shows the values to who may see that account's figures.
    """

    run = TenantForeignKey("customers.SegmentRun", related_name="+")
    account = TenantForeignKey("customers.Account", related_name="+")
    key = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=80, blank=True)
    facts = models.JSONField(default=dict)

    class Meta:
        constraints = [
            *walled(TABLE, verbs=()),
            refers(TABLE, "run_id", "customers_segmentrun"),
            refers(TABLE, "account_id", "customers_account"),
            models.UniqueConstraint(
                fields=["tenant_id", "account", "run"], name="customers_segmentevidence_once"
            ),
            *for_definers(TABLE, verbs=("select", "insert")),
        ]
        indexes = [models.Index(fields=["tenant_id", "run"], name="customers_segmentevidence_run")]

    def __str__(self) -> str:
        return self.key
