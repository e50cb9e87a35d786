"""The rules of one country."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, refers, walled

TABLE = "customers_countryrules"
STAFF = "(select app.my_party()) = 'staff'"
SETS = (
    "(select app.has_role('tenant_admin')) or (select app.has_role('compliance'))"
    " or (select app.has_role('management'))"
)
RULES = ("time_zone", "languages", "mails_surveys", "asks_by_name", "guidance")


class CountryRules(Walled):
    """What holds in a country for whoever deals with its centres; a country without rules is free of them.

    `time_zone` is an IANA name, `languages` are codes, the first one is the usual one. `mails_surveys` says
    whether contacts may be invited to surveys by mail, `asks_by_name` whether answers may be kept by name;
    invitations obey both. `guidance` is read on the pages of the country's accounts.
    """

    country = models.CharField(max_length=2)
    time_zone = models.CharField(max_length=60)
    languages = ArrayField(models.CharField(max_length=8), default=list)
    mails_surveys = models.BooleanField(default=True)
    asks_by_name = models.BooleanField(default=True)
    guidance = models.CharField(max_length=1000, blank=True)
    set_by = TenantForeignKey("tenancy.Person", related_name="+")
    set_at = models.DateTimeField()

    changeable = (*RULES, "set_by", "set_at")

    class Meta:
        ordering = ("country",)
        constraints = [
            *walled(TABLE, verbs=("select", "insert"), changeable=(*RULES, "set_by_id", "set_at")),
            refers(TABLE, "set_by_id", "tenancy_person"),
            models.UniqueConstraint(fields=["tenant_id", "country"], name="customers_countryrules_once"),
            models.CheckConstraint(
                condition=models.Q(country__regex="^[A-Z]{2}$"), name="customers_countryrules_code"
            ),
            Policy(name="customers_countryrules_read", command="select", using=STAFF),
            Policy(
                name="customers_countryrules_set",
                command="insert",
                check=f"set_by_id = (select app.pid()) and ({SETS})",
            ),
            Policy(
                name="customers_countryrules_change",
                command="update",
                using=SETS,
                check=f"set_by_id = (select app.pid()) and ({SETS})",
            ),
        ]

    def __str__(self) -> str:
        return self.country
