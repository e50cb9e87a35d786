"""Who is mentioned where."""

from django.db import models

from communities.discussions.post_revision import BY_ITS_AUTHOR
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

TABLE = "communities_mention"


class Mention(Walled):
    """A person named with an @ in a post; she can see the community, or the name would stay a name."""

    post = TenantForeignKey("communities.Post", related_name="mentions")
    community = TenantForeignKey("communities.Community", related_name="+")
    person = TenantForeignKey("tenancy.Person", related_name="mentions")

    class Meta:
        constraints = [
            *walled(TABLE),
            refers(TABLE, "post_id", "communities_post", with_columns=[("community_id", "community_id")]),
            refers(TABLE, "person_id", "tenancy_person"),
            models.UniqueConstraint(fields=["tenant_id", "post", "person"], name="communities_mention_once"),
            Policy(
                name="communities_mention_read",
                command="select",
                using="community_id in (select app.my_communities())",
            ),
            Policy(
                name="communities_mention_write",
                command="insert",
                check=f"{BY_ITS_AUTHOR} and person_id in (select app.my_peers())",
            ),
            *for_definers(TABLE),
        ]
        indexes = [models.Index(fields=["tenant_id", "person"], name="communities_mention_person")]

    def __str__(self) -> str:
        return f"{self.person_id}"
