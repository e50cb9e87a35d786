"""What is to be done next for a community in preparation."""

from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import models

from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, refers, walled

if TYPE_CHECKING:
    from tenancy.people.person import Person

TABLE = "customers_preparationaction"
STEWARDS = "community_id in (select app.my_stewarded())"
OVERSEES = "(select app.has_role('management')) or (select app.has_role('programme_office'))"


class PreparationActionQuerySet(models.QuerySet["PreparationAction"]):
    """Actions."""

    def visible_to(self, person: "Person") -> "PreparationActionQuerySet":
        """Those of the communities that this person stewards or oversees."""
        return self.filter(tenant_id=person.tenant_id)

    def open(self) -> "PreparationActionQuerySet":
        """Not done yet, the next one first."""
        return self.filter(done_at=None).order_by("due_on", "id")


class PreparationAction(Walled):
    """A step of the firm towards a customer community, by its steward: call, visit, training, contract.

    It is the firm's own list; the community sees its stage, not this.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    community = TenantForeignKey("communities.Community", related_name="+")
    title = models.CharField(max_length=160)
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True)
    created_by = TenantForeignKey("tenancy.Person", related_name="+")
    created_at = models.DateTimeField()

    changeable = ("title", "due_on", "done_at")
    objects = PreparationActionQuerySet.as_manager()

    class Meta:
        ordering = ("due_on", "id")
        constraints = [
            *walled(TABLE, verbs=("select", "insert"), changeable=("title", "due_on", "done_at")),
            refers(TABLE, "community_id", "communities_community"),
            refers(TABLE, "created_by_id", "tenancy_person"),
            Policy(
                name="customers_preparationaction_read", command="select", using=f"{STEWARDS} or {OVERSEES}"
            ),
            Policy(
                name="customers_preparationaction_plan",
                command="insert",
                check=f"created_by_id = (select app.pid()) and {STEWARDS}",
            ),
            Policy(
                name="customers_preparationaction_change", command="update", using=STEWARDS, check=STEWARDS
            ),
        ]
        indexes = [models.Index(fields=["tenant_id", "community", "due_on"], name="customers_action_due")]

    def __str__(self) -> str:
        return self.title
