"""The acceptance of an invitation."""

from django.db import models

from tenancy.people.person import Party
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

TABLE = "tenancy_acceptance"


class Acceptance(Walled):
    """That an invitation was used, by whom; for customers also the sponsor statement that she accepted.

    A row of its own: staff see the invitations that they made to customers, and never this.
    """

    invitation = TenantForeignKey("tenancy.Invitation", related_name="acceptances")
    party = models.CharField(max_length=8, choices=Party)
    person = TenantForeignKey("tenancy.Person", related_name="+")
    statement = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(TABLE, "invitation_id", "tenancy_invitation", with_columns=[("party", "party")]),
            refers(TABLE, "person_id", "tenancy_person", with_columns=[("party", "party")]),
            models.UniqueConstraint(fields=["tenant_id", "invitation"], name="tenancy_acceptance_once"),
            Policy(
                name="tenancy_acceptance_read",
                command="select",
                using="person_id = (select app.pid())"
                " or (party = 'staff' and (select app.my_party()) = 'staff')"
                " or (select app.my_party()) = 'operator'"
                " or invitation_id in (select app.invitations_to_my_seats())",
            ),
            *for_definers(TABLE, verbs=("select", "insert")),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"
