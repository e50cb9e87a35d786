"""The members' ledger."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

if TYPE_CHECKING:
    from tenancy.people.person import Person

TABLE = "communities_ledgerline"


class Crossing(models.TextChoices):
    """The declared kinds of what crosses the wall, and of what was refused there."""

    HAND_OVER = "hand_over", _("Hand-over")
    STAGE = "stage", _("Stage")
    INVITATION = "invitation", _("Invitation by staff")
    VERIFICATION = "verification", _("Verification status")
    NAMED_MEMBER = "named_member", _("A member's name, by consent")
    DELEGATION = "delegation", _("Delegation")
    DISCLOSURE = "disclosure", _("Disclosure of one post")
    GUEST = "guest", _("Guest in one thread")
    PASSAGE_CLOSED = "passage_closed", _("Passage closed")
    PRIVACY = "privacy", _("Privacy level")
    HEALTH_WORD = "health_word", _("Health word")
    AGGREGATES = "aggregates", _("Monthly figures")
    BREAK_GLASS = "break_glass", _("Break-glass")
    INTEREST_MAP = "interest_map", _("Interest map")
    REFUSED = "refused", _("Refused")


class LedgerQuerySet(models.QuerySet["LedgerLine"]):
    """Ledger lines."""

    def visible_to(self, person: "Person") -> "LedgerQuerySet":
        """Those that the wall shows to this person."""
        return self.filter(tenant_id=person.tenant_id)


class LedgerLine(Walled):
    """One thing that crossed the wall of a community, or tried to: what, to whom, when, why, by whom.

    Names are kept as text: the line must stay readable when a person has gone. Append-only by grant.
    """

    community = TenantForeignKey("communities.Community", related_name="ledger")
    crossing = models.CharField(max_length=24, choices=Crossing)
    what = models.CharField(max_length=240)
    receiver = models.CharField(max_length=160)
    receiver_side = models.CharField(max_length=8)
    why = models.CharField(max_length=240)
    by_name = models.CharField(max_length=160)
    by = TenantForeignKey("tenancy.Person", null=True, related_name="+")
    at = models.DateTimeField()

    objects = LedgerQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-id")
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(TABLE, "community_id", "communities_community"),
            refers(TABLE, "by_id", "tenancy_person"),
            Policy(
                name="communities_ledgerline_read",
                command="select",
                using="community_id in (select app.my_communities()) or by_id = (select app.pid())",
            ),
            *for_definers(TABLE, verbs=("select", "insert")),
        ]
        indexes = [models.Index(fields=["tenant_id", "community", "-at"], name="communities_ledgerline_feed")]

    def __str__(self) -> str:
        return self.what
