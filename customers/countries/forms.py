"""The form of a country's rules."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf.locale import LANG_INFO
from django.utils.translation import gettext_lazy as _

from tenancy.people.countries import NAMES
from tenancy.surfaces.offering import offer_choices

ZONES = sorted(
    zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "posix/"))
)


class RulesForm(forms.Form):
    """What holds in a country."""

    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=[(zone, zone.replace("_", " ")) for zone in ZONES],
        initial="Europe/Zurich",
    )
    languages = forms.CharField(
        label=_("Languages"),
        max_length=60,
        help_text=_("Codes with commas between them, the usual one first: de, fr, it."),
    )
    mails_surveys = forms.BooleanField(
        label=_("Contacts may be invited to surveys by mail"), required=False, initial=True
    )
    asks_by_name = forms.BooleanField(
        label=_("Answers may be kept by name"),
        required=False,
        initial=True,
        help_text=_("Otherwise contacts of this country are invited to anonymous waves alone."),
    )
    guidance = forms.CharField(
        label=_("What to mind"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Shown on the page of each account of the country."),
    )

    def clean_languages(self) -> list[str]:
        """Known codes, each once, in their order."""
        told = [code.strip().lower() for code in self.cleaned_data["languages"].split(",")]
        codes = list(dict.fromkeys(code for code in told if code))
        if unknown := [code for code in codes if "name_local" not in LANG_INFO.get(code, {})]:
            raise forms.ValidationError(_("No language has this code: %s.") % ", ".join(unknown))
        return codes


class FirstRulesForm(RulesForm):
    """And which country."""

    country = forms.ChoiceField(label=_("Country"))
    field_order = ("country",)

    def __init__(self, *args: Any, without: set[str], **options: Any) -> None:
        super().__init__(*args, **options)
        found = sorted((name, code) for code, name in NAMES.items() if code not in without)
        offer_choices(self, "country", [(code, name) for name, code in found])
