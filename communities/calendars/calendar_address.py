"""The secret address at which a calendar reads somebody's meetings."""

from typing import TYPE_CHECKING

from django.db import models

from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, refers, walled

if TYPE_CHECKING:
    from tenancy.people.person import Person

TABLE = "communities_calendaraddress"
MINE = "person_id = (select app.pid())"


class CalendarAddressQuerySet(models.QuerySet["CalendarAddress"]):
    """Addresses."""

    def visible_to(self, person: "Person") -> "CalendarAddressQuerySet":
        """One's own."""
        return self.filter(tenant_id=person.tenant_id, person=person)


class CalendarAddress(Walled):
    """Whoever holds the address reads this person's meetings, without content where the community is a customers'.

    Of the secret only its SHA-256 is kept. One row for a person; a new address takes the place of the old one, and
    deleting the row ends it at once. Nothing is kept of when a calendar reads it.
    """

    person = TenantForeignKey("tenancy.Person", related_name="+")
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    changeable = ("digest", "made_at")
    objects = CalendarAddressQuerySet.as_manager()

    class Meta:
        constraints = [
            *walled(TABLE, verbs=("select", "insert", "delete"), changeable=("digest", "made_at")),
            refers(TABLE, "person_id", "tenancy_person"),
            models.UniqueConstraint(fields=["tenant_id", "person"], name="communities_calendaraddress_once"),
            Policy(name="communities_calendaraddress_read", command="select", using=MINE),
            Policy(name="communities_calendaraddress_make", command="insert", check=MINE),
            Policy(name="communities_calendaraddress_renew", command="update", using=MINE, check=MINE),
            Policy(name="communities_calendaraddress_end", command="delete", using=MINE),
            *for_definers(TABLE),
        ]
        indexes = [models.Index(fields=["digest"], name="communities_calendar_digest")]

    def __str__(self) -> str:
        return f"{self.person_id}"
