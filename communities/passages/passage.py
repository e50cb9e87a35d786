"""The only hole in the wall."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

TABLE = "communities_passage"


class PassageKind(models.TextChoices):
    """Why the passage exists."""

    DISCLOSURE = "disclosure", _("One post, shown by its author")
    GUEST = "guest", _("Guest in one thread")
    EXTERNAL_EXPERT = "external_expert", _("External expert")
    PORTAL_THREAD = "portal_thread", _("Thread for the portal")
    SAFETY_FLAG = "safety_flag", _("Flag for the safety reader")
    BREAK_GLASS = "break_glass", _("Break-glass")


class Passage(Walled):
    """Exactly one thing, open to exactly one person, for a reason, until a moment.

    A passage to a thread shows what is written after it opened. Opened by a definer function that
    asks whether the post is the caller's own or the community one that she leads.
    """

    kind = models.CharField(max_length=16, choices=PassageKind)
    community = TenantForeignKey("communities.Community", related_name="passages")
    thread = TenantForeignKey("communities.Thread", null=True, related_name="passages")
    post = TenantForeignKey("communities.Post", null=True, related_name="passages")
    to_person = TenantForeignKey("tenancy.Person", related_name="passages")
    reason = models.CharField(max_length=240)
    granted_by = TenantForeignKey("tenancy.Person", related_name="+")
    opened_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(TABLE, "community_id", "communities_community"),
            refers(TABLE, "thread_id", "communities_thread", with_columns=[("community_id", "community_id")]),
            refers(TABLE, "post_id", "communities_post", with_columns=[("community_id", "community_id")]),
            refers(TABLE, "to_person_id", "tenancy_person"),
            refers(TABLE, "granted_by_id", "tenancy_person"),
            models.CheckConstraint(
                condition=models.Q(kind__in=PassageKind.values), name="communities_passage_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(thread__isnull=False) | models.Q(post__isnull=False),
                name="communities_passage_one_thing",
            ),
            Policy(
                name="communities_passage_read",
                command="select",
                using="to_person_id = (select app.pid()) or community_id in (select app.my_communities())",
            ),
            *for_definers(TABLE, verbs=("select", "insert"), update=("closed_at",)),
        ]
        indexes = [models.Index(fields=["tenant_id", "to_person"], name="communities_passage_person")]

    def __str__(self) -> str:
        return f"{self.kind}"
