"""Forms of costs and margin."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from analytics.costs.community_cost import Kind
from communities.community.community import Community
from communities.community.kinds import Kind as CommunityKind
from customers.accounts.forms import Day
from tenancy.people.person import Person
from tenancy.surfaces.offering import offer_rows


class CostForm(forms.Form):
    """One cost."""

    community = forms.ModelChoiceField(
        label=_("Community"),
        queryset=Community.objects.none(),
        required=False,
        empty_label=_("The programme as a whole"),
    )
    kind = forms.ChoiceField(label=_("For"), choices=Kind.choices)
    spent_on = forms.DateField(label=_("On"), widget=Day)
    amount = forms.DecimalField(label=_("Amount"), min_value=1, max_digits=12, decimal_places=2)
    currency = forms.RegexField(
        label=_("Currency"),
        regex="^[A-Z]{3}$",
        initial="EUR",
        max_length=3,
        error_messages={"invalid": _("Three capital letters, such as EUR.")},
    )
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    def __init__(self, *args: Any, reader: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("spent_on", timezone.localdate().isoformat())
        communities = Community.objects.visible_to(reader).filter(kind=CommunityKind.CUSTOMER)
        offer_rows(self, "community", communities.order_by("name"))


class MarginForm(forms.Form):
    """The contribution margin."""

    percent = forms.IntegerField(
        label=_("Contribution margin, in percent of net sales"),
        min_value=1,
        max_value=100,
        help_text=_("Ask controlling. Without it a report shows no return."),
    )
