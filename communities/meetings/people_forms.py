"""Forms with a line for each member: who is invited, who came."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from communities.meetings.attendance import Outcome
from tenancy.people.person import Person
from tenancy.surfaces.offering import offer_choices


class InvitationsForm(forms.Form):
    """Who is invited."""

    people = forms.MultipleChoiceField(
        label=_("Invited"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Invite at least one member, or cancel the meeting.")},
    )

    def __init__(self, *args: Any, members: Iterable[Person], **options: Any) -> None:
        super().__init__(*args, **options)
        offer_choices(self, "people", [(str(one.id), one.display_name) for one in members])

    def chosen(self) -> list[UUID]:
        """Their ids; only of a valid form."""
        return [UUID(person) for person in self.cleaned_data["people"]]


class AttendanceForm(forms.Form):
    """Who came: a line for each member, those who were invited first.

    `known` are outcomes said before. Until the meeting is on record, who was invited and has said nothing is
    proposed as having come, so that the leader changes the exceptions only.
    """

    def __init__(
        self,
        *args: Any,
        members: Iterable[Person],
        invited: Iterable[UUID],
        known: Mapping[UUID, str],
        recorded: bool,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        expected = set(invited)
        usual = Outcome.ABSENT if recorded else Outcome.CAME
        for one in sorted(members, key=lambda one: (one.id not in expected, one.display_name)):
            was_invited = one.id in expected
            self.fields[str(one.id)] = forms.ChoiceField(
                label=one.display_name,
                choices=[*Outcome.choices, *([] if was_invited else [("", _("Not there"))])],
                widget=forms.RadioSelect,
                required=was_invited,
                initial=known.get(one.id, usual.value if was_invited else ""),
                error_messages={"required": _("Say whether this person came.")},
            )

    def outcomes(self) -> dict[UUID, str]:
        """The outcomes by person; only of a valid form."""
        return {UUID(person): outcome for person, outcome in self.cleaned_data.items() if outcome}
