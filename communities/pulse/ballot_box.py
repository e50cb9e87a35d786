"""The two halves that nothing joins: what was answered, and who has answered."""

from uuid import uuid4

from django.db import models

from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

BOX = "communities_pulsebox"
TURNOUT = "communities_pulseturnout"


class PulseBox(Walled):
    """All answers of a running wave in one row, shuffled anew whenever one is added.

    One row, so that no answer has an id, a time, a place in the table or a transaction number of its own.
    Nobody may read it, neither leader nor operator nor the application: functions add to it and count it after
    the wave's end, and counting destroys it.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    wave = TenantForeignKey("communities.PulseWave", related_name="+")
    answers = models.JSONField(default=list)

    class Meta:
        constraints = [
            *walled(BOX, verbs=()),
            refers(BOX, "wave_id", "communities_pulsewave"),
            models.UniqueConstraint(fields=["tenant_id", "wave"], name="communities_pulsebox_once"),
            *for_definers(BOX, verbs=("select", "insert", "delete"), update=("answers",)),
        ]

    def __str__(self) -> str:
        return str(self.wave_id)


class PulseTurnout(Walled):
    """That a person has answered a running wave: so that she answers once and is not reminded.

    She alone reads it; it says neither when nor what, and goes when the wave is counted.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    wave = TenantForeignKey("communities.PulseWave", related_name="+")
    person = TenantForeignKey("tenancy.Person", related_name="+")

    class Meta:
        constraints = [
            *walled(TURNOUT, verbs=("select",)),
            refers(TURNOUT, "wave_id", "communities_pulsewave"),
            refers(TURNOUT, "person_id", "tenancy_person"),
            models.UniqueConstraint(
                fields=["tenant_id", "wave", "person"], name="communities_pulseturnout_once"
            ),
            Policy(
                name="communities_pulseturnout_own", command="select", using="person_id = (select app.pid())"
            ),
            *for_definers(TURNOUT, verbs=("select", "insert", "delete")),
        ]

    def __str__(self) -> str:
        return str(self.wave_id)
