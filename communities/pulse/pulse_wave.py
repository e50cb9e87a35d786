"""One round of a community's pulse survey."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models

from communities.community.kinds import Kind
from communities.pulse.items import ASKED_KINDS, FEWEST_ANSWERS
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, for_metrics, refers, uuid7, walled

if TYPE_CHECKING:
    from tenancy.people.person import Person

TABLE = "communities_pulsewave"


class PulseWaveQuerySet(models.QuerySet["PulseWave"]):
    """Rounds."""

    def visible_to(self, person: "Person") -> "PulseWaveQuerySet":
        """Those of the person's own communities."""
        return self.filter(tenant_id=person.tenant_id, withdrawn_on=None)

    def counted(self) -> "PulseWaveQuerySet":
        """Those that have ended with results or with too few answers, the latest first."""
        return self.filter(counted_on__isnull=False).order_by("-closes_on")

    def running(self) -> "PulseWaveQuerySet":
        """Those that have not been counted yet."""
        return self.filter(counted_on=None)


class PulseWave(Walled):
    """The survey put to a community from `opens_on` to the end of `closes_on`; nobody can end it earlier.

    It is counted once, after its end: until then there is no result at all, afterwards there are no answers
    any more. `answers` is None where fewer than five came. Written by definer functions.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    community = TenantForeignKey("communities.Community", related_name="pulse_waves")
    kind = models.CharField(max_length=16, choices=Kind)
    number = models.PositiveSmallIntegerField()
    opens_on = models.DateField()
    closes_on = models.DateField()
    opened_by = TenantForeignKey("tenancy.Person", null=True, related_name="+")
    counted_on = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)
    answers = models.PositiveIntegerField(null=True)
    alpha = models.FloatField(null=True)

    objects = PulseWaveQuerySet.as_manager()

    class Meta:
        ordering = ("-closes_on",)
        constraints = [
            *walled(TABLE, verbs=("select",)),
            refers(TABLE, "community_id", "communities_community", with_columns=[("kind", "kind")]),
            refers(TABLE, "opened_by_id", "tenancy_person"),
            models.UniqueConstraint(
                fields=["tenant_id", "community", "number"], name="communities_pulsewave_number"
            ),
            models.UniqueConstraint(
                fields=["tenant_id", "id", "community", "kind"], name="communities_pulsewave_place"
            ),
            models.UniqueConstraint(
                fields=["tenant_id", "community"],
                condition=models.Q(counted_on=None, withdrawn_on=None),
                name="communities_pulsewave_one_runs",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=ASKED_KINDS), name="communities_pulsewave_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(opens_on__lt=models.F("closes_on")), name="communities_pulsewave_days"
            ),
            models.CheckConstraint(
                condition=models.Q(answers=None) | models.Q(answers__gte=FEWEST_ANSWERS),
                name="communities_pulsewave_enough",
            ),
            Policy(
                name="communities_pulsewave_read",
                command="select",
                using="community_id in (select app.my_communities())",
            ),
            *for_definers(
                TABLE,
                verbs=("select", "insert"),
                update=("counted_on", "withdrawn_on", "answers", "alpha"),
            ),
            *for_metrics(
                TABLE,
                ("tenant_id", "id", "community_id", "kind", "closes_on", "counted_on", "answers", "alpha"),
            ),
        ]

    def takes_answers(self, *, on: date) -> bool:
        """Whether it is open on this day."""
        ended = self.counted_on is not None or self.withdrawn_on is not None
        return not ended and self.opens_on <= on <= self.closes_on

    def __str__(self) -> str:
        return f"{self.number}: {self.opens_on} – {self.closes_on}"
