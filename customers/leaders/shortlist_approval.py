"""A shortlist of centres put to somebody else."""

from typing import TYPE_CHECKING

from django.db import models

from customers.leaders.leader_proposal import SHORTEST_REASON, Verdict
from customers.leaders.purposes import CENTRES
from tenancy.wall.constraints import Policy, PurposeWall
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

if TYPE_CHECKING:
    from tenancy.people.person import Person

TABLE = "customers_shortlistapproval"
MINE = "selector_id = (select app.pid()) or approver_id = (select app.pid())"


class ShortlistApprovalQuerySet(models.QuerySet["ShortlistApproval"]):
    """Approvals asked for."""

    def visible_to(self, person: "Person") -> "ShortlistApprovalQuerySet":
        """Asked by this person or of her; an overseer's all."""
        return self.filter(tenant_id=person.tenant_id)


class ShortlistApproval(Walled):
    """Whoever searches asks a manager whether these centres may be approached, with the reason; never herself.

    Written by two functions, one that asks and one that decides. Opens in scopes of `choosing_centres` alone.
    """

    shortlist = TenantForeignKey("customers.Shortlist", related_name="approvals")
    selector = TenantForeignKey("tenancy.Person", related_name="+")
    approver = TenantForeignKey("tenancy.Person", related_name="+")
    reason = models.TextField()
    at = models.DateTimeField()
    verdict = models.CharField(max_length=9, choices=Verdict, default=Verdict.OPEN)
    verdict_reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)

    objects = ShortlistApprovalQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-id")
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(TABLE, "shortlist_id", "customers_shortlist"),
            refers(TABLE, "selector_id", "tenancy_person"),
            refers(TABLE, "approver_id", "tenancy_person"),
            models.CheckConstraint(
                condition=~models.Q(approver=models.F("selector")),
                name="customers_shortlistapproval_two_persons",
            ),
            models.CheckConstraint(
                condition=models.Q(reason__regex=rf"\S.{{{SHORTEST_REASON - 2},}}\S"),
                name="customers_shortlistapproval_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(verdict="open", decided_at=None)
                | (
                    models.Q(verdict__in=[Verdict.APPROVED, Verdict.DECLINED, Verdict.WITHDRAWN])
                    & ~models.Q(verdict_reason="")
                    & models.Q(decided_at__isnull=False)
                ),
                name="customers_shortlistapproval_verdict",
            ),
            models.UniqueConstraint(
                fields=["tenant_id", "shortlist"],
                condition=models.Q(verdict__in=["open", "approved"]),
                name="customers_shortlistapproval_once",
            ),
            PurposeWall(name="customers_shortlistapproval_apart", only=[CENTRES]),
            Policy(
                name="customers_shortlistapproval_read",
                command="select",
                using=f"{MINE} or (select app.oversees_sales())",
            ),
            *for_definers(
                TABLE, verbs=("select", "insert"), update=("verdict", "verdict_reason", "decided_at")
            ),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "approver", "-at"], name="customers_shortapproval_asked")
        ]

    def __str__(self) -> str:
        return f"{self.shortlist_id} {self.verdict}"
