"""Forms of recognition."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from communities.community.community import Community
from communities.community.room import members_of
from communities.recognition.recognition import Occasion
from communities.solutions.solution import Solution
from tenancy.people.person import Party, Person


class ThanksForm(forms.Form):
    """Whom to thank, for what, in which words."""

    people = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label=_("Whom do you thank?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("One member, or all who worked on it together."),
        error_messages={"required": _("Choose at least one member.")},
    )
    team = forms.CharField(
        label=_("Name of the team"),
        max_length=80,
        required=False,
        help_text=_("Where the result is a team’s, say whose: “Hand-over working group”."),
    )
    occasion = forms.ChoiceField(label=_("For"), choices=Occasion.choices, widget=forms.RadioSelect)
    solution = forms.ModelChoiceField(
        Solution.objects.none(),
        label=_("Which solution?"),
        required=False,
        empty_label=_("None in particular"),
    )
    words = forms.CharField(
        label=_("In your words"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What they did, and what it changed for you. No patient’s details."),
    )

    def __init__(self, *args: Any, community: Community, giver: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        self._choose("people", members_of(community).exclude(id=giver.id))
        solutions = Solution.objects.filter(community=community, set_aside_at=None)
        self._choose("solution", solutions.order_by("title"))

    def clean(self) -> dict[str, Any]:
        """A result of a team has a team."""
        words = super().clean() or {}
        people = words.get("people")
        if words.get("occasion") == Occasion.TEAM and people is not None and len(people) < 2:
            self.add_error("people", _("A team’s result has more than one person behind it."))
        return words

    def _choose(self, name: str, among: "QuerySet[Any]") -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = among


class SupervisorForm(forms.Form):
    """To whom somebody shows what she was thanked for."""

    supervisor = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Your supervisor"),
        help_text=_("Reads this one note, until you take it back."),
    )

    def __init__(self, *args: Any, person: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        self.person = person
        field = self.fields["supervisor"]
        assert isinstance(field, forms.ModelChoiceField)
        staff = Person.objects.filter(party=Party.STAFF, is_active=True, is_system=False)
        field.queryset = staff.exclude(id=person.id).order_by("display_name")

    def clean(self) -> dict[str, Any]:
        """Staff among themselves."""
        if self.person.party != Party.STAFF:
            raise ValidationError(_("What physicians say to each other is copied to nobody."))
        return super().clean() or {}
