"""Forms of the training pages."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from customers.training.training import Curriculum
from tenancy.people.person import Party, Person
from tenancy.people.role_assignment import RoleAssignment
from tenancy.permissions.roles import Role
from tenancy.surfaces.offering import offer_rows

TRAINED_ROLES = (Role.SALES_REP, Role.KEY_ACCOUNT_MANAGER, Role.SALES_MANAGER)


class TrainingForm(forms.Form):
    """One completion."""

    person = forms.ModelChoiceField(
        Person.objects.none(), label=_("Who"), help_text=_("Representatives and key-account managers.")
    )
    curriculum = forms.ChoiceField(label=_("Curriculum"), choices=Curriculum.choices)
    completed_on = forms.DateField(label=_("Completed on"), widget=forms.DateInput(attrs={"type": "date"}))
    cohort = forms.CharField(
        label=_("Cohort"), max_length=80, required=False, help_text=_("For example “Pilot” or “June”.")
    )

    def __init__(self, *args: object, today: date, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.today = today
        trained = RoleAssignment.objects.filter(role__in=TRAINED_ROLES).values("person_id")
        people = Person.objects.filter(party=Party.STAFF, is_active=True, id__in=trained)
        offer_rows(self, "person", people.order_by("display_name"))

    def clean_completed_on(self) -> date:
        """A day that has come."""
        day: date = self.cleaned_data["completed_on"]
        if day > self.today:
            raise forms.ValidationError(_("This day has not come yet."))
        return day
