"""Forms of health checks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from analytics.health.health_rhythm import Months


class RhythmForm(forms.Form):
    """How often a community is checked."""

    months = forms.TypedChoiceField(label=_("Checked"), choices=Months.choices, coerce=int)
