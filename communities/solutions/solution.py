"""A solution in the register."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from communities.community.ties import MODERATES, OPENS
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_metrics, refers, walled

if TYPE_CHECKING:
    from tenancy.people.person import Person

TABLE = "communities_solution"
CHANGEABLE = ("title", "problem", "solution", "search_text", "discussion_id", "set_aside_at")
MAY_CHANGE = f"({OPENS} and proposed_by_id = (select app.pid())) or {MODERATES}"


class Standing(models.TextChoices):
    """How far a solution has come; it follows from what others reported, nobody sets it."""

    PROPOSED = "proposed", _("Proposed")
    TRIED = "tried", _("Tried")
    VALIDATED = "validated", _("Validated")
    SET_ASIDE = "set_aside", _("Set aside")


class SolutionQuerySet(models.QuerySet["Solution"]):
    """Solutions."""

    def visible_to(self, person: "Person") -> "SolutionQuerySet":
        """Those of the communities whose content opens to this person."""
        return self.filter(tenant_id=person.tenant_id)


class Solution(Walled):
    """A problem that came up in practice and what solves it, proposed by a member.

    Members read and report; its proposer and moderators change its words; setting it aside can be undone.
    """

    community = TenantForeignKey("communities.Community", related_name="solutions")
    title = models.CharField(max_length=160)
    problem = models.TextField()
    solution = models.TextField()
    search_text = models.TextField()
    discussion = TenantForeignKey("communities.Thread", null=True, related_name="solutions")
    proposed_by = TenantForeignKey("tenancy.Person", null=True, related_name="+")
    proposed_at = models.DateTimeField()
    set_aside_at = models.DateTimeField(null=True)

    # What `with_standing` adds.
    tried_by: int
    used_by: int
    standing: str

    changeable = ("title", "problem", "solution", "search_text", "discussion", "set_aside_at")
    objects = SolutionQuerySet.as_manager()

    class Meta:
        constraints = [
            *walled(TABLE, changeable=CHANGEABLE),
            refers(TABLE, "community_id", "communities_community"),
            refers(TABLE, "proposed_by_id", "tenancy_person"),
            refers(TABLE, "discussion_id", "communities_thread", with_columns=[("community_id",) * 2]),
            models.UniqueConstraint(
                fields=["tenant_id", "id", "community"], name="communities_solution_place"
            ),
            Policy(name="communities_solution_read", command="select", using=OPENS),
            Policy(
                name="communities_solution_propose",
                command="insert",
                check=f"proposed_by_id = (select app.pid()) and {OPENS}",
            ),
            Policy(name="communities_solution_change", command="update", using=MAY_CHANGE, check=MAY_CHANGE),
            *for_metrics(
                TABLE, ("tenant_id", "id", "community_id", "proposed_by_id", "proposed_at", "set_aside_at")
            ),
        ]
        indexes = [
            models.Index(
                fields=["tenant_id", "community", "-proposed_at"], name="communities_solution_latest"
            )
        ]

    def __str__(self) -> str:
        return self.title
