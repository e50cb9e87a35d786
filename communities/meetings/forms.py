"""Forms of meetings: when and where, the rhythm, why not, the minutes."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from communities.meetings.clean_fields import LineField, WordsField
from communities.meetings.meeting import Form
from communities.meetings.planning import Details
from communities.meetings.rhythm import MOST_WEEKS
from tenancy.surfaces.offering import offer_choices

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)
DURATIONS = [15, 30, 45, 60, 75, 90, 120, 180, 240, 360, 480]
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
CLOCK = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


def instant(day: date, clock: time, zone: str) -> datetime:
    """The instant of this local time in UTC; ValidationError for an hour that a change of clocks leaves out."""
    local = datetime.combine(day, clock, tzinfo=ZoneInfo(zone))
    at = local.astimezone(UTC)
    if at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise ValidationError(_("The clocks go forward that night: this time does not exist on that day."))
    return at


class PlaceForm(forms.Form):
    """How and where people meet."""

    form = forms.ChoiceField(label=_("How we meet"), choices=Form.choices, widget=forms.RadioSelect)
    place = LineField(
        label=_("Place"),
        max_length=200,
        required=False,
        help_text=_("For meetings face to face: room and address."),
    )
    link = forms.URLField(
        label=_("Link"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=_("For virtual meetings: the address of the call. Only members see it."),
    )
    zone = forms.ChoiceField(label=_("Time zone"), help_text=_("The zones in which members live."))
    duration_minutes = forms.TypedChoiceField(
        label=_("Lasts"),
        choices=[(n, _("%(n)d minutes") % {"n": n}) for n in DURATIONS],
        coerce=int,
        initial=60,
    )

    def __init__(self, *args: Any, zones: Iterable[str], **options: Any) -> None:
        super().__init__(*args, **options)
        offer_choices(self, "zone", [(zone, zone.replace("_", " ")) for zone in zones])

    def clean(self) -> None:
        """A meeting face to face has a place."""
        if self.cleaned_data.get("form") == Form.FACE_TO_FACE and not self.cleaned_data.get("place"):
            self.add_error("place", _("Say where you meet."))


class MeetingForm(PlaceForm):
    """One meeting."""

    title = LineField(
        label=_("What it is about"),
        max_length=160,
        error_messages={"required": _("Say in a few words what the meeting is about.")},
    )
    day = forms.DateField(label=_("Day"), widget=DAY)
    clock = forms.TimeField(label=_("Begins at"), widget=CLOCK)
    field_order = ["title", "day", "clock", "zone", "duration_minutes", "form", "place", "link"]

    def clean_day(self) -> date:
        """A day within a century."""
        return _within(self.cleaned_data["day"])

    def clean(self) -> None:
        """A time that exists on that day."""
        super().clean()
        given = self.cleaned_data
        if {"day", "clock", "zone"} <= given.keys():
            try:
                given["starts_at"] = instant(given["day"], given["clock"], given["zone"])
            except ValidationError as error:
                self.add_error("clock", error)

    def details(self) -> Details:
        """What was given; only of a valid form."""
        given = self.cleaned_data
        return Details(**{name: given[name] for name in Details.__dataclass_fields__})


class RhythmForm(PlaceForm):
    """How often a community means to meet."""

    weeks = forms.IntegerField(
        label=_("Every how many weeks"),
        min_value=1,
        max_value=MOST_WEEKS,
        required=False,
        help_text=_("Leave it empty to meet as needed, without a rhythm."),
    )
    starts_on = forms.DateField(
        label=_("First time on"), widget=DAY, help_text=_("The weekday follows from it.")
    )
    time_of_day = forms.TimeField(label=_("Begins at"), widget=CLOCK)
    field_order = ["weeks", "starts_on", "time_of_day", "zone", "duration_minutes", "form", "place", "link"]

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today

    def clean_starts_on(self) -> date:
        """Not so long ago that a period that is over would be planned anew."""
        day = _within(self.cleaned_data["starts_on"])
        if day < self.today - timedelta(days=31):
            raise ValidationError(_("A rhythm begins at most a month ago: what was planned before stays."))
        return day


class CancelForm(forms.Form):
    """Why a meeting is cancelled."""

    why = LineField(
        label=_("Reason"),
        max_length=240,
        help_text=_("Everybody who is invited reads it. You can bring the meeting back."),
        error_messages={"required": _("Say why: people have kept the time free.")},
    )


class ProposalForm(forms.Form):
    """Something for the agenda."""

    title = LineField(
        label=_("What should we talk about?"),
        max_length=160,
        error_messages={"required": _("Name what you propose.")},
    )
    note = LineField(
        label=_("What you hope for"),
        max_length=600,
        required=False,
        help_text=_("A decision, advice, ten minutes of listening …"),
    )
    duration_minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=600, initial=10)


class MinutesForm(forms.Form):
    """The short minutes."""

    text = WordsField(
        label=_("Minutes"),
        max_length=20_000,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("What was decided and what came up, in a few lines. Markdown works. Members read it."),
    )


def _within(day: date) -> date:
    if not EARLIEST <= day <= LATEST:
        raise ValidationError(_("Look at the year again."))
    return day
