"""What follows from a visit."""

from typing import TYPE_CHECKING

from django.db import models

from customers.notes.participant import OF_A_NOTE, OF_MY_NOTE
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

if TYPE_CHECKING:
    from tenancy.people.person import Person

TABLE = "customers_nextstep"
COLUMNS = ("what", "due_on", "done_at", "done_by_id")


class NextStepQuerySet(models.QuerySet["NextStep"]):
    """Next steps."""

    def visible_to(self, person: "Person") -> "NextStepQuerySet":
        """Those of the notes that this person may read."""
        return self.filter(tenant_id=person.tenant_id, note__removed_at=None)

    def open(self) -> "NextStepQuerySet":
        """Not done yet, the next one first."""
        return self.filter(done_at=None).order_by("due_on", "id")


class NextStep(Walled):
    """What was promised or planned at a visit, until when, and whether it is done. One for each note."""

    note = TenantForeignKey("customers.Note", related_name="steps")
    owner = TenantForeignKey("tenancy.Person", related_name="+")
    what = models.CharField(max_length=200)
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True)
    done_by = TenantForeignKey("tenancy.Person", null=True, related_name="+")

    changeable = ("what", "due_on", "done_at", "done_by")
    objects = NextStepQuerySet.as_manager()

    class Meta:
        ordering = ("due_on", "id")
        constraints = [
            *walled(TABLE, changeable=COLUMNS),
            refers(TABLE, "note_id", "customers_note"),
            refers(TABLE, "owner_id", "tenancy_person"),
            refers(TABLE, "done_by_id", "tenancy_person"),
            models.UniqueConstraint(fields=["tenant_id", "note"], name="customers_nextstep_once"),
            Policy(name="customers_nextstep_read", command="select", using=OF_A_NOTE),
            Policy(name="customers_nextstep_plan", command="insert", check=OF_MY_NOTE),
            Policy(name="customers_nextstep_change", command="update", using=OF_A_NOTE, check=OF_A_NOTE),
            *for_definers(TABLE, verbs=("select", "delete")),
        ]
        indexes = [models.Index(fields=["tenant_id", "owner", "due_on"], name="customers_nextstep_due")]

    def __str__(self) -> str:
        return self.what
