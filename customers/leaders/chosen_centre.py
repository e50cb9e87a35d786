"""The centre that a prospective community is to begin at."""

from typing import TYPE_CHECKING

from django.db import models

from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

if TYPE_CHECKING:
    from tenancy.people.person import Person

TABLE = "customers_chosencentre"


class ChosenCentreQuerySet(models.QuerySet["ChosenCentre"]):
    """Chosen centres."""

    def visible_to(self, person: "Person") -> "ChosenCentreQuerySet":
        """Those of the searches that the wall shows to this person."""
        return self.filter(tenant_id=person.tenant_id)


class ChosenCentre(Walled):
    """Where the idea of a community comes from: the centre, its segment, the reason, and who approved the list.

    It carries no figure and no key into the list, which opens elsewhere (D8). Written by a function that asks for
    the approval.
    """

    prospect = TenantForeignKey("customers.ProspectiveCommunity", related_name="chosen_centres")
    account = TenantForeignKey("customers.Account", related_name="+")
    centre = models.CharField(max_length=300)
    segment_key = models.CharField(max_length=40, blank=True)
    segment_name = models.CharField(max_length=80, blank=True)
    reason = models.TextField()
    approver = TenantForeignKey("tenancy.Person", related_name="+")
    approved_at = models.DateTimeField()
    chosen_by = TenantForeignKey("tenancy.Person", related_name="+")
    at = models.DateTimeField()

    objects = ChosenCentreQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-id")
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(TABLE, "prospect_id", "customers_prospectivecommunity"),
            refers(TABLE, "account_id", "customers_account"),
            refers(TABLE, "approver_id", "tenancy_person"),
            refers(TABLE, "chosen_by_id", "tenancy_person"),
            models.UniqueConstraint(fields=["tenant_id", "prospect"], name="customers_chosencentre_once"),
            models.CheckConstraint(
                condition=~models.Q(approver=models.F("chosen_by")),
                name="customers_chosencentre_two_persons",
            ),
            Policy(
                name="customers_chosencentre_read",
                command="select",
                using="prospect_id in (select app.my_searches()) or (select app.oversees_sales())"
                " or (select app.has_role('compliance'))",
            ),
            *for_definers(TABLE, verbs=("select", "insert")),
        ]
        indexes = [models.Index(fields=["tenant_id", "account"], name="customers_chosencentre_account")]

    def __str__(self) -> str:
        return self.centre
