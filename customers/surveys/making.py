"""Making a survey and its waves."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from customers.surveys.survey import Survey
from customers.surveys.wave import SurveyWave
from tenancy.events.event import Plane
from tenancy.events.recording import record
from tenancy.people.person import Person
from tenancy.slots.rules import words
from tenancy.wall.functions import call

words.update(
    {
        "survey_malformed": _("This survey is not written as surveys can be written here."),
        "survey_incomplete": _(
            "A wave opens when the survey names its sponsor, says what happens with answers and each question is "
            "whole; lists need two choices."
        ),
        "survey_begun": _(
            "The survey has begun; its questions stay as they were asked. Copy it to change them."
        ),
        "survey_wave_open": _("A wave is open already. Close it before the next one."),
        "survey_closed": _("This wave is closed."),
        "survey_named": _("Loose links are for anonymous surveys; here each contact has an own link."),
        "survey_anonymous": _("An anonymous survey has no single answers to give away."),
        "survey_misfit": _("An answer does not fit its question."),
        "survey_empty": _("Nothing was answered."),
        "survey_answered": _("This link was used already."),
        "survey_unknown_link": _("This link does not work, or was used already."),
    }
)


def save_survey(
    survey: UUID | None, *, fields: Mapping[str, Any], items: Sequence[Mapping[str, Any]]
) -> UUID:
    """Makes or changes a survey that has not begun. RuleBroken `survey_begun`, `survey_malformed`."""
    asked = {"fields": dict(fields), "items": [dict(item) for item in items]}
    return UUID(str(call("save_survey", survey, asked)))


def open_wave(survey: Survey, *, name: str, closes_on: date | None, by: Person) -> SurveyWave:
    """Opens the next wave; from now on the questions are fixed. RuleBroken where something is missing."""
    wave = SurveyWave.objects.get(id=call("open_survey_wave", survey.id, name, closes_on))
    record(wave, "survey_wave.opened", by=by, plane=Plane.SPONSOR, survey=survey)
    return wave


def close_wave(wave: SurveyWave, *, by: Person) -> None:
    """Nobody can answer any more; anonymous results are shown from now on."""
    if call("close_survey_wave", wave.id):
        record(wave, "survey_wave.closed", by=by, plane=Plane.SPONSOR)


def copied_items(survey: Survey) -> list[dict[str, Any]]:
    """The questions of a survey, for another one."""
    names = ("code", "text", "scale", "choices", "aspect", "measure", "function")
    return list(survey.items.values(*names))
