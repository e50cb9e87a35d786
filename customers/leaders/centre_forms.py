"""The form of a shortlist."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from customers.accounts.account import Account
from customers.leaders.shortlisting import MOST, currencies
from customers.products.product_group import ProductGroup
from tenancy.people.person import Person

FILTERS = {"segment": _("Segment"), "country": _("Country"), "region": _("Region")}
WEIGHTS = {
    "potential": (_("Weight of potential"), 3),
    "share": (_("Weight of share of market"), 2),
    "sales": (_("Weight of net sales"), 1),
    "growth": (_("Weight of growth"), 1),
}


class ShortlistForm(forms.Form):
    """Which centres are considered, and how much each figure weighs."""

    def __init__(self, *args: Any, person: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        seen = Account.objects.visible_to(person).filter(merged_into=None)
        for name, label in FILTERS.items():
            values = seen.exclude(**{name: ""}).order_by(name).values_list(name, flat=True).distinct()[:200]
            choices = [("", _("all")), *((value, value) for value in values)]
            self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=False)
        self.fields["group"] = forms.ModelChoiceField(
            label=_("Product group"),
            queryset=ProductGroup.objects.order_by("name"),
            required=False,
            empty_label=_("all products"),
        )
        self.fields["currency"] = forms.ChoiceField(
            label=_("Currency"), choices=[(one, one) for one in currencies()]
        )
        for name, (label, usual) in WEIGHTS.items():
            self.fields[name] = forms.IntegerField(
                label=label, min_value=0, max_value=5, initial=usual, help_text=_("0 to 5; 0 leaves it out.")
            )
        self.fields["size"] = forms.IntegerField(
            label=_("How many centres"), min_value=3, max_value=MOST, initial=12
        )

    def clean(self) -> dict[str, Any]:
        """Something must weigh."""
        cleaned = super().clean() or {}
        if not any(cleaned.get(name) for name in WEIGHTS) and not self.errors:
            raise forms.ValidationError(_("Give at least one figure a weight."))
        return cleaned

    def choices_made(self) -> dict[str, Any]:
        """As `freeze` takes them."""
        cleaned = self.cleaned_data
        return {
            "filters": {name: cleaned.get(name, "") for name in FILTERS},
            "weights": {name: cleaned[name] for name in WEIGHTS},
            "currency": cleaned["currency"],
            "group": cleaned["group"],
            "size": cleaned["size"],
        }
