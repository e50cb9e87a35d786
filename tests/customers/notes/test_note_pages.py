"""A visit is noted in a minute, found again, changed with its history, taken along as a file (A9.01, A10.09)."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from customers.accounts.account import Account
from customers.accounts.contact import Contact
from customers.notes.interest import Interest, NoteInterest
from customers.notes.next_step import NextStep
from customers.notes.note import Note
from customers.notes.note_draft import NoteDraft
from customers.notes.note_revision import NoteRevision
from customers.notes.vocabulary import add_interest
from tenancy.people.person import Person
from tests.cast import Cast
from tests.customers.conftest import Acting, ClientOf
from tests.customers.notes.conftest import AT, DAY, Write

NOTES = "/w/ardenne/notes/"
WORDS = "Wants *unbiased* product information and asks who else uses the protocol."


@pytest.fixture
def about(care: None, acting: Acting) -> str:
    with acting("manager"):
        return f"{NOTES}new/?account={Account.objects.get(external_id='A1').id}"


@pytest.fixture
def rep(client_of: ClientOf) -> Client:
    return client_of("rep")


def test_words_alone_make_a_note(rep: Client, about: str, acting: Acting) -> None:
    """A10.09: everything but the words has a value that fits a visit of today."""
    shown = rep.get(about)
    day = shown.text.split('name="occurred_on" value="')[1][:10]
    answer = rep.post(about, {"body": WORDS, "occasion": "visit", "channel": "in_person", "occurred_on": day})
    assert answer.status_code == 302
    page = rep.get(answer.headers["Location"]).text
    assert "<em>unbiased</em>" in page
    assert "Höhenklinik" in page
    assert "unbiased" in rep.get(about.replace(f"{NOTES}new/?account=", "/w/ardenne/customers/") + "/").text


def test_contact_interest_and_next_step_come_along(
    rep: Client, about: str, acting: Acting, cast: Cast
) -> None:
    """A10.09: who wants what; what one contact alone was there to say, she said."""
    with acting("manager"):
        word = add_interest("Sepsis bundles", by=Person.objects.get(id=cast.manager), at=AT)
        contact = Contact.objects.get(external_id="C1")
    fields = {
        "body": WORDS, "occasion": "interview", "channel": "video", "occurred_on": "2026-05-04",
        "contacts": [contact.id], "interests": [word.id], "next_step": "Send the review",
        "next_step_due_on": "2026-05-11",
    }  # fmt: skip
    assert rep.post(about, fields).status_code == 302
    with acting("rep"):
        assert NoteInterest.objects.get().contact_id == contact.id
        step = NextStep.objects.get()
    assert "Send the review" in rep.get(NOTES).text
    assert rep.post(f"{NOTES}steps/{step.id}/").status_code == 302
    assert rep.post(f"{NOTES}steps/{step.id}/", {"done": "0"}).status_code == 302
    lines = rep.get(f"{NOTES}notes.csv", {"q": "marchetti", "interest": str(word.id)}).text.splitlines()
    assert len(lines) == 2
    assert "Sepsis bundles" in lines[1]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"body": ""}, "This field is required"),
        ({"next_step": "Call"}, "Give the day"),
        ({"occurred_on": "2999-01-01"}, "This day lies ahead"),
        ({"body": "Patient Huber is 64 years old"}, "recognise a patient"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(
    rep: Client, about: str, fields: dict[str, str], said: str
) -> None:
    """D10, and 10: keeps what was typed."""
    given = {"body": WORDS, "occasion": "visit", "channel": "mail", "occurred_on": "2026-05-04", **fields}
    answer = rep.post(about, {**given, "others_present": "two nurses"})
    assert answer.status_code == 400
    assert said in answer.text
    assert "two nurses" in answer.text


def test_confirmed_words_are_taken(rep: Client, about: str) -> None:
    """D10: a warning, not a ban."""
    fields = {"body": "Room 1234567", "occasion": "call", "channel": "mail", "occurred_on": "2026-05-04"}
    assert rep.post(about, fields).status_code == 400
    assert rep.post(about, {**fields, "checked": "on"}).status_code == 302


def test_a_draft_waits_and_goes_with_the_note(rep: Client, about: str, acting: Acting) -> None:
    """A9.01"""
    kept = about.replace("new/", "draft/")
    assert rep.post(kept, {"body": "half a sen", "occasion": "call"}).status_code == 204
    assert "half a sen" in rep.get(about).text
    assert "You have begun a note: Höhenklinik" in rep.get(NOTES).text
    rep.post(about, {"body": WORDS, "occasion": "visit", "channel": "mail", "occurred_on": "2026-05-04"})
    with acting("rep"):
        assert not NoteDraft.objects.exists()


def test_the_author_changes_her_note_and_former_words_stay_beside_it(
    rep: Client, client_of: ClientOf, write: Write, acting: Acting
) -> None:
    """A9.01"""
    page = f"{NOTES}{write('rep', body='First words', contacts=('C1', 'C2')).id}/"
    fields = {"body": "Second words", "occasion": "call", "channel": "mail", "occurred_on": "2026-05-04"}
    assert client_of("manager").get(f"{page}edit/").status_code == 404
    assert rep.post(f"{page}edit/", fields).status_code == 302
    assert "First words" in rep.get(page).text
    with acting("rep"):
        assert NoteRevision.objects.get().body == "First words"
        assert not Note.objects.get().participants.exists()


def test_search_folds_accents_and_reads_names(rep: Client, write: Write) -> None:
    write("rep", contacts=("C1",))
    assert "Höhenklinik" in rep.get(NOTES, {"q": "elodie hohen"}).text
    assert "No note fits" in rep.get(NOTES, {"q": "elodie lac"}).text


def test_the_list_asks_as_much_for_forty_notes_as_for_two(rep: Client, write: Write) -> None:
    """01: lists have query counts."""
    write("rep", contacts=("C1",))
    with CaptureQueriesContext(connection) as few:
        rep.get(NOTES)
    for _n in range(12):
        write("rep", contacts=("C1", "C2"), next_step="Call", next_step_due_on=DAY)
    with CaptureQueriesContext(connection) as many:
        assert rep.get(NOTES).status_code == 200
    # Steps that are due come with their notes: two questions more than without any.
    assert len(many) <= len(few) + 3


@pytest.mark.parametrize(
    ("who", "status"), [("colleague", 404), ("admin", 403), ("rival", 404), ("physician", 404), ("", 302)]
)
def test_whose_business_it_is_not_finds_no_note(
    client_of: ClientOf, write: Write, who: str, status: int
) -> None:
    page = f"{NOTES}{write('rep').id}/"
    assert client_of(who).get(page).status_code == status
    assert client_of(who).post(f"{page}removal/", {"reason": "x"}).status_code == status


def test_a_visit_without_an_account_is_its_authors(rep: Client, client_of: ClientOf, care: None) -> None:
    fields = {"body": WORDS, "occasion": "congress", "channel": "in_person", "occurred_on": "2026-05-04"}
    page = rep.post(f"{NOTES}new/?account=none", fields).headers["Location"].split("?")[0]
    assert rep.get(page).status_code == 200
    assert client_of("colleague").get(page).status_code == 404
    assert client_of("manager").get(page).status_code == 200


def test_the_vocabulary_is_kept_by_overseers(client_of: ClientOf, acting: Acting, write: Write) -> None:
    """A10.09: few words of the tenant's own."""
    manager, page = client_of("manager"), f"{NOTES}interests/"
    assert client_of("rep").get(page).status_code == 403
    assert manager.post(f"{page}suggested/").status_code == 302
    assert manager.post(page, {"name": "  Health   ECONOMICS "}).status_code == 400
    assert manager.post(page, {"name": "Night shifts"}).status_code == 302
    with acting("manager"):
        word = Interest.objects.get(name="Night shifts")
    manager.post(f"{page}{word.id}/retirement/")
    assert "retired" in manager.get(page).text
    with acting("rep"):
        assert Interest.objects.offered().count() == 8
