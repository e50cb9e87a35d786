"""One import, as the interface and the pages tell of it."""

from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

if TYPE_CHECKING:
    from tenancy.people.person import Person

TABLE = "customers_importjob"
IMPORTS = "(select app.has_role('tenant_admin'))"
PURPOSE = "(select current_setting('app.purpose', true))"
# A client has its own jobs alone.
OWN = f"'client:' || client_id = {PURPOSE} and (select app.has_scope('jobs:{{verb}}'))"
# What the definer function that gives a worker its turn changes.
TURN = ("state", "reason", "started_at", "finished_at")
CHANGEABLE = (
    "dry_run",
    "options",
    "mapping",
    "file_name",
    "file_key",
    "size",
    "sha256",
    "columns",
    "read",
    "report",
    "received",
    "successful",
    "failed",
    "unprocessed",
    "rows_read",
    "batches",
    "batches_done",
    "abort_asked",
    "task",
    "uploaded_at",
    *TURN,
)


class State(models.TextChoices):
    """Where an import stands; the names are those of the interface."""

    OPEN = "Open", _("waiting for its file")
    UPLOADED = "UploadComplete", _("waiting for its turn")
    RUNNING = "InProgress", _("running")
    COMPLETE = "JobComplete", _("done")
    FAILED = "Failed", _("could not be finished")
    ABORTED = "Aborted", _("given up")


ENDED = frozenset({State.COMPLETE, State.FAILED, State.ABORTED})


class Format(models.TextChoices):
    """How a file of records is written."""

    CSV = "csv", "CSV"
    NDJSON = "ndjson", _("JSON lines")


class ImportJobQuerySet(models.QuerySet["ImportJob"]):
    """Import jobs."""

    def visible_to(self, person: "Person") -> "ImportJobQuerySet":
        """All of the tenant; row security shows them to its administrators alone."""
        return self.filter(tenant_id=person.tenant_id)


class ImportJob(Walled):
    """A file that somebody brought, or a system sent: how far it is, what was read, how its figures add up.

    The file lies in the data directory under `file_key` until its time there is over. It is applied in
    `batches` of whole accounts; `batches_done` and the counts are written in the transaction of each batch, so
    they are a checkpoint. successful + failed + unprocessed = received at any time after reading.
    """

    object = models.CharField(max_length=24)
    operation = models.CharField(max_length=12, default="upsert")
    format = models.CharField(max_length=6, choices=Format, default=Format.CSV)
    dry_run = models.BooleanField(default=False)
    options = models.JSONField(default=dict)
    mapping = models.JSONField(default=dict)
    file_name = models.CharField(max_length=200, blank=True)
    file_key = models.UUIDField()
    size = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    columns = ArrayField(models.CharField(max_length=200), default=list)
    read = models.JSONField(default=dict)
    report = models.JSONField(default=dict)
    received = models.BigIntegerField(default=0)
    successful = models.BigIntegerField(default=0)
    failed = models.BigIntegerField(default=0)
    unprocessed = models.BigIntegerField(default=0)
    rows_read = models.BigIntegerField(default=0)
    batches = models.IntegerField(default=0)
    batches_done = models.IntegerField(default=0)
    state = models.CharField(max_length=16, choices=State, default=State.OPEN)
    abort_asked = models.BooleanField(default=False)
    reason = models.CharField(max_length=500, blank=True)
    task = models.UUIDField(null=True)
    created_by = TenantForeignKey("tenancy.Person", null=True, related_name="+")
    client = TenantForeignKey("customers.ApiClient", null=True, related_name="+")
    created_at = models.DateTimeField()
    uploaded_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects = ImportJobQuerySet.as_manager()
    changeable = CHANGEABLE

    class Meta:
        ordering = ("-created_at",)
        constraints = [
            *walled(TABLE, verbs=("select", "insert"), changeable=CHANGEABLE),
            refers(TABLE, "created_by_id", "tenancy_person"),
            refers(TABLE, "client_id", "customers_apiclient"),
            models.CheckConstraint(
                condition=models.Q(state__in=State.values), name="customers_importjob_state"
            ),
            Policy(
                name="customers_importjob_read",
                command="select",
                using=f"{IMPORTS} or ({OWN.format(verb='read')}) or ({OWN.format(verb='write')})",
            ),
            Policy(
                name="customers_importjob_open",
                command="insert",
                check=f"(created_by_id = (select app.pid()) and {IMPORTS})"
                f" or (created_by_id is null and {OWN.format(verb='write')})",
            ),
            Policy(
                name="customers_importjob_change",
                command="update",
                using=f"{IMPORTS} or ({OWN.format(verb='write')})",
                check=f"{IMPORTS} or ({OWN.format(verb='write')})",
            ),
            *for_definers(TABLE, update=TURN),
        ]
        indexes = [models.Index(fields=["tenant_id", "-created_at"], name="customers_importjob_recent")]

    @property
    def is_open(self) -> bool:
        """Whether it still waits to be run."""
        return self.state == State.OPEN

    @property
    def has_ended(self) -> bool:
        """Whether nothing more will happen to it by itself."""
        return self.state in ENDED

    @property
    def percent(self) -> int:
        """How far it is by rows, 0 to 100: reading them is the first half, storing them the second."""
        if self.has_ended:
            return 100
        done = self.successful + self.failed
        return min(99, (50 + 50 * done // self.received) if self.batches and self.received else 0)

    def __str__(self) -> str:
        return self.file_name
