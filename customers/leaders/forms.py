"""Forms of the leader search."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from customers.leaders.leader_candidate import Step
from customers.leaders.leader_discussion import Outcome
from customers.leaders.leader_fit import SHORTEST_REASON, Sign
from customers.leaders.leader_proposal import SHORTEST_REASON as SHORTEST_PROPOSAL
from customers.leaders.leader_proposal import Verdict
from customers.leaders.proposing import CAUTION, LABELS, approvers_for
from customers.preparation.prospect_forms import Day
from tenancy.people.person import Person
from tenancy.surfaces.offering import offer_choices, offer_rows

MOVES = (Step.IDENTIFIED, Step.APPROACHED, Step.IN_DISCUSSION, Step.DECLINED)


class MoveForm(forms.Form):
    """To which column, and why."""

    step = forms.ChoiceField(label=_("Column"), choices=[(step.value, step.label) for step in MOVES])
    why = forms.CharField(
        label=_("Reason"), max_length=600, required=False, help_text=_("Needed for “Declined”.")
    )

    def __init__(self, *args: Any, standing: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        if standing == Step.APPROVED:
            offer_choices(self, "step", [(Step.DECLINED.value, Step.DECLINED.label)])

    def clean(self) -> dict[str, Any]:
        """Nobody is declined without a reason."""
        cleaned = super().clean() or {}
        if cleaned.get("step") == Step.DECLINED and not cleaned.get("why"):
            self.add_error("why", _("Say why; it may concern other searches too."))
        return cleaned


class DiscussionForm(forms.Form):
    """A talk with the candidate."""

    held_on = forms.DateField(label=_("When"), widget=Day())
    present = forms.CharField(label=_("Who else took part"), max_length=240, required=False)
    what = forms.CharField(
        label=_("What was said"),
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("How the idea was received, what she would need, what she would not do."),
    )
    outcome = forms.ChoiceField(label=_("Outcome"), choices=Outcome.choices, widget=forms.RadioSelect)

    def clean_held_on(self) -> Any:
        """A talk that was held."""
        day = self.cleaned_data["held_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day lies ahead. Log the talk when it was held."))
        return day


class FitForm(forms.Form):
    """Four criteria, each for itself, each with its reason; there is no total."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, label in LABELS.items():
            self.fields[name] = forms.ChoiceField(
                label=label,
                choices=Sign.choices,
                widget=forms.RadioSelect,
                help_text=CAUTION if name == "advocacy" else "",
            )
            self.fields[f"{name}_reason"] = forms.CharField(
                label=_("What makes you say so"),
                min_length=SHORTEST_REASON,
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )


class ProposalForm(forms.Form):
    """Whom to ask, and why this candidate."""

    approver = forms.ModelChoiceField(
        label=_("Approver"),
        queryset=Person.objects.none(),
        help_text=_("Somebody of management or compliance, never yourself."),
    )
    reason = forms.CharField(
        label=_("Why this person should lead"),
        min_length=SHORTEST_PROPOSAL,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "In your own words, from the discussions. The approver, compliance and the audit read it."
        ),
    )

    def __init__(self, *args: Any, selector: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        offer_rows(self, "approver", approvers_for(selector))


class DecisionForm(forms.Form):
    """The approver's word."""

    verdict = forms.ChoiceField(
        label=_("Your decision"),
        choices=[(Verdict.APPROVED.value, _("Approve")), (Verdict.DECLINED.value, _("Decline"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("Reason"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))


class WithdrawalForm(forms.Form):
    """Why the proposal is taken back."""

    reason = forms.CharField(label=_("Why it is taken back"), max_length=600)
