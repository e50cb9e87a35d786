"""One box for solutions, meetings, needs, ideas, notes and Deep Dives, plane by plane."""

from collections.abc import Callable

import pytest
from django.test import Client

from communities.community.community import Community
from communities.meetings.planning import Details, plan_meeting
from communities.solutions.proposing import propose
from tenancy.people.person import Person
from tests.cast import THEN, Cast
from tests.communities.search.test_searching import Acting

ClientOf = Callable[[str], Client]


@pytest.fixture
def kept(cast: Cast, acting: Acting) -> None:
    """A solution and a meeting about lactate in the circle."""
    words = {"title": "Lactate at night", "problem": "Late", "solution": "Nearer", "discussion": None}
    with acting("physician"):
        circle, hanna = Community.objects.get(id=cast.circle), Person.objects.get(id=cast.physician)
        propose(circle, words=words, by=hanna, at=THEN)
        details = Details(title="Lactate round", starts_at=THEN, zone="Europe/Berlin")
        plan_meeting(circle, details=details, by=hanna, at=THEN)


@pytest.mark.parametrize(
    ("who", "found"),
    [("member", True), ("physician", True), ("outsider", False), ("rep", False), ("manager", False),
     ("office", False), ("operator", False), ("newcomer", False)],
)  # fmt: skip
def test_what_a_customer_community_keeps_is_found_by_its_members_alone(
    kept: None, cast: Cast, client_of: ClientOf, who: str, found: bool
) -> None:
    page = client_of(who).get(f"{cast.surface_of(who)}search/?q=lactate").text
    assert ("Lactate at night" in page, "Lactate round" in page) == (found, found)


@pytest.mark.parametrize(
    ("kind", "shown"), [("solutions", (True, False)), ("meetings", (False, True)), ("posts", (False, False))]
)
def test_one_kind_can_be_chosen(kept: None, client_of: ClientOf, kind: str, shown: tuple[bool, bool]) -> None:
    page = client_of("member").get(f"/p/kreis/search/?q=LACTATE&kind={kind}").text
    assert ("Lactate at night" in page, "Lactate round" in page) == shown


def test_members_are_offered_nothing_of_the_firm(kept: None, cast: Cast, client_of: ClientOf) -> None:
    """Needs, notes and Deep Dives are the sponsor's own; asked for by hand they bring nothing."""
    page = client_of("member").get("/p/kreis/search/?q=lactate&kind=notes").text
    assert "Visit notes" not in page
    assert "Visit notes" in client_of("rep").get("/w/ardenne/search/").text


def test_a_search_within_a_community_stays_there(kept: None, client_of: ClientOf) -> None:
    here = client_of("member").get("/p/kreis/search/?q=lactate&within=circle").text
    assert "Lactate round" in here
    assert 'value="people"' not in here
