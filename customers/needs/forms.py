"""Forms of needs, ideas and routed gaps."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from customers.accounts.account import Account
from customers.accounts.forms import Day
from customers.needs.functions import SPEAKERS, Function
from customers.needs.idea import Provider
from customers.needs.need import Need, NeedStatus
from customers.notes.patient_hints import hints_of_patients
from tenancy.people.person import Person

USUAL_TIME = timedelta(days=14)


class NeedForm(forms.Form):
    """A need in general terms."""

    title = forms.CharField(
        label=_("What do customers need?"),
        max_length=160,
        help_text=_("One sentence without names, such as “Night staff must find the dose in ten seconds”."),
    )
    text = forms.CharField(
        label=_("More about it"), required=False, widget=forms.Textarea(attrs={"rows": 4}), max_length=5_000
    )

    def clean(self) -> dict[str, Any]:
        """All staff read a need, so no patient may be recognised in it."""
        cleaned = super().clean() or {}
        if hints := hints_of_patients(f"{cleaned.get('title', '')}\n{cleaned.get('text', '')}"):
            self.add_error("text", " ".join(hints))
        return cleaned


class CaptureForm(NeedForm):
    """A need with where it was heard."""

    account = forms.ModelChoiceField(
        label=_("Heard from"),
        queryset=Account.objects.none(),
        required=False,
        help_text=_("Counts as evidence. Who may not see the account sees only the count."),
    )
    said = forms.CharField(label=_("In their words"), max_length=400, required=False)

    def __init__(self, *args: Any, writer: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["account"].queryset = Account.objects.visible_to(writer).order_by("name")


class WordNeedForm(NeedForm):
    """The same need said better."""

    owner = forms.ModelChoiceField(label=_("Owner"), queryset=Person.objects.none(), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _offer_staff(self, "owner")


class IdeaForm(forms.Form):
    """An answer to needs."""

    title = forms.CharField(label=_("The idea"), max_length=160)
    text = forms.CharField(
        label=_("How it would work"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=5_000,
        help_text=_("A service is for the work of a hospital. It never rewards prescribing."),
    )
    needs = forms.ModelMultipleChoiceField(
        label=_("Needs that it answers"), queryset=Need.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    owner = forms.ModelChoiceField(label=_("Owner"), queryset=Person.objects.none(), required=False)

    def __init__(self, *args: Any, reader: Person, keep: list[Any] | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        known = Need.objects.visible_to(reader)
        open_ones = known.filter(status__in=(NeedStatus.CAPTURED, NeedStatus.CONFIRMED))
        fields: dict[str, Any] = self.fields
        fields["needs"].queryset = (open_ones | known.filter(id__in=keep or [])).order_by("title")
        _offer_staff(self, "owner")


class MoveForm(forms.Form):
    """Where a need or an idea goes, and why."""

    to = forms.CharField(max_length=9)
    reason = forms.CharField(label=_("Why"), max_length=400, required=False)
    service_name = forms.CharField(label=_("Name of the service"), max_length=160, required=False)
    provider = forms.ChoiceField(
        label=_("Provided by"), choices=[("", "–"), *Provider.choices], required=False
    )


class RouteForm(forms.Form):
    """Which function owns the gap."""

    function = forms.ChoiceField(label=_("To"), choices=Function.choices)
    text = forms.CharField(
        label=_("What is asked of them"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    due_on = forms.DateField(label=_("Answer due on"), widget=Day)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("due_on", (timezone.localdate() + USUAL_TIME).isoformat())


class AcceptForm(forms.Form):
    """Who of the function closes the gap, and until when."""

    owner = forms.ModelChoiceField(label=_("Owner"), queryset=Person.objects.none())
    due_on = forms.DateField(label=_("Closed by"), widget=Day)

    def __init__(self, *args: Any, function: str, **options: Any) -> None:
        super().__init__(*args, **options)
        roles = SPEAKERS[Function(function)]
        speakers = Person.objects.filter(is_active=True, party="staff", role_assignments__role__in=roles)
        fields: dict[str, Any] = self.fields
        fields["owner"].queryset = speakers.distinct().order_by("display_name")


class ReasonForm(forms.Form):
    """Why it comes back, or how it was closed."""

    reason = forms.CharField(label=_("Reason"), max_length=400)


def _offer_staff(form: forms.Form, name: str) -> None:
    staff = Person.objects.filter(is_active=True, party="staff", is_system=False).order_by("display_name")
    fields: dict[str, Any] = form.fields
    fields[name].queryset = staff
