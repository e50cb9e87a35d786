"""Forms of the verification."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

YEARS = 2


class EvidenceForm(forms.Form):
    """What the operator can check in the register of the profession."""

    profession = forms.CharField(label=_("Profession and specialty"), max_length=80)
    registration_number = forms.CharField(
        label=_("Registration number"),
        help_text=_("Of your chamber or professional register. Only the operator reads it."),
        max_length=60,
    )
    country = forms.RegexField(
        label=_("Country of registration"),
        help_text=_("Two letters, such as DE or FR."),
        regex=r"^[A-Za-z]{2}$",
        max_length=2,
        error_messages={"invalid": _("Write the country as two letters, such as DE.")},
    )
    note = forms.CharField(
        label=_("Anything else that helps"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )

    def clean_country(self) -> str:
        return str(self.cleaned_data["country"]).upper()


class DecisionForm(forms.Form):
    """The operator's decision."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[("yes", _("Verify")), ("no", _("Refuse"))],
        widget=forms.RadioSelect,
    )
    valid_until = forms.DateField(
        label=_("Verified until"), widget=forms.DateInput(attrs={"type": "date"}), required=False
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Needed for a refusal; the member reads it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
        required=False,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **({"initial": {"valid_until": _in_years(YEARS)}} | options))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("decision") == "no" and not said.get("reason", "").strip():
            self.add_error("reason", _now("Please say why."))
        if said.get("decision") == "yes":
            until = said.get("valid_until")
            if until is None or until <= timezone.now().date():
                self.add_error("valid_until", _now("Name a day in the future."))
        return said


def _in_years(years: int) -> date:
    return timezone.now().date() + timedelta(days=365 * years)
