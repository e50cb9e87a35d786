"""Forms of the leader: a wave now, and a plan."""

from django import forms
from django.utils.translation import gettext_lazy as _

from communities.pulse.pulse_plan import OpenDays, Rhythm


class Day(forms.DateInput):
    """The browser's own date field."""

    input_type = "date"


class WaveForm(forms.Form):
    """How long a wave takes answers."""

    open_days = forms.TypedChoiceField(
        label=_("Open for"),
        help_text=_("It cannot be ended earlier, so that nobody can choose the moment of counting."),
        choices=OpenDays.choices,
        coerce=int,
        initial=OpenDays.FORTNIGHT,
        widget=forms.RadioSelect,
    )


class PlanForm(forms.Form):
    """When further waves open by themselves."""

    months = forms.TypedChoiceField(label=_("How often"), choices=Rhythm.choices, coerce=int)
    open_days = forms.TypedChoiceField(
        label=_("Open for"), choices=OpenDays.choices, coerce=int, initial=OpenDays.FORTNIGHT
    )
    next_on = forms.DateField(label=_("First day"), widget=Day)
