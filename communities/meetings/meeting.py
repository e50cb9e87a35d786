"""The meeting."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext_lazy as _

from communities.community.ties import LEADS, OPENS
from tenancy.wall.constraints import Policy
from tenancy.wall.tables import TenantForeignKey, Walled, for_definers, for_metrics, refers, walled

if TYPE_CHECKING:
    from tenancy.people.person import Person

TABLE = "communities_meeting"
CHANGEABLE = (
    "title",
    "form",
    "starts_at",
    "zone",
    "duration_minutes",
    "place",
    "link",
    "sequence",
    "cancelled_at",
    "why_cancelled",
    "minutes",
    "minutes_html",
    "minutes_at",
)
METRICS = ("tenant_id", "id", "community_id", "form", "starts_at", "planned_at", "cancelled_at", "held_at")


class Form(models.TextChoices):
    """How people meet."""

    FACE_TO_FACE = "face_to_face", _("Face to face")
    VIRTUAL = "virtual", _("Virtual")


class State(models.TextChoices):
    """What became of a meeting; it is held once its attendance is on record."""

    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held")
    CANCELLED = "cancelled", _("Cancelled")


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Meetings."""

    def visible_to(self, person: "Person") -> "MeetingQuerySet":
        """Those that the wall shows to this person."""
        return self.filter(tenant_id=person.tenant_id)

    def standing(self) -> "MeetingQuerySet":
        """Those that were not cancelled."""
        return self.filter(cancelled_at=None)


class Meeting(Walled):
    """A meeting of one community, face to face at a place or virtual behind a link.

    `starts_at` is an instant, `zone` the time zone in which it was agreed (IANA). `held_at` is the moment at
    which its attendance was put on record, `head_count` how many came; both are written with the attendance.
    """

    community = TenantForeignKey("communities.Community", related_name="meetings")
    title = models.CharField(max_length=160)
    form = models.CharField(max_length=12, choices=Form)
    starts_at = models.DateTimeField()
    zone = models.CharField(max_length=64)
    duration_minutes = models.SmallIntegerField(default=60)
    place = models.CharField(max_length=200, blank=True)
    link = models.URLField(max_length=500, blank=True)
    planned_by = TenantForeignKey("tenancy.Person", null=True, related_name="+")
    planned_at = models.DateTimeField()
    sequence = models.IntegerField(default=0)
    cancelled_at = models.DateTimeField(null=True)
    why_cancelled = models.CharField(max_length=240, blank=True)
    held_at = models.DateTimeField(null=True)
    head_count = models.IntegerField(null=True)
    minutes = models.TextField(blank=True)
    minutes_html = models.TextField(blank=True)
    minutes_at = models.DateTimeField(null=True)

    changeable = CHANGEABLE
    objects = MeetingQuerySet.as_manager()

    class Meta:
        constraints = [
            *walled(TABLE, changeable=CHANGEABLE),
            refers(TABLE, "community_id", "communities_community"),
            refers(TABLE, "planned_by_id", "tenancy_person"),
            models.UniqueConstraint(
                fields=["tenant_id", "id", "community"], name="communities_meeting_community"
            ),
            models.CheckConstraint(condition=models.Q(form__in=Form.values), name="communities_meeting_form"),
            models.CheckConstraint(
                condition=models.Q(duration_minutes__gt=0, duration_minutes__lte=2880),
                name="communities_meeting_duration",
            ),
            models.CheckConstraint(
                condition=models.Q(cancelled_at=None, why_cancelled="")
                | models.Q(models.Q(cancelled_at__isnull=False, held_at=None), ~models.Q(why_cancelled="")),
                name="communities_meeting_cancelled",
            ),
            models.CheckConstraint(
                condition=models.Q(held_at=None, head_count=None)
                | models.Q(held_at__gte=models.F("starts_at"), head_count__gte=0),
                name="communities_meeting_held",
            ),
            Policy(
                name="communities_meeting_read",
                command="select",
                using=OPENS,
            ),
            Policy(
                name="communities_meeting_plan",
                command="insert",
                check=f"planned_by_id = (select app.pid()) and held_at is null and {LEADS}",
            ),
            Policy(name="communities_meeting_change", command="update", using=LEADS, check=LEADS),
            *for_definers(TABLE, update=("held_at", "head_count")),
            *for_metrics(TABLE, METRICS),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "community", "starts_at"], name="communities_meeting_calendar")
        ]

    @property
    def state(self) -> State:
        """Planned, held or cancelled."""
        if self.cancelled_at:
            return State.CANCELLED
        return State.HELD if self.held_at else State.PLANNED

    @property
    def ends_at(self) -> datetime:
        """The instant at which it is over."""
        return self.starts_at + timedelta(minutes=self.duration_minutes)

    @property
    def local_start(self) -> datetime:
        """Its beginning on the clock of the place where it was agreed."""
        return self.starts_at.astimezone(ZoneInfo(self.zone))

    def __str__(self) -> str:
        return self.title
