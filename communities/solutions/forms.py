"""Forms of the register of solutions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from communities.community.community import Community
from communities.discussions.thread import Thread
from communities.solutions.solution_report import Outcome, Use

MOST_THREADS = 100


class SolutionForm(forms.Form):
    """A problem and what solves it."""

    title = forms.CharField(
        label=_("In one line"), max_length=160, help_text=_("As a colleague would look for it.")
    )
    problem = forms.CharField(
        label=_("The problem"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("When does it come up, and what goes wrong without a solution? No patient’s details."),
    )
    solution = forms.CharField(
        label=_("What solves it"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Step by step, so that somebody else can try it on Monday."),
    )
    discussion = forms.ModelChoiceField(
        Thread.objects.none(),
        label=_("Discussion that it grew out of"),
        required=False,
        empty_label=_("None"),
    )

    def __init__(self, *args: Any, community: Community, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["discussion"]
        assert isinstance(field, forms.ModelChoiceField)
        threads = Thread.objects.filter(community=community).order_by("-last_post_at")
        kept = self.initial.get("discussion")
        newest = list(threads.values_list("id", flat=True)[:MOST_THREADS])
        field.queryset = threads.filter(id__in=[*newest, *([kept] if kept else [])])


class ReportForm(forms.Form):
    """How it went."""

    use = forms.ChoiceField(label=_("You"), choices=Use.choices, widget=forms.RadioSelect)
    outcome = forms.ChoiceField(label=_("Result"), choices=Outcome.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("What should others know?"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Where you tried it, what you changed."),
    )


class ValidationForm(forms.Form):
    """On what basis somebody vouches."""

    basis = forms.CharField(
        label=_("On what basis?"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For example: three wards, six months, no relapse; reviewed by the pharmacist."),
    )
