"""What an administrator fills in for a client and for a key."""

import re
from datetime import datetime, timedelta
from ipaddress import ip_network
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from customers.clients.api_client import ApiClient, Scope
from customers.clients.explaining import SCOPES

CODE = re.compile(r"[^\s,]{1,60}")
LASTING = {
    "30": (timedelta(days=30), gettext_lazy("30 days")),
    "90": (timedelta(days=90), gettext_lazy("90 days")),
    "365": (timedelta(days=365), gettext_lazy("a year")),
    "": (None, gettext_lazy("until it is revoked")),
}


def explained() -> list[tuple[str, str]]:
    """Each scope with what it opens."""
    return [(scope.value, f"{SCOPES[scope]} · {scope.value}") for scope in Scope]


def _words(text: str) -> list[str]:
    return [word for word in re.split(r"[\s,;]+", text) if word]


class ClientForm(forms.Form):
    """A new client."""

    name = forms.CharField(label=gettext_lazy("Name of the system"), max_length=100)
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("What it may do"),
        choices=explained,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("No choice opens what members of a customer community write."),
    )
    sources = forms.CharField(
        label=gettext_lazy("Only these sources"),
        required=False,
        max_length=600,
        help_text=gettext_lazy("Codes such as crm, erp. Empty: any. Records of others do not exist for it."),
    )
    networks = forms.CharField(
        label=gettext_lazy("Only from these networks"),
        required=False,
        max_length=1000,
        help_text=gettext_lazy("Addresses or networks such as 203.0.113.0/24. Empty: from anywhere."),
    )
    calls_per_minute = forms.IntegerField(
        label=gettext_lazy("Calls per minute"),
        required=False,
        min_value=1,
        max_value=1_000_000,
        help_text=gettext_lazy("Empty: as many as usual."),
    )

    def clean_sources(self) -> list[str]:
        """Codes of at most 60 characters without blanks."""
        found = _words(self.cleaned_data["sources"])
        if any(not CODE.fullmatch(word) for word in found):
            raise forms.ValidationError(_("A code has at most 60 characters."))
        return found

    def clean_networks(self) -> list[str]:
        """Networks in their usual form."""
        try:
            return [str(ip_network(word, strict=False)) for word in _words(self.cleaned_data["networks"])]
        except ValueError as wrong:
            raise forms.ValidationError(
                _("Write addresses like 203.0.113.7 or networks like 203.0.113.0/24.")
            ) from wrong


class KeyForm(forms.Form):
    """A new key of a client."""

    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("What it may do"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("At most what the client may do."),
    )
    lasting = forms.ChoiceField(
        label=gettext_lazy("How long it lasts"),
        choices=[(name, words) for name, (_length, words) in LASTING.items()],
        required=False,
        initial="365",
    )

    def __init__(self, *args: Any, client: ApiClient, **options: Any) -> None:
        super().__init__(*args, **options)
        scopes: Any = self.fields["scopes"]
        scopes.choices = [(name, words) for name, words in explained() if name in client.scopes]
        scopes.initial = client.scopes

    def valid_until(self, *, at: datetime) -> datetime | None:
        """When the key will end; None for never."""
        length = LASTING[self.cleaned_data["lasting"]][0]
        return None if length is None else at + length
