"""The right to administer a community's shell."""

from uuid import uuid4

from django.db import models

from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

TABLE = "communities_stewardship"
DELEGATIONS = (
    "may_edit_look",
    "may_manage_invitations",
    "may_manage_meetings",
    "may_raise_requests",
    "may_see_names",
)


class Stewardship(Walled):
    """A sales rep's (or other staff person's) hold on the shell: never content.

    Before hand-over the steward holds the whole shell; afterwards only what the leader delegates here.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    community = TenantForeignKey("communities.Community", related_name="stewardships")
    person = TenantForeignKey("tenancy.Person", related_name="stewardships")
    may_edit_look = models.BooleanField(default=True)
    may_manage_invitations = models.BooleanField(default=False)
    may_manage_meetings = models.BooleanField(default=True)
    may_raise_requests = models.BooleanField(default=True)
    may_see_names = models.BooleanField(default=False)
    since = models.DateTimeField()

    changeable = DELEGATIONS

    class Meta:
        constraints = [
            *walled(TABLE, verbs=("select",), changeable=DELEGATIONS),
            refers(TABLE, "community_id", "communities_community"),
            refers(TABLE, "person_id", "tenancy_person"),
            models.UniqueConstraint(
                fields=["tenant_id", "community", "person"], name="communities_stewardship_once"
            ),
            Policy(
                name="communities_stewardship_read",
                command="select",
                using="(select app.my_party()) in ('staff', 'operator')"
                " or community_id in (select app.my_communities())",
            ),
            Policy(
                name="communities_stewardship_change",
                command="update",
                using="community_id in (select app.my_led())",
                check="community_id in (select app.my_led())",
            ),
            *for_definers(TABLE, verbs=("select", "insert", "delete")),
        ]
        indexes = [models.Index(fields=["tenant_id", "person"], name="communities_stewardship_person")]

    def __str__(self) -> str:
        return f"{self.person_id}"
