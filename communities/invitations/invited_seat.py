"""What an invitation promises in a community."""

from django.db import models

from communities.community.kinds import Kind, MemberRole
from tenancy.people.person import Party
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

TABLE = "communities_invitedseat"


class InvitedSeat(Walled):
    """The seat that waits behind an invitation sent to an e-mail address.

    `kind` and `party` are copies held true by composite keys: a seat in a customer community can
    only hang from an invitation made for a customer.
    """

    invitation = TenantForeignKey("tenancy.Invitation", related_name="seats")
    party = models.CharField(max_length=8, choices=Party)
    community = TenantForeignKey("communities.Community", related_name="invited_seats")
    kind = models.CharField(max_length=16, choices=Kind)
    role = models.CharField(max_length=16, choices=MemberRole, default=MemberRole.MEMBER)
    by_leader = models.BooleanField()

    class Meta:
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(TABLE, "invitation_id", "tenancy_invitation", with_columns=[("party", "party")]),
            refers(TABLE, "community_id", "communities_community", with_columns=[("kind", "kind")]),
            models.UniqueConstraint(fields=["tenant_id", "invitation"], name="communities_invitedseat_once"),
            models.CheckConstraint(
                condition=~models.Q(kind=Kind.CUSTOMER) | models.Q(party=Party.CUSTOMER),
                name="communities_invitedseat_wall",
            ),
            Policy(
                name="communities_invitedseat_read",
                command="select",
                using="community_id in (select app.my_led())"
                " or (not by_leader and (select app.my_party()) in ('staff', 'operator'))",
            ),
            *for_definers(TABLE, verbs=("select", "insert")),
        ]
        indexes = [models.Index(fields=["tenant_id", "community"], name="communities_invitedseat_place")]

    def __str__(self) -> str:
        return f"{self.role}"
