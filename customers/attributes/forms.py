"""Forms of attributes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from customers.attributes.attribute import ValueKind

LONGEST_VALUE = 120
MOST_VALUES = 200


class WordsForm(forms.Form):
    """What may change later: words, place, the values of a list."""

    name = forms.CharField(label=_("Name"), max_length=120)
    unit = forms.CharField(
        label=_("Unit"), max_length=30, required=False, help_text=_("For numbers, such as “beds”.")
    )
    choices = forms.CharField(
        label=_("Values of the list"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One in each line. For lists alone; other kinds leave it empty."),
    )
    therapy_area = forms.CharField(
        label=_("Therapy area"),
        max_length=120,
        required=False,
        help_text=_("Attributes of one area stand together on an account's page."),
    )
    help = forms.CharField(label=_("What it means"), max_length=300, required=False)
    position = forms.IntegerField(
        label=_("Place among the others"),
        min_value=0,
        max_value=1000,
        initial=100,
        help_text=_("Small ones first."),
    )
    is_hidden = forms.BooleanField(
        label=_("Hidden"),
        required=False,
        help_text=_("No longer on accounts' pages. Its values stay, and imports go on writing them."),
    )
    fixed_kind = ""

    def clean_choices(self) -> list[str]:
        """The lines without blanks and repetitions."""
        lines = [line.strip() for line in self.cleaned_data["choices"].splitlines()]
        values = list(dict.fromkeys(line for line in lines if line))
        if len(values) > MOST_VALUES or any(len(value) > LONGEST_VALUE for value in values):
            raise forms.ValidationError(_("At most 200 values of at most 120 characters."))
        return values

    def clean(self) -> dict[str, Any]:
        """A list has values, and nothing else has."""
        said = super().clean() or {}
        kind, values = said.get("kind", self.fixed_kind), said.get("choices")
        if kind == ValueKind.CHOICE and values == []:
            self.add_error("choices", _("A list needs its values."))
        if kind and kind != ValueKind.CHOICE and values:
            self.add_error("choices", _("Only a list has values of its own."))
        return said


class DefinitionForm(WordsForm):
    """A further attribute: its code and kind stay as they are for good."""

    code = forms.RegexField(
        r"^[a-z][a-z0-9_]{0,59}$",
        label=_("Code"),
        help_text=_("What imports and rules call it: small letters, digits and _. It never changes."),
        error_messages={"invalid": _("Small letters, digits and _, beginning with a letter; at most 60.")},
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=ValueKind.choices, help_text=_("It never changes."))
    field_order = ("code", "name", "kind")
