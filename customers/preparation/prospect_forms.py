"""Forms of a prospective community."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tenancy.people.person import Person
from tenancy.permissions.roles import Role

SELECTORS = (Role.SALES_REP, Role.KEY_ACCOUNT_MANAGER, Role.SALES_MANAGER)


class Day(forms.DateInput):
    """The browser's own date field."""

    input_type = "date"

    def __init__(self, **options: Any) -> None:
        super().__init__(format="%Y-%m-%d", **options)


class ProspectForm(forms.Form):
    """What the idea is."""

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        help_text=_("A working name, such as “Sepsis circle Eastern Switzerland”."),
    )
    concern = forms.CharField(
        label=_("What it would be about"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What its members would want to do better together."),
    )
    country = forms.CharField(label=_("Country or region"), max_length=60, required=False)
    kick_off_on = forms.DateField(label=_("Kick-off planned for"), widget=Day(), required=False)

    def clean_name(self) -> str:
        """The name on one line."""
        return " ".join(str(self.cleaned_data["name"]).split())


class SelectorField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Colleagues who may look for a leader."""

    def __init__(self, **options: Any) -> None:
        carers = Person.objects.filter(is_active=True, role_assignments__role__in=SELECTORS)
        super().__init__(queryset=carers.distinct().order_by("display_name", "id"), **options)


class AssignedProspectForm(ProspectForm):
    """The same by a manager, who says who is to prepare it."""

    selector = forms.ModelChoiceField(label=_("Prepared by"), queryset=Person.objects.none())

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["selector"] = SelectorField(label=_("Prepared by"))


class SelectorForm(forms.Form):
    """Who goes on with the search."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["to"] = SelectorField(label=_("Hand the search on to"))


class EndForm(forms.Form):
    """Why the idea is given up."""

    reason = forms.CharField(
        label=_("Why it is given up"), max_length=400, widget=forms.Textarea(attrs={"rows": 2})
    )
