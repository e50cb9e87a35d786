"""Answering by a link, without an account: once."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from customers.surveys.item import Scale
from tenancy.wall.functions import call
from tenancy.wall.scope import acting_for_everyone

ENDS = {
    "importance": (_("1: not at all"), _("5: very important")),
    "performance": (_("1: poorly"), _("5: very well")),
    "": (_("1: not at all"), _("5: fully")),
}


def survey_behind(token: str) -> dict[str, Any] | None:
    """What the answer page shows; None for a link that never worked or was used up."""
    with acting_for_everyone("open a survey"):
        return cast("dict[str, Any] | None", call("survey_behind", token))


def answer(token: str, answers: Mapping[str, Any]) -> None:
    """Stores the answers and uses the link up, both or neither.

    RuleBroken: `survey_answered`, `survey_unknown_link`, `survey_closed`, `survey_empty`, `survey_misfit`.
    """
    with acting_for_everyone("answer a survey"):
        call("answer_survey", token, dict(answers))


class AnswerForm(forms.Form):
    """The questions of a survey; none must be answered, but one at least."""

    def __init__(self, *args: Any, items: list[dict[str, Any]], **options: Any) -> None:
        super().__init__(*args, **options)
        for item in items:
            self.fields[item["code"]] = field_of(item)

    def clean(self) -> dict[str, Any]:
        """Unanswered questions are left out."""
        answers = {
            code: value for code, value in (super().clean() or {}).items() if value not in (None, "", [])
        }
        if not answers and not self.errors:
            raise forms.ValidationError(_("Answer one question at least."))
        return answers


def field_of(item: Mapping[str, Any]) -> forms.Field:
    """The form field of a question."""
    about: dict[str, Any] = {"label": item["text"], "required": False}
    match item["scale"]:
        case Scale.FIVE:
            low, high = ENDS[item["measure"]]
            choices = [("1", low), ("2", "2"), ("3", "3"), ("4", "4"), ("5", high)]
            return forms.TypedChoiceField(
                choices=choices, coerce=int, empty_value=None, widget=forms.RadioSelect, **about
            )
        case Scale.YES_NO:
            return forms.TypedChoiceField(
                choices=[("yes", _("Yes")), ("no", _("No"))],
                coerce=lambda value: value == "yes",
                empty_value=None,
                widget=forms.RadioSelect,
                **about,
            )
        case Scale.SINGLE:
            return forms.ChoiceField(choices=_same(item["choices"]), widget=forms.RadioSelect, **about)
        case Scale.MULTIPLE:
            return forms.MultipleChoiceField(
                choices=_same(item["choices"]), widget=forms.CheckboxSelectMultiple, **about
            )
        case Scale.NUMBER:
            return forms.FloatField(min_value=-1e9, max_value=1e9, **about)
    return forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 4}), **about)


def _same(choices: list[str]) -> list[tuple[str, str]]:
    return [(choice, choice) for choice in choices]
