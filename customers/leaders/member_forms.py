"""Forms of profile and members."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from customers.leaders.member_candidate import Outcome

MOST_WORDS = 12
LONGEST = 80


class WordsField(forms.CharField):
    """A few words or phrases, parted by commas."""

    def prepare_value(self, value: Any) -> Any:
        """A list as one line."""
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        """The list: each once, none empty."""
        text = super().clean(value)
        words = list(dict.fromkeys(" ".join(word.split()) for word in text.split(",") if word.strip()))
        if len(words) > MOST_WORDS or any(len(word) > LONGEST for word in words):
            raise forms.ValidationError(
                _("At most %(n)d words or phrases, each up to %(long)d characters."),
                params={"n": MOST_WORDS, "long": LONGEST},
            )
        return words


class ProfileForm(forms.Form):
    """Three fields, and only these three."""

    knowledge = WordsField(
        label=_("Knowledge"), help_text=_("Parted by commas, such as: sepsis, antibiotic stewardship")
    )
    practice_roles = WordsField(
        label=_("Practice roles"), help_text=_("Such as: intensive care physician, hospital pharmacist")
    )
    motivations = WordsField(label=_("Motivation"), help_text=_("Such as: compare practice, teach, research"))
    with_leader = forms.BooleanField(label=_("Written together with the future leader"), required=False)


class MemberForm(forms.Form):
    """Somebody who may join."""

    name = forms.CharField(label=_("Name"), max_length=240)
    practice_role = forms.CharField(label=_("Practice role"), max_length=120, required=False)
    knowledge = WordsField(label=_("Knowledge"), required=False)
    motivations = WordsField(label=_("Motivation"), required=False)
    in_core_team = forms.BooleanField(
        label=_("In the core team"), required=False, help_text=_("The leader starts with her.")
    )
    relationship_known = forms.BooleanField(label=_("The leader knows this person"), required=False)


class KnownMemberForm(MemberForm):
    """The same for somebody on the list, with what came of asking."""

    outcome = forms.ChoiceField(label=_("Outcome"), choices=Outcome.choices)
    note = forms.CharField(label=_("Note"), max_length=400, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["name"]
