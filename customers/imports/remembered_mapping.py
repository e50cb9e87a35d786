"""How the files of a source are read: remembered, so that the next one is understood at once."""

import hashlib
from collections.abc import Sequence

from django.contrib.postgres.fields import ArrayField
from django.db import models

from customers.imports.import_job import IMPORTS
from tenancy.intake.columns import normal_heading
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, refers, walled

TABLE = "customers_rememberedmapping"
CHANGEABLE = ("mapping", "options", "used_at")


class RememberedMapping(Walled):
    """What somebody said about a file of this object, source and headings: columns, separator, number form.

    `mapping` names a field for each heading, "" for one that is left out; `options` holds only what was chosen
    against or without the guess.
    """

    object = models.CharField(max_length=24)
    source = models.CharField(max_length=60)
    headings = ArrayField(models.CharField(max_length=200))
    headings_key = models.CharField(max_length=64)
    mapping = models.JSONField(default=dict)
    options = models.JSONField(default=dict)
    created_by = TenantForeignKey("tenancy.Person", related_name="+")
    used_at = models.DateTimeField()

    changeable = CHANGEABLE

    class Meta:
        constraints = [
            *walled(TABLE, verbs=("select", "insert"), changeable=CHANGEABLE),
            refers(TABLE, "created_by_id", "tenancy_person"),
            models.UniqueConstraint(
                fields=["tenant_id", "object", "source", "headings_key"],
                name="customers_rememberedmapping_once",
            ),
            Policy(name="customers_rememberedmapping_read", command="select", using=IMPORTS),
            Policy(name="customers_rememberedmapping_make", command="insert", check=IMPORTS),
            Policy(name="customers_rememberedmapping_change", command="update", using=IMPORTS, check=IMPORTS),
        ]
        indexes = [
            models.Index(
                fields=["tenant_id", "object", "source", "-used_at"], name="customers_remembered_newest"
            )
        ]

    def __str__(self) -> str:
        return f"{self.object} · {self.source}"


def key_of(headings: Sequence[str]) -> str:
    """Equal for equal headings in any order, however they are capitalised or spaced."""
    return hashlib.sha256("\n".join(sorted(map(normal_heading, headings))).encode()).hexdigest()
