"""Fields of texts that people write about meetings and actions: no characters that cannot be stored or shown."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from tenancy.intake.clean_text import holds_override, why_unclean


class LineField(forms.CharField):
    """Words on one line."""

    def clean(self, value: Any) -> str:
        """The words with single spaces."""
        text = " ".join(str(super().clean(value)).split())
        if why := why_unclean(text, one_line=True):
            raise ValidationError(why)
        if holds_override(text):
            raise ValidationError("The text holds characters that turn the writing direction.")
        return text


class WordsField(forms.CharField):
    """Words on several lines, with plain line ends."""

    widget = forms.Textarea

    def clean(self, value: Any) -> str:
        """The words as written."""
        text = str(super().clean(value)).replace("\r\n", "\n")
        if why := why_unclean(text):
            raise ValidationError(why)
        return text
