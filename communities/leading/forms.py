"""Forms of a leader's time."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from communities.leading.effort import Category
from communities.leading.time_agreement import USUAL_PERCENT, WORKING_HOURS
from communities.roles.forms import Day
from tenancy.people.person import Party, Person


class AgreementForm(forms.Form):
    """How much time, agreed with whom, until when."""

    supervisor = forms.ModelChoiceField(Person.objects.none(), label=_("Your supervisor"))
    percent = forms.IntegerField(
        label=_("Percent of your working time"),
        min_value=5,
        max_value=100,
        initial=USUAL_PERCENT,
        help_text=_("At least 30 % is what leading a community of practice takes, as others found."),
    )
    hours_per_month = forms.IntegerField(
        label=_("Hours per month"),
        min_value=1,
        max_value=200,
        initial=USUAL_PERCENT * WORKING_HOURS // 100,
        help_text=_("30 % of a full month is 48 hours."),
    )
    starts_on = forms.DateField(label=_("From"), widget=Day())
    renews_on = forms.DateField(
        label=_("Looked at again on"), widget=Day(), help_text=_("A year later is usual.")
    )

    def __init__(self, *args: Any, leader: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["supervisor"]
        assert isinstance(field, forms.ModelChoiceField)
        staff = Person.objects.filter(party=Party.STAFF, is_active=True, is_system=False)
        field.queryset = staff.exclude(id=leader.id).order_by("display_name")

    def clean(self) -> dict[str, Any]:
        """It is looked at again after it begins."""
        told = super().clean() or {}
        starts, renews = told.get("starts_on"), told.get("renews_on")
        if starts and renews and renews <= starts:
            self.add_error("renews_on", _("This day lies before the first one."))
        return told


class EffortForm(forms.Form):
    """The hours of one month, trust and facilitation first."""

    month = forms.TypedChoiceField(label=_("Month"), coerce=date.fromisoformat)

    def __init__(self, *args: Any, months: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["month"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = months
        for value, label in Category.choices:
            self.fields[value] = forms.IntegerField(label=label, min_value=0, max_value=300, initial=0)

    def hours(self) -> dict[str, int]:
        """By category; call it on a valid form."""
        return {value: self.cleaned_data[value] for value in Category.values}
