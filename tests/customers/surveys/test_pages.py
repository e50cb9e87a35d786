"""Pages of surveys: who reads them, the builder, the number of queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from customers.surveys.survey import Survey
from tests.customers.conftest import Acting, ClientOf
from tests.customers.surveys.conftest import FIELDS, Wave, yes

PAGES = "/w/ardenne/surveys/"


@pytest.mark.parametrize(
    ("who", "status"),
    [("manager", 200), ("office", 200), ("leader", 200), ("rep", 403), ("admin", 403), ("rival", 404)],
)
def test_who_reads_surveys(client_of: ClientOf, wave: Wave, who: str, status: int) -> None:
    made = wave(rows=yes(3, 5), closed=True)
    assert client_of(who).get(f"{PAGES}{made.survey_id}/").status_code == status
    assert client_of(who).get(PAGES).status_code == status


def test_a_survey_is_built_from_the_bank_and_asked(client_of: ClientOf, acting: Acting) -> None:
    manager = client_of("manager")
    page = manager.post(f"{PAGES}drafts/", follow=True)
    with acting("manager"):
        survey = Survey.objects.get()
        assert survey.items.count() == 6
    posted = {**FIELDS, "anonymous": "no"} | {
        "item-0-code": "q_own",
        "item-0-text": "How often?",
        "item-0-scale": "single",
        "item-0-choices": "Often\n\nRarely\nOften",
    }
    builder = f"{PAGES}{survey.id}/questions/"
    assert "How important is this to you" in page.text
    assert manager.post(builder, posted | {"do": "bank", "bank": "has_computer"}).status_code == 302
    with acting("manager"):
        assert list(survey.items.values_list("code", "choices")) == [
            ("q_own", ["Often", "Rarely"]),
            ("has_computer", []),
        ]
    assert manager.post(builder, posted | {"title": ""}).status_code == 400
    assert manager.post(f"{PAGES}{survey.id}/waves/", {"name": "Spring"}).status_code == 302
    assert manager.post(f"{PAGES}{survey.id}/waves/", {"name": "Again"}).status_code == 409
    copied = manager.post(f"{PAGES}drafts/", {"copy": str(survey.id)}, follow=True)
    assert "Needs of physicians (copy)" in copied.text


def test_a_list_without_choices_does_not_open(client_of: ClientOf, acting: Acting) -> None:
    manager = client_of("manager")
    manager.post(f"{PAGES}drafts/")
    with acting("manager"):
        survey = Survey.objects.get()
    posted = {**FIELDS, "anonymous": "yes", "item-0-code": "a", "item-0-text": "?", "item-0-scale": "single"}
    manager.post(f"{PAGES}{survey.id}/questions/", posted)
    assert manager.post(f"{PAGES}{survey.id}/waves/", {"name": "Spring"}).status_code == 409


@pytest.mark.parametrize(("page", "most"), [("", 10), ("{}/", 14), ("{}/waves/1/", 15), ("method/", 6)])
def test_pages_ask_a_fixed_number_of_queries(client_of: ClientOf, wave: Wave, page: str, most: int) -> None:
    made = wave(rows=yes(3, 5), closed=True)
    manager = client_of("manager")
    with CaptureQueriesContext(connection) as queries:
        assert manager.get(f"{PAGES}{page.format(made.survey_id)}").status_code == 200
    assert len(queries) <= most, [query["sql"][:120] for query in queries.captured_queries]
