"""What is chosen when a report is asked for."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from analytics.uplift.spec import USUAL_WINDOW, WINDOWS


class RunForm(forms.Form):
    """The window of the descriptive figure; the estimate has its own months."""

    window = forms.TypedChoiceField(
        label=_("Growth is compared over"),
        choices=[
            (months, format_lazy(_("{months} months after joining"), months=months)) for months in WINDOWS
        ],
        coerce=int,
        initial=USUAL_WINDOW,
    )
