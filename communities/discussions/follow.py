"""Following and muting."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

if TYPE_CHECKING:
    from tenancy.people.person import Person

TABLE = "communities_follow"
MINE = "person_id = (select app.pid())"


class FollowLevel(models.TextChoices):
    """What a person wants to hear of a thread; without a row it is what the digest brings."""

    FOLLOWING = "following", _("Following")
    MUTED = "muted", _("Muted")


class FollowQuerySet(models.QuerySet["Follow"]):
    """Follows."""

    def visible_to(self, person: "Person") -> "FollowQuerySet":
        """One's own."""
        return self.filter(tenant_id=person.tenant_id, person_id=person.id)


class Follow(Walled):
    """A person's wish about one thread, or about a community where `thread` is empty; hers alone to see."""

    person = TenantForeignKey("tenancy.Person", related_name="+")
    community = TenantForeignKey("communities.Community", related_name="+")
    thread = TenantForeignKey("communities.Thread", null=True, related_name="follows")
    level = models.CharField(max_length=16, choices=FollowLevel)
    since = models.DateTimeField()

    objects = FollowQuerySet.as_manager()

    class Meta:
        constraints = [
            *walled(TABLE, verbs=("select", "insert", "delete")),
            refers(TABLE, "person_id", "tenancy_person"),
            refers(TABLE, "community_id", "communities_community"),
            refers(TABLE, "thread_id", "communities_thread", with_columns=[("community_id", "community_id")]),
            models.UniqueConstraint(
                fields=["tenant_id", "person", "community", "thread"],
                name="communities_follow_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=models.Q(level__in=FollowLevel.values), name="communities_follow_level"
            ),
            Policy(name="communities_follow_read", command="select", using=MINE),
            Policy(
                name="communities_follow_say",
                command="insert",
                check=f"{MINE} and community_id in (select app.my_communities())",
            ),
            Policy(name="communities_follow_end", command="delete", using=MINE),
            *for_definers(TABLE),
        ]
        indexes = [models.Index(fields=["tenant_id", "thread"], name="communities_follow_thread")]

    def __str__(self) -> str:
        return f"{self.level}"
