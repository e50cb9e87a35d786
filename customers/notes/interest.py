"""Interests that customers raise: the tenant's own small vocabulary, and where each was raised."""

from typing import TYPE_CHECKING

from django.db import models

from customers.notes.participant import OF_A_NOTE, OF_MY_NOTE
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

if TYPE_CHECKING:
    from tenancy.people.person import Person

TABLE = "customers_interest"
RAISED = "customers_noteinterest"
KEEPS_WORDS = "(select app.oversees_accounts())"
CHANGEABLE = ("name", "search_name", "retired_at")


class InterestQuerySet(models.QuerySet["Interest"]):
    """Interests."""

    def visible_to(self, person: "Person") -> "InterestQuerySet":
        """The tenant's, for all staff."""
        return self.filter(tenant_id=person.tenant_id)

    def offered(self) -> "InterestQuerySet":
        """Those that new notes may use."""
        return self.filter(retired_at=None)


class Interest(Walled):
    """A word for what customers want to talk about, such as "sepsis bundles" or "staffing at night"."""

    name = models.CharField(max_length=80)
    search_name = models.CharField(max_length=160)
    created_by = TenantForeignKey("tenancy.Person", null=True, related_name="+")
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    changeable = CHANGEABLE
    objects = InterestQuerySet.as_manager()

    class Meta:
        ordering = ("search_name", "id")
        constraints = [
            *walled(TABLE, changeable=CHANGEABLE),
            refers(TABLE, "created_by_id", "tenancy_person"),
            models.UniqueConstraint(fields=["tenant_id", "search_name"], name="customers_interest_once"),
            Policy(
                name="customers_interest_read", command="select", using="(select app.my_party()) = 'staff'"
            ),
            Policy(
                name="customers_interest_make",
                command="insert",
                check=f"created_by_id = (select app.pid()) and {KEEPS_WORDS}",
            ),
            Policy(name="customers_interest_change", command="update", using=KEEPS_WORDS, check=KEEPS_WORDS),
            *for_definers(TABLE),
        ]

    def __str__(self) -> str:
        return self.name


class NoteInterest(Walled):
    """An interest that came up in a note. `contact` raised it; null where nobody noted who did."""

    note = TenantForeignKey("customers.Note", related_name="raised")
    interest = TenantForeignKey("customers.Interest", related_name="raised")
    contact = TenantForeignKey("customers.Contact", null=True, related_name="+")

    class Meta:
        constraints = [
            *walled(RAISED, verbs=("select", "insert", "delete")),
            refers(RAISED, "note_id", "customers_note"),
            refers(RAISED, "interest_id", "customers_interest"),
            refers(RAISED, "contact_id", "customers_contact"),
            models.UniqueConstraint(
                fields=["tenant_id", "note", "interest", "contact"],
                name="customers_noteinterest_once",
                nulls_distinct=False,
            ),
            Policy(name="customers_noteinterest_read", command="select", using=OF_A_NOTE),
            Policy(name="customers_noteinterest_add", command="insert", check=OF_MY_NOTE),
            Policy(name="customers_noteinterest_drop", command="delete", using=OF_MY_NOTE),
            *for_definers(RAISED, verbs=("select", "delete")),
        ]
        indexes = [models.Index(fields=["tenant_id", "interest"], name="customers_noteint_interest")]

    def __str__(self) -> str:
        return f"{self.interest_id}"
