"""Files of posts, kept in the database so that the wall covers them too."""

from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import models

from communities.discussions.post_revision import BY_ITS_AUTHOR
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

if TYPE_CHECKING:
    from tenancy.people.person import Person

TABLE = "communities_attachment"
CONTENT = "communities_attachmentcontent"
OF_MINE = """community_id in (select app.my_communities()) and exists (select from communities_attachment a
    join communities_post p on p.tenant_id = a.tenant_id and p.id = a.post_id
    where a.tenant_id = (select app.tid()) and a.id = attachment_id and p.author_id = (select app.pid()))"""
OF_PASSAGES = """exists (select from communities_attachment a where a.tenant_id = (select app.tid())
    and a.id = attachment_id and a.post_id in (select app.my_passage_posts()))"""


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    """Attachments."""

    def visible_to(self, person: "Person") -> "AttachmentQuerySet":
        """Those that the wall shows to this person, but none of removed posts."""
        return self.filter(tenant_id=person.tenant_id, post__removals__isnull=True)


class Attachment(Walled):
    """A file of a post: its name and type as our own checks found them, never as the sender said."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    post = TenantForeignKey("communities.Post", related_name="attachments")
    community = TenantForeignKey("communities.Community", related_name="+")
    file_name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=100)
    size = models.IntegerField()
    attached_at = models.DateTimeField()

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ("attached_at", "id")
        constraints = [
            *walled(TABLE),
            refers(TABLE, "post_id", "communities_post", with_columns=[("community_id", "community_id")]),
            models.UniqueConstraint(
                fields=["tenant_id", "id", "community"], name="communities_attachment_place"
            ),
            Policy(
                name="communities_attachment_read",
                command="select",
                using="community_id in (select app.my_communities())"
                " or post_id in (select app.my_passage_posts())",
            ),
            Policy(name="communities_attachment_write", command="insert", check=BY_ITS_AUTHOR),
            *for_definers(TABLE),
        ]
        indexes = [models.Index(fields=["tenant_id", "post"], name="communities_attachment_post")]

    @property
    def is_picture(self) -> bool:
        """Whether browsers may show it in the page."""
        return self.media_type.startswith("image/")

    def __str__(self) -> str:
        return self.file_name


class AttachmentContent(Walled):
    """The bytes of an attachment, apart from its row so that lists never load them."""

    attachment = TenantForeignKey("communities.Attachment", related_name="contents")
    community = TenantForeignKey("communities.Community", related_name="+")
    content = models.BinaryField()

    class Meta:
        constraints = [
            *walled(CONTENT),
            refers(
                CONTENT,
                "attachment_id",
                "communities_attachment",
                with_columns=[("community_id", "community_id")],
            ),
            models.UniqueConstraint(
                fields=["tenant_id", "attachment"], name="communities_attachmentcontent_once"
            ),
            Policy(
                name="communities_attachmentcontent_read",
                command="select",
                using=f"community_id in (select app.my_communities()) or {OF_PASSAGES}",
            ),
            Policy(name="communities_attachmentcontent_write", command="insert", check=OF_MINE),
            *for_definers(CONTENT),
        ]

    def __str__(self) -> str:
        return f"{self.attachment_id}"
