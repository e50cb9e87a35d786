"""The community's shell."""

from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import models

from communities.community.kinds import INTERNAL_KINDS, Kind, PrivacyLevel, Stage
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, for_metrics, refers, walled

if TYPE_CHECKING:
    from tenancy.people.person import Person

TABLE = "communities_community"
CHANGEABLE = ("name", "purpose", "domain", "language", "look")


class CommunityQuerySet(models.QuerySet["Community"]):
    """Communities."""

    def visible_to(self, person: "Person") -> "CommunityQuerySet":
        """Those of the tenant that the wall lets this person know of."""
        return self.filter(tenant_id=person.tenant_id)

    def internal(self) -> "CommunityQuerySet":
        """Communities of practice and strategic communities."""
        return self.filter(kind__in=INTERNAL_KINDS)


class Community(Walled):
    """The shell of a community: name, purpose, stage, look. What members write hangs from it, behind the wall.

    Made by a definer function together with its first leader or steward. Stage and privacy level
    are changed by functions that ask who is asking.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=16, choices=Kind)
    slug = models.SlugField(max_length=80)
    name = models.CharField(max_length=120)
    purpose = models.TextField(blank=True)
    domain = models.TextField(blank=True)
    language = models.CharField(max_length=8, default="en")
    look = models.CharField(max_length=24, default="linde")
    stage = models.CharField(max_length=16, choices=Stage, default=Stage.IDEA)
    stage_since = models.DateField()
    privacy_level = models.CharField(max_length=16, choices=PrivacyLevel, default=PrivacyLevel.AGGREGATES)
    handed_over_at = models.DateTimeField(null=True)
    created_by = TenantForeignKey("tenancy.Person", null=True, related_name="+")
    created_at = models.DateTimeField()

    changeable = CHANGEABLE
    objects = CommunityQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        constraints = [
            *walled(TABLE, verbs=("select",), changeable=CHANGEABLE),
            refers(TABLE, "created_by_id", "tenancy_person"),
            models.UniqueConstraint(
                fields=["tenant_id", "id", "kind"], name="communities_community_kind_key"
            ),
            models.UniqueConstraint(fields=["tenant_id", "slug"], name="communities_community_slug"),
            models.CheckConstraint(
                condition=models.Q(kind__in=Kind.values), name="communities_community_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(stage__in=Stage.values), name="communities_community_stage"
            ),
            models.CheckConstraint(
                condition=models.Q(privacy_level__in=PrivacyLevel.values),
                name="communities_community_privacy",
            ),
            Policy(
                name="communities_community_read",
                command="select",
                using="(select app.my_party()) in ('staff', 'operator') or id in (select app.my_seats())"
                " or id in (select app.my_passage_places())",
            ),
            Policy(
                name="communities_community_change",
                command="update",
                using="id in (select app.my_shells())",
                check="id in (select app.my_shells())",
            ),
            *for_definers(
                TABLE,
                verbs=("select", "insert"),
                update=("stage", "stage_since", "privacy_level", "handed_over_at"),
            ),
            *for_metrics(TABLE, ("tenant_id", "id", "kind", "slug", "stage", "created_at")),
        ]

    @property
    def is_customer(self) -> bool:
        """True where the sponsor has no way to content."""
        return self.kind == Kind.CUSTOMER

    def __str__(self) -> str:
        return self.name
