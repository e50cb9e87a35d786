"""Forms on the way from a segment to a centre."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from customers.leaders.centre_forms import ShortlistForm
from customers.leaders.choosing import approvers_of_lists
from customers.leaders.leader_proposal import SHORTEST_REASON
from customers.preparation.prospect_forms import ProspectForm, SelectorField
from customers.preparation.prospective_community import ProspectiveCommunity
from tenancy.people.person import Person
from tenancy.surfaces.offering import offer_rows


class SegmentListForm(ShortlistForm):
    """A list that begins at a segment: for which idea, why, and how it is ranked."""

    field_order = ("search", "name", "selector", "reason")

    def __init__(self, *args: Any, person: Person, assigns: bool, **options: Any) -> None:
        super().__init__(*args, person=person, **options)
        del self.fields["segment"]
        mine = ProspectiveCommunity.objects.visible_to(person).open().order_by("name", "id")
        self.fields["search"] = forms.ModelChoiceField(
            label=_("For"),
            queryset=mine if assigns else mine.filter(selector=person),
            required=False,
            empty_label=_("a new idea"),
        )
        self.fields["name"] = forms.CharField(
            label=_("Working name of the new idea"), max_length=120, required=False
        )
        if assigns:
            self.fields["selector"] = SelectorField(
                label=_("Prepared by"), required=False, help_text=_("For a new idea.")
            )
        self.fields["reason"] = forms.CharField(
            label=_("Why this segment"),
            min_length=SHORTEST_REASON,
            max_length=600,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_(
                "What a community could do for these customers. The approver reads it, and it stays with what is "
                "prepared. Never what they would buy in return."
            ),
        )
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        """A new idea has a name, and somebody who prepares it."""
        cleaned = super().clean()
        if not cleaned.get("search"):
            if not cleaned.get("name"):
                self.add_error("name", _("Give the new idea a working name."))
            if "selector" in self.fields and not cleaned.get("selector"):
                self.add_error("selector", _("Say who is to prepare it."))
        return cleaned


class ApprovalForm(forms.Form):
    """Whom to ask, and why these centres."""

    approver = forms.ModelChoiceField(
        label=_("Approver"),
        queryset=Person.objects.none(),
        help_text=_("Somebody of management; never who froze the list or prepares the community."),
    )
    reason = forms.CharField(
        label=_("Why these centres"),
        min_length=SHORTEST_REASON,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, selector: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        offer_rows(self, "approver", approvers_of_lists(selector))


class CentreForm(ProspectForm):
    """The idea of a community at a centre; the centre itself is filled in."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["concern"].help_text = _(
            "What its members would want to do better together. Begins with the reason for the segment."
        )
