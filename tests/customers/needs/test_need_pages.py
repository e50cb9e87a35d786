"""The board, needs, ideas and gaps in the browser (A9.11, A9.06)."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from customers.accounts.account import Account
from customers.needs.idea import Idea
from customers.needs.need import Need
from customers.needs.routed_action import RoutedAction
from tests.cast import Cast
from tests.customers.conftest import Acting, ClientOf
from tests.customers.notes.conftest import Write, care, write

__all__ = ["care", "write"]
NEEDS = "/w/ardenne/needs/"
TITLE = "Night staff must find the dose in ten seconds"


@pytest.fixture
def manager(client_of: ClientOf) -> Client:
    return client_of("manager")


@pytest.fixture
def need(care: None, manager: Client, acting: Acting) -> str:
    with acting("manager"):
        house = Account.objects.get(external_id="A1").id
    fields = {"title": TITLE, "account": str(house), "said": "Where is it?"}
    return manager.post(f"{NEEDS}new/", fields).headers["Location"]


def test_a_need_is_written_down_found_and_moved_on_the_board(manager: Client, need: str) -> None:
    """A9.11"""
    shown = manager.get(need).text
    assert "Höhenklinik" in shown
    assert "1 account" in shown
    assert TITLE in manager.get(NEEDS).text
    moved = manager.post(f"{need}move/", {"to": "confirmed", "back": "board"})
    assert moved.headers["Location"] == NEEDS
    assert "Confirmed" in manager.get(need).text
    assert manager.post(f"{need}move/", {"to": "service"}).status_code == 400
    refused = manager.post(f"{need}move/", {"to": "dropped"})
    assert (refused.status_code, "Say why" in refused.text) == (400, True)
    assert TITLE in manager.get(f"{NEEDS}list/", {"q": "dose", "status": "confirmed"}).text
    assert f"{TITLE},,confirmed" in manager.get(f"{NEEDS}needs.csv").text


def test_a_need_stems_from_a_note(client_of: ClientOf, write: Write, acting: Acting) -> None:
    """A9.11: linked sources."""
    note = write("rep")
    rep = client_of("rep")
    page = rep.post(f"{NEEDS}new/?note={note.id}", {"title": TITLE, "account": str(note.account_id)})
    assert f"/notes/{note.id}/" in rep.get(page.headers["Location"]).text
    assert f"/notes/{note.id}/" not in client_of("colleague").get(page.headers["Location"]).text
    assert client_of("colleague").get(f"{NEEDS}new/?note={note.id}").status_code == 404


def test_an_idea_goes_all_the_way_to_a_service(manager: Client, need: str, acting: Acting) -> None:
    """A9.11"""
    with acting("manager"):
        one = Need.objects.get()
    idea = manager.post(f"{NEEDS}ideas/new/", {"title": "Dose card", "needs": [one.id]}).headers["Location"]
    assert TITLE in manager.get(idea).text
    for to in ("assessed", "piloted"):
        assert manager.post(f"{idea}move/", {"to": to}).status_code == 302
    assert manager.post(f"{idea}move/", {"to": "service"}).status_code == 400
    last = {"to": "service", "service_name": "Dose line", "provider": "centre"}
    assert manager.post(f"{idea}move/", last).status_code == 302
    with acting("manager"):
        assert Idea.objects.get().service_name == "Dose line"
    assert "Answered" in manager.get(need).text


def test_two_needs_become_one(manager: Client, need: str, acting: Acting) -> None:
    manager.post(f"{NEEDS}new/", {"title": "The dose at night"})
    with acting("manager"):
        into = Need.objects.get(title="The dose at night")
    assert manager.post(f"{need}merger/", {"into": str(into.id)}).status_code == 302
    assert "Merged into" in manager.get(need).text
    assert manager.post(f"{need}merger/", {"into": "nonsense"}).status_code == 404


def test_a_gap_goes_to_its_function_and_gets_an_answer(
    manager: Client, client_of: ClientOf, need: str, acting: Acting, cast: Cast
) -> None:
    """A9.06: accept or return with a reason, with a day."""
    for function in ("medical", "medical", "it"):
        sent = manager.post(f"{need}routing/", {"function": function, "due_on": "2026-06-01"})
        assert sent.status_code == 302
    with acting("leader"):
        first, second = RoutedAction.objects.order_by("at")
    leader, page = client_of("leader"), f"{NEEDS}gaps/{first.id}/"
    assert TITLE in leader.get(f"{NEEDS}gaps/").text
    assert leader.post(f"{page}return/", {}).status_code == 400
    assert leader.post(f"{page}end/", {"reason": "x"}).status_code == 409
    fields = {"owner": str(first.sent_by_id), "due_on": "2026-06-10"}
    assert leader.post(f"{page}acceptance/", fields).status_code == 400
    mine = {"owner": str(cast.leader), "due_on": "2026-06-10"}
    assert leader.post(f"{page}acceptance/", mine).status_code == 302
    assert leader.post(f"{page}return/", {"reason": "Too late"}).status_code == 409
    assert leader.post(f"{page}end/", {"reason": "A digest"}).status_code == 302
    other = f"{NEEDS}gaps/{second.id}/"
    assert leader.post(f"{other}return/", {"reason": "Marketing owns it"}).status_code == 302
    assert "Marketing owns it" in manager.get(other).text
    assert client_of("rep").get(page).status_code == 404
    assert "A digest" in manager.get(f"{NEEDS}gaps/gaps.csv").text


@pytest.mark.parametrize(
    ("who", "read", "move"),
    [("rep", 200, 403), ("admin", 200, 403), ("leader", 200, 302), ("rival", 404, 404),
     ("physician", 404, 404), ("", 302, 302)],
)  # fmt: skip
def test_staff_read_and_keepers_move(client_of: ClientOf, need: str, who: str, read: int, move: int) -> None:
    """A9.11"""
    client = client_of(who)
    assert client.get(need).status_code == read
    assert client.post(f"{need}move/", {"to": "confirmed"}).status_code == move


def test_the_board_asks_as_much_for_many_needs_as_for_one(manager: Client, need: str) -> None:
    with CaptureQueriesContext(connection) as few:
        manager.get(NEEDS)
    for n in range(8):
        manager.post(f"{NEEDS}new/", {"title": f"Need {n}"})
    with CaptureQueriesContext(connection) as many:
        assert manager.get(NEEDS).status_code == 200
    assert len(many) == len(few)
