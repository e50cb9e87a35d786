"""The reaction."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, for_metrics, refers, walled

if TYPE_CHECKING:
    from tenancy.people.person import Person

TABLE = "communities_reaction"
MINE = "person_id = (select app.pid()) and community_id in (select app.my_communities())"
METRICS = ("tenant_id", "id", "community_id", "post_id", "person_id", "kind", "created_at")


class ReactionKind(models.TextChoices):
    """What a reader says with one click. `recorded` stands for whatever an imported record calls a vote."""

    USEFUL = "useful", _("Useful")
    SAME_HERE = "same_here", _("Same here")
    THANKS = "thanks", _("Thanks")
    RECORDED = "recorded", _("Recorded vote")


OFFERED = (ReactionKind.USEFUL, ReactionKind.SAME_HERE, ReactionKind.THANKS)


class ReactionQuerySet(models.QuerySet["Reaction"]):
    """Reactions."""

    def visible_to(self, person: "Person") -> "ReactionQuerySet":
        """Those that the wall shows to this person."""
        return self.filter(tenant_id=person.tenant_id)


class Reaction(Walled):
    """One person's reaction to a post; `person` is empty where an imported record does not name her."""

    post = TenantForeignKey("communities.Post", related_name="reactions")
    community = TenantForeignKey("communities.Community", related_name="+")
    person = TenantForeignKey("tenancy.Person", null=True, related_name="+")
    kind = models.CharField(max_length=16, choices=ReactionKind)
    created_at = models.DateTimeField()
    imported_id = models.CharField(max_length=200, null=True, blank=True)

    objects = ReactionQuerySet.as_manager()

    class Meta:
        constraints = [
            *walled(TABLE, verbs=("select", "insert", "delete")),
            refers(TABLE, "post_id", "communities_post", with_columns=[("community_id", "community_id")]),
            refers(TABLE, "person_id", "tenancy_person"),
            models.UniqueConstraint(
                fields=["tenant_id", "post", "person", "kind"], name="communities_reaction_once"
            ),
            models.UniqueConstraint(
                fields=["tenant_id", "community", "imported_id"], name="communities_reaction_imported"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=ReactionKind.values), name="communities_reaction_kind"
            ),
            Policy(
                name="communities_reaction_read",
                command="select",
                using="community_id in (select app.my_communities())"
                " or post_id in (select app.my_passage_posts())",
            ),
            Policy(
                name="communities_reaction_give",
                command="insert",
                check=f"{MINE} and imported_id is null and kind <> 'recorded'",
            ),
            Policy(name="communities_reaction_withdraw", command="delete", using=MINE),
            *for_definers(TABLE, verbs=("select", "insert")),
            *for_metrics(TABLE, METRICS),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "community", "created_at"], name="communities_reaction_time"),
            # Whether a member who wrote nothing was there all the same.
            models.Index(
                fields=["tenant_id", "person", "community", "created_at"],
                include=["post"],
                name="communities_reaction_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}"
