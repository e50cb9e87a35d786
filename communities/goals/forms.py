"""Forms of goals."""

from django import forms
from django.utils.translation import gettext_lazy as _

from communities.goals.goal import Status


class GoalForm(forms.Form):
    """What the community wants to have reached at the end of a year."""

    title = forms.CharField(
        label=_("Goal"),
        max_length=200,
        help_text=_("What will be different at the end of the year? A direction, not a list of tasks."),
    )
    measure = forms.CharField(
        label=_("How you will know"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For example: four of six hospitals use the same hand-over sheet."),
    )


class ProgressForm(forms.Form):
    """How a goal stands."""

    status = forms.ChoiceField(label=_("It is"), choices=Status.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Why"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class ReviewForm(forms.Form):
    """What is said of a year."""

    reached = forms.CharField(
        label=_("What did we reach?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    learned = forms.CharField(
        label=_("What did we learn, and what comes next?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
