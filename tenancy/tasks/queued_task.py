"""The outbox."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from tenancy.events.event import Plane
from tenancy.wall.constraints import Policy
from tenancy.wall.functions import call
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

if TYPE_CHECKING:
    from tenancy.people.person import Person

TABLE = "tenancy_queuedtask"


class Queue(models.TextChoices):
    """Where a task waits: by how soon somebody wants it and how long it takes."""

    REALTIME = "realtime", _("At once")
    DEFAULT = "default", _("Soon")
    HEAVY = "heavy", _("Long computations")
    INGEST = "ingest", _("Imports")
    WEBHOOKS = "webhooks", _("Messages to other systems")


class TaskState(models.TextChoices):
    """The life of a task."""

    QUEUED = "queued", _("Waiting")
    SENT = "sent", _("Handed over")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
    PARKED = "parked", _("Parked after three attempts")
    CANCELLED = "cancelled", _("Cancelled")


ENDED = frozenset({TaskState.DONE, TaskState.FAILED, TaskState.PARKED, TaskState.CANCELLED})


class QueuedTaskQuerySet(models.QuerySet["QueuedTask"]):
    """Queued tasks."""

    def visible_to(self, person: "Person") -> "QueuedTaskQuerySet":
        """Those that this person started."""
        return self.filter(tenant_id=person.tenant_id, created_by=person)

    def parked(self) -> "QueuedTaskQuerySet":
        """Those given up after three attempts: shown to the side that must look after them (F16)."""
        return self.filter(state=TaskState.PARKED)


class QueuedTask(Walled):
    """Work that was promised in the same transaction as its cause: a job somebody started, or one
    handler's delivery of one event.

    `kwargs` holds ids and nothing else. The work is done in the name of `created_by` and with no more
    rights. PostgreSQL is the truth: the broker only hints at rows. Written by definer functions alone.
    """

    name = models.CharField(max_length=100)
    kwargs = models.JSONField(default=dict)
    queue = models.CharField(max_length=8, choices=Queue, default=Queue.DEFAULT)
    key = models.CharField(max_length=200, null=True)
    plane = models.CharField(max_length=9, choices=Plane)
    state = models.CharField(max_length=9, choices=TaskState, default=TaskState.QUEUED)
    attempts = models.SmallIntegerField(default=0)
    sends = models.IntegerField(default=0)
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    progress = models.SmallIntegerField(default=0)
    message = models.CharField(max_length=200, blank=True)
    label = models.CharField(max_length=120, blank=True)
    result_url = models.CharField(max_length=300, blank=True)
    error_kind = models.CharField(max_length=80, blank=True)
    created_by = TenantForeignKey("tenancy.Person", null=True, related_name="+")
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    objects = QueuedTaskQuerySet.as_manager()

    class Meta:
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(TABLE, "created_by_id", "tenancy_person"),
            models.UniqueConstraint(fields=["tenant_id", "key"], name="tenancy_queuedtask_once"),
            models.CheckConstraint(
                condition=models.Q(queue__in=Queue.values), name="tenancy_queuedtask_queue"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=TaskState.values), name="tenancy_queuedtask_state"
            ),
            models.CheckConstraint(
                condition=models.Q(progress__range=(0, 100)), name="tenancy_queuedtask_progress"
            ),
            Policy(
                name="tenancy_queuedtask_read",
                command="select",
                using="created_by_id = (select app.pid()) or (state = 'parked'"
                " and ((plane = 'sponsor' and (select app.has_role('tenant_admin')))"
                " or (plane = 'community' and (select app.my_party()) = 'operator')))",
            ),
            *for_definers(
                TABLE,
                verbs=("select", "insert", "delete"),
                update=(
                    "state",
                    "attempts",
                    "sends",
                    "due_at",
                    "sent_at",
                    "lease_until",
                    "progress",
                    "message",
                    "error_kind",
                    "finished_at",
                ),
            ),
        ]
        indexes = [
            models.Index(
                fields=["tenant_id", "due_at"],
                condition=models.Q(state="queued"),
                name="tenancy_queuedtask_due",
            ),
            models.Index(
                fields=["state", "lease_until", "sent_at"],
                condition=models.Q(state__in=("sent", "running")),
                name="tenancy_queuedtask_open",
            ),
            models.Index(fields=["tenant_id", "created_by"], name="tenancy_queuedtask_own"),
        ]

    def cancel(self) -> bool:
        """Withdraws one's own task: a waiting one is never run, a running one stops at its next report.

        False when it had ended already.
        """
        return bool(call("cancel_task", self.id))

    @property
    def has_ended(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in ENDED

    def __str__(self) -> str:
        return f"{self.name} · {self.state}"
