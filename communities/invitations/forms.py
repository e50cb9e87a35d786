"""Forms of inviting to a community."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from communities.community.kinds import MemberRole
from communities.seats.standing import Standing
from tenancy.invitations.forms import InvitationForm
from tenancy.people.person import Party, Person
from tenancy.surfaces.offering import offer_choices, offer_rows


class SeatInvitationForm(InvitationForm):
    """A health professional, by e-mail, and the role that waits."""

    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, *args: Any, standing: Standing, **options: Any) -> None:
        super().__init__(*args, **options)
        offered = [MemberRole.MEMBER]
        if standing.leads:
            offered = [MemberRole.MEMBER, MemberRole.MODERATOR, MemberRole.DEPUTY]
        elif standing.community.handed_over_at is None:
            offered = [MemberRole.LEADER, MemberRole.MEMBER]
        offer_choices(self, "role", [(role.value, role.label) for role in offered])


class ColleagueForm(forms.Form):
    """A colleague who has no seat yet."""

    person = forms.ModelChoiceField(label=_("Colleague"), queryset=Person.objects.none())
    role = forms.ChoiceField(label=_("Role"), choices=MemberRole.choices, initial=MemberRole.MEMBER)

    def __init__(self, *args: Any, standing: Standing, **options: Any) -> None:
        super().__init__(*args, **options)
        colleagues = Person.objects.filter(party=Party.STAFF, is_system=False, is_active=True)
        seated = standing.community.memberships.exclude(state="ended").values("person_id")
        offer_rows(self, "person", colleagues.exclude(id__in=seated).order_by("display_name"))
