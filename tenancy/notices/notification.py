"""The notice in the product."""

from typing import TYPE_CHECKING

from django.db import models

from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

if TYPE_CHECKING:
    from datetime import datetime

    from tenancy.people.person import Person

TABLE = "tenancy_notification"
CHANGEABLE = ("read_at",)
MINE = "person_id = (select app.pid())"


class NotificationQuerySet(models.QuerySet["Notification"]):
    """Notices."""

    def visible_to(self, person: "Person") -> "NotificationQuerySet":
        """One's own."""
        return self.filter(tenant_id=person.tenant_id, person=person)

    def unread(self) -> "NotificationQuerySet":
        """Those that were not opened yet."""
        return self.filter(read_at=None)

    def mark_read(self, *, at: "datetime") -> int:
        """Marks all of them as read; how many were not."""
        return self.unread().update(read_at=at)


class Notification(Walled):
    """One event that one person is told of, once. It says what kind of thing happened and where, never what
    was written: who opens it sees the thing itself, if the wall still shows it then.
    """

    person = TenantForeignKey("tenancy.Person", related_name="+")
    event = TenantForeignKey("tenancy.Event", related_name="+")
    verb = models.CharField(max_length=60)
    community_id = models.UUIDField(null=True)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.UUIDField(null=True)
    ids = models.JSONField(default=dict)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    changeable = CHANGEABLE
    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-id")
        constraints = [
            *walled(TABLE, verbs=("select",), changeable=CHANGEABLE),
            refers(TABLE, "person_id", "tenancy_person"),
            refers(TABLE, "event_id", "tenancy_event"),
            models.UniqueConstraint(
                fields=["tenant_id", "event", "person"], name="tenancy_notification_once"
            ),
            Policy(name="tenancy_notification_read", command="select", using=MINE),
            Policy(name="tenancy_notification_change", command="update", using=MINE, check=MINE),
            *for_definers(TABLE, verbs=("select", "insert")),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "person", "-at", "-id"], name="tenancy_notification_own"),
            models.Index(
                fields=["tenant_id", "person"],
                condition=models.Q(read_at=None),
                name="tenancy_notification_unread",
            ),
        ]

    def mark_read(self, *, at: "datetime") -> None:
        """Marks it as read; the first time counts."""
        if self.read_at is None:
            self.read_at = at
            self.save(update_fields=["read_at"])

    def __str__(self) -> str:
        return self.verb
