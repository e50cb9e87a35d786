"""The firm's own case file: which account was invited into which programme, and when."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

TABLE = "customers_communitycase"
WRITES = "(select app.oversees_sales()) or account_id in (select app.my_accounts())"
CHANGEABLE = ("programme", "invited_on", "opened_on")


class Arm(models.TextChoices):
    """What the account takes part in; accounts without a case take part in nothing."""

    COMMUNITY = "community", _("Customer community")
    OTHER_PROJECT = "other_project", _("Other customer project")


class CommunityCase(Walled):
    """An account's place in a programme of the firm, as the firm itself recorded it.

    The dates are those of the invitation and of the opening: the treatment of the uplift report. Nothing
    that members do is in it, and no member of a community can be told from it.
    """

    account = TenantForeignKey("customers.Account", related_name="cases")
    arm = models.CharField(max_length=16, choices=Arm)
    programme = models.CharField(max_length=120)
    invited_on = models.DateField(null=True, blank=True)
    opened_on = models.DateField(null=True, blank=True)
    recorded_by = TenantForeignKey("tenancy.Person", null=True, related_name="+")
    recorded_at = models.DateTimeField()

    changeable = CHANGEABLE

    class Meta:
        ordering = ("opened_on", "invited_on")
        constraints = [
            *walled(TABLE, verbs=("select", "insert"), changeable=CHANGEABLE),
            refers(TABLE, "account_id", "customers_account"),
            refers(TABLE, "recorded_by_id", "tenancy_person"),
            models.UniqueConstraint(
                fields=["tenant_id", "account", "arm", "programme"], name="customers_communitycase_once"
            ),
            models.CheckConstraint(
                condition=models.Q(arm__in=Arm.values), name="customers_communitycase_arm"
            ),
            models.CheckConstraint(
                condition=models.Q(invited_on__isnull=False) | models.Q(opened_on__isnull=False),
                name="customers_communitycase_dated",
            ),
            Policy(name="customers_communitycase_read", command="select", using=WRITES),
            Policy(
                name="customers_communitycase_record",
                command="insert",
                check=f"recorded_by_id = (select app.pid()) and ({WRITES})",
            ),
            Policy(name="customers_communitycase_change", command="update", using=WRITES, check=WRITES),
            *for_definers(TABLE, verbs=("select", "insert"), update=("invited_on", "opened_on")),
        ]
        indexes = [models.Index(fields=["tenant_id", "account"], name="customers_case_account")]

    @property
    def began_on(self) -> object:
        """The day that counts as treatment: the opening, or else the invitation."""
        return self.opened_on or self.invited_on

    def __str__(self) -> str:
        return f"{self.programme} {self.began_on}"
