"""Centres to talk to, chosen by figures and frozen."""

from typing import TYPE_CHECKING

from django.db import models

from customers.leaders.purposes import CENTRES
from tenancy.wall.constraints import Policy, PurposeWall
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

if TYPE_CHECKING:
    from tenancy.people.person import Person

TABLE = "customers_shortlist"
CENTRE = "customers_shortlistedcentre"
READS = "prospect_id in (select app.my_searches()) or (select app.oversees_sales())"


class ShortlistQuerySet(models.QuerySet["Shortlist"]):
    """Shortlists."""

    def visible_to(self, person: "Person") -> "ShortlistQuerySet":
        """Those of one's own searches; an overseer's all."""
        return self.filter(tenant_id=person.tenant_id)


class Shortlist(Walled):
    """A frozen list of centres with its method, filters, weights and inputs; it names no person (A10.04, D8).

    `inputs` says which months, which currency, how many centres had which figure, and the digest of them all,
    so that the same figures are known to give the same list. One begun at a segment says which and why: the
    segment as it was that day. Opens in scopes of `choosing_centres` alone.
    """

    prospect = TenantForeignKey("customers.ProspectiveCommunity", related_name="+")
    method = models.CharField(max_length=40)
    filters = models.JSONField(default=dict)
    weights = models.JSONField(default=dict)
    inputs = models.JSONField(default=dict)
    segment_key = models.CharField(max_length=40, blank=True)
    segment_name = models.CharField(max_length=80, blank=True)
    reason = models.CharField(max_length=600, blank=True)
    by = TenantForeignKey("tenancy.Person", related_name="+")
    at = models.DateTimeField()

    objects = ShortlistQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-id")
        constraints = [
            *walled(TABLE),
            refers(TABLE, "prospect_id", "customers_prospectivecommunity"),
            refers(TABLE, "by_id", "tenancy_person"),
            PurposeWall(name="customers_shortlist_apart", only=[CENTRES]),
            Policy(name="customers_shortlist_read", command="select", using=READS),
            Policy(
                name="customers_shortlist_freeze",
                command="insert",
                check=f"by_id = (select app.pid()) and ({READS})",
            ),
            *for_definers(TABLE),
        ]
        indexes = [models.Index(fields=["tenant_id", "prospect", "-at"], name="customers_shortlist_latest")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"


class ShortlistedCentre(Walled):
    """A centre on a shortlist with the figures that it was judged by, in minor units and per mille.

    `standing` is its percentile for each figure that it has; `score` their weighted mean, in tenths.
    """

    shortlist = TenantForeignKey("customers.Shortlist", related_name="centres")
    account = TenantForeignKey("customers.Account", related_name="+")
    position = models.PositiveSmallIntegerField()
    sales = models.BigIntegerField(null=True)
    growth = models.IntegerField(null=True)
    potential = models.BigIntegerField(null=True)
    share = models.IntegerField(null=True)
    standing = models.JSONField(default=dict)
    score = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("position",)
        constraints = [
            *walled(CENTRE),
            refers(CENTRE, "shortlist_id", TABLE),
            refers(CENTRE, "account_id", "customers_account"),
            models.UniqueConstraint(
                fields=["tenant_id", "shortlist", "position"], name="customers_shortlistedcentre_once"
            ),
            PurposeWall(name="customers_shortlistedcentre_apart", only=[CENTRES]),
            Policy(
                name="customers_shortlistedcentre_read",
                command="select",
                using="(select app.oversees_sales()) or account_id in (select app.my_accounts())",
            ),
            Policy(
                name="customers_shortlistedcentre_freeze",
                command="insert",
                check="exists (select from customers_shortlist s where s.tenant_id = (select app.tid())"
                " and s.id = shortlist_id and s.by_id = (select app.pid()))"
                " and ((select app.oversees_sales()) or account_id in (select app.my_accounts()))",
            ),
            *for_definers(CENTRE),
        ]

    def __str__(self) -> str:
        return f"{self.position}"
