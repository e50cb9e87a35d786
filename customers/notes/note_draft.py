"""A note that somebody has begun to write."""

from typing import TYPE_CHECKING

from django.db import models

from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, refers, walled

if TYPE_CHECKING:
    from tenancy.people.person import Person

TABLE = "customers_notedraft"
CHANGEABLE = ("fields", "saved_at")
MINE = "person_id = (select app.pid())"


class NoteDraftQuerySet(models.QuerySet["NoteDraft"]):
    """Drafts."""

    def visible_to(self, person: "Person") -> "NoteDraftQuerySet":
        """One's own."""
        return self.filter(tenant_id=person.tenant_id, person_id=person.id)


class NoteDraft(Walled):
    """The fields of the form as far as they were filled in: one for each account, one without.

    Nobody but its writer can read it, definer functions included.
    """

    person = TenantForeignKey("tenancy.Person", related_name="+")
    account = TenantForeignKey("customers.Account", null=True, related_name="+")
    fields = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    changeable = CHANGEABLE
    objects = NoteDraftQuerySet.as_manager()

    class Meta:
        ordering = ("-saved_at",)
        constraints = [
            *walled(TABLE, verbs=("select", "insert", "delete"), changeable=CHANGEABLE),
            refers(TABLE, "person_id", "tenancy_person"),
            refers(TABLE, "account_id", "customers_account"),
            models.UniqueConstraint(
                fields=["tenant_id", "person", "account"],
                name="customers_notedraft_once",
                nulls_distinct=False,
            ),
            Policy(name="customers_notedraft_own", command="all", using=MINE, check=MINE),
        ]

    def __str__(self) -> str:
        return f"{self.saved_at:%Y-%m-%d %H:%M}"
