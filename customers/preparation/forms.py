"""Forms of the preparation board."""

from django import forms
from django.utils.translation import gettext_lazy as _

from customers.training.delay import DelayCause


class Day(forms.DateInput):
    """The browser's own date field."""

    input_type = "date"


class ActionForm(forms.Form):
    """The next step."""

    title = forms.CharField(label=_("What is to be done"), max_length=160)
    due_on = forms.DateField(label=_("Until"), widget=Day)


class DelayForm(forms.Form):
    """What holds the kick-off up."""

    cause = forms.ChoiceField(label=_("What holds it up"), choices=DelayCause.choices)
    note = forms.CharField(
        label=_("Note"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "Read by you, your managers and the programme office. The report counts the cause alone."
        ),
    )
