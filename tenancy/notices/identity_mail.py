"""The outbox of mails that belong to a sign-in identity."""

from datetime import timedelta
from uuid import uuid4

from django.db import models
from django.utils import timezone

from tenancy.notices.mail import MailState
from tenancy.people.user import IDENTITY_VERBS
from tenancy.wall.constraints import Grant

KEPT = timedelta(days=3)


class IdentityMailQuerySet(models.QuerySet["IdentityMail"]):
    """Mails of sign-in identities."""

    def forget_old(self) -> int:
        """Deletes those older than three days; how many."""
        return self.filter(created_at__lt=timezone.now() - KEPT).delete()[0]


class IdentityMail(models.Model):
    """A mail that no tenant has to do with: password reset, confirmation of an address, a new second factor.

    Lies beside the users, where app_auth alone reaches, and is forgotten after three days.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    to_address = models.CharField(max_length=254)
    subject = models.CharField(max_length=250)
    text = models.TextField()
    html = models.TextField(blank=True)
    state = models.CharField(max_length=9, choices=MailState, default=MailState.STORED)
    attempts = models.SmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)
    link_shown_at = models.DateTimeField(null=True)

    identity = True
    objects = IdentityMailQuerySet.as_manager()

    class Meta:
        constraints = [
            Grant(name="tenancy_identitymail_auth", role="app_auth", verbs=IDENTITY_VERBS),
            Grant(name="tenancy_identitymail_backup", role="app_backup", verbs=("select",)),
        ]
        indexes = [models.Index(fields=["state", "created_at"], name="tenancy_identitymail_due")]

    def __str__(self) -> str:
        return self.subject
