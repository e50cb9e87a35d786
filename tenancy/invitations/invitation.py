"""The invitation."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from tenancy.people.person import Party
from tenancy.permissions.roles import Role
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

if TYPE_CHECKING:
    from tenancy.people.person import Person

TABLE = "tenancy_invitation"


class InvitationState(models.TextChoices):
    """Where an invitation stands for its inviter; only `open` ones let somebody in."""

    OPEN = "open", _("Open")
    ACCEPTED = "accepted", _("Accepted")
    REVOKED = "revoked", _("Withdrawn")
    EXPIRED = "expired", _("Expired")


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations."""

    def visible_to(self, person: "Person") -> "InvitationQuerySet":
        """One's own; an administrator's and an operator's side of the house; a leader's own community."""
        return self.filter(tenant_id=person.tenant_id)


class Invitation(Walled):
    """The way in for one e-mail address: to one side, with roles given beforehand, once, until a day.

    The token is known to the invited person alone; here stands its digest. Whoever sees the row
    sees the address: the inviter typed it, a leader must know whom staff propose to her community.
    Whether it was used stands in `Acceptance`, because staff must not learn which customer came.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    token_digest = models.CharField(max_length=64)
    email = models.EmailField()
    name = models.CharField(max_length=120, blank=True)
    party = models.CharField(max_length=8, choices=Party)
    roles = ArrayField(models.CharField(max_length=24, choices=Role), default=list, blank=True)
    invited_by = TenantForeignKey("tenancy.Person", related_name="+")
    invited_by_party = models.CharField(max_length=8, choices=Party)
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ("-invited_at", "-id")
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(TABLE, "invited_by_id", "tenancy_person", with_columns=[("invited_by_party", "party")]),
            models.UniqueConstraint(fields=["tenant_id", "token_digest"], name="tenancy_invitation_token"),
            models.UniqueConstraint(fields=["tenant_id", "id", "party"], name="tenancy_invitation_party_key"),
            Policy(
                name="tenancy_invitation_read",
                command="select",
                using="invited_by_id = (select app.pid())"
                " or (party = 'staff' and (select app.has_role('tenant_admin')))"
                " or (party = 'customer' and (select app.my_party()) = 'operator')"
                " or id in (select app.invitations_to_my_seats())",
            ),
            *for_definers(TABLE, verbs=("select", "insert"), update=("revoked_at",)),
        ]
        indexes = [models.Index(fields=["token_digest"], name="tenancy_invitation_by_token")]

    def state_at(self, moment: datetime, *, accepted: bool) -> InvitationState:
        """Where it stands at a moment, as far as the reader may know of its acceptance."""
        if accepted:
            return InvitationState.ACCEPTED
        if self.revoked_at:
            return InvitationState.REVOKED
        return InvitationState.OPEN if moment < self.expires_at else InvitationState.EXPIRED

    def __str__(self) -> str:
        return f"{self.party} · {self.invited_at:%Y-%m-%d}"


def masked(email: str) -> str:
    """An address for those who hold a link: enough to recognise one's own, too little to learn another's."""
    box, _at, domain = email.partition("@")
    return f"{box[:1]}…@{domain}"
