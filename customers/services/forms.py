"""Forms of the service catalogue."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from customers.accounts.account import Account
from customers.accounts.forms import Day
from customers.services.catalogue import is_tied
from customers.services.service import Channel, Provider, Service
from tenancy.surfaces.offering import offer_choices, offer_rows


class ServiceForm(forms.Form):
    """A further service."""

    name = forms.CharField(label=_("Name"), max_length=120)
    description = forms.CharField(
        label=_("What a customer gets"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
    provider = forms.ChoiceField(label=_("Given by"), choices=Provider.choices)
    has_worth = forms.BooleanField(
        label=_("It is worth money to whoever gets it"),
        help_text=_(
            "Training fees, equipment, travel, paid expertise. Information about the product is not."
        ),
        required=False,
    )
    free = forms.BooleanField(
        label=_("It is given whatever a customer buys or prescribes"),
        error_messages={"required": _("A service that depends on prescribing is a benefit, and forbidden.")},
    )

    def clean(self) -> dict[str, Any]:
        """Words that tie the service to buying or prescribing are refused."""
        cleaned = super().clean() or {}
        for name in ("name", "description"):
            if is_tied(cleaned.get(name, "")):
                self.add_error(
                    name, _("These words tie the service to buying or prescribing. Describe it without them.")
                )
        return cleaned


class OfferForm(forms.Form):
    """Entitles a segment to a service on a channel."""

    service = forms.ModelChoiceField(label=_("Service"), queryset=Service.objects.none())
    segment = forms.ChoiceField(label=_("Segment"))
    channel = forms.ChoiceField(label=_("Channel"), choices=Channel.choices)

    def __init__(self, *args: Any, services: Any, segments: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        offer_rows(self, "service", services)
        offer_choices(self, "segment", segments)


class DeliveryForm(forms.Form):
    """What an account got."""

    service = forms.ModelChoiceField(label=_("Service"), queryset=Service.objects.none())
    account = forms.CharField(label=_("Account: external id"), max_length=200)
    channel = forms.ChoiceField(label=_("Channel"), choices=Channel.choices)
    on = forms.DateField(label=_("Day"), widget=Day)
    quantity = forms.IntegerField(label=_("How often"), min_value=1, max_value=1000, initial=1)

    def __init__(self, *args: Any, services: Any, accounts: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.accounts = accounts
        offer_rows(self, "service", services)

    def clean_account(self) -> Account:
        """An account in the person's sight."""
        found = self.accounts.filter(external_id=self.cleaned_data["account"].strip())[:2]
        if len(found) != 1:
            raise forms.ValidationError(_("You have no account with this external id."))
        account: Account = found[0]
        return account
