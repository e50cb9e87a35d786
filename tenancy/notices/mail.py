"""The outbox of mails that belong to a tenant."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

TABLE = "tenancy_mail"


class MailState(models.TextChoices):
    """How far a mail has come."""

    STORED = "stored", _("Stored")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    WITHDRAWN = "withdrawn", _("Withdrawn: the reader may not know this any more")
    FAILED = "failed", _("Failed")


class Mail(Walled):
    """A mail as it will arrive, stored in the transaction of its cause.

    To an address (an invitation), or to a person: then the address is looked up when it is sent, and
    whether she is still of the community that it speaks of is asked again. `key` makes a second mail of
    the same thing impossible. No person reads this table; the demo's outbox page does, under a purpose
    of its own.
    """

    person = TenantForeignKey("tenancy.Person", null=True, related_name="+")
    to_address = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=250)
    text = models.TextField()
    html = models.TextField(blank=True)
    community_id = models.UUIDField(null=True)
    key = models.CharField(max_length=200, null=True)
    state = models.CharField(max_length=9, choices=MailState, default=MailState.STORED)
    created_by = TenantForeignKey("tenancy.Person", null=True, related_name="+")
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    link_shown_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(TABLE, "person_id", "tenancy_person"),
            refers(TABLE, "created_by_id", "tenancy_person"),
            models.UniqueConstraint(fields=["tenant_id", "key"], name="tenancy_mail_once"),
            models.CheckConstraint(condition=models.Q(state__in=MailState.values), name="tenancy_mail_state"),
            Policy(
                name="tenancy_mail_outbox",
                command="select",
                using="current_setting('app.purpose', true) = 'outbox'",
            ),
            *for_definers(
                TABLE, verbs=("select", "insert", "delete"), update=("state", "ended_at", "link_shown_at")
            ),
        ]
        indexes = [models.Index(fields=["tenant_id", "-created_at"], name="tenancy_mail_newest")]

    def __str__(self) -> str:
        return self.subject
