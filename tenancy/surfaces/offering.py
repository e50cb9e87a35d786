"""What a field of a form offers, when that depends on who asks."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet


def offer_rows(form: forms.BaseForm, field: str, rows: QuerySet[Any]) -> None:
    """Lets the field be one of the rows; any other is refused as if it did not exist."""
    found = form.fields[field]
    assert isinstance(found, forms.ModelChoiceField)
    found.queryset = rows


def offer_choices(form: forms.BaseForm, field: str, choices: Iterable[tuple[str, Any]]) -> None:
    """Lets the field be one of the choices: value and words."""
    found = form.fields[field]
    assert isinstance(found, forms.ChoiceField)
    found.choices = list(choices)
