"""What is asked of somebody who brings a file."""

import re
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from customers.imports.files import LARGEST
from customers.imports.words import object_words
from tenancy.slots.imports import objects

CODE = re.compile(r"[\w.-]{1,60}")
# Communities' records are brought by the command line: they are no one's daily work.
NOT_HERE = ("memberships", "activity")


def _objects() -> list[tuple[str, str]]:
    return [(name, object_words(name)) for name in objects if name not in NOT_HERE]


class UploadForm(forms.Form):
    """A file, what it holds, and where it comes from."""

    object = forms.ChoiceField(label=_("What it holds"), choices=_objects)
    source = forms.CharField(
        label=_("Source system"),
        max_length=60,
        initial="crm",
        help_text=_("A short name, such as crm or ledger-eu. How its files are read is remembered under it."),
        widget=forms.TextInput(attrs={"list": "known-sources", "autocomplete": "off"}),
    )
    file = forms.FileField(
        label=_("CSV file"),
        help_text=_(
            "As your system writes it, up to 150 MB, also gzipped: the rest is found out and shown to you."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.psv,.gz", "data-drop": ""}),
    )

    def clean_source(self) -> str:
        """Letters, digits, point, dash: what rows carry as their source."""
        source: str = self.cleaned_data["source"].strip()
        if not CODE.fullmatch(source):
            raise forms.ValidationError(_("Use letters, digits, points and dashes, such as ledger-eu."))
        return source

    def clean_file(self) -> "UploadedFile[Any]":
        """At most 150 MB."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(_("The file is larger than 150 MB. Send it in parts or gzipped."))
        return file


class ReadingForm(forms.Form):
    """How the file is read; an empty choice is what was found out."""

    encoding = forms.ChoiceField(
        label=_("Encoding"),
        required=False,
        choices=[
            ("", ""),
            ("utf-8", "UTF-8"),
            ("cp1252", "Windows-1252"),
            ("latin-1", "Latin-1"),
            ("utf-16", "UTF-16"),
        ],
    )
    delimiter = forms.ChoiceField(
        label=_("Separator"),
        required=False,
        choices=[("", ""), (";", _("semicolon ;")), (",", _("comma ,")), ("\t", _("tab")), ("|", _("bar |"))],
    )
    decimal = forms.ChoiceField(
        label=_("Decimal sign"),
        required=False,
        choices=[("", ""), (",", _("comma: 1.234,50")), (".", _("point: 1,234.50"))],
    )
    date_order = forms.ChoiceField(
        label=_("Dates"),
        required=False,
        choices=[("", ""), ("DMY", _("day first: 31/12/2026")), ("MDY", _("month first: 12/31/2026"))],
    )

    def found(self, seen: dict[str, str]) -> "ReadingForm":
        """The form with what was found out as the words of each empty choice."""
        for name, value in seen.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            labels = dict(field.choices)  # type: ignore[arg-type]
            known = labels.get(value) or value
            field.choices = [
                ("", _("found: {what}").format(what=known) if known else _("found out")),
                *[(code, words) for code, words in labels.items() if code],
            ]
        return self

    def said(self) -> dict[str, str]:
        """What was chosen against the guess; needs a valid form."""
        return {name: value for name, value in self.cleaned_data.items() if value}
