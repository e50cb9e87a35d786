"""Forms of stakeholders and conflicts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from customers.stakeholders.stakeholder import Level, Position, Stance
from tenancy.people.person import Party, Person
from tenancy.surfaces.offering import offer_rows


class StakeholderForm(forms.Form):
    """Who it is, how much say and interest they have, how they look at it."""

    name = forms.CharField(label=_("Name or body"), max_length=160)
    position = forms.ChoiceField(label=_("Position"), choices=Position.choices)
    organisation = forms.CharField(label=_("Organisation"), max_length=160, required=False)
    influence = forms.TypedChoiceField(
        label=_("Influence"),
        choices=Level.choices,
        coerce=int,
        help_text=_("How much this person can help or stop."),
    )
    interest = forms.TypedChoiceField(
        label=_("Interest"), choices=Level.choices, coerce=int, help_text=_("How much it concerns them.")
    )
    stance = forms.ChoiceField(label=_("How they look at it"), choices=Stance.choices)
    note = forms.CharField(
        label=_("What matters to them"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ConflictForm(forms.Form):
    """Where interests may clash, and what is done about it."""

    area = forms.CharField(
        label=_("Area"), max_length=200, help_text=_("Such as: who may publish results from the circle")
    )
    parties = forms.CharField(label=_("Between whom"), max_length=240)
    likelihood = forms.TypedChoiceField(label=_("Likelihood"), choices=Level.choices, coerce=int)
    mitigation = forms.CharField(
        label=_("What is done about it"),
        max_length=800,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    owner = forms.ModelChoiceField(
        label=_("Who sees to it"), queryset=Person.objects.none(), required=False, empty_label=_("nobody yet")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        colleagues = Person.objects.filter(party=Party.STAFF, is_active=True, is_system=False)
        offer_rows(self, "owner", colleagues.order_by("display_name"))


class SettleForm(forms.Form):
    """How a conflict ended."""

    outcome = forms.CharField(label=_("How it was settled"), max_length=400)


class ShareForm(forms.Form):
    """What of the interest map is handed over."""

    with_names = forms.BooleanField(
        label=_("With the names of who said it"),
        required=False,
        help_text=_("Only where those persons agreed that you tell the leader."),
    )
