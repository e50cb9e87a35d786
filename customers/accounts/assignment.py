"""Which rep an account belongs to."""

from django.db import models

from customers.sources.own_sources import own_accounts
from customers.territories.account_territory import ASSIGNS
from customers.territories.territory_assignment import CareRole
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

TABLE = "customers_accountassignment"


class AccountAssignment(Walled):
    """An account is in a rep's or key-account manager's care from `since` until `until` (both days included).

    It opens the account's figures to that person, so only management and district managers make or end one.
    """

    account = TenantForeignKey("customers.Account", related_name="assignments")
    person = TenantForeignKey("tenancy.Person", related_name="+")
    role = models.CharField(max_length=24, choices=CareRole, default=CareRole.REP)
    is_primary = models.BooleanField(default=True)
    since = models.DateField()
    until = models.DateField(null=True)

    changeable = ("until",)

    class Meta:
        ordering = ("-since",)
        constraints = [
            *walled(TABLE, verbs=("select", "insert"), changeable=("until",)),
            refers(TABLE, "account_id", "customers_account"),
            refers(TABLE, "person_id", "tenancy_person"),
            models.UniqueConstraint(
                fields=["tenant_id", "account", "person", "since"], name="customers_accountassignment_once"
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=CareRole.values), name="customers_accountassignment_role"
            ),
            Policy(
                name="customers_accountassignment_read",
                command="select",
                using="person_id = (select app.pid()) or (select app.oversees_accounts())"
                " or account_id in (select app.my_accounts())"
                " or (select app.has_scope('accounts:read')) or (select app.has_scope('accounts:write'))",
            ),
            Policy(name="customers_accountassignment_make", command="insert", check=ASSIGNS),
            Policy(name="customers_accountassignment_end", command="update", using=ASSIGNS, check=ASSIGNS),
            own_accounts(TABLE),
            *for_definers(TABLE, verbs=("select", "insert"), update=("until",)),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "person"], name="customers_assignment_person"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.since}"
