"""Forms of action items."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from communities.actions.action_item import Outcome
from communities.meetings.clean_fields import LineField, WordsField
from communities.meetings.meeting import Meeting
from tenancy.people.person import Person
from tenancy.surfaces.offering import offer_rows

LATEST = date(2100, 1, 1)
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
CLOSING = {Outcome.DONE.value: _("Done"), Outcome.DROPPED.value: _("Drop it")}


class ActionForm(forms.Form):
    """A new action."""

    title = LineField(
        label=_("What is to be done"),
        max_length=200,
        help_text=_("So that at the end everybody agrees whether it was done."),
        error_messages={"required": _("Say what is to be done.")},
    )
    owner = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Who takes it"),
        help_text=_("One person: she hears of it."),
        empty_label=None,
    )
    due_on = forms.DateField(label=_("Until"), widget=DAY)
    meeting = forms.ModelChoiceField(
        Meeting.objects.none(),
        label=_("Agreed in"),
        required=False,
        empty_label=_("no meeting"),
    )

    def __init__(
        self, *args: Any, owners: Iterable[Person], meetings: Any, today: date, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.today = today
        people = Person.objects.filter(id__in=[one.id for one in owners]).order_by("display_name")
        offer_rows(self, "owner", people)
        offer_rows(self, "meeting", meetings)

    def clean_due_on(self) -> date:
        """A day to come."""
        return coming(self.cleaned_data["due_on"], today=self.today)


class ClosingForm(forms.Form):
    """How an action ended, and what was learnt."""

    outcome = forms.ChoiceField(choices=list(CLOSING.items()), widget=forms.HiddenInput)
    said = WordsField(
        label=_("What did we learn?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> None:
        """Dropping needs a reason."""
        if (
            self.cleaned_data.get("outcome") == Outcome.DROPPED
            and not self.cleaned_data.get("said", "").strip()
        ):
            self.add_error("said", _("Say why it is dropped: others may wait for it."))


class CarryOverForm(forms.Form):
    """A later day, or the meeting that takes it up."""

    due_on = forms.DateField(label=_("New day"), widget=DAY)
    meeting = forms.ModelChoiceField(
        Meeting.objects.none(),
        label=_("Taken up again in"),
        required=False,
        empty_label=_("no meeting"),
    )
    why = LineField(
        label=_("What came in between"),
        max_length=240,
        required=False,
        help_text=_("Each move is kept and counted, so that a promise that nobody can keep shows."),
    )

    def __init__(self, *args: Any, meetings: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today
        offer_rows(self, "meeting", meetings)

    def clean_due_on(self) -> date:
        """A day to come."""
        return coming(self.cleaned_data["due_on"], today=self.today)


class PassingOnForm(forms.Form):
    """Who takes it instead."""

    owner = forms.ModelChoiceField(Person.objects.none(), label=_("Who takes it instead"), empty_label=None)

    def __init__(self, *args: Any, owners: Iterable[Person], **options: Any) -> None:
        super().__init__(*args, **options)
        people = Person.objects.filter(id__in=[one.id for one in owners]).order_by("display_name")
        offer_rows(self, "owner", people)


def coming(day: date, *, today: date) -> date:
    """The day itself; ValidationError for one that has passed or lies far ahead."""
    if day < today:
        raise ValidationError(_("This day has passed."))
    if day > LATEST:
        raise ValidationError(_("Look at the year again."))
    return day
