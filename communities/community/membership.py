"""The right to a community's content."""

from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import models

from communities.community.kinds import EntryRoute, Kind, MemberRole, MemberState
from tenancy.people.person import Party
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, for_metrics, refers, walled

if TYPE_CHECKING:
    from tenancy.people.person import Person

TABLE = "communities_membership"


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Memberships."""

    def visible_to(self, person: "Person") -> "MembershipQuerySet":
        """Those that the wall shows to this person."""
        return self.filter(tenant_id=person.tenant_id)

    def active(self) -> "MembershipQuerySet":
        """Those that are accepted and not ended."""
        return self.filter(state=MemberState.ACTIVE)


class Membership(Walled):
    """A person's seat in a community.

    `kind` and `party` are copies held true by composite keys, so that the check *a member of a
    customer community is a customer* needs no code. Rows are written by definer functions only.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    community = TenantForeignKey("communities.Community", related_name="memberships")
    kind = models.CharField(max_length=16, choices=Kind)
    person = TenantForeignKey("tenancy.Person", related_name="memberships")
    party = models.CharField(max_length=8, choices=Party)
    role = models.CharField(max_length=16, choices=MemberRole, default=MemberRole.MEMBER)
    state = models.CharField(max_length=16, choices=MemberState)
    entry_route = models.CharField(max_length=16, choices=EntryRoute)
    motivation = models.TextField(blank=True)
    named_to_sponsor = models.BooleanField(default=False)
    invited_by = TenantForeignKey("tenancy.Person", null=True, related_name="+")
    invited_by_party = models.CharField(max_length=8, blank=True)
    accepted_by = TenantForeignKey("tenancy.Person", null=True, related_name="+")
    asked_at = models.DateTimeField()
    joined_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    reason_for_leaving = models.TextField(blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(TABLE, "community_id", "communities_community", with_columns=[("kind", "kind")]),
            refers(TABLE, "person_id", "tenancy_person", with_columns=[("party", "party")]),
            refers(TABLE, "invited_by_id", "tenancy_person"),
            refers(TABLE, "accepted_by_id", "tenancy_person"),
            models.UniqueConstraint(
                fields=["tenant_id", "community", "person"], name="communities_membership_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(kind=Kind.CUSTOMER) | models.Q(party=Party.CUSTOMER),
                name="communities_membership_wall",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=MemberRole.values), name="communities_membership_role"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=MemberState.values), name="communities_membership_state"
            ),
            Policy(
                name="communities_membership_read",
                command="select",
                using="person_id = (select app.pid()) or community_id in (select app.my_communities())"
                " or (select app.my_party()) = 'operator'"
                " or (kind in ('induced_cop', 'strategic') and (select app.my_party()) = 'staff')"
                " or (named_to_sponsor and community_id in (select app.my_named_shells()))",
            ),
            *for_definers(
                TABLE,
                verbs=("select", "insert"),
                update=(
                    "role",
                    "state",
                    "accepted_by_id",
                    "joined_at",
                    "ended_at",
                    "reason_for_leaving",
                    "named_to_sponsor",
                    "motivation",
                    "asked_at",
                    "entry_route",
                    "invited_by_id",
                    "invited_by_party",
                ),
            ),
            *for_metrics(
                TABLE,
                (
                    "tenant_id",
                    "id",
                    "community_id",
                    "kind",
                    "person_id",
                    "party",
                    "role",
                    "state",
                    "entry_route",
                    "joined_at",
                    "ended_at",
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "person"], name="communities_membership_person"),
        ]

    def __str__(self) -> str:
        return f"{self.role} · {self.state}"
