"""Forms of the account page."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from customers.accounts.community_case import Arm
from customers.territories.territory_assignment import CareRole
from tenancy.people.person import Person
from tenancy.permissions.roles import Role
from tenancy.surfaces.offering import offer_rows

CARERS = (Role.SALES_REP, Role.KEY_ACCOUNT_MANAGER, Role.SALES_MANAGER)


class Day(forms.DateInput):
    """The browser's own date field."""

    input_type = "date"


def carers() -> "QuerySet[Person]":
    """Colleagues who may have accounts in their care, by name."""
    found = Person.objects.filter(is_active=True, role_assignments__role__in=CARERS)
    return found.distinct().order_by("display_name")


class AssignmentForm(forms.Form):
    """Who has the account from when on."""

    to = forms.ModelChoiceField(label=_("In the care of"), queryset=Person.objects.none())
    role = forms.ChoiceField(label=_("As"), choices=CareRole.choices, required=False)
    since = forms.DateField(label=_("From"), widget=Day)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer_rows(self, "to", carers())

    def clean_role(self) -> str:
        """A representative unless something else is said."""
        return self.cleaned_data["role"] or CareRole.REP


class CaseForm(forms.Form):
    """The account's place in a programme of the firm."""

    arm = forms.ChoiceField(label=_("Takes part in"), choices=Arm.choices)
    programme = forms.CharField(label=_("Programme"), max_length=120)
    invited_on = forms.DateField(label=_("Invited on"), widget=Day, required=False)
    opened_on = forms.DateField(label=_("Opened on"), widget=Day, required=False)

    def clean(self) -> dict[str, Any]:
        """One of the two dates is needed: it is what the uplift report counts from."""
        cleaned = super().clean() or {}
        if not (cleaned.get("invited_on") or cleaned.get("opened_on")):
            raise forms.ValidationError(_("Give the day of the invitation or of the opening."))
        return cleaned
