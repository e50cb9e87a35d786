"""Forms of corrective actions."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from communities.community.community import Community
from communities.community.kinds import MemberState
from communities.community.membership import Membership
from tenancy.people.person import Person
from tenancy.surfaces.offering import offer_rows


class CorrectiveActionForm(forms.Form):
    """What is done about a finding."""

    title = forms.CharField(label=_("What is to be done"), max_length=200)
    owner = forms.ModelChoiceField(Person.objects.none(), label=_("Who takes it"))
    due_on = forms.DateField(label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: object, community: Community, today: date, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.today = today
        seats = Membership.objects.filter(community=community, state=MemberState.ACTIVE)
        people = Person.objects.filter(id__in=seats.values("person_id")).order_by("display_name")
        offer_rows(self, "owner", people)

    def clean_due_on(self) -> date:
        """A day to come."""
        day: date = self.cleaned_data["due_on"]
        if day < self.today:
            raise forms.ValidationError(_("This day has passed."))
        return day


class ClosingForm(forms.Form):
    """How an action ended."""

    outcome = forms.ChoiceField(choices=[("done", _("Done")), ("dropped", _("Dropped"))])
    why = forms.CharField(required=False, max_length=400)

    def clean(self) -> None:
        """Dropping needs a reason."""
        if self.cleaned_data.get("outcome") == "dropped" and not self.cleaned_data.get("why", "").strip():
            self.add_error("why", _("Say why it is dropped: the next leader will ask."))
