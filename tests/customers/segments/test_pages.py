"""Pages of segments: who reads them, what they ask of the database, and the editor without a script."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from customers.accounts.account import Account
from customers.segments.segment_rules import SegmentRules
from customers.segments.segment_run import SegmentRun
from tests.customers.conftest import Acting, ClientOf
from tests.customers.segments.conftest import GROW, REST, Place
from tests.draining import drain

PAGES = "/w/ardenne/segments/"
pytestmark = pytest.mark.usefixtures("centres")

DRAFT = {
    "segment-0-key": "grow",
    "segment-0-name": "Grow with us",
    "segment-0-attractiveness": "high",
    "segment-0-criteria": "Large and growing",
    "segment-0-condition-0-fact": "sales_12m",
    "segment-0-condition-0-op": "at_least",
    "segment-0-condition-0-value": "5000",
    "segment-1-key": "rest",
    "segment-1-name": "Everybody else",
    "segment-1-attractiveness": "low",
    "segment-1-criteria": "Nothing speaks for them yet",
}


@pytest.mark.parametrize(
    ("who", "status"),
    [("manager", 200), ("office", 200), ("rep", 200), ("admin", 403), ("leader", 403), ("rival", 404)],
)
def test_who_reads_segments(client_of: ClientOf, place: Place, who: str, status: int) -> None:
    place(GROW, REST)
    assert client_of(who).get(PAGES).status_code == status


@pytest.mark.parametrize(("who", "status"), [("rep", 403), ("office", 403), ("manager", 200), ("", 302)])
def test_who_edits_rules(client_of: ClientOf, who: str, status: int) -> None:
    assert client_of(who).get(f"{PAGES}rules/").status_code == status


def test_a_draft_is_kept_reshaped_and_shows_what_it_would_move(client_of: ClientOf, acting: Acting) -> None:
    manager = client_of("manager")
    assert manager.post(f"{PAGES}rules/", DRAFT | {"do": "add:1", "note": "First"}).status_code == 302
    with acting("manager"):
        draft = SegmentRules.objects.draft()
    assert draft is not None
    assert [len(one["conditions"]) for one in draft.rules["segments"]] == [1, 1]
    page = manager.get(f"{PAGES}rules/").text
    assert "2 of 4 accounts would move" in page
    assert 'value="5000"' in page


@pytest.mark.parametrize(
    ("do", "names"),
    [
        ("down:0", ["Everybody else", "Grow with us"]),
        ("up:1", ["Everybody else", "Grow with us"]),
        ("remove:0", ["Everybody else"]),
        ("add", ["Grow with us", "Everybody else", ""]),
        ("up:9", ["Grow with us", "Everybody else"]),
        ("explode:0", ["Grow with us", "Everybody else"]),
    ],
)
def test_buttons_work_without_a_script(
    client_of: ClientOf, acting: Acting, do: str, names: list[str]
) -> None:
    client_of("manager").post(f"{PAGES}rules/", DRAFT | {"do": do})
    with acting("manager"):
        draft = SegmentRules.objects.draft()
    assert draft is not None
    assert [one["name"] for one in draft.rules["segments"]] == names


def test_an_incomplete_draft_is_kept_but_not_published(client_of: ClientOf) -> None:
    manager = client_of("manager")
    answer = manager.post(
        f"{PAGES}rules/publication/", DRAFT | {"segment-0-condition-0-value": "much"}, follow=True
    )
    assert "“Grow with us” has a condition without a value." in answer.text
    assert "Not published yet" in answer.text


@pytest.mark.usefixtures("committed")
def test_publishing_runs_the_rules_in_a_worker(client_of: ClientOf, acting: Acting) -> None:
    manager = client_of("manager")
    assert manager.post(f"{PAGES}rules/publication/", DRAFT).status_code == 302
    drain()
    with acting("manager"):
        run = SegmentRun.objects.get()
        assert run.counts["segments"] == {"grow": 2, "rest": 2}
    assert "Grow with us" in manager.get(PAGES).text
    assert "Large and growing" in manager.get(f"{PAGES}of/grow/").text
    assert manager.get(f"{PAGES}of/grow/accounts.csv").text.count("\n") == 3
    assert manager.get(f"{PAGES}of/none/").status_code == 404
    changed = DRAFT | {"segment-0-condition-0-value": "1", "note": "Everyone counts"}
    manager.post(f"{PAGES}rules/publication/", changed)
    drain()
    versions = manager.get(f"{PAGES}versions/").text
    assert "“Grow with us” also asks: Net sales of the last 12 months is at least 1." in versions
    assert "Everyone counts" in versions
    unchanged = manager.post(f"{PAGES}rules/publication/", changed)
    assert unchanged.status_code == 409


def test_an_accounts_page_says_why(client_of: ClientOf, acting: Acting, place: Place) -> None:
    place(GROW, REST)
    with acting("manager"):
        account = Account.objects.get(external_id="A2").id
    page = client_of("manager").get(f"{PAGES}accounts/{account}/").text
    assert "Not in “Grow”" in page
    assert "9,600" in page
    assert client_of("rep").get(f"{PAGES}accounts/{account}/").status_code == 404


@pytest.mark.parametrize(("page", "most"), [("", 12), ("of/rest/", 13), ("rules/", 20), ("versions/", 12)])
def test_lists_ask_a_fixed_number_of_queries(client_of: ClientOf, place: Place, page: str, most: int) -> None:
    place(GROW, REST)
    manager = client_of("manager")
    with CaptureQueriesContext(connection) as queries:
        assert manager.get(f"{PAGES}{page}").status_code == 200
    assert len(queries) <= most, [query["sql"][:120] for query in queries.captured_queries]
