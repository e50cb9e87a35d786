"""Forms around seats."""

from django import forms
from django.utils.translation import gettext_lazy as _

from communities.community.kinds import MemberRole


class MotivationForm(forms.Form):
    """Why somebody wants to come."""

    motivation = forms.CharField(
        label=_("What do you hope for, and what can you bring?"),
        help_text=_("Leader and members read it."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )


class ReasonForm(forms.Form):
    """Why somebody goes."""

    reason = forms.CharField(
        label=_("Why?"), widget=forms.Textarea(attrs={"rows": 3}), max_length=500, required=False
    )


class NeededReasonForm(forms.Form):
    """Why somebody else's seat ends; she reads it."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The member reads it and can appeal to the operator."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
    )


class RoleForm(forms.Form):
    """Another role in the community."""

    role = forms.ChoiceField(label=_("Role"), choices=MemberRole.choices)
