"""Forms of Deep Dives."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.discussions.attachments.metadata import MAX_BYTES, CleanFile, FileRefused, strip_metadata
from customers.accounts.forms import Day
from customers.deep_dives.consenting import Handling
from customers.deep_dives.influence import STRONGEST, DeepDiveStakeholder
from customers.deep_dives.participant import Answer, How, Position
from customers.deep_dives.reading import Guest
from customers.needs.forms import NeedForm
from tenancy.people.person import Person

STRENGTHS = [(0, _("none")), (1, _("some")), (2, _("strong")), (STRONGEST, _("decisive"))]


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class DeepDiveForm(forms.Form):
    """The workshop and its scenario."""

    title = forms.CharField(label=_("Name of the workshop"), max_length=160)
    held_on = forms.DateField(label=_("On"), widget=Day)
    place = forms.CharField(label=_("Where"), max_length=160, required=False)
    scenario = forms.CharField(
        label=_("The future that you explore"),
        max_length=160,
        help_text=_("Such as “Intensive care 2035: half the nurses, twice the data”."),
    )
    scenario_text = forms.CharField(
        label=_("The scenario in words"), required=False, widget=_lines(4), max_length=8_000
    )
    drivers = forms.CharField(
        label=_("What drives the change"),
        required=False,
        widget=_lines(4),
        max_length=4_000,
        help_text=_("One driver per line."),
    )
    questions = forms.CharField(
        label=_("Questions"),
        required=False,
        widget=_lines(4),
        max_length=4_000,
        help_text=_("One question per line."),
    )
    agenda = forms.CharField(
        label=_("Agenda"),
        required=False,
        widget=_lines(6),
        max_length=4_000,
        help_text=_("One item per line, the time first: “09:30 Welcome”."),
    )


class SummaryForm(forms.Form):
    """What came out of it."""

    summary = forms.CharField(label=_("Summary"), required=False, widget=_lines(8), max_length=20_000)


class GuestForm(forms.Form):
    """Somebody who is not in the firm's records."""

    name = forms.CharField(label=_("Name"), max_length=160)
    position = forms.ChoiceField(label=_("Position"), choices=Position.choices)


class ColleagueForm(forms.Form):
    """Somebody of the firm."""

    person = forms.ModelChoiceField(label=_("Colleague"), queryset=Person.objects.none())

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        staff = Person.objects.filter(is_active=True, party="staff", is_system=False)
        fields: dict[str, Any] = self.fields
        fields["person"].queryset = staff.order_by("display_name")


class ConsentForm(forms.Form):
    """What a participant answered: what for, how, when."""

    answer = forms.ChoiceField(label=_("Answer"), choices=Answer.choices)
    purpose = forms.CharField(
        label=_("What for"),
        max_length=240,
        initial=_("Needs and words from this workshop are written down, with the house, to design services."),
    )
    how = forms.ChoiceField(label=_("How"), choices=How.choices)
    on = forms.DateField(label=_("On"), widget=Day)
    handling = forms.ChoiceField(
        label=_("If withdrawn"), choices=Handling.choices, required=False, initial=Handling.ANONYMISE
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("on", timezone.localdate().isoformat())


class StakeholderForm(forms.Form):
    """A group that has a say."""

    name = forms.CharField(
        label=_("Stakeholder"), max_length=60, help_text=_("A group or office, never a person's name.")
    )
    position = forms.ChoiceField(label=_("Kind"), choices=Position.choices)


class InfluenceForm(forms.Form):
    """Who sways whom, today and tomorrow."""

    source = forms.ModelChoiceField(label=_("Who"), queryset=DeepDiveStakeholder.objects.none())
    target = forms.ModelChoiceField(label=_("sways whom"), queryset=DeepDiveStakeholder.objects.none())
    today = forms.TypedChoiceField(label=_("Today"), choices=STRENGTHS, coerce=int, initial=1)
    tomorrow = forms.TypedChoiceField(label=_("Tomorrow"), choices=STRENGTHS, coerce=int, initial=1)
    why = forms.CharField(label=_("Why it changes"), max_length=240, required=False)

    def __init__(self, *args: Any, dive: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        for name in ("source", "target"):
            fields[name].queryset = dive.stakeholders.all()


class DiveNeedForm(NeedForm):
    """A need said in the workshop, in the name of somebody who agreed to that, or of nobody."""

    participant = forms.ChoiceField(label=_("Said by"), required=False)
    said = forms.CharField(label=_("In their words"), max_length=400, required=False)
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, guests: list[Guest], **options: Any) -> None:
        super().__init__(*args, **options)
        named = [(str(g.participant.id), g.participant.name) for g in guests if g.may_be_named]
        fields: dict[str, Any] = self.fields
        fields["participant"].choices = [("", _("nobody in particular")), *named]


class DocumentForm(forms.Form):
    """A paper of the workshop."""

    file = forms.FileField(
        label=_("File"), help_text=_("Pictures, PDF, Office or text, up to 10 MB. Metadata is taken out.")
    )

    def clean_file(self) -> CleanFile:
        """The file without traces of its maker."""
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(_("The file is larger than 10 MB."))
        try:
            return strip_metadata(file.name or "", file.read())
        except FileRefused as refused:
            raise forms.ValidationError(str(refused)) from refused
