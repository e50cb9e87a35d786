"""Two accounts that turned out to be one."""

from django.db import models

from customers.accounts.account import READS
from customers.sources.own_sources import own_accounts
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

TABLE = "customers_accountmerge"


class AccountMerge(Walled):
    """`account` is the same as `survivor`, which is shown from then on; kept when it is undone.

    Nothing is moved: the account's record stays as its source tells it and its sales stay on it, they are
    added to the survivor's wherever figures are shown. So an import of either id goes on as before, and
    undoing gives back exactly what was there.
    """

    account = TenantForeignKey("customers.Account", related_name="merges")
    survivor = TenantForeignKey("customers.Account", related_name="merged")
    why = models.CharField(max_length=500, blank=True)
    merged_by = TenantForeignKey("tenancy.Person", null=True, related_name="+")
    merged_at = models.DateTimeField()
    undone_by = TenantForeignKey("tenancy.Person", null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-merged_at",)
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(TABLE, "account_id", "customers_account"),
            refers(TABLE, "survivor_id", "customers_account"),
            refers(TABLE, "merged_by_id", "tenancy_person"),
            refers(TABLE, "undone_by_id", "tenancy_person"),
            models.UniqueConstraint(
                fields=["tenant_id", "account"],
                condition=models.Q(undone_at__isnull=True),
                name="customers_accountmerge_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(account=models.F("survivor")), name="customers_accountmerge_other"
            ),
            Policy(
                name="customers_accountmerge_read",
                command="select",
                using=READS.format(account="survivor_id"),
            ),
            own_accounts(TABLE, also="survivor_id in (select app.source_accounts())"),
            *for_definers(TABLE, verbs=("select", "insert"), update=("undone_by_id", "undone_at")),
        ]
        indexes = [models.Index(fields=["tenant_id", "survivor"], name="customers_merge_survivor")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.merged_at:%Y-%m-%d}"
