"""The stakeholder map of a Deep Dive: who influences whom, today and in the scenario's tomorrow."""

from django.db import models

from customers.deep_dives.participant import HELD_BY_ME, OF_MINE, Position
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

STAKEHOLDERS = "customers_deepdivestakeholder"
INFLUENCES = "customers_deepdiveinfluence"
CHANGEABLE = ("today", "tomorrow", "why")
STRONGEST = 3


class DeepDiveStakeholder(Walled):
    """A group or office that has a say, such as "Purchasing board"; never a person by name."""

    deep_dive = TenantForeignKey("customers.DeepDive", related_name="stakeholders")
    name = models.CharField(max_length=60)
    position = models.CharField(max_length=16, choices=Position)

    class Meta:
        ordering = ("name", "id")
        constraints = [
            *walled(STAKEHOLDERS, verbs=("select", "insert", "delete")),
            refers(STAKEHOLDERS, "deep_dive_id", "customers_deepdive"),
            models.UniqueConstraint(
                fields=["tenant_id", "deep_dive", "name"], name="customers_deepdivestakeholder_once"
            ),
            Policy(name="customers_deepdivestakeholder_read", command="select", using=OF_MINE),
            Policy(name="customers_deepdivestakeholder_add", command="insert", check=HELD_BY_ME),
            Policy(name="customers_deepdivestakeholder_drop", command="delete", using=HELD_BY_ME),
            *for_definers(STAKEHOLDERS),
        ]

    def __str__(self) -> str:
        return self.name


class DeepDiveInfluence(Walled):
    """How strongly one stakeholder sways another, today and tomorrow: 0 (not at all) to STRONGEST."""

    deep_dive = TenantForeignKey("customers.DeepDive", related_name="influences")
    source = TenantForeignKey("customers.DeepDiveStakeholder", related_name="+")
    target = TenantForeignKey("customers.DeepDiveStakeholder", related_name="+")
    today = models.SmallIntegerField()
    tomorrow = models.SmallIntegerField()
    why = models.CharField(max_length=240, blank=True)

    changeable = CHANGEABLE

    class Meta:
        ordering = ("source__name", "target__name", "id")
        constraints = [
            *walled(INFLUENCES, verbs=("select", "insert", "delete"), changeable=CHANGEABLE),
            refers(INFLUENCES, "deep_dive_id", "customers_deepdive"),
            refers(INFLUENCES, "source_id", STAKEHOLDERS),
            refers(INFLUENCES, "target_id", STAKEHOLDERS),
            models.UniqueConstraint(
                fields=["tenant_id", "deep_dive", "source", "target"], name="customers_deepdiveinfluence_once"
            ),
            models.CheckConstraint(
                condition=models.Q(today__range=(0, STRONGEST), tomorrow__range=(0, STRONGEST)),
                name="customers_deepdiveinfluence_range",
            ),
            Policy(name="customers_deepdiveinfluence_read", command="select", using=OF_MINE),
            Policy(name="customers_deepdiveinfluence_add", command="insert", check=HELD_BY_ME),
            Policy(
                name="customers_deepdiveinfluence_change",
                command="update",
                using=HELD_BY_ME,
                check=HELD_BY_ME,
            ),
            Policy(name="customers_deepdiveinfluence_drop", command="delete", using=HELD_BY_ME),
            *for_definers(INFLUENCES),
        ]

    @property
    def change(self) -> int:
        """How much stronger it becomes."""
        return self.tomorrow - self.today

    def __str__(self) -> str:
        return f"{self.source_id} {self.target_id}"
