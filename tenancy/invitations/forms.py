"""Forms of inviting and of accepting."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from tenancy.people.user import User
from tenancy.permissions.roles import STAFF_ROLES, Role


class InvitationForm(forms.Form):
    """Whom to invite."""

    email = forms.EmailField(
        label=_("E-mail address"), help_text=_("The invitation works for this address alone.")
    )
    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("As the person writes it."))


class StaffInvitationForm(InvitationForm):
    """A colleague and her roles."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=[(role.value, role.label) for role in Role if role in STAFF_ROLES],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class AcceptanceForm(forms.Form):
    """What an invited person says: her name, a password if she has no account, and that she read who pays."""

    name = forms.CharField(
        label=_("Your name"), max_length=120, help_text=_("As your colleagues will read it.")
    )
    password = forms.CharField(
        label=_("New password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters; several plain words are best."),
        strip=False,
        max_length=200,
    )
    statement = forms.BooleanField(
        label=_("I have read who pays for this place and who runs it."),
        error_messages={"required": _("Please confirm that you have read this statement.")},
    )

    def __init__(self, *args: Any, found: dict[str, Any], has_account: bool, **options: Any) -> None:
        super().__init__(*args, **({"initial": {"name": found["name"]}} | options))
        self.email = found["email"]
        if has_account:
            del self.fields["password"]
        if found["party"] != "customer":
            del self.fields["statement"]

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        validate_password(password, User(email=self.email))
        return password
