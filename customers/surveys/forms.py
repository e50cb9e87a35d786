"""Forms of the survey pages."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from customers.accounts.forms import Day
from customers.needs.functions import Function
from customers.surveys.survey import Minimum
from tenancy.surfaces.offering import offer_choices

PRIVACY_ANONYMOUS = _(
    "Your answers are stored without your name. Your link is destroyed when you send them: nobody, not even the "
    "operator of the database, can tell which answers are yours. Results are shown only when enough people "
    "have answered."
)
PRIVACY_NAMED = _(
    "Your answers are stored with your name and read by the people who prepare services for your centre. They "
    "never decide a benefit. You may ask at any time to see or delete them."
)


class SurveyForm(forms.Form):
    """What a survey is and what respondents are told."""

    title = forms.CharField(label=_("Title"), max_length=160)
    purpose = forms.CharField(
        label=_("Purpose"),
        help_text=_(
            "Respondents read this first: what you want to learn, and what will change because of it."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
    anonymous = forms.TypedChoiceField(
        label=_("Whose answers"),
        choices=[("yes", _("Anonymous: no answer can be led back to a person")), ("no", _("Named"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    minimum = forms.TypedChoiceField(
        label=_("Results are shown from"), choices=Minimum.choices, coerce=int, widget=forms.RadioSelect
    )
    sponsor = forms.CharField(
        label=_("Who asks and pays"), help_text=_("Stands on top of the page."), max_length=160
    )
    privacy = forms.CharField(
        label=_("What happens with answers"), widget=forms.Textarea(attrs={"rows": 4}), max_length=4000
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


class WaveForm(forms.Form):
    """The next wave."""

    name = forms.CharField(
        label=_("Name of the wave"), max_length=80, help_text=_("For example “Spring 2026”.")
    )
    closes_on = forms.DateField(label=_("Last day"), widget=Day, required=False)


class InviteForm(forms.Form):
    """Which contacts get a link."""

    segment = forms.ChoiceField(label=_("Accounts in the segment"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)

    def __init__(
        self, *args: Any, segments: list[tuple[str, str]], countries: list[str], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        every: list[tuple[str, Any]] = [("", _("all"))]
        offer_choices(self, "segment", every + segments)
        offer_choices(self, "country", every + [(one, one) for one in countries])


class LooseForm(forms.Form):
    """Links that belong to nobody."""

    n = forms.IntegerField(label=_("How many links"), min_value=1, max_value=500, initial=20)


class AnswersFileForm(forms.Form):
    """A study on paper."""

    file = forms.FileField(
        label=_("CSV file"),
        help_text=_(
            "One line a respondent; headings are the codes of the questions; several choices with “|”."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt"}),
    )


class GapForm(forms.Form):
    """Sends a gap to the function that can close it."""

    aspect = forms.CharField(widget=forms.HiddenInput, max_length=120)
    function = forms.ChoiceField(label=_("To which function"), choices=Function.choices)
    due_on = forms.DateField(label=_("Answer until"), widget=Day)
    text = forms.CharField(
        label=_("What they should know"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        required=False,
    )
