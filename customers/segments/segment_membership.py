"""An account's time in a segment."""

from typing import TYPE_CHECKING

from django.db import models

from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

if TYPE_CHECKING:
    from tenancy.people.person import Person

TABLE = "customers_segmentmembership"


class SegmentMembershipQuerySet(models.QuerySet["SegmentMembership"]):
    """Memberships."""

    def visible_to(self, person: "Person") -> "SegmentMembershipQuerySet":
        """Those of the accounts that this person sees."""
        return self.filter(tenant_id=person.tenant_id)

    def current(self) -> "SegmentMembershipQuerySet":
        """Those that have not ended."""
        return self.filter(until=None)


class SegmentMembership(Walled):
    """The account was placed in the segment `key` from the day `since` to the day `until`, by which runs.

    An account is in one segment at a time. A membership guides how the firm works; it never decides a benefit.
    """

    account = TenantForeignKey("customers.Account", related_name="segment_memberships")
    key = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    since = models.DateField()
    until = models.DateField(null=True)
    begun_by = TenantForeignKey("customers.SegmentRun", related_name="+")
    ended_by = TenantForeignKey("customers.SegmentRun", null=True, related_name="+")

    objects = SegmentMembershipQuerySet.as_manager()

    class Meta:
        ordering = ("-since", "-id")
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(TABLE, "account_id", "customers_account"),
            refers(TABLE, "begun_by_id", "customers_segmentrun"),
            refers(TABLE, "ended_by_id", "customers_segmentrun"),
            models.UniqueConstraint(
                fields=["tenant_id", "account"],
                condition=models.Q(until=None),
                name="customers_segmentmembership_one",
            ),
            Policy(
                name="customers_segmentmembership_read",
                command="select",
                using="(select app.oversees_accounts()) or account_id in (select app.my_accounts())",
            ),
            *for_definers(TABLE, verbs=("select", "insert"), update=("until", "ended_by_id")),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "key", "account"], name="customers_segmentmember_key"),
            models.Index(fields=["tenant_id", "account", "-since"], name="customers_segmentmember_acc"),
        ]

    def __str__(self) -> str:
        return self.name
