"""The event."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

if TYPE_CHECKING:
    from tenancy.people.person import Person

TABLE = "tenancy_event"


class Plane(models.TextChoices):
    """Whose log an event stands in."""

    SPONSOR = "sponsor", _("The sponsor's log")
    COMMUNITY = "community", _("The community's log")


class EventQuerySet(models.QuerySet["Event"]):
    """Events."""

    def visible_to(self, person: "Person") -> "EventQuerySet":
        """Those that the wall shows to this person: one's own and those of the logs one may read."""
        return self.filter(tenant_id=person.tenant_id)

    def of_sponsor(self) -> "EventQuerySet":
        """The sponsor-visible log: for the tenant's administrators and compliance."""
        return self.filter(plane=Plane.SPONSOR)

    def of_community(self, community: models.Model) -> "EventQuerySet":
        """The log of one community: for its leaders and the operator."""
        return self.filter(plane=Plane.COMMUNITY, community_id=community.pk)


class Event(Walled):
    """Something that was done: who, what, to which thing, when. Ids and metadata only, never content.

    Append-only by grant; written by `record` alone. `verb` is a noun and a participle ("post.published").
    """

    plane = models.CharField(max_length=9, choices=Plane)
    verb = models.CharField(max_length=60)
    community_id = models.UUIDField(null=True)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.UUIDField(null=True)
    by = TenantForeignKey("tenancy.Person", null=True, related_name="+")
    ids = models.JSONField(default=dict)
    at = models.DateTimeField()

    objects = EventQuerySet.as_manager()

    class Meta:
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(TABLE, "by_id", "tenancy_person"),
            models.CheckConstraint(condition=models.Q(plane__in=Plane.values), name="tenancy_event_plane"),
            Policy(
                name="tenancy_event_read",
                command="select",
                using="by_id = (select app.pid())"
                " or (plane = 'sponsor' and ((select app.has_role('tenant_admin'))"
                " or (select app.has_role('compliance'))))"
                " or (plane = 'community' and community_id in (select app.my_logged_communities()))"
                " or (plane = 'community' and community_id is null and (select app.my_party()) = 'operator')",
            ),
            *for_definers(TABLE, verbs=("select", "insert")),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "plane", "-at", "-id"], name="tenancy_event_log"),
            models.Index(fields=["tenant_id", "community_id", "-at"], name="tenancy_event_community"),
        ]

    def __str__(self) -> str:
        return self.verb
