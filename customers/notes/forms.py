"""Forms of notes, their interests and their retention."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from customers.accounts.account import Account
from customers.accounts.community_case import CommunityCase
from customers.accounts.contact import Contact
from customers.accounts.forms import Day
from customers.notes.interest import Interest
from customers.notes.note import Channel, Occasion
from customers.notes.patient_hints import hints_of_patients
from customers.notes.writing import Said
from tenancy.people.person import Person

LONGEST = 20_000


class NoteForm(forms.Form):
    """A visit told in under a minute: the words come first, everything else is a tap or may stay as it is."""

    body = forms.CharField(
        label=_("What was said"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6, "autocapitalize": "sentences", "data-autofocus": True}),
        help_text=_("Dictate or type. No patient may be recognisable. Only your firm's people read it."),
    )
    contacts = forms.ModelMultipleChoiceField(
        label=_("Who was there"),
        queryset=Contact.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    others_present = forms.CharField(
        label=_("Others"), max_length=200, required=False, help_text=_("By role, such as “two ward nurses”.")
    )
    interests = forms.ModelMultipleChoiceField(
        label=_("What they want to know more about"),
        queryset=Interest.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    next_step = forms.CharField(label=_("Next step"), max_length=200, required=False)
    next_step_due_on = forms.DateField(label=_("Due on"), required=False, widget=Day)
    occasion = forms.ChoiceField(label=_("Occasion"), choices=Occasion.choices, initial=Occasion.VISIT)
    channel = forms.ChoiceField(label=_("How"), choices=Channel.choices, initial=Channel.IN_PERSON)
    occurred_on = forms.DateField(label=_("On"), widget=Day)
    colleague = forms.ModelChoiceField(
        label=_("With a colleague"), queryset=Person.objects.none(), required=False
    )
    case = forms.ModelChoiceField(label=_("Programme"), queryset=CommunityCase.objects.none(), required=False)
    checked = forms.BooleanField(label=_("I have checked: no patient can be recognised"), required=False)

    def __init__(self, *args: Any, account: Account | None, writer: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        self.hints: list[str] = []
        self.initial.setdefault("occurred_on", timezone.localdate().isoformat())
        fields: dict[str, Any] = self.fields
        fields["interests"].queryset = Interest.objects.visible_to(writer).offered()
        colleagues = Person.objects.filter(party="staff", is_active=True, is_system=False)
        fields["colleague"].queryset = colleagues.exclude(id=writer.id).order_by("display_name")
        if account:
            fields["contacts"].queryset = account.contacts.exclude(type="system")
            fields["case"].queryset = account.cases.all()

    def clean(self) -> dict[str, Any]:
        """A step needs a day and a day a step; words that may point at a patient need a second look."""
        cleaned = super().clean() or {}
        if cleaned.get("next_step") and not cleaned.get("next_step_due_on"):
            self.add_error("next_step_due_on", _("Until when? Give the day."))
        if cleaned.get("next_step_due_on") and not cleaned.get("next_step"):
            self.add_error("next_step", _("What is to be done on that day?"))
        if (day := cleaned.get("occurred_on")) and day > timezone.localdate():
            self.add_error("occurred_on", _("This day lies ahead. A plan is a next step."))
        self.hints = hints_of_patients(f"{cleaned.get('body', '')}\n{cleaned.get('next_step', '')}")
        if self.hints and not cleaned.get("checked"):
            self.add_error("checked", _("Change the words, or confirm."))
        return cleaned

    def said(self) -> Said:
        """What the valid form says."""
        told = {name: value for name, value in self.cleaned_data.items() if name != "checked"}
        return Said(**told)


class RemovalForm(forms.Form):
    """Why a note goes."""

    reason = forms.CharField(label=_("Reason"), max_length=200)


class InterestForm(forms.Form):
    """A word of the vocabulary."""

    name = forms.CharField(label=_("Interest"), max_length=80)


class RetentionForm(forms.Form):
    """How long notes are kept."""

    months = forms.IntegerField(label=_("Months"), min_value=1, max_value=120)
