"""A proposal to change the privacy level."""

from django.db import models

from communities.community.kinds import PrivacyLevel
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

TABLE = "communities_privacyproposal"


class PrivacyProposal(Walled):
    """A leader's wish for another privacy level; it takes effect when a second member signs it.

    Rows stay as the level's history. Written by definer functions, which also enter the ledger line.
    """

    community = TenantForeignKey("communities.Community", related_name="privacy_proposals")
    from_level = models.CharField(max_length=16, choices=PrivacyLevel)
    to_level = models.CharField(max_length=16, choices=PrivacyLevel)
    proposed_by = TenantForeignKey("tenancy.Person", related_name="+")
    proposed_at = models.DateTimeField()
    cosigned_by = TenantForeignKey("tenancy.Person", null=True, related_name="+")
    adopted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-proposed_at", "-id")
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(TABLE, "community_id", "communities_community"),
            refers(TABLE, "proposed_by_id", "tenancy_person"),
            refers(TABLE, "cosigned_by_id", "tenancy_person"),
            models.UniqueConstraint(
                fields=["tenant_id", "community"],
                condition=models.Q(adopted_at__isnull=True, withdrawn_at__isnull=True),
                name="communities_privacyproposal_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(to_level__in=PrivacyLevel.values),
                name="communities_privacyproposal_level",
            ),
            Policy(
                name="communities_privacyproposal_read",
                command="select",
                using="community_id in (select app.my_communities())",
            ),
            *for_definers(
                TABLE,
                verbs=("select", "insert"),
                update=("cosigned_by_id", "adopted_at", "withdrawn_at"),
            ),
        ]
        indexes = [models.Index(fields=["tenant_id", "community"], name="communities_privacy_place")]

    @property
    def is_open(self) -> bool:
        """Whether it still waits for a second signature."""
        return self.adopted_at is None and self.withdrawn_at is None

    def __str__(self) -> str:
        return f"{self.from_level} → {self.to_level}"
