"""A rep's training for the work with customer communities."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

TABLE = "customers_training"
RECORDS = (
    "(select app.has_role('programme_office')) or (select app.has_role('sales_manager'))"
    " or (select app.has_role('management'))"
)


class Curriculum(models.TextChoices):
    """The two curricula (A12.35)."""

    PREPARATION = "preparation", _("Preparation of customer communities")
    INITIATION = "initiation", _("Initiation of customer communities")


class Training(Walled):
    """Somebody completed a curriculum on a day; `cohort` names the course she took it with.

    What follows from it, the time to the first kick-off, is counted from the first one that she completed.
    """

    person = TenantForeignKey("tenancy.Person", related_name="trainings")
    curriculum = models.CharField(max_length=16, choices=Curriculum)
    cohort = models.CharField(max_length=80, blank=True)
    completed_on = models.DateField()
    recorded_by = TenantForeignKey("tenancy.Person", null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("-completed_on", "id")
        constraints = [
            *walled(TABLE, verbs=("select", "insert", "delete")),
            refers(TABLE, "person_id", "tenancy_person"),
            refers(TABLE, "recorded_by_id", "tenancy_person"),
            models.CheckConstraint(
                condition=models.Q(curriculum__in=Curriculum.values), name="customers_training_curriculum"
            ),
            models.UniqueConstraint(
                fields=["tenant_id", "person", "curriculum", "completed_on"], name="customers_training_once"
            ),
            Policy(
                name="customers_training_read",
                command="select",
                using=f"person_id = (select app.pid()) or {RECORDS}",
            ),
            Policy(
                name="customers_training_record",
                command="insert",
                check=f"recorded_by_id = (select app.pid()) and ({RECORDS})",
            ),
            Policy(name="customers_training_take_back", command="delete", using=RECORDS),
            *for_definers(TABLE),
        ]
        indexes = [models.Index(fields=["tenant_id", "-completed_on"], name="customers_training_latest")]

    def __str__(self) -> str:
        return f"{self.curriculum} {self.completed_on}"
