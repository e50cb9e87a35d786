"""Forms of roles and of a leader's readiness."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from communities.community.community import Community
from communities.community.room import members_of
from communities.roles.community_role import USUAL_TERM, CommunityRole
from tenancy.people.person import Person


class Day(forms.DateInput):
    """A day, picked from a calendar."""

    def __init__(self) -> None:
        super().__init__(attrs={"type": "date"}, format="%Y-%m-%d")


class RoleForm(forms.Form):
    """What a role is about."""

    name = forms.CharField(
        label=_("Name"), max_length=80, help_text=_("For example “Librarian” or “Host of newcomers”.")
    )
    responsibility = forms.CharField(
        label=_("Responsibility"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What the community can count on, in one or two sentences."),
    )
    term_months = forms.IntegerField(
        label=_("Months in a term"),
        min_value=1,
        max_value=60,
        initial=USUAL_TERM,
        help_text=_("Roles rotate: twelve months are usual."),
    )

    def clean_name(self) -> str:
        """The name on one line."""
        return " ".join(str(self.cleaned_data["name"]).split())


class AppointmentForm(forms.Form):
    """Who takes a role, who stands in, from when to when."""

    owner = forms.ModelChoiceField(Person.objects.none(), label=_("Who takes it"))
    deputy = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Deputy"),
        required=False,
        empty_label=_("Nobody yet"),
        help_text=_("Whoever learns it now can follow later."),
    )
    starts_on = forms.DateField(label=_("From"), widget=Day())
    ends_on = forms.DateField(label=_("Until"), widget=Day())

    def __init__(self, *args: Any, role: CommunityRole, community: Community, **options: Any) -> None:
        super().__init__(*args, **options)
        self.role = role
        for name in ("owner", "deputy"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = members_of(community)

    def clean(self) -> dict[str, Any]:
        """Two people, and a term that ends after it begins."""
        words = super().clean() or {}
        if words.get("owner") and words.get("owner") == words.get("deputy"):
            self.add_error("deputy", _("Owner and deputy are two people."))
        starts, ends = words.get("starts_on"), words.get("ends_on")
        if starts and ends and ends <= starts:
            self.add_error("ends_on", _("The term ends before it begins."))
        return words


class LeaderTrainingForm(forms.Form):
    """A training that somebody who leads completed."""

    person = forms.ModelChoiceField(Person.objects.none(), label=_("Who"))
    course = forms.CharField(
        label=_("Training"), max_length=120, help_text=_("For example “Leading without authority, two days”.")
    )
    completed_on = forms.DateField(label=_("Completed on"), widget=Day())

    def __init__(self, *args: Any, community: Community, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = members_of(community)

    def clean_completed_on(self) -> date:
        """A day that has come."""
        day: date = self.cleaned_data["completed_on"]
        if day > self.today:
            raise ValidationError(_("This day has not come yet."))
        return day


class SuccessionForm(forms.Form):
    """How the lead would pass on."""

    plan = forms.CharField(
        label=_("Who could follow, and how"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Names, what they take over already, and when the two of you would overlap."),
    )
