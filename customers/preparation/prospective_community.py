"""A community that does not exist yet."""

from typing import TYPE_CHECKING

from django.db import models

from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

if TYPE_CHECKING:
    from tenancy.people.person import Person

TABLE = "customers_prospectivecommunity"
CHANGEABLE = ("name", "concern", "country", "kick_off_on", "closed_at", "closing_reason")
SEARCHES = "selector_id = (select app.pid())"
OVERSEES = "(select app.oversees_sales())"
SELLS = (
    "((select app.has_role('sales_rep')) or (select app.has_role('key_account_manager'))"
    " or (select app.has_role('sales_manager')))"
)


class ProspectiveCommunityQuerySet(models.QuerySet["ProspectiveCommunity"]):
    """Prospective communities."""

    def visible_to(self, person: "Person") -> "ProspectiveCommunityQuerySet":
        """Those that the wall shows: one's own, an overseer's all, to an approver where she was asked."""
        return self.filter(tenant_id=person.tenant_id)

    def open(self) -> "ProspectiveCommunityQuerySet":
        """Not given up."""
        return self.filter(closed_at=None)


class ProspectiveCommunity(Walled):
    """An idea of a customer community, from its first thought until its draft is handed over.

    The selector looks for its leader. `community` is the draft, once it was begun; what stands here stays
    with the firm.
    """

    name = models.CharField(max_length=120)
    concern = models.CharField(max_length=600, blank=True)
    country = models.CharField(max_length=60, blank=True)
    kick_off_on = models.DateField(null=True, blank=True)
    selector = TenantForeignKey("tenancy.Person", related_name="+")
    community = TenantForeignKey("communities.Community", null=True, related_name="+")
    created_by = TenantForeignKey("tenancy.Person", related_name="+")
    at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closing_reason = models.CharField(max_length=400, blank=True)

    changeable = CHANGEABLE
    objects = ProspectiveCommunityQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-id")
        constraints = [
            *walled(TABLE, changeable=CHANGEABLE),
            refers(TABLE, "selector_id", "tenancy_person"),
            refers(TABLE, "created_by_id", "tenancy_person"),
            refers(TABLE, "community_id", "communities_community"),
            models.UniqueConstraint(
                fields=["tenant_id", "community"], name="customers_prospectivecommunity_draft"
            ),
            models.UniqueConstraint(
                fields=["tenant_id", "id", "selector"], name="customers_prospectivecommunity_selector"
            ),
            Policy(
                name="customers_prospectivecommunity_read",
                command="select",
                using=f"{SEARCHES} or {OVERSEES} or (select app.has_role('compliance'))"
                " or id in (select app.my_approved_searches())",
            ),
            Policy(
                name="customers_prospectivecommunity_begin",
                command="insert",
                check="created_by_id = (select app.pid()) and community_id is null"
                f" and (({SEARCHES} and {SELLS}) or (select app.assigns_accounts()))",
            ),
            Policy(
                name="customers_prospectivecommunity_change",
                command="update",
                using=f"{SEARCHES} or {OVERSEES}",
                check=f"{SEARCHES} or {OVERSEES}",
            ),
            *for_definers(TABLE, update=("community_id", "selector_id")),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "selector", "-at"], name="customers_prospect_mine"),
            models.Index(fields=["tenant_id", "-at", "-id"], name="customers_prospect_newest"),
        ]

    def __str__(self) -> str:
        return self.name
