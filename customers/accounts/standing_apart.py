"""Two accounts that look alike and are two."""

from django.db import models

from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, refers, walled

TABLE = "customers_standingapart"
OVERSEES = "(select app.oversees_sales())"


class StandingApart(Walled):
    """Somebody's word that `one` and `other` are different houses, so that nobody is asked again.

    The pair is kept in the order of its ids; taking the word back removes the row, the log keeps both.
    """

    one = TenantForeignKey("customers.Account", related_name="+")
    other = TenantForeignKey("customers.Account", related_name="+")
    said_by = TenantForeignKey("tenancy.Person", related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        ordering = ("-said_at",)
        constraints = [
            *walled(TABLE, verbs=("select", "insert", "delete")),
            refers(TABLE, "one_id", "customers_account"),
            refers(TABLE, "other_id", "customers_account"),
            refers(TABLE, "said_by_id", "tenancy_person"),
            models.UniqueConstraint(
                fields=["tenant_id", "one", "other"], name="customers_standingapart_once"
            ),
            models.CheckConstraint(
                condition=models.Q(one__lt=models.F("other")), name="customers_standingapart_order"
            ),
            Policy(name="customers_standingapart_read", command="select", using=OVERSEES),
            Policy(
                name="customers_standingapart_say",
                command="insert",
                check=f"said_by_id = (select app.pid()) and {OVERSEES}",
            ),
            Policy(name="customers_standingapart_take_back", command="delete", using=OVERSEES),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} {self.other_id}"
