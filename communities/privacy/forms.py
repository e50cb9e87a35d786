"""Forms of the privacy page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from communities.community.kinds import PrivacyLevel


class LevelForm(forms.Form):
    """The level that is proposed."""

    level = forms.ChoiceField(label=_("Privacy level"), choices=PrivacyLevel.choices)


class DelegationForm(forms.Form):
    """What the steward may help with."""

    may_edit_look = forms.BooleanField(label=_("Look and texts of the shell"), required=False)
    may_manage_meetings = forms.BooleanField(label=_("Meeting logistics"), required=False)
    may_raise_requests = forms.BooleanField(label=_("Service requests"), required=False)
    may_manage_invitations = forms.BooleanField(label=_("Propose members"), required=False)
    may_see_names = forms.BooleanField(label=_("See the names of members who consent"), required=False)
