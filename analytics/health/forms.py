"""Forms of health checks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from analytics.health.health_rhythm import Months


class RhythmForm(forms.Form):
    """How often a community is checked; empty goes by the tenant's default."""

    months = forms.TypedChoiceField(
        label=_("Checked"),
        choices=[("", ""), *Months.choices],
        coerce=lambda months: Months(int(months)),
        empty_value=None,
        required=False,
    )


class DefaultForm(forms.Form):
    """How often communities are checked that have not chosen for themselves."""

    months = forms.TypedChoiceField(
        label=_("Communities are checked"),
        choices=Months.choices,
        coerce=lambda months: Months(int(months)),
        help_text=_("From the next period that ends. Checks that have been made stay as they are."),
    )
