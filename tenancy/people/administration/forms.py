"""Forms of the people's settings."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tenancy.permissions.roles import STAFF_ROLES, Role


class RolesForm(forms.Form):
    """All roles that an administrator may give; what is ticked is held."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        help_text=_("Leader, member, steward and coach follow from communities, not from here."),
        choices=[(role.value, role.label) for role in Role if role in STAFF_ROLES],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
