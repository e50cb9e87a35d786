"""Earlier wordings of a post."""

from django.db import models

from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

TABLE = "communities_postrevision"
# Whoever wrote the post, and nobody else: a moderator removes, but never rewrites.
BY_ITS_AUTHOR = """community_id in (select app.my_communities()) and exists (select from communities_post p
    where p.tenant_id = (select app.tid()) and p.id = post_id and p.author_id = (select app.pid()))"""


class PostRevision(Walled):
    """A post as it stood until its author changed it; readers of the post may read it."""

    post = TenantForeignKey("communities.Post", related_name="revisions")
    community = TenantForeignKey("communities.Community", related_name="+")
    body = models.TextField()
    body_html = models.TextField()
    replaced_at = models.DateTimeField()

    class Meta:
        ordering = ("-replaced_at", "-id")
        constraints = [
            *walled(TABLE),
            refers(TABLE, "post_id", "communities_post", with_columns=[("community_id", "community_id")]),
            Policy(
                name="communities_postrevision_read",
                command="select",
                using="community_id in (select app.my_communities())",
            ),
            Policy(name="communities_postrevision_write", command="insert", check=BY_ITS_AUTHOR),
            *for_definers(TABLE),
        ]
        indexes = [models.Index(fields=["tenant_id", "post"], name="communities_postrevision_post")]

    def __str__(self) -> str:
        return f"{self.replaced_at:%Y-%m-%d %H:%M}"
