"""How long the firm keeps notes."""

from django.db import models

from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

TABLE = "customers_noteretention"
USUAL_MONTHS = 36
SETS = "(select app.oversees_sales())"
COLUMNS = ("months", "set_by_id", "set_at")


class NoteRetention(Walled):
    """After so many months the words and names of a note are removed; without a row, USUAL_MONTHS."""

    months = models.IntegerField()
    set_by = TenantForeignKey("tenancy.Person", related_name="+")
    set_at = models.DateTimeField()

    changeable = ("months", "set_by", "set_at")

    class Meta:
        constraints = [
            *walled(TABLE, changeable=COLUMNS),
            refers(TABLE, "set_by_id", "tenancy_person"),
            models.UniqueConstraint(fields=["tenant_id"], name="customers_noteretention_once"),
            models.CheckConstraint(
                condition=models.Q(months__gte=1) & models.Q(months__lte=120),
                name="customers_noteretention_months",
            ),
            Policy(
                name="customers_noteretention_read",
                command="select",
                using="(select app.my_party()) = 'staff'",
            ),
            Policy(
                name="customers_noteretention_set",
                command="insert",
                check=f"set_by_id = (select app.pid()) and {SETS}",
            ),
            Policy(
                name="customers_noteretention_change",
                command="update",
                using=SETS,
                check=f"set_by_id = (select app.pid()) and {SETS}",
            ),
            *for_definers(TABLE),
        ]

    def __str__(self) -> str:
        return str(self.months)
