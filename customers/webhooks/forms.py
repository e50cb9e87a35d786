"""An endpoint as it is filled in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from customers.webhooks.catalogue import OFFERED
from customers.webhooks.destination import Unsuitable, suitable


def _groups() -> list[tuple[Any, list[tuple[str, Any]]]]:
    """The offered types by group, in plain words."""
    groups: dict[Any, list[tuple[str, Any]]] = {}
    for offered in OFFERED:
        groups.setdefault(offered.group, []).append((offered.name, offered.words))
    return list(groups.items())


class EndpointForm(forms.Form):
    """Where, what for, and of what."""

    url = forms.CharField(
        label=_("Address of your system"),
        max_length=500,
        help_text=_(
            "An https address on the public internet that takes a POST and answers within 15 seconds."
        ),
        widget=forms.URLInput(attrs={"placeholder": "https://crm.example.com/hooks", "autocomplete": "off"}),
    )
    description = forms.CharField(
        label=_("What it is for"),
        max_length=200,
        required=False,
        help_text=_("So that a colleague knows it in two years."),
    )
    types = forms.MultipleChoiceField(
        label=_("Tell it when"),
        choices=_groups,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one event.")},
    )

    def clean_url(self) -> str:
        """One that may be sent to."""
        try:
            return suitable(self.cleaned_data["url"].strip())
        except Unsuitable as unsuitable:
            raise forms.ValidationError(str(unsuitable)) from unsuitable
