"""The members' own site."""

from uuid import uuid4

from django.db import models

from tenancy.wall.constraints import Policy
from tenancy.wall.tables import Walled, for_definers, walled

TABLE = "tenancy_portal"


class Portal(Walled):
    """A neutral portal: own name and look, run by an independent operator, its sponsor named once and plainly."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    domain = models.CharField(max_length=200, blank=True)
    operator_name = models.CharField(max_length=120)
    sponsor_name = models.CharField(max_length=120)
    emergency = models.JSONField(default=list)

    class Meta:
        constraints = [
            *walled(TABLE, verbs=("select",)),
            Policy(name="tenancy_portal_read", command="select", using="true"),
            *for_definers(TABLE, verbs=("select", "insert")),
        ]

    def __str__(self) -> str:
        return self.name
