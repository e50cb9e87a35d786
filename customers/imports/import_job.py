"""One import, as the interface and the pages tell of it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, refers, walled

TABLE = "customers_importjob"
IMPORTS = "(select app.has_role('tenant_admin'))"
CHANGEABLE = ("mapping", "read", "report", "received", "failed", "state", "finished_at")


class State(models.TextChoices):
    """Where an import stands; the names are those of the interface."""

    OPEN = "Open", _("waiting for its columns")
    COMPLETE = "JobComplete", _("done")
    FAILED = "Failed", _("could not be read")
    ABORTED = "Aborted", _("given up")


class ImportJob(Walled):
    """A file that somebody brought: what was read in it, and how its figures add up.

    While it is open its file lies in the data directory under `file_key`; afterwards only `report`, the
    reconciliation with its failed rows, is kept. successful + failed + unprocessed = received.
    """

    object = models.CharField(max_length=24)
    file_name = models.CharField(max_length=200)
    file_key = models.UUIDField()
    size = models.BigIntegerField()
    columns = ArrayField(models.CharField(max_length=200), default=list)
    mapping = models.JSONField(default=dict)
    read = models.JSONField(default=dict)
    report = models.JSONField(default=dict)
    received = models.BigIntegerField(default=0)
    failed = models.BigIntegerField(default=0)
    state = models.CharField(max_length=16, choices=State, default=State.OPEN)
    created_by = TenantForeignKey("tenancy.Person", related_name="+")
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    changeable = CHANGEABLE

    class Meta:
        ordering = ("-created_at",)
        constraints = [
            *walled(TABLE, verbs=("select", "insert"), changeable=CHANGEABLE),
            refers(TABLE, "created_by_id", "tenancy_person"),
            models.CheckConstraint(
                condition=models.Q(state__in=State.values), name="customers_importjob_state"
            ),
            Policy(name="customers_importjob_read", command="select", using=IMPORTS),
            Policy(
                name="customers_importjob_open",
                command="insert",
                check=f"created_by_id = (select app.pid()) and {IMPORTS}",
            ),
            Policy(name="customers_importjob_change", command="update", using=IMPORTS, check=IMPORTS),
        ]
        indexes = [models.Index(fields=["tenant_id", "-created_at"], name="customers_importjob_recent")]

    @property
    def is_open(self) -> bool:
        """Whether it still waits to be run."""
        return self.state == State.OPEN

    def __str__(self) -> str:
        return self.file_name
