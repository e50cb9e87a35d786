"""Surveys in all states, made through the product's own functions."""

from collections.abc import Callable
from typing import Any

import pytest

from customers.surveys.bank import as_item
from customers.surveys.importing import bring_in
from customers.surveys.making import close_wave, open_wave, save_survey
from customers.surveys.survey import Survey
from customers.surveys.wave import SurveyWave
from tenancy.people.person import Person
from tests.cast import Cast
from tests.customers.conftest import Acting

FIELDS = {
    "title": "Needs of physicians",
    "purpose": "What shall we do better?",
    "minimum": 5,
    "sponsor": "Ardenne Critical Care",
    "privacy": "Nobody can tell which answers are yours.",
    "language": "en",
}
CODES = (
    "unbiased_information_importance",
    "unbiased_information_performance",
    "has_computer",
    "most_visited_sites",
    "open_wish",
)
Wave = Callable[..., SurveyWave]


@pytest.fixture
def wave(cast: Cast, acting: Acting) -> Wave:
    """`wave(anonymous=True, rows=[…], closed=True)`: an open wave of a new survey with these answers."""

    def made(
        *, anonymous: bool = True, rows: list[dict[str, Any]] | None = None, closed: bool = False
    ) -> SurveyWave:
        with acting("manager"):
            manager = Person.objects.get(id=cast.manager)
            items = [as_item(code) for code in CODES]
            survey = save_survey(None, fields={**FIELDS, "anonymous": anonymous}, items=items)
            found = open_wave(Survey.objects.get(id=survey), name="Spring", closes_on=None, by=manager)
            if rows:
                bring_in(found, rows)
            if closed:
                close_wave(found, by=manager)
            return SurveyWave.objects.select_related("survey").get(id=found.id)

    return made


def yes(n: int, of: int) -> list[dict[str, Any]]:
    """So many of so many have a computer."""
    return [{"has_computer": at < n} for at in range(of)]
