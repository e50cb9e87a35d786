"""The leader search board: columns, discussions, reasons, the funnel (A10.02, A10.05, A11.05)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from customers.accounts.contact import Contact
from customers.leaders.candidate_step import CandidateStep
from customers.leaders.leader_candidate import LeaderCandidate
from customers.leaders.searching import identify, move
from customers.preparation.prospecting import begin
from customers.preparation.prospective_community import ProspectiveCommunity
from tenancy.wall.refusals import NotAllowed, RuleBroken
from tests.cast import Cast
from tests.customers.conftest import Acting, Bring, ClientOf
from tests.customers.leaders.conftest import THEN, person

PAGES = "/w/ardenne/prospects/"


def test_a_rep_begins_with_an_idea_and_finds_a_candidate(client_of: ClientOf, contacts: None) -> None:
    """A10.01, A10.02."""
    rep = client_of("rep")
    made = rep.post(f"{PAGES}new/", {"name": " Alpine  circle ", "concern": "Sepsis"})
    board = f"{made.headers['Location']}leaders/"
    offered = rep.get(f"{board}new/").text
    assert "Dr. Amsel" in offered
    assert "Dr. Blau" not in offered  # not in her care
    with_words = rep.get(f"{board}new/", {"q": "hohen"}).text
    assert "Dr. Amsel" in with_words
    contact = offered.split('name="contact" value="')[1][:36]
    assert rep.post(f"{board}new/", {"contact": contact}).status_code == 302
    page = rep.get(board).text
    assert "Dr. Amsel" in page
    assert "Höhenklinik" in page
    assert "Alpine circle" in rep.get(PAGES).text


def test_a_talk_brings_the_candidate_into_discussion(
    client_of: ClientOf, candidate: LeaderCandidate, acting: Acting
) -> None:
    """A10.05: the log holds date, words and outcome."""
    page = f"{PAGES}{candidate.prospect_id}/leaders/{candidate.id}/"
    rep = client_of("rep")
    fields = {"held_on": "2026-03-01", "what": "She likes the idea.", "outcome": "interested"}
    assert rep.post(f"{page}discussions/", fields | {"what": ""}).status_code == 400
    assert rep.post(f"{page}discussions/", fields | {"held_on": "2999-01-01"}).status_code == 400
    assert rep.post(f"{page}discussions/", fields).status_code == 302
    assert "She likes the idea." in rep.get(page).text
    with acting("rep"):
        assert LeaderCandidate.objects.get().step == "in_discussion"


@pytest.mark.parametrize(
    ("to", "why", "rule"),
    [
        ("in_discussion", "", "no_discussion"),
        ("declined", " ", "reason_missing"),
        ("approved", "", "not_found"),
    ],
)
def test_the_database_refuses_steps_that_lack_something(
    candidate: LeaderCandidate, acting: Acting, cast: Cast, to: str, why: str, rule: str
) -> None:
    with pytest.raises(RuleBroken, match=rule), acting("rep"):
        move(candidate, to=to, why=why, by=person(cast.rep))


def test_a_declined_candidate_keeps_the_reason_and_can_come_back(
    candidate: LeaderCandidate, acting: Acting, cast: Cast, client_of: ClientOf
) -> None:
    step = f"{PAGES}{candidate.prospect_id}/leaders/{candidate.id}/step/"
    assert client_of("rep").post(step, {"step": "declined"}).status_code == 400
    assert client_of("rep").post(step, {"step": "declined", "why": "No time this year"}).status_code == 302
    assert client_of("rep").post(step, {"step": "approached"}).status_code == 302
    with acting("rep"):
        assert [s.reason for s in CandidateStep.objects.order_by("at")] == ["No time this year", ""]
        assert LeaderCandidate.objects.get().step == "approached"


@pytest.mark.parametrize("who", ["colleague", "manager", "office", "leader"])
def test_nobody_but_the_selector_moves_a_candidate(
    candidate: LeaderCandidate, acting: Acting, cast: Cast, who: str
) -> None:
    with pytest.raises(NotAllowed), acting(who):
        move(candidate, to="approached", by=person(getattr(cast, who)))


@pytest.mark.parametrize(
    ("who", "status"),
    [("rep", 200), ("manager", 200), ("office", 200), ("colleague", 404), ("leader", 403), ("admin", 403),
     ("physician", 404), ("operator", 404), ("rival", 404), ("", 302)],
)  # fmt: skip
def test_who_sees_the_board(client_of: ClientOf, candidate: LeaderCandidate, who: str, status: int) -> None:
    board = f"{PAGES}{candidate.prospect_id}/leaders/"
    assert client_of(who).get(board).status_code == status
    assert client_of(who).get(f"{board}board.csv").status_code == status


def test_a_manager_looks_on_and_does_not_choose(client_of: ClientOf, discussed: LeaderCandidate) -> None:
    board = f"{PAGES}{discussed.prospect_id}/leaders/"
    manager = client_of("manager")
    assert "Dr. Amsel" in manager.get(board).text
    assert manager.get(f"{board}new/").status_code == 403
    assert "She likes it." not in manager.get(f"{board}{discussed.id}/").text
    assert manager.post(f"{board}{discussed.id}/step/", {"step": "approached"}).status_code == 403


def test_the_funnel_says_where_the_time_goes(client_of: ClientOf, discussed: LeaderCandidate) -> None:
    """A11.05: dates by step."""
    page = client_of("rep").get(f"{PAGES}{discussed.prospect_id}/leaders/").text
    assert "Where the time goes" in page
    assert "Median time from the step before" in page
    lines = client_of("rep").get(f"{PAGES}{discussed.prospect_id}/leaders/board.csv").text.splitlines()
    assert lines[1].startswith("Dr. Amsel,Head of intensive care,Höhenklinik,In discussion,2026-03-02")


def test_a_board_costs_the_same_for_many_candidates(
    client_of: ClientOf, candidate: LeaderCandidate, bring: Bring, acting: Acting, cast: Cast
) -> None:
    board = f"{PAGES}{candidate.prospect_id}/leaders/"
    with CaptureQueriesContext(connection) as few:
        client_of("rep").get(board)
    rows = "".join(f"D{n},A1,Dr. {n}\n" for n in range(12))
    bring("contacts", f"external_id,account_external_id,name\n{rows}")
    with acting("rep"):
        for contact in Contact.objects.filter(external_id__startswith="D"):
            identify(candidate.prospect, contact, by=person(cast.rep), at=THEN)
    with CaptureQueriesContext(connection) as many:
        assert "Dr. 11" in client_of("rep").get(board).text
    assert len(many) == len(few) <= 12


def test_an_idea_is_given_up_with_a_reason_and_taken_up_again(
    client_of: ClientOf, prospect: ProspectiveCommunity
) -> None:
    rep = client_of("rep")
    page = f"{PAGES}{prospect.id}/"
    rep.post(f"{page}end/", {"reason": ""})
    assert "Alpine circle" in rep.get(PAGES).text
    rep.post(f"{page}end/", {"reason": "No leader to be found"})
    assert "Alpine circle" not in rep.get(PAGES).text
    assert "No leader to be found" in rep.get(page).text
    assert "Alpine circle" in rep.get(PAGES, {"show": "ended"}).text
    rep.post(f"{page}end/")
    assert "Alpine circle" in rep.get(PAGES).text


def test_the_draft_begins_once_and_hangs_from_the_idea(
    client_of: ClientOf, prospect: ProspectiveCommunity, acting: Acting
) -> None:
    """A10.14."""
    rep, draft = client_of("rep"), f"{PAGES}{prospect.id}/draft/"
    assert client_of("manager").post(draft).status_code == 403
    assert rep.post(draft).status_code == 302
    assert rep.post(draft).status_code == 409
    with acting("rep"):
        community = ProspectiveCommunity.objects.get().community
        assert community.name == "Alpine circle"


def test_a_manager_hands_a_search_on(
    client_of: ClientOf, prospect: ProspectiveCommunity, cast: Cast, acting: Acting
) -> None:
    page = f"{PAGES}{prospect.id}/"
    assert client_of("rep").post(f"{page}selector/", {"to": str(cast.colleague)}).status_code == 403
    assert client_of("manager").post(f"{page}selector/", {"to": str(cast.colleague)}).status_code == 302
    assert client_of("rep").get(page).status_code == 404
    assert client_of("colleague").get(page).status_code == 200
    with acting("colleague"):
        assert not Contact.objects.exists()  # the search opens no account


def test_the_list_costs_the_same_for_many_ideas(
    client_of: ClientOf, candidate: LeaderCandidate, acting: Acting, cast: Cast
) -> None:
    with CaptureQueriesContext(connection) as few:
        client_of("rep").get(PAGES)
    with acting("rep"):
        rita = person(cast.rep)
        for number in range(8):
            begin(f"Idea {number}", concern="", country="", kick_off_on=None, selector=rita, by=rita, at=THEN)
    with CaptureQueriesContext(connection) as many:
        assert "Idea 7" in client_of("rep").get(PAGES).text
    assert len(many) == len(few) <= 10
    assert "Idea 3" in client_of("rep").get(f"{PAGES}prospects.csv", {"q": "idea 3"}).text
