"""Notes end: by a reason, by age, by a contact's right (D5)."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from customers.accounts.contact import Contact
from customers.notes.note import Note
from customers.notes.note_revision import NoteRevision
from customers.notes.participant import NoteParticipant
from customers.notes.removing import expire_notes, forget_contact, keep_for, remove_note, without
from customers.notes.subject_access import notes_about
from tenancy.events.event import Event
from tenancy.people.person import Person
from tenancy.wall.refusals import NotAllowed, RuleBroken
from tenancy.wall.scope import acting_for
from tests.cast import Cast
from tests.customers.conftest import Acting, ClientOf
from tests.customers.notes.conftest import AT, Write


def test_words_and_names_go_and_the_reason_stays(acting: Acting, write: Write, cast: Cast) -> None:
    """D5"""
    note = write("rep", contacts=("C1",))
    with pytest.raises(RuleBroken, match="reason_missing"), acting("rep"):
        remove_note(note, reason=" ", by=Person.objects.get(id=cast.rep), at=AT)
    with acting("rep"):
        me = Person.objects.get(id=cast.rep)
        remove_note(note, reason="Written about the wrong house", by=me, at=AT)
        left = Note.objects.get()
        assert (left.body, left.search_text, left.removal_reason) == ("", "", "Written about the wrong house")
        assert not NoteParticipant.objects.exists()
        assert not Note.objects.visible_to(me).exists()
        assert Event.objects.filter(verb="note.removed").exists()


@pytest.mark.parametrize("who", ["colleague", "leader", "admin", "physician"])
def test_others_remove_nothing(acting: Acting, write: Write, cast: Cast, who: str) -> None:
    note = write("rep")
    with pytest.raises(NotAllowed), acting(who):
        remove_note(note, reason="x", by=Person.objects.get(id=getattr(cast, who)), at=AT)


def test_a_note_of_another_tenant_does_not_exist(acting: Acting, write: Write, cast: Cast) -> None:
    note = write("rep")
    with pytest.raises(RuleBroken, match="not_found"), acting("rival"):
        remove_note(note, reason="x", by=Person.objects.get(id=cast.rival), at=AT)


def test_notes_expire_by_the_tenants_own_months(acting: Acting, write: Write, cast: Cast) -> None:
    """D5: retention per class."""
    write("rep", body="Old", occurred_on=date(2025, 1, 10))
    write("rep", body="New", occurred_on=date(2026, 4, 10))
    with acting("manager"):
        keep_for(12, by=Person.objects.get(id=cast.manager), at=AT)
    with acting_for(cast.ardenne, purpose=f"task:{uuid4()}"):
        assert expire_notes(at=datetime(2026, 5, 4, tzinfo=UTC)) == 1
    with acting("rep"):
        assert {note.body for note in Note.objects.all()} == {"", "New"}


@pytest.mark.parametrize("who", ["rep", "manager", ""])
def test_nobody_lets_notes_expire_by_hand(write: Write, cast: Cast, who: str) -> None:
    write("rep", occurred_on=date(2020, 1, 10))
    person = getattr(cast, who) if who else None
    with pytest.raises(NotAllowed), acting_for(cast.ardenne, person, purpose="" if who == "" else "task:x"):
        expire_notes(at=AT)


def test_a_contact_learns_what_is_held_about_her(acting: Acting, write: Write) -> None:
    """D5: the export names what she took part in and what names her."""
    write("rep", contacts=("C1",), body="Asked for the review")
    write("rep", contacts=("C2",), body="Says Dr. Élodie Marchetti decides")
    write("rep", contacts=("C2",), body="About something else")
    with acting("manager"):
        told = notes_about(Contact.objects.get(external_id="C1"))
    assert {one["text"] for one in told} == {"Asked for the review", "Says Dr. Élodie Marchetti decides"}


def test_a_contact_is_forgotten(acting: Acting, write: Write, cast: Cast) -> None:
    """D5: her own notes go, her name goes out of the others with all former wordings."""
    write("rep", contacts=("C1",), body="Only she was there")
    both = write("rep", contacts=("C1", "C2"), body="Marchetti and Vrba disagree")
    with acting("rep"):
        NoteRevision(note=both, body="Dr. Élodie Marchetti", body_html="", replaced_at=AT).save()
    with acting("manager"):
        contact = Contact.objects.get(external_id="C1")
        assert forget_contact(contact, by=Person.objects.get(id=cast.manager), at=AT) == (1, 1)
        assert {note.body for note in Note.objects.all()} == {"", "[…] and Vrba disagree"}
        assert not NoteRevision.objects.exists()
        assert notes_about(contact) == []


def test_the_page_of_a_contact_gives_a_file_and_erases_by_name(
    client_of: ClientOf, acting: Acting, write: Write
) -> None:
    """D5"""
    write("rep", contacts=("C1",), body="Asked for the review")
    with acting("manager"):
        page = f"/w/ardenne/notes/contacts/{Contact.objects.get(external_id='C1').id}/"
    manager = client_of("manager")
    assert "Asked for the review" in manager.get(page).text
    assert manager.get(f"{page}notes.json").json()["notes"][0]["text"] == "Asked for the review"
    assert manager.post(f"{page}erasure/", {"confirm_name": "Somebody"}).status_code == 400
    assert manager.post(f"{page}erasure/", {"confirm_name": "Dr. Élodie Marchetti"}).status_code == 302
    assert "No note or workshop names this contact" in manager.get(page).text
    assert client_of("rep").get(page).status_code == 403
    assert client_of("rival").get(page).status_code == 404


def test_a_name_gives_way_wherever_it_stands_alone() -> None:
    assert without("Dr. Jan Vrba", "Dr. Jan Vrba, then vrba; Vrbanec stays") == "[…], then […]; Vrbanec stays"
