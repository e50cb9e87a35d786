"""A role in a community."""

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models

from communities.community.ties import LEADS, OPENS
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_metrics, refers, walled

if TYPE_CHECKING:
    from tenancy.people.person import Person

TABLE = "communities_communityrole"
CHANGEABLE = ("name", "responsibility", "term_months", "retired_at")
USUAL_TERM = 12


class CommunityRoleQuerySet(models.QuerySet["CommunityRole"]):
    """Roles."""

    def visible_to(self, person: "Person") -> "CommunityRoleQuerySet":
        """Those of the communities whose content opens to this person."""
        return self.filter(tenant_id=person.tenant_id)

    def defined(self) -> "CommunityRoleQuerySet":
        """Those that the community still has."""
        return self.filter(retired_at=None)


class CommunityRole(Walled):
    """What somebody is responsible for, beside the seats: its name, the responsibility, how long a term lasts.

    Who holds it stands in its terms. Members read, leader and deputy write.
    """

    community = TenantForeignKey("communities.Community", related_name="roles")
    name = models.CharField(max_length=80)
    responsibility = models.CharField(max_length=600)
    term_months = models.PositiveSmallIntegerField(default=USUAL_TERM)
    defined_by = TenantForeignKey("tenancy.Person", null=True, related_name="+")
    defined_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    # What `with_holders` (holding.py) adds.
    term_id: UUID | None
    holder_id: UUID | None
    holder: str | None
    holder_party: str | None
    stand_in: str | None
    since: date | None
    until: date | None
    holder_is_seated: bool
    confirmed_at: datetime | None

    changeable = CHANGEABLE
    objects = CommunityRoleQuerySet.as_manager()

    class Meta:
        ordering = ("defined_at", "id")
        constraints = [
            *walled(TABLE, changeable=CHANGEABLE),
            refers(TABLE, "community_id", "communities_community"),
            refers(TABLE, "defined_by_id", "tenancy_person"),
            models.UniqueConstraint(
                fields=["tenant_id", "id", "community"], name="communities_communityrole_place"
            ),
            models.UniqueConstraint(
                fields=["tenant_id", "community", "name"],
                condition=models.Q(retired_at=None),
                name="communities_communityrole_once",
            ),
            models.CheckConstraint(
                condition=models.Q(term_months__gte=1, term_months__lte=60),
                name="communities_communityrole_term",
            ),
            Policy(name="communities_communityrole_read", command="select", using=OPENS),
            Policy(
                name="communities_communityrole_define",
                command="insert",
                check=f"defined_by_id = (select app.pid()) and {LEADS}",
            ),
            Policy(name="communities_communityrole_change", command="update", using=LEADS, check=LEADS),
            *for_metrics(TABLE, ("tenant_id", "id", "community_id", "defined_at", "retired_at")),
        ]

    def __str__(self) -> str:
        return self.name
